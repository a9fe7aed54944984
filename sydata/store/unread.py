"""The note that kept files are yet to be read with what the office says now: words it explained, names of reporters.

Whoever changes one of them notes, in the same transaction, what was so before. The note goes once every kept file has
been read with what is so now (`sydata.store.rereading`). So whatever stops a program in between, the files that stay
behind are known, and where reading has come to.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, delete, insert, select, update

from sydata.catalog.learned import Known, Lesson
from sydata.catalog.terms import named, terms_of
from sydata.store.deciding import Stamp
from sydata.store.known import words
from sydata.store.schema import setting
from sydata.store.terms import UNREAD, rows


class Earlier(NamedTuple):
    """Files of uploads after this one may still be as they were read with this. after: an upload's id, or 0."""

    known: tuple[Known, ...]
    after: int


def note(connection: Connection, office: str, stamp: Stamp) -> None:
    """Note what is so now, before it changes. Where reading again broke off, files stand at several states."""
    now = {"words": [list(each) for each in words(connection, office)], "reporters": _own(connection, office)}
    others = [each for each in _states(connection, office) if {**each, "after": 0} != {**now, "after": 0}]
    _clear(connection, office)
    row = {"office": office, "key": UNREAD, "value": {"states": [*others, {**now, "after": 0}]}}
    connection.execute(insert(setting).values(**row, who=stamp.who, at=stamp.at))


def unfinished(engine: Engine, office: str) -> bool:
    """Whether some kept files may still be as they were read before a word or a name changed."""
    with engine.connect() as connection:
        return bool(_states(connection, office))


def earlier(connection: Connection, office: str) -> list[Earlier]:
    """What kept files may have been read with, the earliest first; nothing, if all is read with what is so now."""
    return [
        Earlier((*(Lesson(*word) for word in state["words"]), *named(terms_of(state["reporters"]))), state["after"])
        for state in _states(connection, office)
    ]  # fmt: skip


def is_same(connection: Connection, office: str, seen: Sequence[Earlier]) -> bool:
    """Whether nobody changed a word or a name since this was seen; who did reads all files again that it concerns."""
    return [each.known for each in earlier(connection, office)] == [each.known for each in seen]


def advance(connection: Connection, office: str, seen: Sequence[Earlier], upload: int) -> bool:
    """Note that every upload up to this one has been read with what is so now. False: see `is_same`."""
    same = is_same(connection, office, seen)
    if same:
        states = [{**each, "after": max(each["after"], upload)} for each in _states(connection, office)]
        here = (setting.c.office == office, setting.c.key == UNREAD)
        connection.execute(update(setting).where(*here).values(value={"states": states}))
    return same


def finish(connection: Connection, office: str, seen: Sequence[Earlier]) -> None:
    """Every kept file has been read with what is so now, unless it changed since."""
    if is_same(connection, office, seen):
        _clear(connection, office)


def _own(connection: Connection, office: str) -> dict[str, Any]:
    return {key: value for key, value in rows(connection, office).items() if key.startswith("reporter:")}


def _states(connection: Connection, office: str) -> list[dict[str, Any]]:
    here = (setting.c.office == office, setting.c.key == UNREAD)
    found: dict[str, Any] | None = connection.execute(select(setting.c.value).where(*here)).scalar()
    return list(found["states"]) if found else []


def _clear(connection: Connection, office: str) -> None:
    connection.execute(delete(setting).where(setting.c.office == office, setting.c.key == UNREAD))
