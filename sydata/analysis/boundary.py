"""Which units a boundary change sets apart from a comparison of two years, and what stands in their place."""

from __future__ import annotations

from dataclasses import dataclass

from sydata.analysis.totals import Totals
from sydata.catalog.offices import BoundaryChange, changes, overlaps
from sydata.catalog.units import unit
from sydata.model import Period


@dataclass(frozen=True, slots=True)
class Bridge:
    """Units that are set against each other across a change: the sum of `before` against the sum of `after`.

    whole: together they are the same ground; otherwise parts of the ground went elsewhere.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    whole: bool

    def sums(self, totals: Totals, before: Period, now: Period, id: str) -> tuple[int | None, int | None]:
        """(before, now); None for a side on which a unit gave no figure: a sum without it would be no sum."""
        sides = ((self.before, before), (self.after, now))
        found = [[totals.by_unit(period, id).get(code) for code in codes] for codes, period in sides]
        first, last = (None if None in side else sum(v or 0 for v in side) for side in found)
        return first, last

    def lacking(self, totals: Totals, before: Period, now: Period, id: str) -> tuple[str, ...]:
        """The codes of the units that gave no figure when they were to."""
        sides = ((self.before, before), (self.after, now))
        return tuple(code for codes, at in sides for code in codes if code not in totals.by_unit(at, id))


def between(office: str, before: Period, now: Period) -> tuple[BoundaryChange, ...]:
    """The office's changes that came into effect for a period after `before` and not after `now`."""
    return tuple(c for c in changes(office) if before.year < c.first_year <= now.year)


def set_apart(office: str, before: Period, now: Period) -> frozenset[str]:
    """The codes of all units that such a change touches: their figures of the two years don't compare."""
    return frozenset(code for c in between(office, before, now) for code in (*c.before, *c.after, *c.related))


def bridges(office: str, before: Period, now: Period) -> tuple[Bridge, ...]:
    """For each change: what was dissolved against what took its place, then the same with the units around."""
    found: list[Bridge] = []
    for each in between(office, before, now):
        found.append(Bridge(each.before, each.after, whole=not each.related))
        if each.related:
            found.append(Bridge((*each.before, *each.related), (*each.after, *each.related), whole=True))
    return tuple(found)


def uneven_overlaps(
    office: str, totals: Totals, before: Period, now: Period, id: str
) -> tuple[tuple[str, str, Period], ...]:
    """(inner, outer, when): the outer unit gave the figure in both periods, the inner one only in `when`.

    What the inner unit did may stand in the outer one's figure of the other period.
    """
    sides = {each: totals.by_unit(each, id) for each in (before, now)}
    found = []
    for inner, outer in overlaps(office):
        there = [each for each, sums in sides.items() if inner in sums]
        if len(there) == 1 and all(outer in sums for sums in sides.values()) and _always(inner, before, now):
            found.append((inner, outer, there[0]))
    return tuple(found)


def _always(code: str, before: Period, now: Period) -> bool:
    """Whether a unit exists in both years: one that ended or began is a boundary change, and said as such."""
    known = unit(code)
    return known is None or (known.reports_in(before.year) and known.reports_in(now.year))
