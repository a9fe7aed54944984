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
    UNDER_ONE_ROW_OF_HEADER,
    WITH_TOTALS,
    wrong_money_line,
)
from tests.metamorphic.harmless import LAYOUT_CHANGES
from tests.metamorphic.law import check_named, check_nothing_false, tries
from tests.metamorphic.layouts import Case, drawn
from tests.metamorphic.model import FORM, returns
from tests.metamorphic.plan import plain, readable

SUMMED = (
    "transposed",
    "stacked",
    "side by side",
    "a sheet each",
)  # layouts with 总计 and 合计 of each return


@st.composite
def sound(draw: Any, layout: str = "", **fields: Any) -> Case:
    """The whole form, every figure above zero, to be spoilt."""
    plan = replace(plain(draw(returns(columns=FORM, full=True))), **fields)
    if layout:
        plan = LAYOUT_CHANGES[layout](draw, plan)
        # Other returns of the case may have blanks and zeros; the slips look for a filled cell.
        plan = replace(plan, said={})
    return drawn(readable(plan), (layout,) if layout else ())


@pytest.mark.parametrize("slip", [*EVERYWHERE, *WITH_TOTALS, *ON_THE_FORM])
@tries(6)
@given(data=st.data())
def test_a_slip_on_the_form_is_named(slip, data):
    spoil = (EVERYWHERE | WITH_TOTALS | ON_THE_FORM)[slip]
    check_named(spoil(data.draw, data.draw(sound())))


@pytest.mark.parametrize("slip", UNDER_ONE_ROW_OF_HEADER)
@tries(5)
@given(data=st.data())
def test_exchanged_headers_are_named_where_sums_or_persons_tell(slip, data):
    check_named(UNDER_ONE_ROW_OF_HEADER[slip](data.draw, data.draw(sound(header="flat"))))


@pytest.mark.parametrize("money", ["万元", "元"])
@tries(5)
@given(data=st.data())
def test_a_wrong_line_of_money_is_named_in_every_amount(money, data):
    check_named(wrong_money_line(data.draw, data.draw(sound(measure_at="line", money=money))))


@tries(6)
@given(data=st.data())
def test_a_lost_header_makes_nothing_false(data):
    check_nothing_false(ON_THE_FORM["lost header"](data.draw, data.draw(sound())).case)


@pytest.mark.parametrize("layout", LAYOUT_CHANGES)
@pytest.mark.parametrize("slip", ["garbage", "negative"])
@tries(2)
@given(data=st.data())
def test_a_slip_in_another_layout_is_named(slip, layout, data):
    check_named(EVERYWHERE[slip](data.draw, data.draw(sound(layout))))


@pytest.mark.parametrize("layout", [name for name in LAYOUT_CHANGES if name != "categories across"])
@tries(2)
@given(data=st.data())
def test_an_unknown_category_in_another_layout_is_named(layout, data):
    check_named(EVERYWHERE["unknown category"](data.draw, data.draw(sound(layout))))


@pytest.mark.parametrize("layout", SUMMED)
@pytest.mark.parametrize("slip", WITH_TOTALS)
@tries(3)
@given(data=st.data())
def test_a_wrong_sum_in_another_layout_is_named(slip, layout, data):
    check_named(WITH_TOTALS[slip](data.draw, data.draw(sound(layout))))
