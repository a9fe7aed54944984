"""What persons decide about returns and findings: kept with who, when and why, and every one can be undone.

A decision about what is read (a value, a unit, a period) reads the file again with it, so that figures, findings and
what counts always agree; the file's bytes and the words that stood there stay as they were submitted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select, update

from sydata.catalog.festivals import parse_period_id
from sydata.catalog.roll import member
from sydata.errors import Refused
from sydata.model import Ruling
from sydata.store.acting import (
    NAMING,
    Clerk,
    about,
    end_act,
    keep_act,
    living_act,
    living_of,
    log_act,
    meanwhile,
    return_of,
    wants_reason,
)
from sydata.store.database import writing
from sydata.store.deciding import ASIDE, Place, Stamp, settle
from sydata.store.followed import WITH, Followed, followed
from sydata.store.guarding import guard
from sydata.store.kept import READING, ruling, rulings_by_id
from sydata.store.noting import CONFIRM
from sydata.store.reach import needs
from sydata.store.schema import file, finding, observation, return_
from sydata.store.terms import collector
from sydata.store.trial import Rulings, Trial, carry_out


@needs("decide")
def correct(
    clerk: Clerk, observation_id: int, value: int | None, reason: str, along: Mapping[int, int] | None = None
) -> int:
    """A figure is `value` (分 or ones; None: not reported), whatever stands in its cell. The decision's id.

    along: other figures of the return that are corrected with it, at once or not at all: totals that follow.
    LookupError if the office has no such figure; Refused without a reason, or in a period that is signed off.
    """
    said = {observation_id: value, **(along or {})}
    rows = [_correction(clerk, id, new, reason) for id, new in said.items()]
    must_tell = any(row["said"]["value"] != row["before"]["value"] for row in rows)
    return _decide_reading(clerk, rows, must_tell)


def _correction(clerk: Clerk, observation_id: int, value: int | None, reason: str) -> dict[str, Any]:
    with clerk.engine.connect() as connection:
        query = select(observation).where(observation.c.id == observation_id)
        of = connection.execute(query).first()
        if of is None:
            raise LookupError(f"no figure {observation_id}")
        row = about(return_of(connection, clerk.office, of.return_id), "value", reason)
    place = {name: getattr(of, name) for name in ("cell", "category", "indicator")}
    told = {"said": {"value": value}, "before": {"value": of.value, "text": of.text}}
    return row | place | told


@needs("decide")
def name_unit(clerk: Clerk, return_id: int, code: str, reason: str) -> int:
    """A return is of the unit with this code. Errors as `correct`; Refused for a code that no unit has."""
    found = member(collector(clerk.engine, clerk.office), code)
    if found is None:
        raise Refused(f"没有这个代码的单位：{code}", f"no unit has this code: {code}")
    with clerk.engine.connect() as connection:
        of = return_of(connection, clerk.office, return_id)
        row = about(of, "unit", reason)
    told = {"said": {"id": code, "name": found.name}, "before": {"id": of.unit_code, "name": of.unit}}
    return _decide_reading(clerk, [row | told], code != of.unit_code)


@needs("decide")
def name_period(clerk: Clerk, return_id: int, period_id: str, reason: str) -> int:
    """A return is of this period (`2024-spring`). Errors as `correct`."""
    if parse_period_id(period_id) is None:
        raise Refused(f"不是报送期：{period_id}", f"no period: {period_id}")
    with clerk.engine.connect() as connection:
        of = return_of(connection, clerk.office, return_id)
        row = about(of, "period", reason)
    before = f"{of.year}-{of.festival}" if of.year is not None else ""
    told = {"said": {"id": period_id}, "before": {"id": before}}
    return _decide_reading(clerk, [row | told], period_id != before)


@needs("decide")
def file_report(clerk: Clerk, file_id: int, code: str, period_id: str, reason: str) -> int:
    """A file that gave no return is the written report of a unit for a period: received, without a figure.

    Errors as `name_unit`; Refused for a file that gives a return.
    """
    found, when = member(collector(clerk.engine, clerk.office), code), parse_period_id(period_id)
    if found is None or when is None:
        raise Refused(
            f"没有这个单位或报送期：{code} {period_id}", f"no such unit or period: {code} {period_id}"
        )
    wants_reason(reason)
    with clerk.engine.connect() as connection:
        here = (file.c.id == file_id, file.c.office == clerk.office)
        if connection.execute(select(file.c.id).where(*here)).first() is None:
            raise LookupError(f"{clerk.office}: no file {file_id}")
        if connection.execute(select(return_.c.id).where(return_.c.file_id == file_id)).first() is not None:
            raise Refused("该文件已读出报表。", "A return was read from this file.")
    place = {"unit_code": code, "year": when.year, "festival": when.festival, "file_id": file_id}
    empty = dict.fromkeys(("sheet", "cell", "category", "indicator", "key"), "")
    told = {"said": {"id": f"{code} {period_id}", "name": found.name}, "before": {}, "reason": reason.strip()}
    row = {"kind": "report", "position": 0, **empty, **place, **told}
    return _decide_reading(clerk, [row], must_tell=True)


@needs("decide")
def choose_version(clerk: Clerk, return_id: int, reason: str) -> int:
    """Of several returns of one unit and period this one counts."""
    return _decide_return(clerk, return_id, "version", reason)


@needs("decide")
def set_aside(clerk: Clerk, return_id: int, reason: str) -> int:
    """A return does not count, and its questions are moot, until that is undone."""
    return _decide_return(clerk, return_id, ASIDE, reason)


@needs("decide")
def undo(clerk: Clerk, decision_id: int) -> None:
    """Take a decision back, with the totals that followed it. Refused if it does not hold any more, or the period is
    signed off.
    """
    with clerk.engine.connect() as connection:
        of = living_act(connection, clerk.office, decision_id)
        totals = followed(connection, of) if of.kind == "value" else []
    if of.kind in READING:
        _undo_reading(clerk, of, totals)
        return
    with writing(clerk.engine) as connection:
        row = end_act(connection, clerk, decision_id)
        _UNDOING[row.kind](connection, clerk, row)


def _undo_reading(clerk: Clerk, of: Row[Any], totals: Sequence[Followed]) -> None:
    ended = {of.id, *(each.made.id for each in totals)}
    moved = [each.row() for each in totals if not each.goes_back]
    new = [ruling(row, _name(clerk, of.file_id)) for row in moved]

    def write(connection: Connection) -> int:
        for each in totals:
            if each.goes_back:
                end_act(connection, clerk, each.made.id)
        for row in moved:
            keep_act(connection, clerk, row)
        return int(end_act(connection, clerk, of.id).id)

    def change(held: Rulings) -> tuple[Ruling, ...]:
        return (*(r for id, r in held.items() if id not in ended), *new)

    carry_out(Trial(clerk.engine, clerk.office, clerk.stamp, clerk.read, of.file_id, change, write))


def _decide_reading(clerk: Clerk, rows: Sequence[dict[str, Any]], must_tell: bool) -> int:
    """Decisions about one file's reading, kept together; the id of the first."""
    name = _name(clerk, rows[0]["file_id"])
    with clerk.engine.connect() as connection:
        held = rulings_by_id(connection, [rows[0]["file_id"]])
    new = [ruling(row, name) for row in rows]
    seen = _same(held, new)

    def change(held: Rulings) -> tuple[Ruling, ...]:
        if _same(held, new) != seen:
            raise meanwhile()  # while the file was read with this decision, somebody else decided the same
        return _with(held, new)

    def write(connection: Connection) -> int:
        if not _is_loose(connection, rows[0]):
            guard(connection, clerk.office, rows[0]["year"], rows[0]["festival"])
        first = keep_act(connection, clerk, rows[0])
        for row in rows[1:]:
            keep_act(connection, clerk, row | {"said": {**row["said"], WITH: first}})
        return first

    reach = (clerk.engine, clerk.office, clerk.stamp, clerk.read, rows[0]["file_id"])
    return carry_out(Trial(*reach, change, write, must_tell))


