"""A slip is never read in silence: some error or warning names the cell."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.metamorphic.harmful import (
    EVERYWHERE,
    ON_THE_FORM,
    SLIPS,
    UNDER_ONE_ROW_OF_HEADER,
    WITH_TOTALS,
    Harm,
)
from tests.metamorphic.harmless import LAYOUT_CHANGES, Pool
from tests.metamorphic.law import batches, check_named, check_nothing_false, tries
from tests.metamorphic.layouts import drawn
from tests.metamorphic.model import FORM, returns
from tests.metamorphic.plan import plain, readable

SUMMED = (
    "transposed",
    "stacked",
    "side by side",
    "a sheet each",
)  # layouts with 总计 and 合计 of each return


@st.composite
def slips(draw: Any, slip: str, pool: Pool, layout: str = "", **fields: Any) -> Harm:
    """The whole form, every figure above zero, in a layout, with one slip."""
    of = draw(returns(draw(st.sampled_from(pool)), columns=FORM, full=True))
    plan = replace(plain(of, pool), **fields)
    if layout:
        # Other returns of the file may have blanks and zeros; a slip looks for a filled cell.
        plan = replace(LAYOUT_CHANGES[layout](draw, plan), said={})
    return SLIPS[slip](draw, drawn(readable(plan), (layout,) if layout else ()))


def spoilt(data: Any, slip: str, layout: str = "", **fields: Any) -> tuple[Harm, ...]:
    return data.draw(batches(lambda pool: slips(slip, pool, layout, **fields)))


@pytest.mark.parametrize("slip", [*EVERYWHERE, *WITH_TOTALS, *ON_THE_FORM])
@tries(2)
@given(data=st.data())
def test_a_slip_on_the_form_is_named(slip, data):
    check_named(spoilt(data, slip))


@pytest.mark.parametrize("slip", UNDER_ONE_ROW_OF_HEADER)
@tries(2)
@given(data=st.data())
def test_exchanged_headers_are_named_where_sums_or_persons_tell(slip, data):
    check_named(spoilt(data, slip, header="flat"))


@pytest.mark.parametrize("money", ["万元", "元"])
@tries(2)
@given(data=st.data())
def test_a_wrong_line_of_money_is_named_in_every_amount(money, data):
    check_named(spoilt(data, "wrong money line", measure_at="line", money=money))


@tries(3)
@given(data=st.data())
def test_a_lost_header_makes_nothing_false(data):
    check_nothing_false([harm.case for harm in spoilt(data, "lost header")])


@pytest.mark.parametrize("layout", LAYOUT_CHANGES)
@pytest.mark.parametrize("slip", ["garbage", "negative"])
@tries(1)
@given(data=st.data())
def test_a_slip_in_another_layout_is_named(slip, layout, data):
    check_named(spoilt(data, slip, layout))


@pytest.mark.parametrize("layout", [name for name in LAYOUT_CHANGES if name != "categories across"])
@tries(1)
@given(data=st.data())
def test_an_unknown_category_in_another_layout_is_named(layout, data):
    check_named(spoilt(data, "unknown category", layout))


@pytest.mark.parametrize("layout", SUMMED)
@pytest.mark.parametrize("slip", WITH_TOTALS)
@tries(1)
@given(data=st.data())
def test_a_wrong_sum_in_another_layout_is_named(slip, layout, data):
    check_named(spoilt(data, slip, layout))
