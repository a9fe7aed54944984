"""What an office set for itself: read, changed with a reason, undone, never forgotten.

Rows hold what is so now; the audit holds every change with who, when, why, and what was so before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy import Connection, Engine, Row, delete, insert, select

from sydata.catalog.festivals import period, period_name
from sydata.catalog.learned import lesson_key
from sydata.catalog.terms import Terms, expected, last_day, named, parts_of, terms_of
from sydata.catalog.terms_check import OWN, own_code, refusal
from sydata.errors import Refused
from sydata.model import Period
from sydata.store import unread
from sydata.store.acting import Clerk, wants_reason
from sydata.store.database import writing
from sydata.store.reach import needs
from sydata.store.schema import audit, lesson, setting, signoff
from sydata.store.terms import rows

ACTION = "set"
LONGEST_REASON = 2000
HISTORY_COLUMNS = ("change_id", "key", "before", "after", "reason", "undoes", "who", "at", "holds")
Value = Mapping[str, Any] | None  # None: as the catalog says


class Change(NamedTuple):
    """One thing to set."""

    key: str
    value: Value


def settings(engine: Engine, office: str) -> dict[str, Any]:
    """Key → value of everything that is set now: see `sydata.catalog.terms`."""
    with engine.connect() as connection:
        return rows(connection, office)


@needs("set")
def change(clerk: Clerk, key: str, value: Value, reason: str) -> int:
    """Set one thing, and return the change's id. Setting what is so already changes nothing, and gives 0.

    Refused for a value that does not go, without a reason, and where a period that is signed off would have other
    reporters, another last day or other parts asked for. Whoever changes reporters reads kept files again after it
    (`sydata.store.rereading`).
    """
    wants_reason(reason)
    with writing(clerk.engine) as connection:
        return _change(connection, clerk, Change(key, value), {"reason": reason.strip()[:LONGEST_REASON]})


@needs("set")
def change_all(clerk: Clerk, values: Mapping[str, Value], reason: str) -> None:
    """Set several things together, or none of them."""
    wants_reason(reason)
    with writing(clerk.engine) as connection:
        for key, value in values.items():
            _change(connection, clerk, Change(key, value), {"reason": reason.strip()[:LONGEST_REASON]})


@needs("set")
def add_reporter(clerk: Clerk, value: Mapping[str, Any], reason: str) -> int:
    """A reporter that the catalog does not have, under a code of its own, which no other ever had."""
    wants_reason(reason)
    with writing(clerk.engine) as connection:
        key = f"reporter:{own_code(clerk.office, _used(connection, clerk.office) + 1)}"
        return _change(connection, clerk, Change(key, value), {"reason": reason.strip()[:LONGEST_REASON]})


@needs("set")
def undo(clerk: Clerk, change_id: int, reason: str) -> int:
    """Put back what was so before a change. Refused if it was changed again since; a change like any other."""
    wants_reason(reason)
    with writing(clerk.engine) as connection:
        made = _made(connection, clerk.office)
        found = next((row for row in made if row.id == change_id), None)
        last = _standing(made).get(found.detail["key"], []) if found else []
        if found is None or change_id not in last:
            raise Refused("没有这项改动，或已被撤销。", "There is no such change, or it was undone before.")
        if change_id != last[-1]:
            raise Refused(
                "此后又有改动，请先撤销后来的改动。",
                "It was changed again since: undo the later change first.",
            )
        detail = {"reason": reason.strip()[:LONGEST_REASON], "undoes": change_id}
        return _change(connection, clerk, Change(found.detail["key"], found.detail["before"]), detail)


def history(engine: Engine, office: str) -> pd.DataFrame:
    """HISTORY_COLUMNS, the newest first. holds: it is so now; undoes: the change it took back, or NA."""
    with engine.connect() as connection:
        made = _made(connection, office)
    holding = {ids[-1] for ids in _standing(made).values() if ids}
    told = [
        {**row.detail, "change_id": row.id, "who": row.who, "at": row.at, "holds": row.id in holding}
        for row in reversed(made)
    ]
    frame = pd.DataFrame(told, columns=list(HISTORY_COLUMNS))
    return frame.assign(at=pd.to_datetime(frame["at"]), undoes=frame["undoes"].astype("Int64"))


def _change(connection: Connection, clerk: Clerk, to: Change, detail: dict[str, Any]) -> int:
    held = rows(connection, clerk.office)
    before = held.get(to.key)
    if before == to.value:
        return 0
    given = {key: value for key, value in {**held, to.key: to.value}.items() if value is not None}
    others = {key: value for key, value in held.items() if key != to.key}
    refused = refusal(clerk.office, to.key, to.value, terms_of(others))
    if refused:
        raise Refused(refused.zh, refused.en)
    _untaught(connection, clerk.office, to)
    _guard(connection, clerk.office, terms_of(held), terms_of(given))
    if named(terms_of(held)) != named(terms_of(given)):
        unread.note(connection, clerk.office, clerk.stamp)
    _keep(connection, clerk, to)
    told = {"key": to.key, "before": before, "after": to.value, "undoes": None, **detail}
    entry = {"at": clerk.stamp.at, "who": clerk.who, "office": clerk.office, "action": ACTION, "detail": told}
    return int(connection.execute(insert(audit).values(**entry).returning(audit.c.id)).scalar_one())


def _untaught(connection: Connection, office: str, to: Change) -> None:
    """Refused if a name of a reporter is a word that somebody explained as another unit's."""
    if to.value is None or not to.key.startswith("reporter:"):
        return
    names = {lesson_key("unit", name) for name in (to.value["name"], *to.value["aliases"])}
    w = lesson.c
    taught = (w.office == office, w.kind == "unit", w.undone_at.is_(None), w.key.in_(list(names)))
    found = connection.execute(select(w.word, w.meaning).where(*taught)).first()
    if found is not None and found.meaning != to.value["name"]:
        raise Refused(
            f"“{found.word}”已记作“{found.meaning}”，请先撤销该词。",
            f"“{found.word}” was explained as {found.meaning}: undo that word first.",
        )


