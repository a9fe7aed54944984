"""Figures of reports in prose: a person confirms or rejects each, and may take that back. Nothing counts before.

A figure that a table of the same unit and period tells already is never confirmed: it would count twice.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import pandas as pd
from sqlalchemy import Connection, Engine, Row, case, func, insert, or_, select, update

from sydata.catalog.overlap import PARTS, told_already
from sydata.store.database import writing
from sydata.store.deciding import Stamp
from sydata.store.guarding import guard
from sydata.store.reach import needs
from sydata.store.renewing import Case, note_approximate, renew
from sydata.store.schema import audit, file, observation, return_
from sydata.store.told import CONFIRMED, REJECTED, SENTENCE, claim_of, of_others, telling

Decision = Literal["confirm", "reject", "unconfirm"]
STATUS = {"confirm": ("counted", CONFIRMED), "reject": ("excluded", REJECTED), "unconfirm": ("proposed", "")}
IN_PLACE = ("current", "waiting")
_OF_RETURN = ("sheet", "unit", "year", "festival", "state")
REPORT_COLUMNS = ("return_id", "file_id", "file", *_OF_RETURN, "proposed", "decided")
_OF_FIGURE = ("cell", "category", "indicator", "value", "text", "status", "note")
COLUMNS = ("observation_id", *_OF_FIGURE, "told")


@dataclass(frozen=True, slots=True)
class Decided:
    """changed: figures whose status is another now; told: those left alone, since a table tells them already."""

    changed: int
    told: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """Figures of a return that a person decides about. now: the office's wall clock."""

    engine: Engine
    office: str
    return_id: int
    ids: Collection[int]
    stamp: Stamp


def reports(engine: Engine, office: str) -> pd.DataFrame:
    """REPORT_COLUMNS of the returns in their place with figures told in words, the newest first.

    proposed: figures that wait for a person; decided: those a person confirmed or rejected.
    """
    o = observation.c
    waits, decided = (
        func.sum(case((found, 1), else_=0)) for found in (o.status == "proposed", _is_decided())
    )
    query = (
        select(return_.c.id.label("return_id"), return_.c.file_id, file.c.name.label("file"))
        .add_columns(*[return_.c[name] for name in _OF_RETURN])
        .add_columns(waits.label("proposed"), decided.label("decided"))
        .join(file, file.c.id == return_.c.file_id)
        .join(observation, o.return_id == return_.c.id)
        .where(return_.c.office == office, return_.c.state.in_(IN_PLACE))
        .where(or_(o.status == "proposed", _is_decided()))
        .group_by(return_.c.id, file.c.id)
        .order_by(return_.c.id.desc())
    )
    with engine.connect() as connection:
        frame = pd.DataFrame(connection.execute(query).fetchall(), columns=list(REPORT_COLUMNS))
    return frame.astype({"year": "Int64", "proposed": "int64", "decided": "int64"})


def proposed(engine: Engine, office: str, return_id: int) -> pd.DataFrame:
    """COLUMNS of the figures of a return that are told in words, in the text's order: those that wait for a person,
    those that a person decided, and those that the reader left out as parts or repetitions.

    value: 分 or ones; told: whether a figure that waits is told already. LookupError if the office has no such return.
    """
    o = observation.c
    query = (
        select(o.id.label("observation_id"), *[o[name] for name in _OF_FIGURE])
        .where(
            o.return_id == return_id, or_(o.status == "proposed", _is_decided(), o.cell.like(f"%{SENTENCE}"))
        )
        .order_by(o.id)
    )
    with engine.connect() as connection:
        of = _return(connection, office, return_id)
        rows = connection.execute(query).fetchall()
        told = telling(connection, of)
    frame = pd.DataFrame(rows, columns=list(COLUMNS[:-1])).astype({"value": "Int64"})
    return frame.assign(told=[row.status == "proposed" and told(claim_of(row, return_id)) for row in rows])


