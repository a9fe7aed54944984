from __future__ import annotations

from fractions import Fraction

import pytest

from sydata.analysis.change import Change, UnitChange, by_unit, change, like_for_like, plain, share_change
from sydata.analysis.totals import add_up
from sydata.catalog.festivals import period
from tests.analysis.drawn import NAMES, facts

NOW = period(2024, "spring")
PEOPLE = add_up(
    facts(
        (2023, "500101", "entitled", {"visited_people": 100}),
        (2023, "500102", "entitled", {"visited_people": 50}),
        (2024, "500101", "entitled", {"visited_people": 120}),
        (2024, "500102", "entitled", {"visited_people": None}),
        (2024, "500103", "entitled", {"visited_people": 40}),
    )
)


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (120, 100, Change(120, 100, 20, Fraction(20))),
        (1, 3, Change(1, 3, -2, Fraction(-200, 3))),
        (5, 5, Change(5, 5, 0, Fraction(0))),
        (5, 0, Change(5, 0, 5, None, "zero-base")),
        (0, 0, Change(0, 0, 0, None)),
        (5, None, Change(5, None, None, None, "no-base")),
        (None, 5, Change(None, 5, None, None, "no-figure")),
    ],
)
def test_a_percentage_is_only_said_where_there_is_a_base(now: int, before: int, expected: Change) -> None:
    assert change(now, before) == expected


def test_plain_totals_compare_whoever_reported() -> None:
    assert plain(PEOPLE, NOW, "visited_people") == Change(160, 150, 10, Fraction(20, 3))


def test_like_for_like_counts_only_units_with_the_figure_in_both_years() -> None:
    alike = like_for_like(PEOPLE, NOW, "visited_people")
    assert (alike.units, alike.change) == (1, Change(120, 100, 20, Fraction(20)))


def test_units_set_apart_by_a_boundary_change_are_not_comparable() -> None:
    alike = like_for_like(PEOPLE, NOW, "visited_people", apart={"500101"})
    assert (alike.units, alike.change.now) == (0, None)


def test_a_unit_of_only_one_year_is_listed_without_a_difference() -> None:
    rows = {row.code: row for row in by_unit(PEOPLE, NOW, "visited_people")}
    assert rows["500101"] == UnitChange("500101", "万州区", 120, 100)
    assert [rows[code].difference for code in NAMES] == [20, None, None]


def test_what_the_units_contribute_adds_up_to_the_plain_change() -> None:
    rows = {row.code: row.contribution for row in by_unit(PEOPLE, NOW, "visited_people")}
    assert rows == {"500101": 20, "500102": -50, "500103": 40}
    assert sum(rows.values()) == plain(PEOPLE, NOW, "visited_people").difference == 10


def test_shares_change_in_points() -> None:
    assert share_change((60, 100), (1, 2)) == Fraction(10)
    assert share_change((60, 100), (None, 2)) is None
    assert share_change((0, 0), (1, 2)) is None