def _guard(connection: Connection, office: str, was: Terms, now: Terms) -> None:
    """Refused if a period that is signed off would be asked for otherwise."""
    query = select(signoff.c.year, signoff.c.festival).where(
        signoff.c.office == office, signoff.c.reopened_at.is_(None)
    )
    for row in connection.execute(query).all():
        of = period(row.year, row.festival)
        if _asked(office, of, was) != _asked(office, of, now):
            raise Refused(
                f"{period_name(of)}已审定，其报送单位、截止日期和报送要求不能改动，须先重新开放。",
                f"{period_name(of, 'en')} is signed off: who reports, what and until when cannot change; "
                "reopen it first.",
            )


def _asked(office: str, of: Period, set_: Terms) -> tuple[Any, ...]:
    units = expected(office, of, set_)
    return last_day(office, of, set_).day, {unit.code: parts_of(office, unit, of, set_) for unit in units}


def _keep(connection: Connection, clerk: Clerk, to: Change) -> None:
    here = (setting.c.office == clerk.office, setting.c.key == to.key)
    connection.execute(delete(setting).where(*here))
    if to.value is not None:
        row = {"office": clerk.office, "key": to.key, "value": dict(to.value)}
        connection.execute(insert(setting).values(**row, who=clerk.who, at=clerk.stamp.at))


def _made(connection: Connection, office: str) -> list[Row[Any]]:
    """Every change, the oldest first."""
    query = select(audit).where(audit.c.office == office, audit.c.action == ACTION).order_by(audit.c.id)
    return list(connection.execute(query))


def _standing(made: Sequence[Row[Any]]) -> dict[str, list[int]]:
    """Key → the changes that nobody took back, the oldest first; what the last one set is so now."""
    found: dict[str, list[int]] = defaultdict(list)
    for row in made:
        if row.detail["undoes"] is None:
            found[row.detail["key"]].append(row.id)
        else:
            found[row.detail["key"]].remove(row.detail["undoes"])
    return found


def _used(connection: Connection, office: str) -> int:
    """The highest number that a reporter of the office's own ever had."""
    codes = (row.detail["key"].removeprefix("reporter:") for row in _made(connection, office))
    own = (code for code in codes if OWN.fullmatch(code.removeprefix(office)))
    return max((int(code[-4:]) for code in own), default=0)
