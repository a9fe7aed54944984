"""Change against the same festival one year before: exact; no percentage where none can be said."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from sydata.analysis import values
from sydata.analysis.totals import Totals
from sydata.analysis.values import Value
from sydata.catalog.festivals import year_before
from sydata.model import Period

Reason = Literal["", "zero-base", "no-base", "no-figure"]


@dataclass(frozen=True, slots=True)
class Change:
    """now and before as sums (money in 分) or ratios; percent is exact, and None with the reason that stands for it."""

    now: Value | None
    before: Value | None
    difference: Value | None
    percent: Fraction | None
    reason: Reason = ""


@dataclass(frozen=True, slots=True)
class LikeForLike:
    """A change over only those units that gave the figure in both periods; `units` says how many they are.

    of_now, of_before: the figures of all units that these are a part of.
    """

    change: Change
    units: int
    of_now: Value | None = None
    of_before: Value | None = None

    @property
    def covers(self) -> Fraction | None:
        """What part of this period's plain total these units have, in percent; None where that says nothing."""
        if not isinstance(self.change.now, int) or not isinstance(self.of_now, int) or not self.of_now:
            return None
        return Fraction(self.change.now * 100, self.of_now)


def change(now: Value | None, before: Value | None) -> Change:
    """The change from before to now."""
    if now is None:
        return Change(now, before, None, None, "no-figure")
    if before is None:
        return Change(now, before, None, None, "no-base")
    if before == 0:
        return Change(now, before, now, None, "" if now == 0 else "zero-base")
    return Change(now, before, now - before, Fraction(now - before) * 100 / before)


def share_change(
    now: tuple[int | None, int | None], before: tuple[int | None, int | None]
) -> Fraction | None:
    """The change of a share in percentage points. Pairs are (part, whole); None where one is missing."""
    shares = [
        Fraction(part * 100, whole) if part is not None and whole else None for part, whole in (now, before)
    ]
    return shares[0] - shares[1] if shares[0] is not None and shares[1] is not None else None


@dataclass(frozen=True, slots=True)
class UnitChange:
    """The figures of one unit; None where it gave none."""

    code: str
    name: str
    now: Value | None
    before: Value | None

    @property
    def difference(self) -> Value | None:
        """Now less before; None without both."""
        return None if self.now is None or self.before is None else self.now - self.before

    @property
    def contribution(self) -> Value:
        """What the unit adds to the change of the plain total: all of its figure where it gave only one.

        Over all units the contributions add up to that change exactly; of ratios they say nothing.
        """
        return (self.now or 0) - (self.before or 0)

    @property
    def weight(self) -> Value:
        """The size of the contribution, whichever way it goes."""
        return self.contribution if self.contribution >= 0 else -self.contribution


def plain(totals: Totals, period: Period, indicator: str, category: str = "") -> Change:
    """The change of the plain totals: whoever reported, then and now; in all categories or in one."""
    now, before = (
        values.whole(totals, each, indicator, category=category) for each in (period, year_before(period))
    )
    return change(now, before)


def like_for_like(totals: Totals, period: Period, indicator: str, apart: Collection[str] = ()) -> LikeForLike:
    """The change over the units with this figure in both periods, without the units in `apart`."""
    sides = [values.by_unit(totals, each, indicator) for each in (period, year_before(period))]
    units = (sides[0].keys() & sides[1].keys()) - set(apart)
    sums = [values.whole(totals, each, indicator, units) for each in (period, year_before(period))]
    of = [values.whole(totals, each, indicator) for each in (period, year_before(period))]
    return LikeForLike(change(*sums) if units else change(None, None), len(units), of[0], of[1])


def by_unit(totals: Totals, period: Period, indicator: str) -> tuple[UnitChange, ...]:
    """Every unit that gave the figure in either period: the largest now first, then the largest before."""
    now, before = (values.by_unit(totals, each, indicator) for each in (period, year_before(period)))
    units = [
        UnitChange(code, totals.names[code], now.get(code), before.get(code))
        for code in sorted(now.keys() | before.keys())
    ]
    return tuple(sorted(units, key=_largest_first))


def _largest_first(unit: UnitChange) -> tuple[bool, Value, Value]:
    return unit.now is None, -(unit.now or 0), -(unit.before or 0)
