from __future__ import annotations

from sydata.analysis.boundary import bridges, set_apart, uneven_overlaps
from sydata.analysis.totals import add_up
from sydata.catalog.festivals import period
from tests.analysis.drawn import Figures, facts

BEFORE, NOW = period(2025, "spring"), period(2026, "spring")
OLD, NEW = ("500105", "500112", "500000-liangjiang"), "500000-liangjiang-2025"
ONE: Figures = {"visited_people": 1}


def test_what_was_dissolved_stands_against_what_took_its_place() -> None:
    rows = [(2025, code, "entitled", ONE) for code in (*OLD, "500109")]
    rows += [(2026, code, "entitled", {"visited_people": 5}) for code in (NEW, "500109")]
    totals = add_up(facts(*rows))
    part, whole = bridges("500000", BEFORE, NOW)
    assert (part.whole, part.sums(totals, BEFORE, NOW, "visited_people")) == (False, (3, 5))
    assert (whole.whole, whole.sums(totals, BEFORE, NOW, "visited_people")) == (True, (4, 10))


def test_a_side_without_one_of_its_units_is_no_sum() -> None:
    totals = add_up(facts(*[(2025, code, "entitled", ONE) for code in OLD[1:]], (2026, NEW, "entitled", ONE)))
    part = bridges("500000", BEFORE, NOW)[0]
    assert part.sums(totals, BEFORE, NOW, "visited_people") == (None, 1)
    assert part.lacking(totals, BEFORE, NOW, "visited_people") == ("500105",)


def test_years_without_a_boundary_change_need_no_bridge() -> None:
    assert bridges("500000", period(2023, "spring"), period(2024, "spring")) == ()
    assert set_apart("500000", period(2023, "spring"), period(2024, "spring")) == frozenset()


def test_an_inner_unit_of_one_year_only_may_bend_the_outer_ones_comparison() -> None:
    before, now = period(2023, "spring"), period(2024, "spring")
    rows = [(year, "500110", "entitled", ONE) for year in (2023, 2024)]
    alone = add_up(facts(*rows, (2024, "500000-wansheng", "entitled", ONE)))
    assert uneven_overlaps("500000", alone, before, now, "visited_people") == (
        ("500000-wansheng", "500110", now),
    )
    both = add_up(facts(*rows, *[(year, "500000-wansheng", "entitled", ONE) for year in (2023, 2024)]))
    assert uneven_overlaps("500000", both, before, now, "visited_people") == ()


def test_a_unit_that_ended_is_a_boundary_change_and_no_uneven_overlap() -> None:
    rows = [(year, "500109", "entitled", ONE) for year in (2025, 2026)]
    totals = add_up(facts(*rows, (2025, "500000-liangjiang", "entitled", ONE)))
    assert uneven_overlaps("500000", totals, BEFORE, NOW, "visited_people") == ()
