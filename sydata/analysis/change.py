"""Change against the same festival one year before: exact; no percentage where none can be said."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import pandas as pd

from sydata.analysis.totals import of_period, reporters, total
from sydata.catalog.festivals import year_before
from sydata.model import Period

Reason = Literal["", "zero-base", "no-base", "no-figure"]


@dataclass(frozen=True, slots=True)
class Change:
    """now and before as sums (money in 分); percent is exact, and None with the reason that stands for it."""

    now: int | None
    before: int | None
    difference: int | None
    percent: Fraction | None
    reason: Reason = ""


@dataclass(frozen=True, slots=True)
class LikeForLike:
    """A change over only those units that gave the figure in both periods; `units` says how many they are."""

    change: Change
    units: int


def change(now: int | None, before: int | None) -> Change:
    """The change from before to now."""
    if now is None:
        return Change(now, before, None, None, "no-figure")
    if before is None:
        return Change(now, before, None, None, "no-base")
    if before == 0:
        return Change(now, before, now, None, "" if now == 0 else "zero-base")
    return Change(now, before, now - before, Fraction((now - before) * 100, before))


def share_change(
    now: tuple[int | None, int | None], before: tuple[int | None, int | None]
) -> Fraction | None:
    """The change of a share in percentage points. Pairs are (part, whole); None where one is missing."""
    shares = [
        Fraction(part * 100, whole) if part is not None and whole else None for part, whole in (now, before)
    ]
    return shares[0] - shares[1] if shares[0] is not None and shares[1] is not None else None


def plain(facts: pd.DataFrame, period: Period, indicator: str) -> Change:
    """The change of the plain totals: whoever reported, then and now."""
    now, before = of_period(facts, period), of_period(facts, year_before(period))
    return change(total(now, indicator), total(before, indicator))


def like_for_like(
    facts: pd.DataFrame, period: Period, indicator: str, apart: Collection[str] = ()
) -> LikeForLike:
    """The change over the units with this figure in both periods, without the units in `apart`."""
    now, before = of_period(facts, period), of_period(facts, year_before(period))
    units = (reporters(now, indicator) & reporters(before, indicator)) - frozenset(apart)
    return LikeForLike(change(total(now, indicator, units), total(before, indicator, units)), len(units))


def by_unit(facts: pd.DataFrame, period: Period, indicator: str) -> pd.DataFrame:
    """One row a unit of either period: unit_code, unit, now, before, difference (Int64, NA where missing)."""
    rows = facts[facts["indicator"] == indicator]
    sides = [
        of_period(rows, each).groupby(["unit_code", "unit"])["value"].sum(min_count=1)
        for each in (period, year_before(period))
    ]
    table = pd.concat(sides, axis=1, keys=["now", "before"]).astype("Int64").reset_index()
    return table.assign(difference=table["now"] - table["before"])
