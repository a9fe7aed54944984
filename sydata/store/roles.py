"""Who has which role: read at every run, changed with a reason, never forgotten.

Rows hold what is so now; the audit holds every change, under no office, so that only who sees everything sees it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Engine, Row, delete, insert, select

from sydata.catalog.offices import office
from sydata.catalog.roll import member
from sydata.catalog.terms import roll_of, terms_of
from sydata.errors import Refused, SettingError
from sydata.rights import grant_refusal
from sydata.store.acting import Clerk, wants_reason
from sydata.store.database import writing
from sydata.store.reach import needs
from sydata.store.schema import audit, person
from sydata.store.terms import rows as set_of

ACTION = "role"
NO_OFFICE = ""
LONGEST = 80  # letters of a name
LONGEST_REASON = 2000
HISTORY_COLUMNS = ("change_id", "identity", "before", "after", "reason", "who", "at", "newest")
Value = Mapping[str, Any] | None  # name, role, offices, units; None: no role


def grants(engine: Engine) -> dict[str, dict[str, Any]]:
    """Identity → name, role, offices, units of everybody who has a role."""
    with engine.connect() as connection:
        return {row.identity: dict(row.value) for row in connection.execute(_ordered())}


def grant_of(engine: Engine, identity: str) -> dict[str, Any] | None:
    """What one person was given; None without a role."""
    with engine.connect() as connection:
        return _held(connection, identity)


@needs("roles")
def grant(clerk: Clerk, identity: str, value: Value, reason: str, standing: Collection[str] = ()) -> int:
    """Give somebody a role, another one, or (None) none, and return the change's id; 0 where it is so already.

    standing: administrators that the service's own settings name, who can always come in. Refused for what makes no
    sense, for the own role, and where no administrator would be left.
    """
    wants_reason(reason)
    with writing(clerk.engine) as connection:
        return _change(connection, clerk, identity, value, reason, standing)


@needs("roles")
def undo(clerk: Clerk, change_id: int, reason: str, standing: Collection[str] = ()) -> int:
    """Put back what somebody had before their last change: a change like any other."""
    wants_reason(reason)
    with writing(clerk.engine) as connection:
        made = [row for row in _made(connection) if row.id == change_id]
        if not made or change_id not in _newest(_made(connection)):
            raise Refused(
                "没有这项改动，或此后又有改动。", "There is no such change, or it was changed again since."
            )
        told = made[0].detail
        return _change(connection, clerk, told["identity"], told["before"], reason, standing)


def history(engine: Engine) -> pd.DataFrame:
    """HISTORY_COLUMNS, the newest first. newest: the last change of that person, which can be taken back."""
    with engine.connect() as connection:
        made = _made(connection)
    newest = _newest(made)
    told = [
        {**row.detail, "change_id": row.id, "who": row.who, "at": row.at, "newest": row.id in newest}
        for row in reversed(made)
    ]
    frame = pd.DataFrame(told, columns=list(HISTORY_COLUMNS))
    return frame.assign(at=pd.to_datetime(frame["at"]))


def _change(
    connection: Connection, clerk: Clerk, identity: str, value: Value, reason: str, standing: Collection[str]
) -> int:
    held = _held(connection, identity)
    given = None if value is None else _clean(value)
    if held == given:
        return 0
    refused = grant_refusal(identity, given, _known(connection, given))
    if refused:
        raise Refused(*refused)
    if identity == clerk.who:
        raise Refused("不能更改自己的角色。", "Nobody changes the own role.")
    _keep(connection, clerk, identity, given)
    if not standing and not _administrators(connection) and (held or {}).get("role") == "administrator":
        raise Refused("至少要保留一位管理员。", "One administrator at least must stay.")
    detail = {"identity": identity, "before": held, "after": given, "reason": reason.strip()[:LONGEST_REASON]}
    entry = {"at": clerk.stamp.at, "who": clerk.who, "office": NO_OFFICE, "action": ACTION, "detail": detail}
    return int(connection.execute(insert(audit).values(**entry).returning(audit.c.id)).scalar_one())


def _clean(value: Mapping[str, Any]) -> dict[str, Any]:
    """The value with what its role has: everywhere for administrators, units for reporters only."""
    role = value.get("role")
    offices = [] if role == "administrator" else list(value.get("offices", []))
    units = list(value.get("units", [])) if role == "reporter" else []
    name = " ".join(str(value.get("name", "")).split())[:LONGEST]
    return {"name": name, "role": role, "offices": offices, "units": units}


def _known(connection: Connection, value: Value) -> Iterator[str]:
    """Those of the codes in a value that there are: offices, and units that report to one of them."""
    codes = [code for code in (value or {}).get("offices", []) if _is_office(code)]
    yield from codes
    for code in codes:
        roll = roll_of(code, terms_of(set_of(connection, code)))
        yield from (unit for unit in (value or {}).get("units", []) if member(roll, unit) is not None)


def _is_office(code: object) -> bool:
    try:
        return isinstance(code, str) and office(code).code == code
    except SettingError:
        return False


def _keep(connection: Connection, clerk: Clerk, identity: str, value: Value) -> None:
    connection.execute(delete(person).where(person.c.identity == identity))
    if value is not None:
        row = {"identity": identity, "value": dict(value), "who": clerk.who, "at": clerk.stamp.at}
        connection.execute(insert(person).values(**row))


def _ordered() -> Any:
    return select(person).order_by(person.c.identity)


def _held(connection: Connection, identity: str) -> dict[str, Any] | None:
    found = connection.execute(select(person.c.value).where(person.c.identity == identity)).scalar()
    return None if found is None else dict(found)


def _administrators(connection: Connection) -> bool:
    return any(row.value["role"] == "administrator" for row in connection.execute(_ordered()))


def _made(connection: Connection) -> list[Row[Any]]:
    """Every change, the oldest first."""
    query = select(audit).where(audit.c.office == NO_OFFICE, audit.c.action == ACTION).order_by(audit.c.id)
    return list(connection.execute(query))


def _newest(made: list[Row[Any]]) -> set[int]:
    return set({row.detail["identity"]: row.id for row in made}.values())
