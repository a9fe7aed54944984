from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sydata.analysis.change import UnitChange, by_unit, change, like_for_like, plain
from sydata.analysis.change_words import bridged, comparable, divided, led, overlapping, unbridged
from sydata.analysis.contribution import Step, by_both, by_category, largest, steps
from sydata.analysis.subjects import subject
from sydata.analysis.totals import add_up
from sydata.analysis.values import halves
from sydata.catalog.festivals import period, span_of
from tests.analysis.drawn import facts

NOW = period(2024, "spring")
CODES, CATEGORIES = ["500101", "500102", "500103", "500104"], ["entitled", "garrison", "border", "odd words"]
PEOPLE = subject("visited_people")
GIVEN = st.dictionaries(
    st.tuples(st.sampled_from([2023, 2024]), st.sampled_from(CODES), st.sampled_from(CATEGORIES)),
    st.one_of(st.none(), st.integers(0, 10**14)),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(GIVEN, st.sets(st.sampled_from(CODES)), st.sets(st.sampled_from(CODES)))
def test_units_categories_and_steps_each_add_up_to_the_change_exactly(
    figures: dict[tuple[int, str, str], int | None], apart: set[str], half: set[str]
) -> None:
    rows = [(year, code, part, {"cash_amount": value}) for (year, code, part), value in figures.items()]
    totals = add_up(facts(*rows))
    changed = sum((1 if year == 2024 else -1) * (value or 0) for (year, _, _), value in figures.items())
    units, parts = by_unit(totals, NOW, "cash_amount"), by_category(totals, NOW, "cash_amount")
    both = by_both(totals, NOW, "cash_amount")
    assert sum(unit.contribution for unit in units) == changed
    assert sum(part.contribution for part in parts) == changed
    assert sum(step.moved for step in steps(units, apart, half)) == changed
    assert {code: sum(moved.values()) for code, moved in both.items()} == {
        unit.code: unit.contribution for unit in units
    }
    top, rest = largest(units, 2)
    assert sum(unit.contribution for unit in (*top, *rest)) == changed
    assert sum(step.units for step in steps(units, apart, half)) == len(units)


def test_the_change_is_divided_by_how_units_reported() -> None:
    units = [
        UnitChange("a", "a", 5, 3),
        UnitChange("b", "b", 9, 1),
        UnitChange("c", "c", 4, None),
        UnitChange("d", "d", None, 7),
        UnitChange("e", "e", None, 2),
        UnitChange("f", "f", 3, 1),
    ]
    assert steps(units, apart={"b", "e"}, halves={"f"}) == (
        Step("alike", 2, 1), Step("apart", 6, 2), Step("half", 2, 1), Step("new", 4, 1), Step("gone", -7, 1),
    )  # fmt: skip


def test_the_sentence_of_the_steps_tells_figures_from_reporting() -> None:
    said = divided([Step("alike", -12, 3), Step("gone", -28, 2)], PEOPLE, "zh")
    assert said == "总计减少 40 人：两年都有数据的单位减少 12 人，报送单位变化使其减少 28 人"
    assert divided([Step("alike", 5, 3)], PEOPLE, "zh") == "两年报送单位相同，总额增加 5 人"
    assert divided([], PEOPLE, "en") == "No figures in either year"


def test_the_category_that_moved_most_is_named_and_one_against_it() -> None:
    totals = add_up(
        facts(
            (2023, "500101", "entitled", {"visited_people": 100}),
            (2023, "500101", "garrison", {"visited_people": 10}),
            (2024, "500101", "entitled", {"visited_people": 60}),
            (2024, "500101", "garrison", {"visited_people": 15}),
        )
    )
    parts = by_category(totals, NOW, "visited_people")
    assert led(parts, PEOPLE, "zh") == "优抚对象减少 40 人，变动最大；驻地部队官兵增加 5 人"
    assert led(parts[:0], PEOPLE, "en") == "No category changed"


def spring_and_army_day(*rows: tuple[int, str, str, int]) -> object:
    """Totals of (year, unit, festival, people)."""
    frames = [
        facts((year, code, "entitled", {"visited_people": value})).assign(festival=festival)
        for year, code, festival, value in rows
    ]
    return add_up(pd.concat(frames, ignore_index=True))


def test_two_festivals_make_a_year_only_where_both_have_figures() -> None:
    totals = spring_and_army_day(
        (2023, "500101", "spring", 10),
        (2023, "500101", "army_day", 20),
        (2023, "500102", "spring", 1),
        (2024, "500101", "spring", 30),
    )
    assert totals.by_unit(span_of(2023), "visited_people") == {"500101": 30, "500102": 1}
    assert totals.by_unit(span_of(2024), "visited_people") == {}
    assert halves(totals, 2023, "visited_people") == {"500102"}


def test_coverage_is_said_beside_the_percentage() -> None:
    totals = add_up(
        facts(
            (2023, "500101", "entitled", {"visited_people": 100}),
            (2024, "500101", "entitled", {"visited_people": 90}),
            (2024, "500102", "entitled", {"visited_people": 30}),
        )
    )
    like = like_for_like(totals, NOW, "visited_people")
    assert comparable(PEOPLE, like, "zh") == "可比口径（1 个单位，占本期 75.0%）下降 10.0%"
    assert comparable(PEOPLE, like, "en") == "like for like (1 unit, 75.0% of this period) down 10.0%"
    assert plain(totals, NOW, "visited_people").difference == 20


@pytest.mark.parametrize(("whole", "how"), [(False, "调整后口径，非完全可比"), (True, "范围相同")])
def test_a_bridge_says_how_far_it_compares(whole: bool, how: str) -> None:
    said = bridged(("江北区、渝北区", "两江新区"), PEOPLE, change(110, 100), whole, "zh")
    assert said == f"江北区、渝北区合计 100 人 → 两江新区 110 人，增长 10.0%（{how}）。"
    assert "没有数据" in unbridged(("江北区、渝北区", "两江新区"), ["渝北区"], "zh")
    assert overlapping("万盛经开区", ["綦江区"], 2024, "zh").startswith("万盛经开区只有2024年的数据")
