"""What stored returns say, as far as versions and proposals go: counted figures, and what is told in words."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Text, cast, exists, or_, select

from sydata.catalog.overlap import Claim, told_already
from sydata.store.schema import observation, return_, told_in_words

CONFIRMED, REJECTED = "confirmed", "rejected"  # last in the note of a figure that a person decided about


def is_decided(note: str) -> bool:
    """Whether a person decided about the figure that carries this note."""
    return note.endswith((CONFIRMED, REJECTED))


PLACE = ("office", "unit_code", "year", "festival")
NO_COLUMNS = "[]"
SENTENCE = "句"  # how the place of a figure told in words ends


def in_words() -> ColumnElement[bool]:
    """Whether a return is a report in prose: only a table has columns."""
    return cast(return_.c.columns, Text) == NO_COLUMNS


def has_report() -> ColumnElement[bool]:
    """Whether a return came with a written report: it is one, or figures are told in words beside its table.

    Asked return by return, so that an index has the few figures told in words, and those of other offices are not read.
    """
    beside = exists().where(observation.c.return_id == return_.c.id, told_in_words(observation.c.cell))
    return or_(in_words(), beside.correlate(return_))


def is_words(of: Any) -> bool:
    """The same of a row that was fetched."""
    return not of.columns


def claim_of(row: Any, return_id: int) -> Claim:
    """What a figure is of."""
    return Claim(row.indicator, row.category, return_id)


def statements(connection: Connection, return_ids: Iterable[int]) -> dict[int, str]:
    """A digest of all that each report tells, whatever a person decided of it since."""
    o = observation.c
    query = select(o.return_id, o.category, o.indicator, o.value).where(o.return_id.in_(list(return_ids)))
    told: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for id, category, indicator, value in connection.execute(query):
        told[id].append((category, indicator, str(value)))
    return {id: hashlib.sha256(repr(sorted(rows)).encode()).hexdigest() for id, rows in told.items()}


def claims(connection: Connection, return_ids: Iterable[int]) -> dict[int, set[Claim]]:
    """Return → what its counted figures are of."""
    o = observation.c
    counted = (o.return_id.in_(list(return_ids)), o.status == "counted", o.value.is_not(None))
    found: dict[int, set[Claim]] = defaultdict(set)
    for row in connection.execute(select(o.return_id, o.indicator, o.category).where(*counted)):
        found[row.return_id].add(claim_of(row, row.return_id))
    return found


def repeating(connection: Connection, tables: Iterable[int], reports: Iterable[int]) -> frozenset[int]:
    """The reports in prose with a confirmed figure that one of the tables tells too."""
    tables, reports = list(tables), list(reports)
    if not tables or not reports:
        return frozenset()
    found = claims(connection, [*tables, *reports])
    counted = [claim for id in tables for claim in found.get(id, ())]
    return frozenset(id for id in reports if any(told_already(claim, counted) for claim in found.get(id, ())))


def telling(connection: Connection, of: Row[Any]) -> Callable[[Claim], bool]:
    """Says of a figure of this return whether one of its place that counts tells it already.

    A report in prose is held against tables only: a later report may replace an earlier one.
    """
    place = [return_.c[name] == getattr(of, name) for name in PLACE]
    query = select(return_.c.id, return_.c.columns).where(*place, return_.c.state == "current")
    rivals = [r.id for r in connection.execute(query) if r.id != of.id and not (is_words(of) and is_words(r))]
    counted = [claim for found in claims(connection, rivals).values() for claim in found]
    told = (
        observation.c.return_id == of.id,
        observation.c.status == "counted",
        observation.c.value.is_not(None),
    )
    own = connection.execute(select(observation).where(*told)).fetchall()
    cells = [claim_of(row, of.id) for row in own if CONFIRMED not in row.note.split()]
    words = [claim_of(row, of.id) for row in own if CONFIRMED in row.note.split()]
    return lambda claim: told_already(claim, [*counted, *cells, *of_others(claim, words)])


def of_others(claim: Claim, words: Iterable[Claim]) -> list[Claim]:
    """Of the same text's figures those of other indicators: finer groups add up, and a person chose them."""
    return [other for other in words if other.indicator != claim.indicator]
