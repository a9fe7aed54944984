"""What only an OpenDocument spreadsheet can say, and how its cells are typed."""

from __future__ import annotations

import datetime

import pytest

from sydata.model import Mark
from tests.reading import drawn

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)


def written(tables: str, styles: str = "") -> bytes:
    xml = (
        f"<office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return drawn.zipped({"mimetype": kind, "content.xml": xml.encode()})


def table(rows: str, attributes: str = "") -> str:
    return f'<table:table table:name="表" {attributes}>{rows}</table:table>'


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def cell(words: str = "", attributes: str = "") -> str:
    inside = f"<text:p>{words}</text:p>" if words else ""
    return f"<table:table-cell {attributes}>{inside}</table:table-cell>"


@pytest.mark.parametrize(
    ("attributes", "words", "value"),
    [
        ('office:value-type="float" office:value="56.3"', "56", 56.3),
        ('office:value-type="string"', "甲<text:line-break/>乙", "甲\n乙"),
        ('office:value-type="string" office:string-value="存"', "示", "存"),
        ('office:value-type="boolean" office:boolean-value="true"', "真", True),
        ('office:value-type="date" office:date-value="2024-02-26"', "2月", datetime.date(2024, 2, 26)),
        ('office:value-type="date" office:date-value="不明"', "二月", "二月"),
        ('office:value-type="time" office:time-value="PT08H30M00S"', "8:30", datetime.time(8, 30)),
        ('office:value-type="float" office:value="oops"', "12", "12"),
        ("", "a<text:s text:c=\"2\"/>b<text:tab/>c", "a  b\tc"),
    ],
)  # fmt: skip
def test_cell_types(attributes: str, words: str, value: object) -> None:
    assert drawn.only(written(table(row(cell(words, attributes))))).rows == ((value,),)


@pytest.mark.parametrize(
    ("attributes", "words", "mark"),
    [
        ('office:value-type="percentage" office:value="0.125"', "12.5%", Mark("format", "0%")),
        ('office:value-type="float" office:value="12"', "1,200.5万元", Mark("format", "0万元")),
        ('table:formula="of:=1/0" office:value-type="string"', "#DIV/0!", Mark("error", "#DIV/0!")),
        ('table:formula="of:=SUM([.A1])"', "", Mark("computed", "=SUM(A1)")),
        ('table:formula="of:=SUMIF([.A1];1)"', "", Mark("formula", "=SUMIF(A1,1)")),
        ('table:formula="of:=&quot;&quot;"', "<text:span/>", None),
        ('table:formula="of:=1+1" office:value-type="float" office:value="2"', "2", None),
    ],
)
def test_marks(attributes: str, words: str, mark: Mark | None) -> None:
    sheet = drawn.only(written(table(row(cell("标"), cell(words, attributes)))))
    assert sheet.marks == ({(0, 1): mark} if mark else {})
    assert sheet.text(0, 0) == "标"


def test_comments_are_not_words() -> None:
    note = "<office:annotation><text:p>批注</text:p></office:annotation>"
    sheet = drawn.only(written(table(row(f"<table:table-cell>{note}<text:p>5</text:p></table:table-cell>"))))
    assert sheet.rows == (("5",),)


def test_repeated_cells_and_rows_stand_as_often_as_stated() -> None:
    twice = cell("x", 'table:number-columns-repeated="2"')
    sheet = drawn.only(written(table(row(twice, cell("y"), attributes='table:number-rows-repeated="2"'))))
    assert sheet.rows == (("x", "x", "y"), ("x", "x", "y"))


def test_hidden_rows_columns_and_sheets_are_noted() -> None:
    columns = (
        '<table:table-column/><table:table-column-group><table:table-column table:visibility="collapse"/>'
        "</table:table-column-group>"
    )
    hidden = row(cell("c"), cell("d"), attributes='table:visibility="filter"')
    group = f"<table:table-row-group>{hidden}</table:table-row-group>"
    style = (
        '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="false"/>'
        "</style:style>"
    )
    content = written(table(columns + row(cell("a"), cell("b")) + group, 'table:style-name="ta1"'), style)
    sheet = drawn.only(content)
    assert sheet.rows == (("a", "b"), ("c", "d"))
    assert (sheet.hidden_rows, sheet.hidden_columns, sheet.visible) == ({1}, {1}, False)
