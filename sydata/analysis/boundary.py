"""Which units a boundary change sets apart from a comparison of two years."""

from __future__ import annotations

from sydata.catalog.offices import BoundaryChange, changes
from sydata.model import Period


def between(office: str, before: Period, now: Period) -> tuple[BoundaryChange, ...]:
    """The office's changes that came into effect for a period after `before` and not after `now`."""
    return tuple(c for c in changes(office) if before.year < c.first_year <= now.year)


def set_apart(office: str, before: Period, now: Period) -> frozenset[str]:
    """The codes of all units that such a change touches: their figures of the two years don't compare."""
    return frozenset(code for c in between(office, before, now) for code in (*c.before, *c.after, *c.related))
