"""What a line over the years shows: its longest rise, since when it was not so high, where it breaks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sydata.analysis.values import Value

Years = Mapping[int, Value]


class Run(NamedTuple):
    """Neighbouring years, first and last, in which every figure is above (or below) the one before."""

    first: int
    last: int

    @property
    def steps(self) -> int:
        return self.last - self.first


def longest(years: Years, way: int = 1) -> Run | None:
    """The longest run of rises (way 1) or falls (−1) over years without a gap, of equal ones the latest.

    None where there is no step.
    """
    best: Run | None = None
    start: int | None = None
    for year in sorted(years):
        goes_on = year - 1 in years and (years[year] - years[year - 1]) * way > 0
        start = start if goes_on else year
        if goes_on and start is not None and (best is None or year - start >= best.steps):
            best = Run(start, year)
    return best


def since(years: Years, year: int, way: int = 1) -> int | None:
    """The first year since which no figure was as high (way −1: as low) as this one's; None where the year before was.

    The first year that there is means that it is the highest of all.
    """
    earlier = [each for each in sorted(years, reverse=True) if each < year]
    found = None
    for each in earlier:
        if (years[each] - years[year]) * way >= 0:
            break
        found = each
    return found


def gaps(years: Years) -> list[int]:
    """The years between the first and the last that have no figure."""
    return [year for year in range(min(years), max(years)) if year not in years] if years else []
