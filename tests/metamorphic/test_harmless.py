"""Harmless changes, alone and together, change nothing that is read.

Beyond the Chongqing form of 2024 every layout here is our own construction.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.metamorphic.harmless import DOWN, LAYOUT_CHANGES, cases, mixed
from tests.metamorphic.law import check_unchanged, tries


@tries(10)
@given(case=cases(()))
def test_the_form_itself_is_read(case):
    check_unchanged(case)


@pytest.mark.parametrize("change", DOWN)
@tries(5)
@given(data=st.data())
def test_a_harmless_change_changes_nothing(change, data):
    check_unchanged(data.draw(cases((change,))))


@pytest.mark.parametrize("layout", LAYOUT_CHANGES)
@tries(5)
@given(data=st.data())
def test_another_layout_says_the_same(layout, data):
    check_unchanged(data.draw(cases((layout,))))


@tries(40)
@given(case=mixed())
def test_harmless_changes_together_change_nothing(case):
    check_unchanged(case)


@pytest.mark.parametrize("layout", LAYOUT_CHANGES)
@tries(6)
@given(data=st.data())
def test_another_layout_with_harmless_changes_says_the_same(layout, data):
    check_unchanged(data.draw(mixed((layout,), most=3)))
