from __future__ import annotations

from datetime import date

import pandas as pd

from sydata.analysis import over_years
from sydata.analysis.over_years import Coverage, Line, breaks, coverage, lines, sorted_lines, steady
from sydata.analysis.pivot import prepared
from sydata.analysis.subjects import subject
from sydata.analysis.trend_words import Part, parts_sentences, record, sure, total_sentence
from sydata.catalog.offices import BoundaryChange
from sydata.model import Unit
from tests.analysis.drawn import facts

WAN = 1_000_000


def drawn() -> pd.DataFrame:
    """Three units: 500101 in every year, 500102 not in 2023, 500103 from 2024 on with a blank before."""
    rows = facts(
        (2022, "500101", "entitled", {"cash_amount": 1 * WAN}),
        (2023, "500101", "entitled", {"cash_amount": 2 * WAN}),
        (2024, "500101", "entitled", {"cash_amount": 3 * WAN}),
        (2022, "500102", "border", {"cash_amount": 0}),
        (2024, "500102", "border", {"cash_amount": 4 * WAN}),
        (2023, "500103", "entitled", {"cash_amount": None}),
        (2024, "500103", "entitled", {"cash_amount": 5 * WAN}),
    )
    return prepared(rows, {})


CHANGE = BoundaryChange(date(2023, 11, 6), 2024, ("500102",), ("500103",), (), "区划", "borders")
EXPECTED = {
    year: [Unit(code, code) for code in ("500101", "500102", "500103")] for year in (2022, 2023, 2024)
}


def test_a_line_holds_the_years_that_have_a_figure_and_nothing_for_a_blank() -> None:
    of = lines(drawn(), "unit")
    assert of["500102"].values == {2022: 0, 2024: 4 * WAN}
    assert of["500103"].values == {2024: 5 * WAN}
    assert lines(drawn(), None)[""].values == {2022: 1 * WAN, 2023: 2 * WAN, 2024: 12 * WAN}
    assert lines(drawn(), None)[""].units == {2022: 2, 2023: 1, 2024: 3}


def test_a_year_given_by_too_few_units_is_marked() -> None:
    found = coverage(drawn(), EXPECTED)
    assert found.given == {2022: 2, 2023: 1, 2024: 3}
    assert [found.few(year) for year in (2022, 2023, 2024)] == [True, True, False]
    assert found.missing[2023] == ("500102", "500103")


def test_like_for_like_holds_units_of_every_year_with_unmoved_borders() -> None:
    assert steady(drawn(), (2022, 2023, 2024), ()) == {"500101"}
    assert steady(drawn(), (2022, 2024), ()) == {"500101", "500102"}
    assert steady(drawn(), (2022, 2024), (CHANGE,)) == {"500101"}


def test_boundaries_that_moved_before_or_after_the_years_are_not_marked() -> None:
    assert breaks((CHANGE,), (2022, 2023, 2024)) == {"500102": (2024,), "500103": (2024,)}
    assert breaks((CHANGE,), (2024, 2025)) == {}


def test_panels_are_sorted_by_their_last_figure_or_by_their_change() -> None:
    of = lines(drawn(), "unit")
    years = (2022, 2023, 2024)
    order = ["500101", "500102", "500103"]
    assert [line.id for line in sorted_lines(of, order, "order", years)] == order
    assert [line.id for line in sorted_lines(of, order, "size", years)] == ["500103", "500102", "500101"]
    # 500102 rose from zero, 500103 has one year: neither has a percentage
    assert [line.id for line in sorted_lines(of, order, "change", years)] == order


def test_sums_over_all_lines_are_the_total() -> None:
    whole = lines(drawn(), None)[""].values
    for dim in ("unit", "category", "group"):
        parts = lines(drawn(), dim).values()
        assert {year: sum(part.values.get(year, 0) for part in parts) for year in whole} == whole


def test_the_sentence_compares_only_years_that_compare() -> None:
    line = Line("", {2021: 9 * WAN, 2022: 3 * WAN, 2023: 4 * WAN, 2024: 5 * WAN}, {})
    covered = Coverage({2021: 30, 2022: 41, 2023: 41, 2024: 41}, dict.fromkeys(range(2021, 2025), 41))
    said = total_sentence(line, covered, subject("cash_amount"), "春节", "zh")
    assert said == (
        "2024年春节慰问金 5.00 万元，在可比的 3 个年份中最高。最长的连续增长是2022–2024年（增长 66.7%）。"
        "2021年仅 30/41 个单位有数，未参加上述比较。"
    )


def test_a_record_needs_three_years() -> None:
    assert record({2023: 1, 2024: 2}, 2024, "zh") == ""
    assert record({2021: 9, 2022: 1, 2023: 1, 2024: 2}, 2024, "zh") == "为2022年以来最高"
    assert record({2022: 5, 2023: 4, 2024: 2}, 2024, "en") == "the lowest of all 3 comparable years"


def test_panels_together_say_rises_records_and_gaps() -> None:
    of = lines(drawn(), "unit")
    parts = [Part(id, line, sure(line)) for id, line in of.items()]
    assert parts_sentences(parts, (2022, 2023, 2024), "个单位", "zh") == [
        "2022年和2024年可比的 2 个单位中，2 个增加，0 个减少",
        "500101在2024年达到各年最高",
        "连续增长最长的是500101（连增 2 年）",
        "中间有缺报年份的是500102",
    ]


def test_figures_in_question_are_no_record() -> None:
    line = Line("", {2022: 1, 2023: 2, 2024: 90_000}, {}, frozenset({2024}))
    assert sure(line) == {2022: 1, 2023: 2}
    assert over_years.ENOUGH == 0.9


def test_where_no_year_can_be_compared_that_is_said_once() -> None:
    line = Line("", {2022: 1, 2023: 2, 2024: 3}, {})
    few = over_years.Coverage({year: 2 for year in line.values}, {year: 41 for year in line.values})
    assert "各年有数的单位都不足应报的九成，不作比较" in total_sentence(
        line, few, subject("cash_amount"), "春节", "zh"
    )
