from __future__ import annotations

from fractions import Fraction

import pytest

from sydata.analysis import values
from sydata.analysis.change import by_unit, like_for_like, plain
from sydata.analysis.change_words import size
from sydata.analysis.lead import with_lead
from sydata.analysis.ratios import ratio
from sydata.analysis.subjects import derived, selectable, subject
from sydata.analysis.totals import add_up
from sydata.catalog.derived import DERIVED
from sydata.catalog.festivals import period
from tests.analysis.drawn import facts

NOW, BEFORE = period(2024, "spring"), period(2023, "spring")
WAN = 1_000_000
CASH = DERIVED["cash_per_recipient"]


def cash(amount: int | None, people: int | None) -> dict[str, int | None]:
    return {"cash_amount": amount, "cash_recipients": people}


def test_several_units_give_a_ratio_of_sums_and_never_a_mean_of_ratios() -> None:
    totals = add_up(
        facts((2024, "500101", "entitled", cash(WAN, 10)), (2024, "500102", "entitled", cash(WAN, 90)))
    )
    found = ratio(totals, NOW, CASH)
    assert (found.value, found.units) == (Fraction(200), 2)  # 2 万元 over 100 people, not (1,000 + 111) / 2


@pytest.mark.parametrize("other", [cash(WAN, None), cash(None, 5), cash(WAN, 0)])
def test_a_unit_without_both_sides_is_in_neither_sum(other: dict[str, int | None]) -> None:
    totals = add_up(facts((2024, "500101", "entitled", cash(WAN, 10)), (2024, "500102", "entitled", other)))
    assert "500102" not in values.by_unit(totals, NOW, CASH.id)
    found = ratio(totals, NOW, CASH)
    assert (found.value, found.units, found.without) == (Fraction(1000), 1, 1)


def test_a_category_with_one_side_only_is_left_out_of_both_sums() -> None:
    totals = add_up(
        facts((2024, "500101", "entitled", cash(WAN, 10)), (2024, "500101", "garrison", cash(5 * WAN, None)))
    )
    found = ratio(totals, NOW, CASH)
    assert (found.value, found.units, found.partly) == (Fraction(1000), 1, 1)
    assert values.by_category(totals, NOW, CASH.id) == {"entitled": Fraction(1000)}


def test_nobody_reported_and_nobody_visited_give_no_value() -> None:
    assert ratio(add_up(facts((2024, "500101", "entitled", cash(0, 0)))), NOW, CASH).value is None
    assert ratio(add_up(facts((2023, "500101", "entitled", cash(1, 1)))), NOW, CASH).value is None


def test_difficulties_are_counted_by_unit_since_one_row_holds_them_for_all() -> None:
    totals = add_up(
        facts(
            (2024, "500101", "entitled", {"visited_people": 400, "difficulties_solved": 3}),
            (2024, "500101", "garrison", {"visited_people": 100}),
        )
    )
    assert values.whole(totals, NOW, "solved_per_thousand") == Fraction(6)


def test_shares_of_money_and_goods_make_a_whole_and_move_in_points() -> None:
    money = [
        (2023, "500101", "entitled", {"cash_amount": 60 * WAN, "goods_cost": 40 * WAN}),
        (2024, "500101", "entitled", {"cash_amount": 70 * WAN, "goods_cost": 30 * WAN}),
    ]
    totals = add_up(with_lead(facts(*money)))
    now = [values.whole(totals, NOW, id) for id in ("cash_share", "goods_share")]
    assert now == [Fraction(70), Fraction(30)]
    moved, shown = plain(totals, NOW, "cash_share"), subject("cash_share")
    assert size(shown, moved, "zh") == "提高 10.0 个百分点"
    assert (shown.text(moved.now, "zh"), shown.moved(moved.difference or 0, "zh")) == (
        "70.0%",
        "+10.0 个百分点",
    )


def test_like_for_like_of_a_ratio_is_over_the_units_of_both_years() -> None:
    totals = add_up(
        facts(
            (2023, "500101", "entitled", cash(WAN, 10)),
            (2024, "500101", "entitled", cash(WAN, 20)),
            (2024, "500102", "entitled", cash(9 * WAN, 10)),
        )
    )
    like = like_for_like(totals, NOW, CASH.id)
    assert (like.units, like.change.now, like.change.before) == (1, Fraction(500), Fraction(1000))
    assert [unit.difference for unit in by_unit(totals, NOW, CASH.id)] == [None, Fraction(-500)]
    assert values.by_year(totals, CASH.id, "spring") == {2023: Fraction(1000), 2024: Fraction(10**5, 30)}


def test_every_derived_figure_says_what_is_divided_by_what_in_both_languages() -> None:
    assert DERIVED["spent_per_person"].formula("zh") == "合计金额 ÷ 走访慰问人数"
    assert all(each.names["zh"] and each.names["en"] and each.derived for each in derived())
    assert not {each.id for each in derived()} & {each.id for each in selectable()}
    assert subject("cash_per_recipient").text(Fraction(63367, 100), "zh") == "633.67 元/人"
    assert subject("cash_per_recipient").text(None, "zh") == "—"
