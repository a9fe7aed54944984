from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from sydata.analysis.briefing import brief
from sydata.analysis.lead import with_lead
from sydata.analysis.progress import Asked, progress
from sydata.catalog.units import own_units
from sydata.exports.briefing.form import briefing_form
from sydata.exports.combined import Combined, combined_bytes, plan
from sydata.exports.combined.sheets import LINE_POINTS, height_of
from sydata.model import Unit
from sydata.wide import as_shown
from tests.analysis.briefed import material
from tests.analysis.test_progress import DEADLINE, SPRING, A, B, C, drawn
from tests.exports.drawn import USUAL
from tests.exports.sent import convert

TROOP = next(unit for unit in own_units("500000") if unit.kind == "troop")
# unit, category, indicator, integer (分, ones), row of the sheet
FIGURES = (
    ("500101", "entitled", "visited_people", 1200), ("500101", "entitled", "cash_amount", 56_300_000),
    ("500101", "entitled", "goods_cost", 1_234_500), ("500101", "entitled", "total_amount", 57_530_000),
    ("500101", "border", "cash_amount", 0), ("500101", "border", "total_amount", 9_000_000),
    ("500102", "entitled", "visited_people", 30), ("500102", "entitled", "cash_amount", 20_000_001),
    ("500102", "garrison", "total_amount", 3_000_000), ("500102", "garrison", "letters", 12),
)  # fmt: skip
NAMES = {"500101": "万州区", "500102": "涪陵区"}


def combined(
    *more: tuple[str, str, str, int], names: dict[str, str] | None = None, **changes: Any
) -> Combined:
    known = NAMES | (names or {})
    rows = [
        {
            "return_id": list(known).index(code) + 1, "unit_code": code, "unit": known[code], "year": 2024,
            "festival": "spring", "category": category, "indicator": id, "value": value, "file": "=1+1.xlsx",
            "sheet": "春节", "cell": f"B{row}", "text": "=cmd|'/c calc'!A1", "status": "counted", "note": "",
        }
        for row, (code, category, id, value) in enumerate([*FIGURES, *more], 5)
    ]  # fmt: skip
    frame = pd.DataFrame(rows).astype({"value": "Int64", "year": "Int64"})
    returns = drawn(*({"unit_code": code, "fill_date": date(2024, 2, 20)} for code in known))
    given: dict[str, Any] = {
        "progress": progress(returns, Asked(SPRING, (A, B, C), DEADLINE)),
        "facts": with_lead(
            frame[["return_id", "unit_code", "unit", "year", "festival", "category", "indicator", "value"]]
        ),
        "observations": as_shown(frame),
        "version": "2024-spring · 未审定 r7",
    }
    return Combined("500000", datetime(2024, 3, 5, 9, 30), **given | changes)


def opened(of: Combined, results: bool = True) -> Workbook:
    return load_workbook(BytesIO(combined_bytes(of)), data_only=results)


def values(sheet: Worksheet, row: int) -> list[Any]:
    return [cell.value for cell in sheet[row]]


def test_every_unit_has_its_row_and_a_sheet_a_category_beside_the_form_itself() -> None:
    book = opened(combined())
    assert book.sheetnames == [
        "汇总表", "各单位合计", "优抚对象", "驻地部队官兵", "边海防官兵", "其他指标", "数据来源",
    ]  # fmt: skip
    sheet = book["优抚对象"]
    assert sheet["A1"].value == "重庆市2024年新年春节期间双拥活动情况汇总表"
    assert values(sheet, 5)[2:5] == [1230, 76.300001, None]
    assert values(sheet, 6)[:5] == [1, "万州区", 1200, 56.3, None]
    assert values(sheet, 8)[:5] == [3, "渝中区", None, None, None]


def test_totals_are_formulas_that_carry_their_results() -> None:
    of = combined()
    live, cached = opened(of, results=False), opened(of)
    assert live["优抚对象"]["D5"].value == '=IF(COUNT(D6:D8)=0,"",ROUND(SUM(D6:D8),6))'
    assert (live["汇总表"]["B5"].value, cached["汇总表"]["B5"].value) == (
        "=IF(COUNT('优抚对象'!C5)=0,\"\",SUM('优抚对象'!C5))", 1230,
    )  # fmt: skip
    assert values(cached["汇总表"], 8)[:3] == ["总计", 1230, 76.300001]
    assert values(cached["各单位合计"], 6)[2:4] == [1200, 56.3]


def test_the_total_is_the_sum_of_its_parts_where_they_are_there_else_what_was_reported() -> None:
    of = combined()
    live, cached = opened(of, results=False), opened(of)
    assert live["优抚对象"]["I6"].value.startswith("=IF(COUNT(D6,F6)")
    assert cached["优抚对象"]["I6"].value == 57.5345
    assert live["驻地部队官兵"]["I7"].value == 3
    assert cached["驻地部队官兵"]["K7"].value == "合计按报送数"
    assert cached["汇总表"]["H8"].value == pytest.approx(57.5345 + 20.000001 + 3 + 9, abs=1e-9)


