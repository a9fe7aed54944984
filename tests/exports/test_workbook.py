from __future__ import annotations

import csv
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from sydata.exports import workbook
from sydata.exports.workbook import workbook_bytes
from tests.exports.drawn import content

ROWS = (
    {"indicator": "cash_amount", "value": 1_234_567_891},
    {"indicator": "visited_people", "value": 98_765, "text": "=1+1"},
    {"indicator": "cash_amount", "value": 56_300_000, "category": "garrison"},
)


def opened(drawn):
    return load_workbook(BytesIO(workbook_bytes(drawn)))


def test_the_workbook_has_one_table_a_sheet_with_headings_that_stay_in_view() -> None:
    book = opened(content(*ROWS, findings=({},)))
    assert book.sheetnames == ["数据", "数据项", "核查问题", "指标", "对象类别", "单位", "说明"]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
    data = book["数据"]
    assert [cell.value for cell in data[1]][:7] == [
        "年份", "节日", "单位代码", "填报单位", "对象类别", "走访慰问人数（人）", "发放慰问金金额（万元）",
    ]  # fmt: skip
    assert [cell.value for cell in data[2]][5:9] == [98765, 1234.567891, None, None]
    assert (data["A2"].number_format, data["F2"].number_format) == ("0", "#,##0")
    assert data["G2"].number_format == "#,##0.00####"
    assert data.column_dimensions["E"].width > 30


def test_figures_lead_back_to_file_sheet_and_cell() -> None:
    sheet = opened(content(*ROWS, language="ids"))["数据项"]
    heads = [cell.value for cell in sheet[1]]
    row = dict(zip(heads, [cell.value for cell in sheet[2]], strict=True))
    assert (row["file"], row["sheet"], row["cell"], row["value"]) == ("a.xlsx", "春节", "B5", 1234.567891)


def test_text_that_looks_like_a_formula_is_text() -> None:
    sheet = opened(content({"text": "=HYPERLINK(1)"}, language="ids"))["数据项"]
    cell = next(c for c in sheet[2] if c.value == "=HYPERLINK(1)")
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_letters_that_a_workbook_cannot_hold_do_not_stop_it() -> None:
    sheet = opened(content({"text": "1\x0b2\x00" + "长" * 40_000}, language="ids"))["数据项"]
    cell = next(c for c in sheet[2] if "长" in str(c.value))
    assert cell.value.startswith("12长")
    assert len(cell.value) == 32_767


def test_the_notes_name_office_time_counts_and_measures() -> None:
    rows = {row[0]: row[1:] for row in opened(content(*ROWS))["说明"].iter_rows(values_only=True)}
    assert rows["汇总单位"][0] == "重庆市"
    assert rows["导出时间"][0] == "2024-03-01 09:30"
    assert rows["数据项数"][0] == "3"
    assert rows["发放慰问金金额（万元）"] == ("发放慰问金金额", "万元")


def test_english_headings_and_sheet_names() -> None:
    book = opened(content(*ROWS, language="en"))
    assert book.sheetnames == ["Data", "Figures", "Findings", "Indicators", "Categories", "Units", "Notes"]
    assert book["Data"]["B2"].value == "Spring Festival"


def test_headings_have_the_face_of_the_cells_below() -> None:
    for sheet in opened(content(*ROWS, findings=({},))):
        assert {cell.font.name for line in sheet.iter_rows(max_row=2) for cell in line} == {"Calibri"}


def test_a_table_too_long_for_a_sheet_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "ROWS", 2)
    book = opened(content(*ROWS))
    assert book.sheetnames[:3] == ["数据", "数据项", "数据项 2"]
    assert book["数据项 2"].max_row == 2


def test_an_empty_content_still_has_its_headings() -> None:
    book = opened(content())
    assert [book[name].max_row for name in ("数据", "数据项", "核查问题")] == [1, 1, 1]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_shows_the_same_numbers(tmp_path: Path) -> None:
    (tmp_path / "all.xlsx").write_bytes(workbook_bytes(content(*ROWS, language="ids")))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    convert = [
        "soffice",
        home,
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76",
    ]
    subprocess.run([*convert, "--outdir", str(tmp_path), str(tmp_path / "all.xlsx")], check=True, timeout=120)
    with (tmp_path / "all.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["category"] for row in rows] == ["entitled", "garrison"]
    assert [row["cash_amount"] for row in rows] == ["1,234.567891", "56.30"]
    assert [row["visited_people"] for row in rows] == ["98,765", ""]


def test_the_tables_print_on_landscape_pages_with_their_headings_and_no_heading_is_cut() -> None:
    for sheet in opened(content(*ROWS, findings=({},))):
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"
        for head in sheet[1]:
            lines = sheet.row_dimensions[1].height // workbook.LINE_POINTS
            assert workbook._columns(head.value) <= sheet.column_dimensions[head.column_letter].width * lines
