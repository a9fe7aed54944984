"""Sums that keep the difference between zero and nothing: a sum of only missing figures is missing.

What asks for no units takes facts already added up over them (`totals`) as well, and is faster so.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from sydata.model import Period


def totals(facts: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """The sums by these columns and indicator: columns `by`, indicator, value (NA where all are NA)."""
    keys = [*by, "indicator"]
    return facts.groupby(keys, as_index=False, observed=True)["value"].sum(min_count=1)


def of_period(facts: pd.DataFrame, period: Period) -> pd.DataFrame:
    """The facts of one period."""
    return facts[(facts["year"] == period.year) & (facts["festival"] == period.festival)]


def total(facts: pd.DataFrame, indicator: str, units: Collection[str] | None = None) -> int | None:
    """One sum over all rows given; None where no figure is there. units: only these, where given."""
    rows = facts[facts["indicator"] == indicator]
    if units is not None:
        rows = rows[rows["unit_code"].isin(units)]
    summed = rows["value"].sum(min_count=1)
    return None if pd.isna(summed) else int(summed)


def by_category(facts: pd.DataFrame, indicator: str) -> dict[str, int]:
    """Category → sum; categories without a figure are not in it."""
    return _sums(facts, indicator, "category")


def by_unit(facts: pd.DataFrame, indicator: str) -> dict[str, int]:
    """Unit code → sum; units without a figure are not in it."""
    return _sums(facts, indicator, "unit_code")


def by_year(facts: pd.DataFrame, indicator: str, festival: str) -> dict[int, int]:
    """Year → sum of one festival; years without a figure are not in it."""
    return _sums(facts[facts["festival"] == festival], indicator, "year")


def reporters(facts: pd.DataFrame, indicator: str) -> frozenset[str]:
    """The codes of the units that gave a figure of this indicator (a zero is a figure)."""
    rows = facts[(facts["indicator"] == indicator) & facts["value"].notna()]
    return frozenset(rows["unit_code"])


def _sums(facts: pd.DataFrame, indicator: str, key: str) -> dict:
    rows = facts[(facts["indicator"] == indicator) & facts["value"].notna()]
    return {name: int(value) for name, value in rows.groupby(key)["value"].sum().items()}
