"""The reader's report on its own reading: flat lists of what stands where and what it was taken for."""

from __future__ import annotations

from typing import Any

import pytest

import sydata
from sydata.catalog.learned import Lesson
from sydata.explained import SheetReading
from sydata.model import Sheet, address
from tests.pipeline.drawn import form, sheet, xlsx

TITLE = "2024年春节期间双拥活动情况统计表 | |"
LINE = "填报单位：黔江区 | | 日期：2024年2月9日"


def explained(*sheets: Sheet, lessons: tuple[Lesson, ...] = ()) -> tuple[SheetReading, ...]:
    return sydata.explain(("报表.xlsx", xlsx(*sheets)), lessons=lessons)


def one(body: str, title: str = TITLE, line: str = LINE, **more: Any) -> SheetReading:
    """The report on one sheet: title and line above, then the table from row 3."""
    [reading] = explained(sheet("\n".join((title, line, body.strip("\n"))), **more))
    return reading


def lines(reading: SheetReading) -> list[tuple[str, str, str]]:
    """(place, role, meaning) of every line."""
    return [
        (line.place, line.role, line.indicator or line.category)
        for table in reading.tables
        for line in table.lines
    ]


def out(reading: SheetReading) -> list[tuple[str, str]]:
    """(place, why) of what is left out, without title and lines."""
    return [(left.place, left.why) for left in reading.left_out if left.why not in ("title", "line")]


def parts(reading: SheetReading, part: str) -> list[str]:
    return [address(cell.row, cell.column) for cell in reading.cells if cell.part == part]


PLAIN = """
项目 | 走访慰问人数（人） | 慰问金（元）
优抚对象 | 100 | 5000
边海防官兵 | 20 | 400
合计 | 120 | 5400
"""


def test_each_column_and_row_says_what_it_was_taken_for() -> None:
    assert lines(one(PLAIN)) == [
        ("A3", "label", ""), ("B3", "figure", "visited_people"), ("C3", "figure", "cash_amount"),
        ("A4", "category", "entitled"), ("A5", "category", "border"), ("A6", "total", ""),
    ]  # fmt: skip


def test_a_table_says_where_it_stands_and_what_its_axes_mean() -> None:
    [table] = one(PLAIN).tables
    assert (table.region, table.header) == ("A3:C6", "A3:C3")
    assert (table.across, table.down) == (("indicator",), ("category",))
    assert [(b.meaning, b.text, b.place) for b in (*table.units, *table.periods)] == [
        ("黔江区", "黔江区", "A2"),
        ("2024-spring", "2024年春节期间双拥活动情况统计表", "A1"),
    ]


def test_the_same_sheet_on_its_side_is_told_by_the_cells_of_the_sheet() -> None:
    reading = one("""
    项目 | < | 优抚对象 | 边海防官兵 | 合计
    走访慰问人数（人） | < | 100 | 20 | 120
    发放慰问金情况 | 发放金额（万元） | 5 | 1 | 6
    ^ | 发放人数（人） | 50 | 10 | 60
    """)
    [table] = reading.tables
    assert reading.turned
    assert (table.region, table.across, table.down) == ("A3:E6", ("category",), ("indicator",))
    assert [(line.axis, line.place, line.role) for line in table.lines] == [
        ("down", "A3", "label"), ("down", "A4", "figure"), ("down", "B5", "figure"), ("down", "B6", "figure"),
        ("across", "C3", "category"), ("across", "D3", "category"), ("across", "E3", "total"),
    ]  # fmt: skip


def test_the_cells_are_marked_as_they_count() -> None:
    reading = one(PLAIN)
    assert parts(reading, "figure") == ["B4", "C4", "B5", "C5"]
    assert parts(reading, "total") == ["B6", "C6"]
    assert parts(reading, "label") == ["A4", "A5", "A6"]
    assert parts(reading, "words") == ["A1", "A2", "C2"]


def test_what_is_left_out_says_why() -> None:
    reading = one("""
    项目 | 走访慰问人数 | 上年同期走访慰问人数 | 同比% | 备注
    甲 | 1 | 2 | 3 | 4
    优抚对象 | 100 | 90 | 11 | 城区
    其中：烈属 | 10 | 9 | 11 |
    外星人 | 3 | | |
    注：以上数据已核对 | | | |
    """)
    assert out(reading) == [
        ("A4", "mark-row"), ("C3", "last-year"), ("D3", "ratio"), ("E3", "ignored"), ("A6", "of-which"),
        ("A7", "unknown-category"), ("A8", "footer"),
    ]  # fmt: skip


def test_every_cell_is_read_or_listed_as_left_out() -> None:
    reading = one(PLAIN + "\n | | | | \n | | | | 77")
    assert parts(reading, "left-out") == ["E9"]
    assert ("E9", "outside") in out(reading)


def test_hidden_rows_and_columns_are_left_out_as_such() -> None:
    reading = one(PLAIN, hidden_rows=frozenset({4}), hidden_columns=frozenset({2}))
    assert parts(reading, "figure") == ["B4"]
    assert out(reading) == [("C3", "hidden"), ("A5", "hidden"), ("A6", "total")]


def test_a_total_that_counts_since_nothing_else_does_is_no_mere_check() -> None:
    reading = one("项目 | 走访慰问人数（人） | 慰问金（万元）\n优抚对象 | 100 |\n合计 | 100 | 5.4")
    assert parts(reading, "figure") == ["B4", "C5"]
    assert ("A5", "total-counted", "") in lines(reading)


