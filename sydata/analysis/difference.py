"""What differs between two versions of a period's figures. Two returns of one unit: see `revised`."""

from __future__ import annotations

import pandas as pd

PLACE = ("unit_code", "category", "indicator")
FIGURE_COLUMNS = ("unit_code", "unit", "category", "indicator", "value")
COLUMNS = ("unit_code", "unit", "category", "indicator", "before", "after", "difference")


def compared(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """COLUMNS of every figure that either frame has (FIGURE_COLUMNS; values in 分 or ones), side by side.

    A figure that a frame does not have, or without a value, is NA there, and its difference is the other's value
    with its sign: what was not reported adds nothing. The order is that of `after`, then what only `before` has.
    """
    old, new = (_added_up(frame) for frame in (before, after))
    both = new.merge(old, on=list(PLACE), how="outer", suffixes=("", "_old"), sort=False, indicator="there")
    both = both.sort_values("there", key=lambda column: column == "right_only", kind="stable")
    now, was = both["value"].astype("Int64"), both["value_old"].astype("Int64")
    unit = both["unit"].where(both["unit"].notna(), both["unit_old"])
    told = both.assign(unit=unit, before=was, after=now, difference=now.fillna(0) - was.fillna(0))
    return told[list(COLUMNS)].reset_index(drop=True)


def difference(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """The rows of `compared` that are not the same: another value, or a value on one side alone."""
    return changed(compared(before, after))


def changed(rows: pd.DataFrame) -> pd.DataFrame:
    """Of compared rows those that are not the same. A zero is another thing than nothing."""
    was, now = rows["before"], rows["after"]
    same = (was == now).fillna(False) | (was.isna() & now.isna())
    return rows[~same].reset_index(drop=True)


def _added_up(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a unit, category and indicator: rows of one category are added up, as they count."""
    rows = frame.astype({"value": "Int64"}).groupby(list(PLACE), sort=False)
    return pd.DataFrame({"unit": rows["unit"].last(), "value": rows["value"].sum(min_count=1)}).reset_index()
