"""Derived figures: a ratio of sums over the units that gave both sides, and how many units those are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from sydata.analysis.lead import LEAD, SUBMITTED
from sydata.analysis.totals import CATEGORY, UNIT, Totals
from sydata.catalog.derived import Derived
from sydata.model import Period

Pair = tuple[int, int]  # numerator and denominator
Places = Mapping[tuple[str, str], Pair]  # (unit code, category) → pair


@dataclass(frozen=True, slots=True)
class Ratio:
    """Two sums over the same units. units: those that have both, and a denominator above zero; partly: those of them
    of which a category was left out, since only one side was given for it; without: those that have no value.
    """

    numerator: int
    denominator: int
    times: Fraction
    units: int
    partly: int = 0
    without: int = 0

    @property
    def value(self) -> Fraction | None:
        """None where nobody gave both sides, or the denominator is zero."""
        if not self.units or not self.denominator:
            return None
        return Fraction(self.numerator, self.denominator) * self.times


def ratio(
    totals: Totals,
    period: Period,
    of: Derived,
    units: Collection[str] | None = None,
    category: str = "",
) -> Ratio:
    """The figure of a period over all units or some, in all categories or in one."""
    top, bottom = (_side(totals, period, ids, category) for ids in (of.numerator, of.denominator))
    if units is not None:
        top, bottom = ({key: v for key, v in side.items() if key[UNIT] in units} for side in (top, bottom))
    pairs = _pairs(top, bottom, of.over)
    there = {key[UNIT] for key in pairs}
    asked = {key[UNIT] for key in (*top, *bottom)}
    odd = {key[UNIT] for key in top.keys() ^ bottom.keys()} if of.over == "cell" else set()
    above, below = (sum(pair[side] for pair in pairs.values()) for side in (0, 1))
    return Ratio(above, below, of.times, len(there), len(odd & there), len(asked - there))


def by_unit(totals: Totals, period: Period, of: Derived, category: str = "") -> dict[str, Fraction]:
    """Unit code → figure, of the units that have one."""
    return _values(totals, period, of, UNIT, category)


def by_category(totals: Totals, period: Period, of: Derived) -> dict[str, Fraction]:
    """Category → figure over the units that gave both sides for it."""
    top, bottom = (_side(totals, period, ids, "") for ids in (of.numerator, of.denominator))
    found = _divided(_pairs(top, bottom, "cell"), CATEGORY, of.times)
    return found


def _values(totals: Totals, period: Period, of: Derived, part: int, category: str) -> dict[str, Fraction]:
    top, bottom = (_side(totals, period, ids, category) for ids in (of.numerator, of.denominator))
    return _divided(_pairs(top, bottom, of.over), part, of.times)


def _side(totals: Totals, period: Period, ids: Iterable[str], category: str) -> Mapping[tuple[str, str], int]:
    """(unit, category) → sum over the indicators, where every one of them was given."""
    found = [totals.by_both(period, LEAD if id == SUBMITTED else id) for id in ids]
    if len(found) == 1 and not category:
        return found[0]
    keys = set.intersection(*(set(cells) for cells in found))
    return {
        key: sum(cells[key] for cells in found) for key in keys if not category or key[CATEGORY] == category
    }


def _pairs(
    top: Mapping[tuple[str, str], int], bottom: Mapping[tuple[str, str], int], over: str
) -> Mapping[tuple[str, str], Pair]:
    """Both sides where both were given; a denominator of zero is none, and its numerator stays out of every sum."""
    if over == "unit":
        top, bottom = _of_units(top), _of_units(bottom)
    return {key: (top[key], bottom[key]) for key in top.keys() & bottom.keys() if bottom[key]}


def _of_units(cells: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    sums: dict[tuple[str, str], int] = {}
    for (unit, _category), value in cells.items():
        sums[unit, ""] = sums.get((unit, ""), 0) + value
    return sums


def _divided(pairs: Places, part: int, times: Fraction) -> dict[str, Fraction]:
    """The pairs added up over what is not this part of their key, and divided."""
    sums: dict[str, Pair] = {}
    for key, (top, bottom) in pairs.items():
        before = sums.get(key[part], (0, 0))
        sums[key[part]] = (before[0] + top, before[1] + bottom)
    return {name: Fraction(top, bottom) * times for name, (top, bottom) in sums.items()}
