"""Which of the stored returns of one unit for one period counts, decided anew whenever one is added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, and_, delete, insert, or_, select, update

from sydata.catalog.indicators import counted
from sydata.store.guarding import frozen_returns, signed_off
from sydata.store.noting import note
from sydata.store.schema import audit, decision, file, finding, return_
from sydata.store.told import repeating, statements
from sydata.versions import Candidate, Verdict, choose

VERSION_CODES = ("duplicate", "superseded", "version-undecided")
ASIDE = "aside"  # a person took the return out of the count
OUT = ("waiting", ASIDE)  # states of returns that do not compete for their place
LATE = "after-sign-off"
AT_ONCE = 50  # places that one question asks about


class Place(NamedTuple):
    """Where returns compete: one office, unit and period."""

    office: str
    unit_code: str
    year: int
    festival: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who acts, and when (the office's wall clock)."""

    at: datetime
    who: str


def settle(connection: Connection, place: Place, stamp: Stamp) -> dict[int, str]:
    """Decide the place anew. Returns what changed: return id → its state now."""
    return settle_all(connection, [place], stamp)


def settle_all(connection: Connection, places: Sequence[Place], stamp: Stamp) -> dict[int, str]:
    """The same for some places of one office, with as many questions as for one."""
    competing: dict[Place, dict[int, Row[Any]]] = {place: {} for place in places}
    for row in _competitors(connection, places):
        competing[_place_of(row)][row.id] = row
    rivals = {place: rows for place, rows in competing.items() if rows}
    if not rivals:
        return {}
    signed = signed_off(connection, places[0].office)
    chosen = _chosen_by_persons(connection, {id: row for rows in rivals.values() for id, row in rows.items()})
    changed: dict[int, str] = {}
    for place, rows in rivals.items():
        signoff_id = signed.get((place.year, place.festival))
        if signoff_id is not None:
            changed |= _kept_out(connection, rows, signoff_id, stamp)
        else:
            changed |= _settle(connection, rows, chosen, stamp)
    return changed


def _settle(
    connection: Connection, rows: dict[int, Row[Any]], chosen: Mapping[int, int], stamp: Stamp
) -> dict[int, str]:
    rollups = frozenset(row.id for row in rows.values() if row.rollup)
    reports = [id for id, row in rows.items() if not row.columns]
    stated = statements(connection, reports) if reports else {}
    twice = repeating(connection, rows.keys() - set(reports), reports)
    candidates = [replace(_candidate(row, stated), chosen=chosen.get(id, 0)) for id, row in rows.items()]
    verdicts = choose(candidates, rollups, twice)
    changed = {id: verdict for id, verdict in verdicts.items() if verdict.state != rows[id].state}
    for id, verdict in changed.items():
        _change(connection, rows[id], verdict, stamp)
    if len(rows) > 1 or changed:  # one that is left alone is free of what was said of its rivals
        _replace_findings(connection, rows, verdicts)
    return {id: verdict.state for id, verdict in changed.items()}


def _kept_out(
    connection: Connection, rows: Mapping[int, Row[Any]], signoff_id: int, stamp: Stamp
) -> dict[int, str]:
    """What comes after the sign-off waits, and says so; what was signed off stays as it is."""
    held = frozen_returns(connection, signoff_id)
    late = [row for id, row in rows.items() if row.state == "current" and id not in held]
    for row in late:
        _change(connection, row, Verdict("waiting", None, "signed"), stamp)
        note(connection, [_shared(row) | {"code": LATE, "params": {}}])
    return {row.id: "waiting" for row in late}


def _chosen_by_persons(connection: Connection, rows: Mapping[int, Row[Any]]) -> dict[int, int]:
    """Return → the decision by which a person chose it; of several the latest outranks the others."""
    d = decision.c
    files = {row.file_id for row in rows.values()}
    query = select(d.id, d.file_id, d.sheet, d.position).where(
        d.kind == "version", d.undone_at.is_(None), d.file_id.in_(files)
    )
    said = {
        (row.file_id, row.sheet, row.position): row.id for row in connection.execute(query.order_by(d.id))
    }
    places = {id: (row.file_id, row.sheet, row.position) for id, row in rows.items()}
    return {id: said[place] for id, place in places.items() if place in said}


def _competitors(connection: Connection, places: Sequence[Place]) -> Iterator[Row[Any]]:
    """The returns that compete for these places, as they came."""
    whole = select(return_, file.c.name, file.c.upload_id).join(file, file.c.id == return_.c.file_id)
    for start in range(0, len(places), AT_ONCE):
        # each place by itself: so SQLite takes the index for each of them
        same = [
            and_(*(getattr(return_.c, name) == value for name, value in place._asdict().items()))
            for place in places[start : start + AT_ONCE]
        ]
        query = whole.where(or_(*same), return_.c.state.not_in(OUT)).order_by(return_.c.id)
        yield from connection.execute(query)


def _place_of(row: Row[Any]) -> Place:
    return Place(row.office, row.unit_code, row.year, row.festival)


def _candidate(row: Row[Any], stated: Mapping[int, str]) -> Candidate:
    """stated: what each report in prose says. Such a report is confirmed once it has figures that count."""
    if not row.columns:
        evidence = (row.id, row.name, row.revision, row.fill_date, row.upload_id, stated.get(row.id, ""))
        return Candidate(*evidence, in_words=True, confirmed=bool(row.figures))
    figures = [column for column in row.columns if column["note"] == "figure"]
    kept = counted(column["indicator"] for column in figures)
    covers = frozenset((c["indicator"], c.get("category", "")) for c in figures if c["indicator"] in kept)
    return Candidate(row.id, row.name, row.revision, row.fill_date, row.upload_id, row.figures, covers)


def _change(connection: Connection, row: Row[Any], verdict: Verdict, stamp: Stamp) -> None:
    connection.execute(update(return_).where(return_.c.id == row.id).values(state=verdict.state))
    detail = {"from": row.state, "to": verdict.state, "rival": verdict.rival, "by": verdict.by}
    entry = {"at": stamp.at, "who": stamp.who, "office": row.office, "action": "state"}
    connection.execute(insert(audit).values(**entry, return_id=row.id, detail=detail))


def _replace_findings(
    connection: Connection, rows: dict[int, Row[Any]], verdicts: dict[int, Verdict]
) -> None:
    connection.execute(
        delete(finding).where(finding.c.return_id.in_(rows), finding.c.code.in_(VERSION_CODES))
    )
    notes = []
    for id, verdict in verdicts.items():
        rival = rows.get(verdict.rival) if verdict.rival is not None else None
        if rival is None:
            continue
        if verdict.by == "path":  # nothing says which is later: both carry the question
            notes += [
                _note(rows[id], "version-undecided", rival),
                _note(rival, "version-undecided", rows[id]),
            ]
        else:
            notes.append(_note(rows[id], verdict.state, rival, verdict.by))
    note(connection, notes)


def _note(row: Row[Any], code: str, other: Row[Any], by: str = "") -> dict[str, Any]:
    name = other.name if other.name != row.name else f"{other.name} {other.sheet}"
    words = {"by": f"by-{by}"} if by else {}
    return {**_shared(row), "code": code, "params": {"other": name, **words}}


def _shared(row: Row[Any]) -> dict[str, Any]:
    names = ("office", "file_id", "sheet", "unit_code", "unit", "year", "festival")
    return {**{name: getattr(row, name) for name in names}, "return_id": row.id}
