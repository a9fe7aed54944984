from __future__ import annotations

import pytest

from sydata.analysis.lead import LEAD, leading, with_lead
from tests.analysis.drawn import Figures, facts


def lead(figures: Figures) -> list[int]:
    return leading(facts((2024, "500101", "entitled", figures)))["value"].to_list()


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({"cash_amount": 300, "goods_cost": 200, "total_amount": 450}, [500]),
        ({"cash_amount": 300, "goods_cost": None, "total_amount": 450}, [450]),
        ({"total_amount": 450}, [450]),
        ({"cash_amount": 300}, [300]),
        ({"goods_cost": 200}, [200]),
        ({"cash_amount": 0, "goods_cost": 0}, [0]),
        ({"visited_people": 7}, []),
        ({"cash_amount": None, "total_amount": None}, []),
    ],
)
def test_the_recomputed_sum_leads_where_its_parts_are_there(figures: Figures, expected: list[int]) -> None:
    assert lead(figures) == expected


def test_submitted_totals_stay_beside_the_leading_one() -> None:
    frame = with_lead(
        facts((2024, "500101", "entitled", {"cash_amount": 1, "goods_cost": 2, "total_amount": 9}))
    )
    assert dict(zip(frame["indicator"], frame["value"], strict=True)) == {
        "cash_amount": 1,
        "goods_cost": 2,
        "total_amount": 9,
        LEAD: 3,
    }


def test_each_return_and_category_leads_for_itself() -> None:
    frame = leading(
        facts(
            (2024, "500101", "entitled", {"cash_amount": 1, "goods_cost": 2}),
            (2024, "500102", "border", {"total_amount": 5}),
        )
    )
    assert frame[["unit", "category", "value"]].to_numpy().tolist() == [
        ["万州区", "entitled", 3],
        ["涪陵区", "border", 5],
    ]
