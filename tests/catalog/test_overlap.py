"""Which figures say the same: counting both would count people or money twice."""

import pytest

from sydata.catalog.overlap import Claim, clash

HERE, THERE = "this return", "another return"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Claim("meetings", "unspecified", HERE), Claim("meetings", "unspecified", THERE), True),
        (Claim("cash_amount", "entitled", HERE), Claim("cash_amount", "entitled", HERE), True),
        (Claim("cash_amount", "entitled", HERE), Claim("cash_amount", "garrison", HERE), False),
        (Claim("cash_amount", "unspecified", HERE), Claim("cash_amount", "garrison", HERE), True),
        (Claim("cash_amount", "entitled", HERE), Claim("goods_cost", "entitled", HERE), False),
        # money and its total: within one return and category the parts lead
        (Claim("cash_amount", "entitled", HERE), Claim("total_amount", "entitled", HERE), False),
        (Claim("cash_amount", "entitled", HERE), Claim("total_amount", "entitled", THERE), True),
        (Claim("cash_amount", "entitled", HERE), Claim("total_amount", "garrison", THERE), False),
        (Claim("total_amount", "unspecified", HERE), Claim("goods_cost", "entitled", HERE), True),
    ],
)
def test_figures_clash_if_counting_both_would_count_twice(one: Claim, other: Claim, expected: bool) -> None:
    assert clash(one, other) is clash(other, one) is expected
