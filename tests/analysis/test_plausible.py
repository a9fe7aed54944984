from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from sydata.analysis.plausible import COLUMNS, MOST, of_period, plausible
from sydata.catalog.festivals import period
from sydata.catalog.offices import reporters
from sydata.catalog.rules import thresholds
from tests.analysis.drawn import facts

WAN = 1_000_000
NOW = period(2024, "spring")
NOWHERE = "441900"  # an office without boundary changes or overlaps
Row = Mapping[str, int | None]
PEERS = [f"5001{n:02d}" for n in range(1, 16)]


def row(people: int, cash: int | None = None, **other: int | None) -> dict[str, int | None]:
    """A row of one category: 400 元 for each of four fifths of the people, unless said otherwise."""
    given_to = people * 4 // 5
    figures = {"visited_people": people, "cash_amount": given_to * 40_000 if cash is None else cash}
    return {**figures, "cash_recipients": given_to, "difficulties_solved": 2, **other}


def years(unit: str, rows: Mapping[int, Row]) -> list[tuple[int, str, str, dict[str, int | None]]]:
    return [(year, unit, "entitled", dict(figures)) for year, figures in rows.items()]


def asked(frame: pd.DataFrame, office: str = NOWHERE) -> list[tuple[str, str, str]]:
    """(code, unit, indicator) of what is asked of the spring of 2024."""
    found = of_period(frame, office, NOW)
    return [tuple(each) for each in found[["code", "unit_code", "indicator"]].to_numpy()]


def past(unit: str, now: Row, before: tuple[int, ...] = (480, 500, 520, 510)) -> pd.DataFrame:
    rows = {2024 - back: row(people) for back, people in enumerate(reversed(before), start=1)}
    return facts(*years(unit, rows), *years(unit, {2024: now}))


def peers(*strange: tuple[str, Row]) -> pd.DataFrame:
    """Fifteen units of different size in their first year; the strange ones say what is given."""
    told = {unit: row(150 + 40 * at) for at, unit in enumerate(PEERS)} | dict(strange)
    return facts(*[each for unit, figures in told.items() for each in years(unit, {2024: figures})])


def test_a_figure_as_in_other_years_is_not_asked_about() -> None:
    assert asked(past("500101", row(505))) == []


def test_a_zero_too_many_is_asked_about_once_and_at_its_figure() -> None:
    assert asked(past("500101", row(505, cash=404 * 400_000))) == [("swing", "500101", "cash_amount")]


def test_a_dropped_digit_is_asked_about() -> None:
    assert asked(past("500101", row(505, visited_people=50))) == [("swing", "500101", "visited_people")]


def test_two_earlier_years_are_not_enough_for_a_swing() -> None:
    assert asked(past("500101", row(505, visited_people=5050), before=(480, 500))) == []


def test_one_wrong_year_in_the_past_neither_hides_a_slip_nor_makes_one() -> None:
    wrong = (480, 5000, 520, 510)
    assert ("swing", "500101", "visited_people") in asked(
        past("500101", row(505, visited_people=5050), wrong)
    )
    assert asked(past("500101", row(505), wrong)) == []


def test_a_past_that_never_moved_has_a_range_all_the_same() -> None:
    found = of_period(past("500101", row(505, visited_people=5050), (500, 500, 500, 500)), NOWHERE, NOW)
    assert found["params"].iat[0] == {
        "value": "5,050", "other": "500", "count": 4, "low": "500", "high": "500",
        "hint": "times-as-much", "ratio": "10",
    }  # fmt: skip


def test_a_unit_whose_figures_have_always_differed_is_left_alone() -> None:
    assert asked(past("500101", row(900), before=(100, 900, 210, 520))) == []


def test_a_difference_too_small_to_matter_is_not_asked_about() -> None:
    assert asked(past("500101", row(15), before=(2, 2, 2, 3))) == []
    small = years("500102", {year: row(20) for year in (2021, 2022, 2023)}) + years(
        "500102", {2024: row(120)}
    )
    whole = [each for n in range(3, 40) for each in years(f"6{n:05d}", {2024: row(5_000)})]
    assert ("swing", "500102", "visited_people") in asked(facts(*small))
    assert ("swing", "500102", "visited_people") not in asked(facts(*small, *whole))


def test_a_row_of_zeros_is_a_statement_and_a_zero_beside_figures_a_question() -> None:
    nothing = dict.fromkeys(row(1), 0)
    assert asked(past("500101", nothing)) == []
    assert asked(past("500101", row(505, visited_people=0))) == [("swing", "500101", "visited_people")]


def test_a_zero_is_no_news_where_an_earlier_year_had_one() -> None:
    rows = {
        2021: row(480),
        2022: row(500, visited_people=0),
        2023: row(510),
        2024: row(505, visited_people=0),
    }
    assert asked(facts(*years("500101", rows))) == []