def _name(clerk: Clerk, file_id: int) -> str:
    with clerk.engine.connect() as connection:
        return str(connection.execute(select(file.c.name).where(file.c.id == file_id)).scalar_one())


def _is_loose(connection: Connection, row: Mapping[str, Any]) -> bool:
    """Whether unit or period is being named of a return that counts nowhere: then no period that is signed off moves,
    though the sheet may bear its title.
    """
    same = [return_.c[name] == row[name] for name in ("file_id", "sheet", "position")]
    state = connection.execute(select(return_.c.state).where(*same)).scalar()
    return row["kind"] in NAMING and state == "waiting"


def _same(held: Rulings, new: Sequence[Ruling]) -> set[int]:
    """The decisions that hold about the same things."""
    things = {_thing(of) for of in new}
    return {id for id, of in held.items() if _thing(of) in things}


def _with(held: Rulings, new: Sequence[Ruling]) -> tuple[Ruling, ...]:
    """The rulings with new ones, which end earlier ones of the same things."""
    ended = {_thing(of) for of in new}
    return (*(r for r in held.values() if _thing(r) not in ended), *new)


def _thing(of: Ruling) -> Ruling:
    return of._replace(value=None, said="")


def _decide_return(clerk: Clerk, return_id: int, kind: str, reason: str) -> int:
    with writing(clerk.engine) as connection:
        of = return_of(connection, clerk.office, return_id)
        row = about(of, kind, reason) | {"said": {}, "before": {"state": of.state}}
        if kind != ASIDE or of.state != "waiting":  # what counts nowhere moves nothing that is signed off
            guard(connection, of.office, of.year, of.festival)
        if living_of(connection, clerk.office, row) is not None and kind == ASIDE:
            raise meanwhile()
        id = keep_act(connection, clerk, row)
        if kind == ASIDE:
            _set_state(connection, clerk, of, ASIDE)
        _settle(connection, of, clerk.stamp)
        return id