def test_a_reported_total_that_is_no_sum_is_named_and_one_of_rounding_is_called_so() -> None:
    sheet = opened(
        combined(
            ("500102", "entitled", "goods_cost", 10_000_000),
            ("500102", "entitled", "total_amount", 40_000_000),
        )
    )["优抚对象"]
    assert sheet["K6"].value == "报送合计 57.53（尾差）"
    assert sheet["K7"].value == "报送合计 40，与分项之和不符"


def test_what_nobody_reported_is_blank_and_a_reported_zero_is_zero() -> None:
    sheet = opened(combined())["边海防官兵"]
    assert values(sheet, 6)[2:4] == [None, 0]
    assert values(sheet, 5)[2:4] == [None, 0]


def test_units_that_have_not_reported_or_are_in_question_are_marked_and_named() -> None:
    returns = drawn({"unit_code": "500101", "errors": 1}, {"unit_code": "500102"})
    sheet = opened(combined(progress=progress(returns, Asked(SPRING, (A, B, C), DEADLINE))))["各单位合计"]
    assert [sheet[f"K{row}"].value for row in (6, 7, 8)] == ["待核", None, "未报"]
    below = [row[0] for row in sheet.iter_rows(min_row=9, values_only=True)]
    assert "未报单位 1 个：渝中区。未报数据不作估算，不计入合计。" in below
    assert "待核单位 1 个：万州区。其数据按报送数计入。" in below


def test_a_return_that_waits_is_said_to_be_there_without_its_figures() -> None:
    returns = drawn(*({"unit_code": code} for code in ("500101", "500102", "500103")))
    made = plan(combined(progress=progress(returns, Asked(SPRING, (A, B, C), DEADLINE))))
    assert [(row.state, row.mark) for row in made.rows][2] == ("waiting", "已报待定，未计入")


def test_a_unit_that_is_not_on_the_list_is_in_the_totals_and_named() -> None:
    of = combined(("500103", "entitled", "visited_people", 5), names={"500103": "渝中区"})
    returns = drawn({"unit_code": "500101"}, {"unit_code": "500102"})
    two = progress(returns, Asked(SPRING, (A, B), DEADLINE))
    sheet = opened(
        combined(("500103", "entitled", "visited_people", 5), names={"500103": "渝中区"}, progress=two)
    )["优抚对象"]
    assert values(sheet, 8)[:3] == [3, "渝中区", 5]
    assert sheet["C5"].value == 1235
    assert of.progress.coverage.expected == 3


def test_every_figure_is_in_the_sources_with_its_place_and_adds_up_to_the_form() -> None:
    of = combined()
    sheet = opened(of)["数据来源"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert rows[0] == (
        "万州区", "优抚对象", "走访慰问人数", 1200, "人", "=cmd|'/c calc'!A1", "=1+1.xlsx", "春节", "B5", None,
    )  # fmt: skip
    assert len(rows) == len(FIGURES)
    cash = sum(row[3] for row in rows if row[2] == "发放慰问金金额")
    assert cash == pytest.approx(opened(of)["汇总表"]["C8"].value, abs=1e-9)


def test_a_unit_leads_to_the_places_of_its_figures() -> None:
    links = opened(combined())["优抚对象"]
    assert links["B7"].hyperlink.location == "'数据来源'!A8"
    assert links["B8"].hyperlink is None


def test_a_draft_says_so_on_every_page_and_a_signed_form_does_not() -> None:
    for sheet in opened(combined()):
        head = [cell.value for row in sheet["A1:K4"] for cell in row]
        assert [*head, sheet.oddHeader.center.text and "未审定"].count("未审定") == 1, sheet.title
        assert sheet.oddFooter.left.text.endswith("2024-spring · r7")
    for sheet in opened(combined(draft=False, version="2024-spring v1")):
        assert not sheet.oddHeader.center.text
        assert "未审定" not in [cell.value for cell in sheet[2]]


@pytest.mark.parametrize(("paper", "size", "high"), [("A4", "9", 1), ("A3", "8", 1)])
def test_it_prints_across_with_its_head_on_every_page(paper: Any, size: str, high: int) -> None:
    sheet = load_workbook(BytesIO(combined_bytes(combined(), paper)))["优抚对象"]
    page = sheet.page_setup
    assert (page.orientation, str(page.paperSize), page.fitToWidth or 1) == ("landscape", size, 1)
    pages = 1 if page.fitToHeight is None else int(page.fitToHeight)
    assert (sheet.print_title_rows, pages) == ("$1:$4", high)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def printed(units: int, paper: Any, **changes: Any) -> Worksheet:
    """The first sheet of units of an office that waits for so many."""
    seen = [Unit(f"5001{number:02}", f"第{number}区") for number in range(1, units + 1)]
    asked = progress(drawn({"unit_code": "500101"}), Asked(SPRING, tuple(seen), DEADLINE))
    return load_workbook(BytesIO(combined_bytes(combined(progress=asked, **changes), paper)))["优抚对象"]


@pytest.mark.parametrize(("units", "paper"), [(20, "A4"), (41, "A4"), (20, "A3"), (45, "A3"), (60, "A3")])
def test_a_form_that_can_be_read_on_one_page_is_on_one_with_its_notes(units: int, paper: Any) -> None:
    sheet = printed(units, paper)
    page = sheet.page_setup
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (page.fitToWidth or 1, page.fitToHeight or 1) == (1, 1)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sheet_of_all_with_its_notes_is_on_one_page_for_an_office_of_forty_three_units(
    language: Any,
) -> None:
    seen = [Unit(f"5001{number:02}", f"第{number}区") for number in range(1, 44)]
    asked = progress(
        drawn(*({"unit_code": unit.code} for unit in seen[5:])), Asked(SPRING, tuple(seen), DEADLINE)
    )
    of = combined(progress=asked, language=language)
    for paper in ("A4", "A3"):
        page = load_workbook(BytesIO(combined_bytes(of, paper)))[
            {"zh": "各单位合计", "en": "All categories"}[language]
        ]
        assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight or 1) == (1, 1)


