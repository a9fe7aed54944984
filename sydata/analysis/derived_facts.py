"""Derived indicators as rows beside the facts: a numerator in `value`, its denominator in `per`.

So any pivot can add both up and divide: the figure of a cell is the sum of numerators by the sum of denominators of
the units that gave both, never a mean of quotients (see `catalog/data/derived.toml`, `analysis.ratios`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from sydata.analysis.lead import LEAD, SUBMITTED
from sydata.catalog.derived import DERIVED, Derived

WHOLE = "unit"  # grain of rows that hold all categories of a unit: not for questions by category
FINER = "cell"  # grain of the same figures by category: only for those
UNIT = ["unit_code", "year", "festival"]
CELL = [*UNIT, "category"]


def derived_facts(facts: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The rows of every derived indicator. facts: with `doubt`, `per`, `grain`."""
    given = facts[facts["value"].notna()]
    cells = given.groupby(["indicator", *CELL], observed=True, sort=False).agg(
        value=("value", "sum"), doubt=("doubt", "any"), unit=("unit", "last")
    )
    by_indicator = {str(id): rows.droplevel(0) for id, rows in cells.groupby(level=0, sort=False)}
    for of in DERIVED.values():
        top, bottom = (_side(by_indicator, ids) for ids in (of.numerator, of.denominator))
        if top is None or bottom is None:
            continue
        if of.over == "unit":
            yield _rows(of, _of_units(top), _of_units(bottom), WHOLE)
            yield _rows(of, top, bottom, FINER)
        else:
            yield _rows(of, top, bottom, "")


def _side(cells: dict[str, pd.DataFrame], ids: Sequence[str]) -> pd.DataFrame | None:
    """The sum over several indicators, where every one of them was given."""
    found = [cells.get(LEAD if id == SUBMITTED else id) for id in ids]
    if any(each is None for each in found):
        return None
    whole, *rest = [each for each in found if each is not None]
    for each in rest:
        both = whole.join(each, how="inner", suffixes=("", "_other"))
        whole = both.assign(
            value=both["value"] + both["value_other"], doubt=both["doubt"] | both["doubt_other"]
        )
        whole = whole[["value", "doubt", "unit"]]
    return whole


def _of_units(side: pd.DataFrame) -> pd.DataFrame:
    grouped = side.groupby(level=UNIT, sort=False)
    return grouped.agg(value=("value", "sum"), doubt=("doubt", "any"), unit=("unit", "last"))


def _rows(of: Derived, top: pd.DataFrame, bottom: pd.DataFrame, grain: str) -> pd.DataFrame:
    """Both sides where both were given; a denominator of zero is none, and its numerator stays out."""
    both = top.join(bottom, how="inner", suffixes=("", "_per"))
    both = both[both["value_per"] != 0].reset_index()
    return pd.DataFrame(
        {
            "return_id": pd.Series(pd.NA, both.index, dtype="Int64"),
            **{name: both[name] for name in ("unit_code", "unit", "year", "festival")},
            "category": both["category"] if "category" in both else "",
            "indicator": of.id,
            "value": both["value"].astype("Int64"),
            "per": both["value_per"].astype("Int64"),
            "doubt": both["doubt"] | both["doubt_per"],
            "grain": grain,
        }
    )
