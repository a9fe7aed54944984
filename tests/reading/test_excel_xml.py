"""XML spreadsheets of Excel 2003 give the same cells as any other workbook."""

from __future__ import annotations

from datetime import date, datetime
from datetime import time as clock

import pytest

from sydata.errors import UnreadableFile
from sydata.model import Mark, Merge
from tests.reading import drawn

HEAD = '<?xml version="1.0"{}?>\n<?mso-application progid="Excel.Sheet"?>\n'
BOOK = (
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">{}</Workbook>'
)
FORM = """<Row><Cell ss:MergeAcross="3"><Data ss:Type="String">双拥活动情况统计表</Data></Cell></Row>
<Row><Cell ss:MergeDown="1"><Data ss:Type="String">项目</Data></Cell>
<Cell ss:MergeAcross="1"><Data ss:Type="String">发放慰问金</Data></Cell>
<Cell ss:MergeDown="1"><Data ss:Type="String">备注</Data></Cell></Row>
<Row><Cell ss:Index="2"><Data ss:Type="String">金额（万元）</Data></Cell>
<Cell><Data ss:Type="String">人数（人）</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">重点优抚对象</Data></Cell><Cell><Data ss:Type="Number">56.3</Data></Cell>
<Cell><Data ss:Type="Number">1200</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">驻地部队&#10;基层官兵</Data><Comment><Data>批注</Data></Comment></Cell>
<Cell><Data ss:Type="Number">12</Data></Cell><Cell><Data ss:Type="Number">80</Data></Cell>
<Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">含<B>火箭军</B></ss:Data></Cell></Row>"""


def book(table: str, more: str = "", before: str = "") -> bytes:
    sheet = f'{before}<Worksheet ss:Name="汇总"><Table>{table}</Table>{more}</Worksheet>'
    return (HEAD.format("") + BOOK.format(sheet)).encode()


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "gb18030", "utf-16"])
def test_form_reads_like_any_workbook(encoding: str) -> None:
    text = HEAD.format(f' encoding="{encoding}"') + BOOK.format(
        f'<Worksheet ss:Name="汇总"><Table>{FORM}</Table></Worksheet>'
    )
    sheet = drawn.only(text.encode(encoding))
    assert (sheet.name, sheet.rows, sheet.merges) == ("汇总", drawn.ROWS, drawn.MERGES)
    assert (sheet.visible, sheet.source, sheet.marks) == (True, "workbook", {})


def test_places_skip_and_what_is_hidden_is_told() -> None:
    table = '<Column ss:Index="2" ss:Hidden="1" ss:Span="1"/><Row ss:Index="3" ss:Hidden="1">'
    table += '<Cell ss:Index="2"><Data ss:Type="Number">1</Data></Cell>'
    table += '<Cell ss:Index="5"><Data ss:Type="Number">2</Data></Cell></Row>'
    space = "urn:schemas-microsoft-com:office:excel"
    hidden = f'<WorksheetOptions xmlns="{space}"><Visible>SheetHidden</Visible></WorksheetOptions>'
    sheet = drawn.only(book(table, hidden))
    assert sheet.rows[2] == (None, 1.0, None, None, 2.0)
    assert (sheet.hidden_rows, sheet.hidden_columns, sheet.visible) == ({2}, {1, 2}, False)


def test_values_keep_their_kinds() -> None:
    kinds = [
        ("DateTime", "2024-02-26T00:00:00.000"), ("DateTime", "2024-02-26T08:30:00.000"),
        ("DateTime", "1899-12-31T08:30:00.000"),
        ("Boolean", "1"), ("String", "007"), ("Number", "1_0"), ("Number", "0.1"),
    ]  # fmt: skip
    cells = "".join(f'<Cell><Data ss:Type="{kind}">{text}</Data></Cell>' for kind, text in kinds)
    assert drawn.only(book(f"<Row>{cells}</Row>")).rows == (
        (date(2024, 2, 26), datetime(2024, 2, 26, 8, 30), clock(8, 30), True, "007", "1_0", 0.1),
    )


def test_errors_formulas_without_value_and_formats_are_marked() -> None:
    codes = {"s1": "0.00&quot;万元&quot;", "p": "Percent"}
    named = (f'<Style ss:ID="{n}"><NumberFormat ss:Format="{code}"/></Style>' for n, code in codes.items())
    styles = f"<Styles>{''.join(named)}</Styles>"
    figure = '<Cell{}><Data ss:Type="Number">{}</Data></Cell>'
    cells = '<Cell><Data ss:Type="Error">#REF!</Data></Cell><Cell ss:Formula="=RC[-1]+1"/>'
    cells += (
        figure.format(' ss:Formula="=1"', 1) + figure.format(' ss:StyleID="s1"', 5) + figure.format("", 0.5)
    )
    sheet = drawn.only(book(f'<Row ss:StyleID="p">{cells}</Row>', before=styles))
    assert sheet.rows == ((None, None, 1.0, 5.0, 0.5),)
    assert sheet.marks == {
        (0, 0): Mark("error", "#REF!"), (0, 1): Mark("formula", "=RC[-1]+1"), (0, 2): Mark("format", "0.00%"),
        (0, 3): Mark("format", '0.00"万元"'), (0, 4): Mark("format", "0.00%"),
    }  # fmt: skip


def test_far_cell_is_left_out_and_noted() -> None:
    far = '<Row ss:Index="1048576"><Cell ss:Index="16384"><Data ss:Type="Number">9</Data></Cell></Row>'
    sheet = drawn.only(book(FORM + far))
    assert sheet.rows == drawn.ROWS
    assert [cell.address for cell in sheet.stray] == ["XFD1048576"]


def test_merges_end_where_the_cells_end() -> None:
    first = (
        '<Row><Cell ss:MergeAcross="999999" ss:MergeDown="99999"><Data ss:Type="String">a</Data></Cell></Row>'
    )
    second = '<Row><Cell ss:Index="3"><Data ss:Type="String">b</Data></Cell></Row>'
    sheet = drawn.only(book(first + second))
    assert sheet.merges == (Merge(0, 0, 1, 2),)


@pytest.mark.parametrize("cut", [300, 600, 900])
def test_cut_off_or_entity_bearing_xml_is_damaged(cut: int) -> None:
    for content in (
        book(FORM)[:cut],
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>' + BOOK.format("&b;").encode(),
    ):
        with pytest.raises(UnreadableFile, match="damaged"):
            drawn.only(content)
