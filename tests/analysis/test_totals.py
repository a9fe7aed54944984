from __future__ import annotations

import pandas as pd

from sydata.analysis.doubt import Doubt, doubts, within, without, years
from sydata.analysis.lead import LEAD, with_lead
from sydata.analysis.names import named_apart
from sydata.analysis.totals import add_up, total
from sydata.catalog.festivals import period
from tests.analysis.drawn import facts

FRAME = facts(
    (2023, "500101", "entitled", {"cash_amount": 100}),
    (2024, "500101", "entitled", {"cash_amount": None}),
    (2024, "500102", "border", {"cash_amount": 0}),
)


SPRINGS = {year: period(year, "spring") for year in (2023, 2024)}


def test_what_nobody_reported_is_not_there_and_a_zero_is() -> None:
    sums = add_up(FRAME)
    assert sums.by_category(SPRINGS[2024], "cash_amount") == {"border": 0}
    assert sums.by_unit(SPRINGS[2024], "cash_amount") == {"500102": 0}
    assert sums.by_unit(SPRINGS[2023], "cash_amount") == {"500101": 100}


def test_years_without_a_figure_are_left_out() -> None:
    sums = add_up(FRAME)
    assert sums.by_year("cash_amount", "spring") == {2023: 100, 2024: 0}
    assert sums.by_year("cash_amount", "spring", "entitled") == {2023: 100}
    assert sums.by_year("cash_amount", "army_day") == {}


def test_a_total_without_figures_is_none() -> None:
    sums = add_up(FRAME)
    assert total(sums.by_unit(SPRINGS[2024], "goods_cost")) is None
    assert total(sums.by_unit(SPRINGS[2024], "cash_amount")) == 0


def test_rows_of_one_unit_and_category_are_added() -> None:
    rows = [
        (2024, "500101", name, {"goods_count": count}) for name, count in (("border", 2), ("entitled", 3))
    ]
    sums = add_up(facts(*rows, *rows))
    assert sums.by_unit(SPRINGS[2024], "goods_count") == {"500101": 10}
    assert sums.by_category(SPRINGS[2024], "goods_count") == {"border": 4, "entitled": 6}


def test_two_units_of_one_name_are_told_apart_by_their_years() -> None:
    frame = pd.DataFrame(
        {
            "unit_code": ["500000-liangjiang", "500000-liangjiang-2025", "500101"],
            "unit": ["两江新区", "两江新区", "万州区"],
        }
    )
    assert named_apart(frame)["unit"].tolist() == ["两江新区（–2025）", "两江新区（2026–）", "万州区"]


def doubted(state: str) -> tuple[Doubt, ...]:
    row = {"code": "measure-unit-suspect", "state": state, "return_id": 1, "category": "entitled"}
    row |= {"unit": "万州区", "text": "1000000", "cell": "D5"}
    return doubts(pd.DataFrame([row | {"indicator": "cash_amount", "year": 2023, "festival": "spring"}]))


def test_a_doubtful_part_puts_the_leading_total_in_doubt() -> None:
    assert years(doubted("current"), LEAD, "spring") == {2023}
    assert years(doubted("current"), "goods_cost", "spring") == frozenset()
    assert years(doubted("superseded"), LEAD, "spring") == frozenset()


def test_totals_can_be_said_without_the_doubtful_figures() -> None:
    frame = with_lead(FRAME)
    assert add_up(frame).by_year(LEAD, "spring") == {2023: 100, 2024: 0}
    assert add_up(without(frame, doubted("current"))).by_year(LEAD, "spring") == {2024: 0}
    assert add_up(without(frame, ())).by_year(LEAD, "spring") == {2023: 100, 2024: 0}


def test_doubts_come_in_the_order_of_the_periods() -> None:
    assert [each.cell for each in within(doubted("current"), SPRINGS[2024], SPRINGS[2023])] == ["D5"]
    assert within(doubted("current"), SPRINGS[2024]) == []