@needs("decide")
def confirm(
    engine: Engine, office: str, return_id: int, observation_ids: Collection[int], who: str, now: datetime
) -> Decided:
    """Lets proposed figures count, and decides anew which return of the place does. now: the office's wall clock.

    Figures that do not wait any more are left as they are. LookupError if the office has no such return.
    """
    stamp = Stamp(now.replace(tzinfo=None), who)
    return _decide(Wanted(engine, office, return_id, observation_ids, stamp), "confirm", _untold)


@needs("decide")
def reject(
    engine: Engine, office: str, return_id: int, observation_ids: Collection[int], who: str, now: datetime
) -> Decided:
    """Leaves proposed figures out for good, unless a person takes that back."""
    stamp = Stamp(now.replace(tzinfo=None), who)
    return _decide(Wanted(engine, office, return_id, observation_ids, stamp), "reject")


@needs("decide")
def unconfirm(
    engine: Engine, office: str, return_id: int, observation_ids: Collection[int], who: str, now: datetime
) -> Decided:
    """Takes a person's decision back: the figures are proposed again."""
    stamp = Stamp(now.replace(tzinfo=None), who)
    return _decide(Wanted(engine, office, return_id, observation_ids, stamp), "unconfirm")


Rows = Sequence[Row[Any]]


def _untold(this: Case, rows: Rows) -> Rows:
    """The figures that nothing tells already; parts are taken before their total."""
    told = telling(this.connection, this.of)
    kept: list[Row[Any]] = []
    for row in sorted(rows, key=lambda row: row.indicator in PARTS):
        claim = claim_of(row, this.of.id)
        chosen = of_others(claim, (claim_of(other, this.of.id) for other in kept))
        if not told(claim) and not told_already(claim, chosen):
            kept.append(row)
    return kept


def _all(_this: Case, rows: Rows) -> Rows:
    return rows


def _decide(wanted: Wanted, decision: Decision, choice: Callable[[Case, Rows], Rows] = _all) -> Decided:
    o = observation.c
    fit = _is_decided() if decision == "unconfirm" else o.status == "proposed"
    query = select(observation).where(o.return_id == wanted.return_id, o.id.in_(list(wanted.ids)), fit)
    if decision == "confirm":
        query = query.where(o.value.is_not(None))
    with writing(wanted.engine) as connection:
        this = Case(connection, _return(connection, wanted.office, wanted.return_id), wanted.stamp)
        guard(connection, this.of.office, this.of.year, this.of.festival)
        rows = connection.execute(query.order_by(o.id)).fetchall()
        kept = choice(this, rows)
        for row in kept:
            _change(this, row, decision)
        if kept:
            _log(this, kept, decision)
            renew(this)
    return Decided(len(kept), len(rows) - len(kept))


def _change(this: Case, row: Row[Any], decision: Decision) -> None:
    status, mark = STATUS[decision]
    notes = [note for note in row.note.split() if note not in (CONFIRMED, REJECTED)]
    values = {"status": status, "note": " ".join(filter(None, [*notes, mark]))}
    this.connection.execute(update(observation).where(observation.c.id == row.id).values(**values))
    if "approximate" in notes:
        note_approximate(this, row, decision == "confirm")


def _log(this: Case, rows: Rows, decision: Decision) -> None:
    told = [
        {"id": row.id, "indicator": row.indicator, "category": row.category, "value": row.value,
         "from": row.status, "to": STATUS[decision][0]}
        for row in rows
    ]  # fmt: skip
    entry = {"at": this.stamp.at, "who": this.stamp.who, "office": this.of.office, "action": decision}
    this.connection.execute(insert(audit).values(**entry, return_id=this.of.id, detail={"figures": told}))


def _is_decided() -> Any:
    note = observation.c.note
    return or_(note.like(f"%{CONFIRMED}"), note.like(f"%{REJECTED}"))


def _return(connection: Connection, office: str, return_id: int) -> Row[Any]:
    query = select(return_).where(return_.c.id == return_id, return_.c.office == office)
    found = connection.execute(query).first()
    if found is None:
        raise LookupError(f"{office}: no return {return_id}")
    return found
