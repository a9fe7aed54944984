"""The drawn sheet: a stranger's words never become markup, merges and marks stay what they are."""

from __future__ import annotations

import re

import pytest

from sydata.explained import Basis, CellReading, LeftOut, LineReading, SheetReading, TableReading
from sydata.model import Mark, Merge, Sheet
from sydata.ui.i18n import use
from sydata.ui.reading_panels import left_out_html, lists_persons, table_html
from sydata.ui.sheet_html import MOST_COLUMNS, MOST_ROWS, sheet_html, window_of
from tests.pipeline.drawn import sheet

EVIL = "<img src=x onerror='alert(1)'>\"&"


@pytest.fixture(autouse=True)
def chinese() -> None:
    use("zh")


def drawn(page: Sheet, *cells: CellReading, **asked: tuple[str, str]) -> str:
    return sheet_html(page, SheetReading("a.xlsx", "Sheet1", "form", cells=cells), asked)  # type: ignore[arg-type]


def tags(html: str) -> set[str]:
    return set(re.findall(r"<\s*([a-zA-Z]+)", html))


def test_words_of_a_cell_never_become_markup() -> None:
    html = drawn(
        Sheet("a", "b", ((EVIL, 1),), marks={(0, 1): Mark("error", EVIL)}),
        CellReading(0, 0, "left-out", why=EVIL),
        A1=("error", EVIL),
        B1=("warning", EVIL),
    )
    assert tags(html) <= {"ul", "li", "i", "b", "div", "table", "thead", "tbody", "tr", "th", "td"}
    assert not re.search(r"<[^>]*onerror='", html.replace("&#x27;", ""))


def test_words_of_a_report_never_become_markup() -> None:
    line = LineReading(
        "across", EVIL, (EVIL,), EVIL, unit=EVIL, measure=EVIL, by="parts", parts=((EVIL, ""),)
    )
    table = TableReading(EVIL, EVIL, (), (), (line,), (Basis(EVIL, EVIL, EVIL),), (), Basis("", EVIL, EVIL))
    reading = SheetReading("a.xlsx", "Sheet1", "form", tables=(table,))
    html = table_html(reading, table) + left_out_html([LeftOut(EVIL, EVIL, EVIL)])
    assert tags(html) <= {"p", "span", "div", "table", "thead", "tbody", "tr", "th", "td"}


def test_merged_cells_are_drawn_once_and_span() -> None:
    html = drawn(sheet("甲 | < | 乙\n^ | ^ | 丙"))
    assert "<td class='' rowspan='2' colspan='2'>甲</td>" in html
    assert html.count("<td") == 3


def test_ranges_that_overlap_never_draw_a_cell_twice() -> None:
    page = Sheet("a", "b", (("甲", "乙", "丙"), ("丁", None, "戊")), (Merge(0, 0, 1, 1), Merge(0, 1, 1, 2)))
    html = drawn(page)
    spans = [
        int(re.search(r"rowspan='(\d+)'", td)[1] if "rowspan" in td else 1)  # type: ignore[index]
        * int(re.search(r"colspan='(\d+)'", td)[1] if "colspan" in td else 1)  # type: ignore[index]
        for td in re.findall(r"<td[^>]*>", html)
    ]
    assert sum(spans) == 6
    assert [word for word in "甲丙戊" if f">{word}</td>" not in html] == []


def test_a_questioned_cell_carries_the_question_in_words_and_a_sign() -> None:
    html = drawn(
        sheet("12.5"), CellReading(0, 0, "figure", "visited_people", "border"), A1=("error", "人数带小数。")
    )
    assert "aria-label='人数带小数。'>✖</b>12.5" in html
    assert "title='A1 — 走访慰问人数 · 边海防官兵 · 计入的数 — 人数带小数。'" in html


def test_hidden_rows_and_columns_say_so() -> None:
    html = drawn(sheet("1 | 2\n3 | 4", hidden_rows=frozenset({1}), hidden_columns=frozenset({1})))
    assert "<th class='hidden'>B<small>已隐藏</small></th>" in html
    assert "<th class='hidden'>2<small>已隐藏</small></th>" in html
    assert html.count("<td class='hidden'>") == 3


def test_names_of_officials_are_not_shown() -> None:
    html = drawn(sheet("副区长某某 | 5"), CellReading(0, 0, "text", "lead_official"))
    assert "某某" not in html
    assert "•••" in html


def test_the_legend_names_what_occurs_and_nothing_else() -> None:
    html = drawn(sheet("1 | 2"), CellReading(0, 0, "figure"), CellReading(0, 1, "total", why="total"))
    assert re.findall(r"<li><i class='[a-z-]+'></i>([^<]+)", html) == ["计入的数", "合计，只作核对"]


def test_a_large_sheet_is_cut_around_its_table_and_says_so() -> None:
    page = Sheet("a", "b", tuple(tuple(f"{r}:{c}" for c in range(50)) for r in range(500)))
    reading = SheetReading("a", "b", "form", cells=(CellReading(200, 10, "header"),))
    window = window_of(page, reading)
    assert window.top < 200 < window.bottom
    assert (window.bottom - window.top, window.right - window.left) == (MOST_ROWS, MOST_COLUMNS)
    html = sheet_html(page, reading, {})
    assert html.count("<td") == MOST_ROWS * MOST_COLUMNS
    assert "只显示 E195:AH254，原表到 AX500 为止。" in html


def test_an_empty_sheet_is_an_empty_table() -> None:
    assert "<tbody></tbody>" in drawn(Sheet("a", "b", ((None,),)))


def test_an_error_and_a_formula_without_result_are_shown_as_they_stand() -> None:
    page = Sheet(
        "a", "b", ((None, None),), marks={(0, 0): Mark("error", "#REF!"), (0, 1): Mark("formula", "=A1*2")}
    )
    html = drawn(page)
    assert "#REF!" in html
    assert "=A1*2" in html


@pytest.mark.parametrize(
    ("words", "expected"), [("姓名 | 身份证号\n某 | 1", True), ("项目 | 人数\n优抚对象 | 1", False)]
)
def test_a_list_of_persons_is_known_by_its_header(words: str, expected: bool) -> None:
    assert lists_persons(sheet(words)) is expected
