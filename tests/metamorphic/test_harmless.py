"""Harmless changes, alone and together, change nothing that is read.

Beyond the Chongqing form of 2024 every layout here is our own construction.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.metamorphic.harmless import DOWN, LAYOUT_CHANGES, cases, mixed
from tests.metamorphic.law import batches, check_unchanged, tries

SIDEWAYS = (
    "stacked", "side by side", "a sheet each", "two tables", "units down", "categories across", "years beside",
)  # fmt: skip
# Changes that have got in each other's way.
PAIRS = (
    ("measures in a row", "last year compared"),
    ("headers written otherwise", "blank columns"),
    ("in yuan", "figures written otherwise"),
    ("unit in a name", "period in a name"),
    ("several visits under one label", "total first"),
    ("of-which row", "no total row"),
    ("transposed", "last year compared"),
    ("transposed", "measures in a row"),
    ("transposed", "several visits under one label"),
    ("stacked", "money unit in a line"),
    ("units down", "money unit in a line"),
    ("categories across", "money unit in a line"),
)


@tries(2)
@given(batches(cases, ()))
def test_the_form_itself_is_read(batch):
    check_unchanged(batch)


@pytest.mark.parametrize("change", DOWN)
@tries(1)
@given(data=st.data())
def test_a_harmless_change_changes_nothing(change, data):
    check_unchanged(data.draw(batches(cases, (change,))))


@pytest.mark.parametrize("layout", LAYOUT_CHANGES)
@tries(1)
@given(data=st.data())
def test_another_layout_says_the_same(layout, data):
    check_unchanged(data.draw(batches(cases, (layout,))))


@pytest.mark.parametrize("layout", SIDEWAYS)
@tries(1)
@given(data=st.data())
def test_another_layout_turned_sideways_says_the_same(layout, data):
    check_unchanged(data.draw(batches(cases, ("transposed", layout))))


@pytest.mark.parametrize("pair", PAIRS, ids=" and ".join)
@tries(1)
@given(data=st.data())
def test_two_changes_together_change_nothing(pair, data):
    check_unchanged(data.draw(batches(cases, pair)))


@tries(12)
@given(batches(mixed, 5))
def test_harmless_changes_together_change_nothing(batch):
    check_unchanged(batch)


@pytest.mark.parametrize("layout", LAYOUT_CHANGES)
@tries(2)
@given(data=st.data())
def test_another_layout_with_harmless_changes_says_the_same(layout, data):
    check_unchanged(data.draw(batches(mixed, 3, layout)))
