"""A person's act as a row: kept, ended, logged; what `sydata.store.decisions` and `reviewing` are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, insert, select, update

from sydata.errors import Refused
from sydata.store.deciding import Stamp
from sydata.store.guarding import guard
from sydata.store.kept import Reader
from sydata.store.schema import audit, decision, return_

PLACE = ("unit_code", "year", "festival")
NAMING = ("unit", "period")  # kinds of decisions that say whose return it is, and when
_THING = ("kind", "file_id", "sheet", "position", "cell", "category", "indicator", "key")


@dataclass(frozen=True, slots=True)
class Clerk:
    """Who decides, where, and when (the office's wall clock). read: reads kept files anew."""

    engine: Engine
    office: str
    who: str
    now: datetime
    read: Reader

    @property
    def stamp(self) -> Stamp:
        return Stamp(self.now.replace(tzinfo=None), self.who)


def about(of: Row[Any], kind: str, reason: str) -> dict[str, Any]:
    """The row of a decision about a return."""
    wants_reason(reason)
    place = {name: getattr(of, name) for name in ("file_id", "sheet", "position", *PLACE)}
    return {
        "kind": kind,
        "reason": reason.strip(),
        **place,
        "cell": "",
        "category": "",
        "indicator": "",
        "key": "",
    }


def wants_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused("请写明理由。", "A reason is wanted.")


def keep_act(connection: Connection, clerk: Clerk, row: Mapping[str, Any]) -> int:
    """Keep a decision; an earlier one of the same thing ends, and what was submitted stays told as before it.

    The same person saying the same once more, for the same reason, has clicked twice: the first decision stays.
    """
    same = _same_thing(clerk.office, row)
    held = connection.execute(select(decision).where(*same)).first()
    if held and (held.said, held.reason, held.who) == (row["said"], row["reason"], clerk.who):
        return int(held.id)
    earlier = held.before if held else None
    ended = {"undone_by": clerk.who, "undone_at": clerk.stamp.at}
    connection.execute(update(decision).where(*same).values(**ended))
    row = {**row, "before": earlier if earlier is not None else row["before"]}
    values = {**row, "office": clerk.office, "who": clerk.who, "at": clerk.stamp.at}
    id = int(connection.execute(insert(decision).values(**values).returning(decision.c.id)).scalar_one())
    detail = {"decision": id, "kind": row["kind"], "said": row["said"], "before": row["before"]}
    log_act(connection, clerk, "decide", detail | {"reason": row["reason"], "cell": row["cell"]}, row)
    return id


def living_of(connection: Connection, office: str, row: Mapping[str, Any]) -> int | None:
    """The decision that holds now about the very thing that this one is about."""
    return connection.execute(select(decision.c.id).where(*_same_thing(office, row))).scalar()


def meanwhile() -> Refused:
    """Why the second of two persons who settle the same thing at once is told no."""
    return Refused(
        "别人刚刚处理了这一项，您的处理没有保存：请重新打开页面，看过再定。",
        "Somebody settled this meanwhile; yours was not saved: open the page again and look at it first.",
    )


def _same_thing(office: str, row: Mapping[str, Any]) -> list[Any]:
    thing = [decision.c[name] == row[name] for name in _THING]
    return [*thing, decision.c.office == office, decision.c.undone_at.is_(None)]


def end_act(connection: Connection, clerk: Clerk, decision_id: int) -> Row[Any]:
    row = living_act(connection, clerk.office, decision_id)
    # what is named is of another period since, and guarded where it is read; what waited moves nothing
    waited = row.kind == "aside" and row.before.get("state") == "waiting"
    if row.kind not in NAMING and not waited:
        guard(connection, row.office, row.year, row.festival)
    ended = {"undone_by": clerk.who, "undone_at": clerk.stamp.at}
    connection.execute(update(decision).where(decision.c.id == decision_id).values(**ended))
    log_act(connection, clerk, "undo", {"decision": row.id, "kind": row.kind, "said": row.said}, row._mapping)
    return row


def living_act(connection: Connection, office: str, decision_id: int) -> Row[Any]:
    holds = (decision.c.office == office, decision.c.id == decision_id, decision.c.undone_at.is_(None))
    row: Row[Any] | None = connection.execute(select(decision).where(*holds)).first()
    if row is None:
        raise Refused("没有这条处理，或已被撤销。", "There is no such decision, or it was undone before.")
    return row


def return_of(connection: Connection, office: str, return_id: int) -> Row[Any]:
    query = select(return_).where(return_.c.id == return_id, return_.c.office == office)
    found: Row[Any] | None = connection.execute(query).first()
    if found is None:
        raise LookupError(f"{office}: no return {return_id}")
    return found


def log_act(
    connection: Connection,
    clerk: Clerk,
    action: str,
    detail: dict[str, Any],
    row: Any,
    return_id: int | None = None,
) -> None:
    if return_id is None:
        same = [return_.c[name] == row[name] for name in ("file_id", "sheet", "position")]
        return_id = connection.execute(select(return_.c.id).where(*same)).scalar()
    entry = {
        "at": clerk.stamp.at,
        "who": clerk.who,
        "office": clerk.office,
        "action": action,
        "detail": detail,
    }
    connection.execute(insert(audit).values(**entry, return_id=return_id))
