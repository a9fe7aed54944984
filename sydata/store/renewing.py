"""What follows for a return when a person decides about its figures: digest, findings, and which return counts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, delete, or_, select, update

from sydata.catalog.indicators import INDICATORS
from sydata.store.deciding import Place, Stamp, settle
from sydata.store.entries import digest
from sydata.store.noting import note
from sydata.store.schema import finding, observation, return_
from sydata.store.told import is_words

UNSETTLED = ("unit-%", "unknown-unit", "period-%")  # findings that leave unit or period open
FEN_PER_WAN = 1_000_000
_OF_RETURN = ("office", "file_id", "sheet", "unit_code", "unit", "year", "festival")
_OF_FIGURE = ("cell", "category", "indicator", "text")


@dataclass(frozen=True, slots=True)
class Case:
    """A return that is decided about, inside a transaction."""

    connection: Connection
    of: Row[Any]
    stamp: Stamp


def renew(this: Case) -> None:
    """Brings the return's digest and findings up to date, and decides anew which return of its place counts."""
    connection, of = this.connection, this.of
    o = observation.c
    query = select(o.category, o.indicator, o.value, o.status).where(o.return_id == of.id)
    rows = [row._asdict() for row in connection.execute(query)]
    figures = digest(rows)
    state = "current" if of.state == "waiting" and figures and _is_settled(this) else of.state
    connection.execute(update(return_).where(return_.c.id == of.id).values(figures=figures, state=state))
    _tell_what_waits(this, sum(row["status"] == "proposed" for row in rows))
    if state != "waiting":
        settle(connection, Place(of.office, of.unit_code, of.year, of.festival), this.stamp)


def _is_settled(this: Case) -> bool:
    """Whether unit and period are known, so that a return waits only because it had no figure."""
    of = this.of
    known = bool(of.unit_code and of.festival) and of.year is not None
    open_ = or_(*[finding.c.code.like(pattern) for pattern in UNSETTLED])
    asked = select(finding.c.id).where(finding.c.return_id == of.id, open_).limit(1)
    return known and this.connection.execute(asked).scalar() is None


def _tell_what_waits(this: Case, count: int) -> None:
    """A report in prose carries its finding as long as any of its figures waits."""
    if not is_words(this.of):
        return
    gone = delete(finding).where(finding.c.return_id == this.of.id, finding.c.code == "narrative-only")
    this.connection.execute(gone)
    if count:
        note(this.connection, [_finding(this.of, "narrative-only", {"count": count})])


def note_approximate(this: Case, row: Row[Any], counts: bool) -> None:
    """A figure told as about so many carries its finding while it counts."""
    place = {name: getattr(row, name) for name in _OF_FIGURE}
    if counts:
        values = _finding(this.of, "approximate-value", {"value": _shown(row)}) | place
        note(this.connection, [values])
        return
    same = [finding.c[name] == value for name, value in place.items()]
    of_return = (finding.c.return_id == row.return_id, finding.c.code == "approximate-value")
    this.connection.execute(delete(finding).where(*of_return, *same))


def _shown(row: Row[Any]) -> str:
    """The value as a message writes it: money in 万元 without needless zeros, counts with separators."""
    known = INDICATORS[row.indicator]
    value = f"{(Decimal(row.value) / FEN_PER_WAN).normalize():,f}" if known.money else f"{row.value:,}"
    return f"{value} {known.unit_zh}"


def _finding(of: Row[Any], code: str, params: dict[str, Any]) -> dict[str, Any]:
    shared = {name: getattr(of, name) for name in _OF_RETURN}
    return {**shared, "return_id": of.id, "code": code, "params": params}
