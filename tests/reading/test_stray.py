"""A lone cell far outside the table is noted, and does not cost the form."""

from __future__ import annotations

import time

import pytest

from sydata.errors import UnreadableFile
from sydata.model import Cell
from sydata.reading import Budget, read_file
from sydata.reading.archive import source
from tests.reading import drawn

SHEET = "xl/worksheets/sheet1.xml"
FAR = (b"A1048576", b"XFD1048576", b"K1048576", b"XFD3", b"ZZ9000", b"H5000", b"BZ2")


def with_cell(place: bytes) -> bytes:
    row = place.lstrip(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    cell = b'<row r="%s"><c r="%s"><v>1</v></c></row></sheetData>' % (row, place)
    return drawn.tampered(drawn.xlsx(), SHEET, lambda x: x.replace(b"</sheetData>", cell))


@pytest.mark.parametrize("place", FAR)
def test_far_cell_of_xlsx_is_noted_and_the_form_read(place: bytes) -> None:
    started = time.process_time()
    sheet = drawn.only(with_cell(place))
    assert sheet.rows == drawn.ROWS
    assert sheet.merges == drawn.MERGES
    assert [cell.address for cell in sheet.stray] == [place.decode()]
    assert time.process_time() - started < 2


@pytest.mark.parametrize(("row", "column"), [(65535, 255), (65535, 0), (2, 200), (3000, 3)])
def test_far_cell_of_xls_is_noted_and_the_form_read(row: int, column: int) -> None:
    sheet = drawn.only(drawn.old_workbook(lambda s: s.write(row, column, 7)))
    assert sheet.rows == drawn.ROWS
    assert sheet.stray == (Cell(row, column),)


def test_far_cell_of_ods_is_noted_and_the_form_read() -> None:
    far = (
        b'<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
        b'<table:table-row><table:table-cell table:number-columns-repeated="16000"/><table:table-cell '
        b'office:value-type="float" office:value="1"/></table:table-row></table:table>'
    )
    content = drawn.tampered(drawn.ods(), "content.xml", lambda x: x.replace(b"</table:table>", far))
    sheet = drawn.only(content)
    assert sheet.rows == drawn.ROWS
    assert sheet.stray == (Cell(1048005, 16000),)


def test_formula_without_a_value_far_below_is_noted_too() -> None:
    content = drawn.workbook(lambda s: s.cell(900_000, 3, "=1+1"))
    sheet = drawn.only(content)
    assert (sheet.rows, sheet.stray, sheet.marks) == (drawn.ROWS, (Cell(899_999, 2),), {})


def test_second_table_below_a_gap_is_no_stray() -> None:
    def add(sheet: object) -> None:
        for row in range(300, 304):
            sheet.cell(row, 1, "另表")  # type: ignore[attr-defined]

    sheet = drawn.only(drawn.workbook(add))
    assert len(sheet.rows) == 303
    assert sheet.stray == ()


def test_long_list_is_read_whole() -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(6, 30_000))
    content = drawn.tampered(
        drawn.xlsx(), SHEET, lambda x: x.replace(b"</sheetData>", rows + b"</sheetData>")
    )
    sheet = drawn.only(content)
    assert (len(sheet.rows), sheet.stray) == (29_999, ())


def test_cells_without_addresses_stand_one_after_the_other() -> None:
    def strip(data: bytes) -> bytes:
        return data.replace(b'<c r="C4"', b"<c").replace(b'<row r="4"', b"<row")

    assert drawn.only(drawn.tampered(drawn.xlsx(), SHEET, strip)).rows == drawn.ROWS


def test_cells_scattered_everywhere_are_too_large() -> None:
    rows = b"".join(
        b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (n, n) for n in range(1000, 1_000_000, 2000)
    )
    content = drawn.tampered(
        drawn.xlsx(), SHEET, lambda x: x.replace(b"</sheetData>", rows + b"</sheetData>")
    )
    with pytest.raises(UnreadableFile, match="too-large"):
        drawn.read(content)


def test_more_cells_than_the_budget_are_too_large() -> None:
    for content in (drawn.xlsx(), drawn.xls(), drawn.ods(), drawn.document()):
        with pytest.raises(UnreadableFile, match="too-large"):
            read_file(source("表", content), Budget(cells=3, far_columns=1, stray_cells=0))