def _unconfirm(connection: Connection, _clerk: Clerk, row: Row[Any]) -> None:
    connection.execute(update(finding).where(finding.c.decision_id == row.id).values(decision_id=None))


def _back_in_place(connection: Connection, clerk: Clerk, row: Row[Any]) -> None:
    of = _of_decision(connection, row)
    if of is not None and of.state == ASIDE:
        waited = row.before["state"] == "waiting"
        _set_state(connection, clerk, of, "waiting" if waited else "current")
    _choose_again(connection, clerk, row)


def _choose_again(connection: Connection, clerk: Clerk, row: Row[Any]) -> None:
    of = _of_decision(connection, row)
    if of is not None:
        _settle(connection, of, clerk.stamp)


_UNDOING: Mapping[str, Callable[[Connection, Clerk, Row[Any]], None]] = {
    CONFIRM: _unconfirm,
    ASIDE: _back_in_place,
    "version": _choose_again,
}


def _of_decision(connection: Connection, row: Row[Any]) -> Row[Any] | None:
    """The return that a decision is about; None if later readings have none in its place."""
    same = [return_.c[name] == getattr(row, name) for name in ("file_id", "sheet", "position")]
    found: Row[Any] | None = connection.execute(select(return_).where(*same)).first()
    return found


def _settle(connection: Connection, of: Row[Any], stamp: Stamp) -> None:
    if of.year is not None and of.unit_code and of.festival:
        settle(connection, Place(of.office, of.unit_code, of.year, of.festival), stamp)


def _set_state(connection: Connection, clerk: Clerk, of: Row[Any], state: str) -> None:
    connection.execute(update(return_).where(return_.c.id == of.id).values(state=state))
    detail = {"from": of.state, "to": state, "by": "person"}
    log_act(connection, clerk, "state", detail, of._mapping, of.id)
