from __future__ import annotations

import pandas as pd

from sydata.analysis.doubt import doubts, without, years
from sydata.analysis.lead import LEAD, with_lead
from sydata.analysis.names import named_apart
from sydata.analysis.totals import by_category, by_year, reporters, total, totals
from tests.analysis.drawn import facts

FRAME = facts(
    (2023, "500101", "entitled", {"cash_amount": 100}),
    (2024, "500101", "entitled", {"cash_amount": None}),
    (2024, "500102", "border", {"cash_amount": 0}),
)


def test_a_sum_of_only_missing_figures_is_missing_and_a_zero_is_zero() -> None:
    sums = totals(FRAME, ["year", "category"]).set_index(["year", "category"])["value"]
    assert pd.isna(sums[2024, "entitled"])
    assert sums[2024, "border"] == 0


def test_categories_and_years_without_a_figure_are_left_out() -> None:
    assert by_category(FRAME, "cash_amount") == {"entitled": 100, "border": 0}
    assert by_year(FRAME, "cash_amount", "spring") == {2023: 100, 2024: 0}
    assert by_year(FRAME, "cash_amount", "army_day") == {}


def test_a_total_without_figures_is_none() -> None:
    assert total(FRAME, "goods_cost") is None
    assert total(FRAME, "cash_amount", {"500101"}) == 100


def test_a_zero_is_a_report_and_a_blank_is_none() -> None:
    assert reporters(FRAME, "cash_amount") == {"500101", "500102"}
    assert reporters(FRAME[FRAME["year"] == 2024], "cash_amount") == {"500102"}


def test_two_units_of_one_name_are_told_apart_by_their_years() -> None:
    frame = pd.DataFrame(
        {
            "unit_code": ["500000-liangjiang", "500000-liangjiang-2025", "500101"],
            "unit": ["两江新区", "两江新区", "万州区"],
        }
    )
    assert named_apart(frame)["unit"].tolist() == ["两江新区（–2025）", "两江新区（2026–）", "万州区"]


def doubted(state: str) -> pd.DataFrame:
    row = {"code": "measure-unit-suspect", "state": state, "return_id": 1, "category": "entitled"}
    return doubts(pd.DataFrame([row | {"indicator": "cash_amount", "year": 2023, "festival": "spring"}]))


def test_a_doubtful_part_puts_the_leading_total_in_doubt() -> None:
    assert years(doubted("current"), LEAD, "spring") == {2023}
    assert years(doubted("current"), "goods_cost", "spring") == frozenset()
    assert years(doubted("superseded"), LEAD, "spring") == frozenset()


def test_totals_can_be_said_without_the_doubtful_figures() -> None:
    frame = with_lead(FRAME)
    assert total(frame, LEAD) == 100
    assert total(without(frame, doubted("current")), LEAD) == 0