def test_zeros_of_the_past_are_no_points_of_comparison() -> None:
    rows = {year: row(500, visited_people=0) for year in (2021, 2022, 2023)} | {2024: row(500)}
    assert asked(facts(*years("500101", rows))) == []


def test_a_blank_is_not_a_zero() -> None:
    assert asked(past("500101", row(505, visited_people=None))) == []


def test_only_years_before_are_looked_at() -> None:
    rows = {year: row(500) for year in (2025, 2026, 2027, 2028)} | {2024: row(500, visited_people=5000)}
    assert asked(facts(*years("500101", rows))) == []


def test_without_a_past_peers_of_its_size_are_the_measure() -> None:
    assert asked(peers(("500103", row(200, visited_people=2_000)))) == [
        ("outlier", "500103", "visited_people")
    ]
    assert asked(peers(("500103", row(2_000)))) == []  # large, and large in everything


def test_nine_peers_are_not_enough() -> None:
    few = facts(*[each for at, unit in enumerate(PEERS[:9]) for each in years(unit, {2024: row(200 + at)})])
    odd = facts(*years("500199", {2024: row(200, visited_people=2_000)}))
    assert asked(pd.concat([few, odd.assign(return_id=99)])) == []


def test_a_unit_that_differs_every_year_is_just_different() -> None:
    strange = row(200, visited_people=2_000)
    before = years("500103", {year: row(year - 1820, visited_people=2_000) for year in (2021, 2022, 2023)})
    assert asked(pd.concat([facts(*before), peers(("500103", strange))])) == []


def test_departments_are_no_peers_of_districts() -> None:
    others = [of.code for of in reporters("500000", 2024) if of.kind != "territorial"][:4]
    told = {code: row(150 + 40 * at) for at, code in enumerate([*PEERS[:9], *others])}
    told["500103"] = row(200, visited_people=2_000)
    frame = facts(*[each for unit, figures in told.items() for each in years(unit, {2024: figures})])
    assert "outlier" not in [code for code, *_ in asked(frame)]


def test_an_amount_a_head_out_of_all_proportion_is_asked_about() -> None:
    figures = {
        "cash_amount": 160 * 400_000,
        "cash_recipients": 160,
    }  # two figures: no size can be told of them
    frame = peers(("500103", figures))
    assert asked(frame) == [("per-head", "500103", "cash_amount")]
    words = of_period(frame, NOWHERE, NOW)["params"].iat[0]
    assert words == {
        "other_indicator": "cash_recipients", "per": "4,000", "other": "400", "count": 14,
        "hint": "times-as-much", "ratio": "10",
    }  # fmt: skip


def test_a_unit_that_has_always_given_more_is_not_asked() -> None:
    figures = {"cash_amount": 160 * 400_000, "cash_recipients": 160}
    before = years("500103", {2022: figures, 2023: figures})
    other = [("swing", *each[1:]) for each in asked(pd.concat([facts(*before), peers(("500103", figures))]))]
    assert ("swing", "500103", "cash_amount") not in other


def test_goods_are_weighed_by_the_piece() -> None:
    goods = {
        unit: {"goods_cost": (100 + at) * 10_000, "goods_count": 100 + at} for at, unit in enumerate(PEERS)
    }
    goods["500103"] = {"goods_cost": 102 * 100_000, "goods_count": 102}
    frame = facts(*[each for unit, figures in goods.items() for each in years(unit, {2024: figures})])
    assert asked(frame) == [("per-item", "500103", "goods_cost")]


def test_a_total_that_adds_up_its_parts_is_not_asked_about_again() -> None:
    now = row(505, cash=404 * 400_000, total_amount=404 * 400_000)
    before = {year: row(500, total_amount=16 * WAN) for year in (2021, 2022, 2023)}
    frame = facts(*years("500101", before), *years("500101", {2024: now}))
    assert asked(frame) == [("swing", "500101", "cash_amount")]


def test_a_total_that_stands_alone_is_looked_at_itself() -> None:
    rows = {year: {"total_amount": 16 * WAN} for year in (2021, 2022, 2023)} | {
        2024: {"total_amount": 160 * WAN}
    }
    assert asked(facts(*years("500101", rows))) == [("swing", "500101", "total_amount")]


def test_of_many_figures_a_few_are_named_and_the_rest_counted() -> None:
    frame = past(
        "500101", {name: (value or 0) * 10 for name, value in row(500, meetings=30, letters=90).items()}
    )
    before = facts(*years("500101", {year: {"meetings": 30, "letters": 90} for year in (2021, 2022, 2023)}))
    found = of_period(pd.concat([frame, before]), NOWHERE, NOW)
    assert len(found) == MOST
    assert [words.get("more") for words in found["params"]] == [None, None, 2]


def test_last_years_sheet_sent_again_is_seen_across_uploads() -> None:
    rows = {2023: row(500, goods_count=31), 2024: row(500, goods_count=31)}
    assert asked(facts(*years("500101", rows))) == [("same-as-last-year", "500101", "")]


