"""The figures of anything that a page can show: sums of an indicator, or ratios of a derived one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction

from sydata.analysis import ratios
from sydata.analysis.totals import Totals
from sydata.catalog.derived import DERIVED
from sydata.catalog.festivals import SPAN, period, span_of
from sydata.model import Period

Value = int | Fraction


def additive(id: str) -> bool:
    """Whether figures of units and categories add up to the whole; ratios don't."""
    return id not in DERIVED


def by_unit(totals: Totals, at: Period, id: str, category: str = "") -> Mapping[str, Value]:
    """Unit code → figure, in all categories or in one; a unit without one is not there."""
    if id in DERIVED:
        return ratios.by_unit(totals, at, DERIVED[id], category)
    if not category:
        return totals.by_unit(at, id)
    cells = totals.by_both(at, id)
    return {unit: value for (unit, each), value in cells.items() if each == category}


def by_category(totals: Totals, at: Period, id: str) -> Mapping[str, Value]:
    """Category → figure."""
    return ratios.by_category(totals, at, DERIVED[id]) if id in DERIVED else totals.by_category(at, id)


def whole(
    totals: Totals, at: Period, id: str, units: Collection[str] | None = None, category: str = ""
) -> Value | None:
    """The figure over all units or only these, in all categories or in one; None where there is none."""
    if id in DERIVED:
        return ratios.ratio(totals, at, DERIVED[id], units, category).value
    values = by_unit(totals, at, id, category)
    counted = [value for unit, value in values.items() if units is None or unit in units]
    return sum(counted) if counted else None


def units(totals: Totals, at: Period, id: str) -> int:
    """How many units the whole is made of."""
    if id in DERIVED:
        return ratios.ratio(totals, at, DERIVED[id]).units
    return len(totals.by_unit(at, id))


def by_year(totals: Totals, id: str, festival: str, category: str = "") -> dict[int, Value]:
    """Year → figure of one festival, or of those taken together; in the order of the years."""
    if id not in DERIVED:
        return {**totals.by_year(id, festival, category)}
    of = DERIVED[id]
    years = sorted({year for each in of.denominator for year in totals.years(each, festival)})
    found = {
        year: ratios.ratio(totals, at_year(year, festival), of, category=category).value for year in years
    }
    return {year: value for year, value in found.items() if value is not None}


def at_year(year: int, festival: str) -> Period:
    """The period of a year and a festival, or of the festivals taken together."""
    return span_of(year) if festival == SPAN.id else period(year, festival)


def halves(totals: Totals, year: int, id: str) -> frozenset[str]:
    """The units that gave the figure for some of the festivals that a year is made of, and not for all."""
    sides = [frozenset(by_unit(totals, period(year, festival), id)) for festival in SPAN.parts]
    return frozenset[str]().union(*sides) - sides[0].intersection(*sides)
