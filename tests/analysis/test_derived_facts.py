from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from sydata.analysis.derived_facts import FINER, WHOLE
from sydata.analysis.lead import LEAD, SUBMITTED
from sydata.analysis.pivot import prepared
from sydata.catalog.derived import DERIVED
from tests.analysis.drawn import COLUMNS

UNITS, YEARS, CATEGORIES = ("500101", "500102"), (2023, 2024), ("entitled", "garrison")
IDS = sorted(
    {LEAD if id == SUBMITTED else id for of in DERIVED.values() for id in (*of.numerator, *of.denominator)}
)
KEYS = list(product(UNITS, YEARS, ("spring", "army_day"), CATEGORIES, IDS))
Place = tuple[Any, ...]


@st.composite
def figures(draw: st.DrawFn) -> pd.DataFrame:
    """Figures of every kind; some blank, some zero, some twice."""
    chosen = draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=90))
    values = st.none() | st.integers(0, 3) | st.integers(0, 10**12)
    rows = [
        (at, code, f"{code}乡", year, festival, category, indicator, draw(values))
        for at, (code, year, festival, category, indicator) in enumerate(chosen)
    ]
    return pd.DataFrame(rows, columns=COLUMNS).astype({"value": "Int64", "return_id": "Int64"})


def side(facts: pd.DataFrame, ids: Sequence[str], length: int) -> dict[Place, int]:
    """The first `length` keys of a place → the sum, of the cells in which every one of these indicators was given."""
    cells: dict[Place, dict[str, int]] = {}
    for _id, code, _name, year, festival, category, indicator, value in facts.itertuples(index=False):
        if value is not pd.NA:
            of_cell = cells.setdefault((code, year, festival, category), {})
            of_cell[indicator] = of_cell.get(indicator, 0) + int(value)
    wanted = [LEAD if id == SUBMITTED else id for id in ids]
    sums: dict[Place, int] = {}
    for place, known in cells.items():
        if all(id in known for id in wanted):
            sums[place[:length]] = sums.get(place[:length], 0) + sum(known[id] for id in wanted)
    return sums


def by_hand(facts: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    for of in DERIVED.values():
        for length, grain in ((3, WHOLE), (4, FINER)) if of.over == "unit" else ((4, ""),):
            top, bottom = (side(facts, ids, length) for ids in (of.numerator, of.denominator))
            for place, value in top.items():
                if bottom.get(place):
                    yield (*place, *[""] * (4 - length), of.id, value, bottom[place], grain)


@settings(max_examples=60, deadline=None)
@given(figures())
def test_derived_rows_are_those_added_up_by_hand(facts: pd.DataFrame) -> None:
    every = prepared(facts, {})
    found = every[every["indicator"].isin(list(DERIVED))]
    shown = ["unit_code", "year", "festival", "category", "indicator", "value", "per", "grain"]
    assert sorted(found[shown].itertuples(index=False, name=None)) == sorted(by_hand(facts))
    assert found["unit"].tolist() == [f"{code}乡" for code in found["unit_code"]]
    assert not found["doubt"].any()
