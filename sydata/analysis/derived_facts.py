"""Derived indicators as rows beside the facts: a numerator in `value`, its denominator in `per`.

So any pivot can add both up and divide: the figure of a cell is the sum of numerators by the sum of denominators of
the units that gave both, never a mean of quotients (see `catalog/data/derived.toml`, `analysis.ratios`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from sydata.analysis.lead import LEAD, SUBMITTED
from sydata.catalog.derived import DERIVED, Derived

WHOLE = "unit"  # grain of rows that hold all categories of a unit: not for questions by category
FINER = "cell"  # grain of the same figures by category: only for those
UNIT = ["unit_code", "year", "festival"]
CELL = [*UNIT, "category"]


def derived_facts(facts: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The rows of every derived indicator. facts: with `doubt`, `per`, `grain`."""
    given = facts[facts["value"].notna()].dropna(subset=CELL)
    # Everything below is added up and joined under numbers: texts would be compared for every indicator anew.
    cells, units = _places(given, CELL), _places(given, UNIT)
    unit_of = pd.Series(units.of_row, cells.of_row).groupby(level=0).first()
    codes, ids = pd.factorize(given["indicator"])
    sums = _added(given, [codes, cells.of_row])
    by_indicator = {str(ids[code]): rows.droplevel(0) for code, rows in sums.groupby(level=0, sort=False)}
    for of in DERIVED.values():
        top, bottom = (_side(by_indicator, ids) for ids in (of.numerator, of.denominator))
        if top is None or bottom is None:
            continue
        if of.over == "unit":
            whole = (_summed(side, [unit_of[side.index].to_numpy()]) for side in (top, bottom))
            yield _rows(of, _both(*whole), units.heads, given["unit"]).assign(grain=WHOLE)
            yield _rows(of, _both(top, bottom), cells.heads, given["unit"]).assign(grain=FINER)
        else:
            yield _rows(of, _both(top, bottom), cells.heads, given["unit"])


class _Places(NamedTuple):
    """of_row: the number of each row's place; heads: its keys, at its number."""

    of_row: np.ndarray
    heads: pd.DataFrame


def _places(given: pd.DataFrame, keys: list[str]) -> _Places:
    numbers = given.groupby(keys, observed=True, sort=False).ngroup().to_numpy()
    return _Places(numbers, given[keys].drop_duplicates())


def _added(given: pd.DataFrame, keys: list[np.ndarray]) -> pd.DataFrame:
    """value and doubt by these keys, and the last row of each (its place in `given`)."""
    rows = {"value": given["value"].to_numpy("int64"), "doubt": given["doubt"].to_numpy(bool)}
    return _summed(pd.DataFrame(rows | {"row": np.arange(len(given))}), keys)


def _summed(rows: pd.DataFrame, keys: list[np.ndarray]) -> pd.DataFrame:
    return rows.groupby(keys, sort=False).agg({"value": "sum", "doubt": "any", "row": "last"})


def _side(cells: dict[str, pd.DataFrame], ids: Sequence[str]) -> pd.DataFrame | None:
    """The sum over several indicators, where every one of them was given."""
    found = [cells.get(LEAD if id == SUBMITTED else id) for id in ids]
    if any(each is None for each in found):
        return None
    whole, *rest = [each for each in found if each is not None]
    for each in rest:
        both = whole.join(each, how="inner", suffixes=("", "_other"))
        both = both.assign(
            value=both["value"] + both["value_other"], doubt=both["doubt"] | both["doubt_other"]
        )
        whole = both[["value", "doubt", "row"]]
    return whole


def _both(top: pd.DataFrame, bottom: pd.DataFrame) -> pd.DataFrame:
    """Both sides where both were given; a denominator of zero is none, and its numerator stays out."""
    both = top.join(bottom, how="inner", suffixes=("", "_per"))
    return both[both["value_per"] != 0]


def _rows(of: Derived, both: pd.DataFrame, heads: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """The facts of a derived indicator. heads: of the places that index `both`; names: the units', by row."""
    place = heads.iloc[both.index.to_numpy()].reset_index(drop=True)
    return pd.DataFrame(
        {
            "return_id": pd.Series(pd.NA, place.index, dtype="Int64"),
            "unit_code": place["unit_code"],
            "unit": names.iloc[both["row"].to_numpy()].reset_index(drop=True),
            "year": place["year"],
            "festival": place["festival"],
            "category": place["category"] if "category" in place else "",
            "indicator": of.id,
            "value": pd.array(both["value"].to_numpy(), dtype="Int64"),
            "per": pd.array(both["value_per"].to_numpy(), dtype="Int64"),
            "doubt": (both["doubt"] | both["doubt_per"]).to_numpy(bool),
            "grain": "",
        }
    )
