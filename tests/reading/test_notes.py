"""What a bare value would hide: errors, formulas without a value, number formats, hidden things."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import openpyxl
import pytest
import xlwt

from sydata.model import Mark
from sydata.reading.formats import telling
from tests.reading import drawn

SHEET = "xl/worksheets/sheet1.xml"


def test_error_cells_of_xlsx_are_marked_not_blank() -> None:
    sheet = drawn.only(drawn.workbook(lambda s: s.cell(4, 2, "#DIV/0!")))
    assert sheet.rows[3][1] is None
    assert sheet.marks == {(3, 1): Mark("error", "#DIV/0!")}


def test_error_cells_of_xls_are_marked_not_blank() -> None:
    sheet = drawn.only(drawn.old_workbook(lambda s: s.row(6).set_cell_error(1, "#REF!")))
    assert sheet.marks == {(6, 1): Mark("error", "#REF!")}


def test_formula_without_a_value_is_marked_with_its_words() -> None:
    sheet = drawn.only(drawn.workbook(lambda s: s.cell(6, 2, "=SUMIF(A4:A5,A4,B4:B5)")))
    assert sheet.marks == {(5, 1): Mark("formula", "=SUMIF(A4:A5,A4,B4:B5)")}


def test_formula_without_a_value_in_xls_is_marked() -> None:
    sheet = drawn.only(drawn.old_workbook(lambda s: s.write(5, 1, xlwt.Formula("MAX(B4:B5)"))))
    assert sheet.marks == {(5, 1): Mark("formula", "=")}


@pytest.mark.parametrize(
    ("stored", "value"), [(b"<v>68.3</v>", 68.3), (b"<v>0</v>", None), (b"", None), (b"<v/>", None)]
)
def test_stored_formula_values_count_unless_the_writer_could_not_calculate(
    stored: bytes, value: float | None
) -> None:
    content = drawn.workbook(lambda s: s.cell(6, 2, "=MAX(B4:B5)"))
    content = drawn.tampered(content, SHEET, lambda x: x.replace(b"<v/>", stored).replace(b"<v></v>", stored))
    sheet = drawn.only(content)
    assert (sheet.rows[5][1] if len(sheet.rows) > 5 else None) == value
    assert ((5, 1) in sheet.marks) == (value is None)


def test_shared_formula_without_a_value_shows_what_it_is_in_its_own_cell() -> None:
    cells = (
        b'<row r="6"><c r="A6"><f t="shared" ref="A6:C6" si="0">A4+$A5</f></c>'
        b'<c r="B6"><f t="shared" si="0"/></c><c r="C6"><f t="shared" si="9"/></c></row></sheetData>'
    )
    content = drawn.tampered(drawn.xlsx(), SHEET, lambda x: x.replace(b"</sheetData>", cells))
    assert drawn.only(content).marks == {
        (5, 0): Mark("formula", "=A4+$A5"),
        (5, 1): Mark("formula", "=B4+$A5"),
        (5, 2): Mark("formula", "="),
    }


def test_shared_formula_that_would_leave_the_sheet_shows_that_it_is_one() -> None:
    cells = (
        b'<row r="6"><c r="B6"><f t="shared" ref="A6:B6" si="0">A4+1</f></c>'
        b'<c r="A6"><f t="shared" si="0"/></c></row></sheetData>'
    )
    content = drawn.tampered(drawn.xlsx(), SHEET, lambda x: x.replace(b"</sheetData>", cells))
    assert drawn.only(content).marks == {(5, 1): Mark("formula", "=A4+1"), (5, 0): Mark("formula", "=")}


def test_formula_that_gives_an_empty_text_is_blank() -> None:
    cell = b'<row r="6"><c r="A6" t="str"><f>IF(A1="","","")</f><v></v></c></row></sheetData>'
    content = drawn.tampered(drawn.xlsx(), SHEET, lambda x: x.replace(b"</sheetData>", cell))
    assert drawn.only(content).marks == {}


@pytest.mark.parametrize("code", ['#,##0.00"万元"', "0%", "0.00%", '0!.0,"万"', '0"人"'])
def test_number_formats_with_a_unit_are_marked(code: str) -> None:
    def set_format(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet.cell(4, 2).number_format = code
        sheet.cell(4, 1).number_format = code

    assert drawn.only(drawn.workbook(set_format)).marks == {(3, 1): Mark("format", code)}


def test_number_formats_of_xls_are_marked() -> None:
    style = xlwt.easyxf(num_format_str='0.0"万元"')
    sheet = drawn.only(drawn.old_workbook(lambda s: (s.write(6, 0, 5, style), s.write(6, 1, 5.25, style))))
    assert sheet.marks == {(6, 0): Mark("format", '0.0"万元"'), (6, 1): Mark("format", '0.0"万元"')}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("General", False), ("0.00", False), ("#,##0", False), ("@", False), ("0.00E+00", False),
        ("#,##0.00_);[Red]\\(#,##0.00\\)", False), ('yyyy"年"m"月"d"日"', False), ("yyyy-mm-dd", False),
        ("h:mm:ss", False), ("[$-804]yyyy", False), ("G/通用格式", False), ('G/通用格式"人"', True),
        ("0%", True), ('0"户"', True), ("0万", True), ("￥#,##0", True), ("[$¥-804]#,##0", True),
        ("0,", True), ("#,##0,", True), ("0\\.0,", True), ("\\件0", True), ('_ * #,##0_ ;_ * "-"_ ', False),
    ],
)  # fmt: skip
def test_telling_formats(code: str, expected: bool) -> None:
    assert telling(code) is expected


def hide_xlsx(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["C"].hidden = True


def hide_xls(sheet: xlwt.Worksheet) -> None:
    sheet.row(3).hidden = True
    sheet.col(2).hidden = True


@pytest.mark.parametrize("content", [lambda: drawn.workbook(hide_xlsx), lambda: drawn.old_workbook(hide_xls)])
def test_hidden_rows_and_columns_are_noted(content: Callable[[], bytes]) -> None:
    sheet = drawn.only(content())
    assert sheet.hidden_rows == {3}
    assert sheet.hidden_columns == {2}
    assert sheet.rows == drawn.ROWS


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_read_and_noted(state: str) -> None:
    def add(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        other = sheet.parent.create_sheet("去年")
        other["A1"] = "旧表"
        other.sheet_state = state

    sheets = drawn.read(drawn.workbook(add))
    assert [(s.name, s.visible) for s in sheets] == [("汇总", True), ("去年", False)]


def test_notes_go_to_their_own_sheet() -> None:
    def add(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        other = sheet.parent.create_sheet("另表", 0)
        other["A1"], other["A2"] = 1, "#N/A"

    first, second = drawn.read(drawn.workbook(add))
    assert (first.name, first.marks) == ("另表", {(1, 0): Mark("error", "#N/A")})
    assert second.marks == {}


def test_dates_and_truth_values_keep_their_kind() -> None:
    def add(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet["A6"], sheet["B6"] = datetime.date(2024, 2, 26), True
        sheet["C6"], sheet["D6"] = datetime.datetime(2024, 2, 26, 8, 30), "007"

    row = drawn.only(drawn.workbook(add)).rows[5]
    assert row == (datetime.date(2024, 2, 26), True, datetime.datetime(2024, 2, 26, 8, 30), "007")


def test_blank_looking_cells_are_empty() -> None:
    def add(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet["A4"], sheet["B4"] = "　 ", "\n"

    assert drawn.only(drawn.workbook(add)).rows[3][:2] == (None, None)


def test_figures_that_are_no_number_are_errors() -> None:
    content = drawn.tampered(drawn.xlsx(), SHEET, lambda x: x.replace(b"<v>56.3</v>", b"<v>NaN</v>"))
    sheet = drawn.only(content)
    assert sheet.rows[3][1] is None
    assert sheet.marks[3, 1].kind == "error"


def test_values_under_a_merge_stay_as_they_stand() -> None:
    content = drawn.tampered(drawn.xlsx(), SHEET, lambda x: x.replace(b'ref="B2:C2"', b'ref="B4:C4"'))
    sheet = drawn.only(content)
    assert sheet.rows[3] == ("重点优抚对象", 56.3, 1200.0, None)