@pytest.mark.parametrize(
    ("header", "line", "cell", "expected"),
    [
        ("慰问金（元）", LINE, "5000", ("元", "header")),
        ("慰问金", LINE, "5", ("万元", "default")),
        ("慰问金", "填报单位：黔江区 | | 单位：元", "5000", ("元", "sheet-line")),
        ("慰问金", LINE, "5000元", ("元", "cell")),
    ],
)
def test_the_measure_says_where_it_comes_from(
    header: str, line: str, cell: str, expected: tuple[str, str]
) -> None:
    reading = one(f"项目 | 走访慰问人数（人） | {header}\n优抚对象 | 100 | {cell}", line=line)
    cash = next(ln for ln in reading.tables[0].lines if ln.indicator == "cash_amount")
    assert (cash.measure, cash.measure_from) == expected


def test_a_row_of_measures_is_named_as_the_source() -> None:
    reading = one("项目 | 走访慰问人数 | 慰问金\n计量单位 | 人 | 元\n优抚对象 | 100 | 5000")
    assert [(ln.measure, ln.measure_from) for ln in reading.tables[0].lines if ln.indicator] == [
        ("人", "measure-row"),
        ("元", "measure-row"),
    ]


def test_words_outside_the_lists_name_the_parts_that_decided() -> None:
    reading = one("项目 | 走访慰问人数 | 实际发放慰问金总额（万元）\n优抚对象 | 100 | 5")
    cash = next(ln for ln in reading.tables[0].lines if ln.indicator == "cash_amount")
    assert cash.by == "parts"
    assert "".join(part for part, _ in cash.parts) == "实际发放慰问金总额"


def test_a_learned_word_is_shown_as_it_stands_and_named_as_learned() -> None:
    drawn = sheet(f"{TITLE}\n{LINE}\n项目 | 走访慰问人数 | 红包\n老英雄 | 100 | 5")
    lessons = (Lesson("column", "红包", "cash_amount"), Lesson("category", "老英雄", "entitled"))
    [reading] = explained(drawn, lessons=lessons)
    assert [(ln.place, ln.header, ln.by) for ln in reading.tables[0].lines if ln.by == "learned"] == [
        ("C3", ("红包",), "learned"),
        ("A4", ("老英雄",), "learned"),
    ]


def test_a_line_with_a_question_is_not_sure() -> None:
    reading = one("项目 | 走访慰问人数 | 爱心值\n优抚对象 | 100 | 5\n外星人 | 3 | 4")
    assert [ln.place for ln in reading.tables[0].lines if not ln.sure] == ["C3", "A5"]


def test_the_form_with_groups_gives_its_whole_path() -> None:
    [reading] = explained(sheet(form()))
    places = {ln.place: ln.header for ln in reading.tables[0].lines}
    assert places["E4"] == ("发放慰问金情况", "发放人数(人)")


# ---- sheets that are not read ----
def test_a_template_beside_a_form_is_no_problem_and_alone_it_is() -> None:
    blank = sheet(f"{TITLE}\n{LINE}\n项目 | 走访慰问人数 | 慰问金\n优抚对象 | |", name="空表")
    filled = sheet(f"{TITLE}\n{LINE}\n{PLAIN.strip()}", name="报表")
    assert [(r.outcome, r.refused) for r in explained(blank, filled)] == [("blank", None), ("form", None)]
    [alone] = explained(blank)
    assert alone.refused is not None
    assert alone.refused.code == "blank-return"


def test_two_readings_that_are_equally_good_are_both_named() -> None:
    reading = one("项目 | 优抚对象 | 边海防官兵\n驻地部队官兵 | 3 | 4\n优抚对象 | 5 | 6")
    assert reading.refused is not None
    assert reading.refused.params["reason"] == "two-readings"
    assert {"first", "second"} <= set(reading.refused.params)
    assert reading.tables == ()


def test_a_hidden_sheet_is_told_and_counts_nowhere() -> None:
    hidden = sheet(f"{TITLE}\n{LINE}\n{PLAIN.strip()}", visible=False)
    _other, reading = explained(sheet("随便", name="其他"), hidden)
    assert reading.outcome == "hidden"
    assert parts(reading, "figure") == []
    assert {why for _, why in out(reading)} == {"hidden-sheet"}


def test_a_file_that_cannot_be_opened_says_why() -> None:
    [reading] = sydata.explain(("照片.xlsx", b"\xff\xd8\xff\xe0 no workbook"))
    assert reading.outcome == "unreadable"
    assert reading.refused is not None
    assert reading.refused.params == {"cause": "picture"}


def test_the_report_says_of_every_cell_what_the_data_says() -> None:
    content = xlsx(sheet(form()))
    counted = sydata.normalize([("a.xlsx", content)]).observations.query("status == 'counted' and text != ''")
    [reading] = sydata.explain(("a.xlsx", content))
    figures = {
        address(c.row, c.column): (c.indicator, c.category) for c in reading.cells if c.part == "figure"
    }
    rows = counted[["cell", "indicator", "category"]].itertuples(index=False)
    assert figures == {cell: (i, c) for cell, i, c in rows if i != "lead_official"}
