"""Signing a period off: its figures are kept as a version and do not move until somebody opens the period again."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence, Set
from datetime import datetime
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy import BigInteger, Connection, Engine, Row, cast, delete, func, insert, select, update

from sydata.catalog.findings import KINDS
from sydata.errors import Refused
from sydata.store.acting import Clerk, wants_reason
from sydata.store.database import writing
from sydata.store.deciding import LATE, Place, settle
from sydata.store.guarding import guard, standing
from sydata.store.noting import ASKED_ANEW
from sydata.store.reach import needs
from sydata.store.reviewing import ACCEPTED
from sydata.store.schema import audit, file, finding, frozen, observation, return_, signoff

VERSION_COLUMNS = (
    "version", "digest", "note", "who", "at", "reopened_by", "reopened_at", "reopened_why", "returns", "missing",
)  # fmt: skip
KEYS = ("unit_code", "unit", "category", "indicator")


class Obstacle(NamedTuple):
    """A return that stands against signing off: why is `waiting`, `errors` or `open` (not accepted)."""

    return_id: int
    unit: str
    file: str
    sheet: str
    why: str


def obstacles(
    engine: Engine, office: str, year: int, festival: str, asked: Collection[int] = ()
) -> list[Obstacle]:
    """What must be settled before a period can be signed off, in the order in which it came.

    asked: returns, also such as do not count, with an open error that no store holds (`sydata.asking.obstacles`).
    """
    with engine.connect() as connection:
        return _obstacles(connection, office, year, festival, asked)


class Held(NamedTuple):
    """The version of a period that holds now."""

    year: int
    festival: str
    version: int
    digest: str
    at: datetime


@needs("sign")
def sign_off(
    clerk: Clerk,
    year: int,
    festival: str,
    note: str,
    missing: Sequence[str] = (),
    asked: Collection[int] = (),
) -> int:
    """Keep the figures that count as the period's next version, and its number. missing: units that have not reported.

    Refused if it is signed off already, nothing counts, or a return still waits, has an open error (asked: one that no
    store holds; pages and command line come through `sydata.asking.sign_off`) or is not accepted.
    """
    wants_reason(note)
    with writing(clerk.engine) as connection:
        guard(connection, clerk.office, year, festival)
        against = _obstacles(connection, clerk.office, year, festival, asked)
        if against:
            names = "、".join(dict.fromkeys(o.unit or o.file for o in against))
            raise Refused(f"还有报表未处理完，不能审定：{names}", f"Returns are not settled yet: {names}")
        rows = _figures(connection, clerk.office, year, festival)
        if not rows:
            raise Refused(
                "本期没有计入的数据，不能审定。", "Nothing counts in this period, so it cannot be signed off."
            )
        version = _next(connection, clerk.office, year, festival)
        detail = {"returns": len({row.return_id for row in rows}), "missing": list(missing)}
        facts = {"digest": _digest(rows), "note": note.strip(), "detail": detail}
        _keep(connection, clerk, (year, festival, version), facts, rows)
    return version


@needs("sign")
def reopen(clerk: Clerk, year: int, festival: str, reason: str) -> None:
    """Open a period that is signed off. Its version stays to be compared; returns that came since compete now."""
    wants_reason(reason)
    with writing(clerk.engine) as connection:
        signed = standing(connection, clerk.office, year, festival)
        if signed is None:
            raise Refused("本期尚未审定。", "The period is not signed off.")
        opened = {"reopened_by": clerk.who, "reopened_at": clerk.stamp.at, "reopened_why": reason.strip()}
        connection.execute(update(signoff).where(signoff.c.id == signed.id).values(**opened))
        _log(
            connection, clerk, "reopen", {"version": signed.version, "reason": reason.strip()}, year, festival
        )
        _let_in(connection, clerk, year, festival)


def versions(engine: Engine, office: str, year: int, festival: str) -> pd.DataFrame:
    """VERSION_COLUMNS of a period, the newest first; reopened_at is NaT for the one that holds."""
    here = (signoff.c.office == office, signoff.c.year == year, signoff.c.festival == festival)
    with engine.connect() as connection:
        found = connection.execute(select(signoff).where(*here).order_by(signoff.c.version.desc())).all()
    rows = [row._asdict() | row.detail for row in found]
    frame = pd.DataFrame(rows, columns=list(VERSION_COLUMNS))
    return frame.assign(at=pd.to_datetime(frame["at"]), reopened_at=pd.to_datetime(frame["reopened_at"]))


def signed(engine: Engine, office: str) -> dict[tuple[int, str], int]:
    """(year, festival) → the version that holds now, of every period that is signed off."""
    query = select(signoff).where(signoff.c.office == office, signoff.c.reopened_at.is_(None))
    with engine.connect() as connection:
        return {(row.year, row.festival): row.version for row in connection.execute(query)}


def held(engine: Engine, office: str) -> list[Held]:
    """The versions that hold now, of every period that is signed off; the latest period first."""
    columns = [signoff.c[name] for name in Held._fields]
    query = select(*columns).where(signoff.c.office == office, signoff.c.reopened_at.is_(None))
    with engine.connect() as connection:
        return [Held(*row) for row in connection.execute(query.order_by(signoff.c.year.desc(), signoff.c.id))]


def figures_of(engine: Engine, office: str, year: int, festival: str, version: int) -> pd.DataFrame:
    """KEYS and value (分 or ones) of a version, rows of one category of a unit added up. LookupError without one."""
    here = (signoff.c.office == office, signoff.c.year == year, signoff.c.festival == festival)
    with engine.connect() as connection:
        id = connection.execute(select(signoff.c.id).where(*here, signoff.c.version == version)).scalar()
        if id is None:
            raise LookupError(f"{office} {year}-{festival}: no version {version}")
        names = [frozen.c[name] for name in (*KEYS, "value")]
        rows = connection.execute(select(*names).where(frozen.c.signoff_id == id)).all()
    return _summed(pd.DataFrame(rows, columns=[*KEYS, "value"]))


def present(engine: Engine, office: str, year: int, festival: str) -> pd.DataFrame:
    """The same of what counts now."""
    with engine.connect() as connection:
        rows = _figures(connection, office, year, festival)
    return _summed(
        pd.DataFrame([[getattr(r, n) for n in (*KEYS, "value")] for r in rows], columns=[*KEYS, "value"])
    )


def _summed(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.groupby(list(KEYS), as_index=False, sort=False)["value"].sum().astype({"value": "Int64"})


def _obstacles(
    connection: Connection, office: str, year: int, festival: str, asked: Collection[int]
) -> list[Obstacle]:
    query = (
        select(return_, file.c.name)
        .join(file, file.c.id == return_.c.file_id)
        .where(return_.c.office == office, return_.c.year == year, return_.c.festival == festival)
        .where(return_.c.state.in_(("current", "waiting")) | return_.c.id.in_(list(asked)))
        .order_by(return_.c.id)
    )
    rows = connection.execute(query).all()
    wrong = _with_errors(connection, [row.id for row in rows]) | set(asked)
    told = ((row, _why(row, wrong)) for row in rows)
    return [Obstacle(row.id, row.unit, row.name, row.sheet, why) for row, why in told if why]


def _why(row: Row[Any], wrong: Set[int]) -> str:
    if row.state == "waiting":
        return "waiting"
    if row.id in wrong:
        return "errors"
    return "" if row.review == ACCEPTED else "open"


def _with_errors(connection: Connection, return_ids: list[int]) -> frozenset[int]:
    errors = [c for c, kind in KINDS.items() if kind.severity == "error" and c not in ASKED_ANEW]
    open_ = (finding.c.decision_id.is_(None), finding.c.code.in_(errors))
    query = select(finding.c.return_id).where(*open_, finding.c.return_id.in_(return_ids)).distinct()
    return frozenset(connection.execute(query).scalars())


def _figures(connection: Connection, office: str, year: int, festival: str) -> list[Any]:
    """What counts in the period: one row a return, category and indicator, in a fixed order."""
    o, r = observation.c, return_.c
    keys = [r.id, r.file_id, r.sheet, r.unit_code, r.unit, o.category, o.indicator]
    query = (
        select(r.id.label("return_id"), *keys[1:], cast(func.sum(o.value), BigInteger).label("value"))
        .join(observation, o.return_id == r.id)
        .where(r.office == office, r.year == year, r.festival == festival, r.state == "current")
        .where(o.status == "counted", o.value.is_not(None))
        .group_by(*keys)
    )
    # sorted here: a server sorts by the rules of its language
    return sorted(
        connection.execute(query), key=lambda row: (row.unit_code, row.return_id, row.category, row.indicator)
    )


def _digest(rows: Sequence[Any]) -> str:
    """What two versions must share to state the same, whichever sheets they came from."""
    said = sorted((r.unit_code, r.category, r.indicator, r.value) for r in rows)
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _next(connection: Connection, office: str, year: int, festival: str) -> int:
    here = (signoff.c.office == office, signoff.c.year == year, signoff.c.festival == festival)
    return int(connection.execute(select(func.count()).select_from(signoff).where(*here)).scalar_one()) + 1


def _keep(
    connection: Connection,
    clerk: Clerk,
    of: tuple[int, str, int],
    facts: dict[str, Any],
    rows: Sequence[Any],
) -> None:
    year, festival, version = of
    row = {"office": clerk.office, "year": year, "festival": festival, "version": version, **facts}
    add = insert(signoff).values(**row, who=clerk.who, at=clerk.stamp.at).returning(signoff.c.id)
    id = int(connection.execute(add).scalar_one())
    connection.execute(insert(frozen), [row._asdict() | {"signoff_id": id} for row in rows])
    told = {"version": version, "note": facts["note"], "digest": facts["digest"], **facts["detail"]}
    _log(connection, clerk, "sign-off", told, year, festival)


def _let_in(connection: Connection, clerk: Clerk, year: int, festival: str) -> None:
    """Returns that came after the sign-off compete for their places."""
    r = return_.c
    here = (r.office == clerk.office, r.year == year, r.festival == festival, r.state == "waiting")
    late = select(finding.c.return_id).where(finding.c.code == LATE)
    rows = connection.execute(select(return_).where(*here, r.id.in_(late))).all()
    ids = [row.id for row in rows]
    connection.execute(update(return_).where(r.id.in_(ids)).values(state="current"))
    connection.execute(delete(finding).where(finding.c.return_id.in_(ids), finding.c.code == LATE))
    for unit_code in sorted({row.unit_code for row in rows}):
        settle(connection, Place(clerk.office, unit_code, year, festival), clerk.stamp)


def _log(
    connection: Connection, clerk: Clerk, action: str, detail: dict[str, Any], year: int, festival: str
) -> None:
    told = {**detail, "year": year, "festival": festival}
    entry = {"at": clerk.stamp.at, "who": clerk.who, "office": clerk.office, "action": action, "detail": told}
    connection.execute(insert(audit).values(**entry))
