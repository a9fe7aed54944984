"""A slip is never read in silence: some error or warning names the cell."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.metamorphic.dice import Dice, Slot
from tests.metamorphic.harmful import (
    EVERYWHERE,
    ON_THE_FORM,
    SLIPS,
    UNDER_ONE_ROW_OF_HEADER,
    WITH_TOTALS,
    Harm,
)
from tests.metamorphic.harmless import LAYOUT_CHANGES
from tests.metamorphic.law import batches, check_named, check_nothing_false, tries
from tests.metamorphic.layouts import drawn
from tests.metamorphic.model import FORM, Wanted, drawn_return
from tests.metamorphic.plan import plain, readable
from tests.metamorphic.slips import MORE_SLIPS

SUMMED = (
    "transposed",
    "stacked",
    "side by side",
    "a sheet each",
)  # layouts with 总计 and 合计 of each return


@st.composite
def slips(draw: Any, slot: Slot, kinds: tuple[str, ...], layout: str = "", **fields: Any) -> Harm:
    """The whole form, every figure above zero, in a layout, with one slip."""
    dice = Dice(draw, slot.turn)
    of = drawn_return(dice, Wanted(dice.of(slot.units), columns=FORM, full=True))
    plan = replace(plain(of, slot.units), **fields)
    if layout:
        # Other returns of the file may have blanks and zeros; a slip looks for a filled cell.
        plan = replace(LAYOUT_CHANGES[layout](dice, plan), said={})
    return (SLIPS | MORE_SLIPS)[dice.of(kinds)](dice, drawn(readable(plan), (layout,) if layout else ()))


def spoilt(data: Any, *kinds: str, layout: str = "", **fields: Any) -> tuple[Harm, ...]:
    """A batch of sheets, each with one slip of these kinds."""
    return data.draw(batches(lambda slot: slips(slot, kinds, layout, **fields)))


@pytest.mark.parametrize("slip", [*EVERYWHERE, *WITH_TOTALS, *ON_THE_FORM, *MORE_SLIPS])
@tries(1)
@given(data=st.data())
def test_a_slip_on_the_form_is_named(slip, data):
    check_named(spoilt(data, slip))


@pytest.mark.parametrize("slip", UNDER_ONE_ROW_OF_HEADER)
@tries(1)
@given(data=st.data())
def test_exchanged_headers_are_named_where_sums_or_persons_tell(slip, data):
    check_named(spoilt(data, slip, header="flat"))


@pytest.mark.parametrize("money", ["万元", "元"])
@tries(1)
@given(data=st.data())
def test_a_wrong_line_of_money_is_named_in_every_amount(money, data):
    check_named(spoilt(data, "wrong money line", measure_at="line", money=money))


@tries(1)
@given(data=st.data())
def test_a_lost_header_makes_nothing_false(data):
    check_nothing_false([harm.case for harm in spoilt(data, "lost header")])


@pytest.mark.parametrize("layout", LAYOUT_CHANGES)
@tries(1)
@given(data=st.data())
def test_a_slip_in_another_layout_is_named(layout, data):
    check_named(spoilt(data, "garbage", "negative", "approximate", layout=layout))


@pytest.mark.parametrize("layout", [name for name in LAYOUT_CHANGES if name != "categories across"])
@tries(1)
@given(data=st.data())
def test_an_unknown_category_in_another_layout_is_named(layout, data):
    check_named(spoilt(data, "unknown category", layout=layout))


@pytest.mark.parametrize("layout", SUMMED)
@tries(2)
@given(data=st.data())
def test_a_wrong_sum_in_another_layout_is_named(layout, data):
    check_named(spoilt(data, *WITH_TOTALS, layout=layout))