def test_one_sheet_under_two_names_is_seen_at_both() -> None:
    twins = row(517, cash=19_731_400, goods_count=1_283)
    frame = facts(
        *years("500101", {2024: twins}), *years("500102", {2024: twins}), *years("500103", {2024: row(9)})
    )
    assert asked(frame) == [("same-as-other", "500101", ""), ("same-as-other", "500102", "")]


def test_two_small_units_may_well_say_the_same() -> None:
    small = {"visited_people": 5, "cash_amount": 250_000, "cash_recipients": 5, "goods_count": 5}
    assert asked(facts(*years("500101", {2024: small}), *years("500102", {2024: small}))) == []


def test_a_boundary_change_is_noted_in_its_first_year_and_cuts_off_the_past() -> None:
    beibei = "500109"
    rows = {year: row(year - 1500) for year in (2022, 2023, 2024, 2025)} | {2026: row(5_000), 2027: row(500)}
    found = plausible(facts(*years(beibei, rows)), "500000")
    assert [*found[["code", "year"]].itertuples(index=False, name=None)] == [("boundary-change", 2026)]
    assert "北碚区" in found["params"].iat[0]["note_zh"]


INNER, OUTER = "500000-wansheng", "500110"


def test_overlapping_units_are_asked_the_first_time_both_report() -> None:
    both = years(INNER, {2023: row(100), 2024: row(110)}) + years(OUTER, {2023: row(300), 2024: row(301)})
    found = plausible(facts(*both), "500000")
    assert [*found[["code", "unit_code", "year"]].itertuples(index=False, name=None)] == [
        ("overlapping-units", OUTER, 2023)
    ]


def test_overlapping_units_are_asked_where_the_larger_one_rose_by_what_the_smaller_one_reports() -> None:
    inner = years(INNER, {year: row(year - 1874) for year in (2021, 2022, 2023, 2024)})
    outer = years(OUTER, {2021: row(300), 2022: row(300), 2023: row(302), 2024: row(451)})
    found = of_period(facts(*inner, *outer), "500000", NOW)
    assert found["code"].tolist() == ["overlapping-units"]
    assert found["params"].iat[0]["hint"] == "swallowed"


def test_an_office_may_set_its_own_thresholds() -> None:
    frame = past("500101", row(505, visited_people=1_600))
    stricter = thresholds({"swing": {"ratio": 3, "spread": 3}})
    assert asked(frame) == []
    assert of_period(frame, NOWHERE, NOW, stricter)["indicator"].tolist() == ["visited_people"]


def test_an_empty_store_asks_nothing() -> None:
    assert list(plausible(facts(), NOWHERE).columns) == list(COLUMNS)


NUMBERS = st.one_of(st.just(0), st.none(), st.integers(1, 40), st.integers(100, 90_000))
FIGURES = st.fixed_dictionaries(
    {name: NUMBERS for name in ("visited_people", "cash_amount", "cash_recipients", "goods_count")}
)
STORES = st.dictionaries(
    st.tuples(st.sampled_from(PEERS[:4]), st.integers(2019, 2024)), FIGURES, min_size=1, max_size=20
)


def drawn(store: Mapping[tuple[str, int], Row]) -> pd.DataFrame:
    return facts(*[(year, unit, "entitled", dict(figures)) for (unit, year), figures in store.items()])


@settings(max_examples=15, deadline=None)
@given(STORES)
def test_any_figures_many_zeros_and_blanks_among_them_give_an_answer(
    store: dict[tuple[str, int], Row],
) -> None:
    found = of_period(drawn(store), NOWHERE, NOW)
    assert list(found.columns) == list(COLUMNS)
    assert not found.duplicated(["return_id", "category", "indicator", "code"]).any()


@settings(max_examples=15, deadline=None)
@given(STORES, st.integers(2, 9))
def test_swings_do_not_depend_on_the_scale(store: dict[tuple[str, int], Row], times: int) -> None:
    none = thresholds({"material": {"count": 1e-9, "money": 1e-9}})
    frame = drawn(store)
    larger = frame.assign(value=frame["value"] * times)
    keys = ["code", "return_id", "indicator"]
    one, other = (of_period(each, NOWHERE, NOW, none) for each in (frame, larger))
    assert one.loc[one["code"] == "swing", keys].equals(other.loc[other["code"] == "swing", keys])


@settings(max_examples=15, deadline=None)
@given(STORES)
def test_a_unit_that_never_changes_is_never_asked_about_itself(store: dict[tuple[str, int], Row]) -> None:
    steady = [each for year in range(2019, 2025) for each in years("500199", {year: row(500 + year % 3)})]
    both = pd.concat([drawn(store), facts(*steady).assign(return_id=lambda f: f["return_id"] + 999)])
    assert "500199" not in of_period(both, NOWHERE, NOW)["unit_code"].tolist()