def test_a_sentence_below_the_table_takes_the_lines_that_its_letters_need() -> None:
    one, two = height_of("字" * 70, 800), height_of("字" * 80, 800)
    assert (one, two) == (LINE_POINTS, 2 * LINE_POINTS)


@pytest.mark.parametrize("units", [55, 60, 99])
def test_a_longer_form_is_on_pages_of_the_same_height_at_a_size_that_can_be_read(units: int) -> None:
    sheet = printed(units, "A4")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    ends = [0, *(found.id for found in sheet.row_breaks.brk), len(heights)]
    parts = [sum(heights[start:end]) for start, end in pairwise(ends)]
    parts = [part + (sum(heights[:4]) if at else 0) for at, part in enumerate(parts)]
    assert len(parts) > 1
    assert max(parts) - min(parts) < 2.5 * max(heights[5:])
    assert max(parts) * 0.85 < 595.3 - 72 * 1.15


def test_troop_units_are_without_their_names_unless_asked_for() -> None:
    given = {"names": {TROOP.code: TROOP.name}}
    more = (TROOP.code, "entitled", "visited_people", 5)
    assert TROOP.name not in everything(combined_bytes(combined(more, **given)))  # type: ignore[arg-type]
    assert TROOP.name in everything(combined_bytes(combined(more, sensitive=True, **given)))  # type: ignore[arg-type]


def test_english_words_throughout() -> None:
    book = opened(combined(language="en"))
    assert book.sheetnames[:3] == ["Combined form", "All categories", "Entitled persons"]
    assert book["All categories"]["K8"].value == "not reported"
    chinese = re.compile("[\u4e00-\u9fff]")
    said = {str(cell.value) for cell in book["Combined form"]["A"] if cell.value}
    assert [text for text in said if chinese.search(text)] == [
        "Not reported (1): 渝中区. Nothing is estimated for them."
    ]


def test_an_office_from_which_nothing_came_has_a_form_to_fill() -> None:
    empty = combined()
    nobody = progress(drawn({"unit_code": "500101"}).iloc[:0], Asked(SPRING, (A, B, C), DEADLINE))
    book = opened(
        combined(facts=empty.facts.iloc[:0], observations=empty.observations.iloc[:0], progress=nobody)
    )
    assert values(book["优抚对象"], 5)[2:] == [None] * 9
    assert [book["各单位合计"][f"K{row}"].value for row in (6, 7, 8)] == ["未报"] * 3


def test_a_briefing_is_written_as_the_form_with_the_same_total() -> None:
    given = material((2024, "500101", "entitled", {"cash_amount": 56_300_000, "goods_cost": 1_000_000}))
    made = load_workbook(BytesIO(briefing_form(brief(given), given)), data_only=True)
    assert made["汇总表"]["H8"].value == 57.3
    assert "数据来源" not in made.sheetnames
    seen = as_shown(pd.DataFrame([USUAL]).astype({"value": "Int64"}))
    made = load_workbook(BytesIO(briefing_form(brief(given), replace(given, observations=seen))))
    assert made["数据来源"]["I2"].value == "B5"


def everything(content: bytes) -> str:
    with ZipFile(BytesIO(content)) as package:
        return " ".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


def without_results(content: bytes) -> bytes:
    """The workbook as a program would find it that must calculate every formula itself."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as package, ZipFile(out, "w") as copy:
        for name in package.namelist():
            copy.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", package.read(name)))
    return out.getvalue()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_calculates_the_results_that_are_stored(tmp_path: Path) -> None:
    content = combined_bytes(combined(("500102", "entitled", "goods_cost", 33_333_333)))
    (tmp_path / "form.xlsx").write_bytes(without_results(content))
    convert(tmp_path, "xlsx", "form.xlsx")
    stored, formulas = load_workbook(BytesIO(content), data_only=True), load_workbook(BytesIO(content))
    calculated = load_workbook(tmp_path / "out" / "form.xlsx", data_only=True)
    compared = 0
    for sheet in formulas:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            found = calculated[sheet.title][cell.coordinate].value
            assert (found or None) == (stored[sheet.title][cell.coordinate].value or None), cell.coordinate
            compared += 1
    assert compared > 90
