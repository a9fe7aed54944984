"""Reads kept files anew after reporters got other names; a program that stops in between goes on where it was.

A change of names notes, in its own transaction, what was so before. The note is taken away once every file has been
read with the names of now; until then the page and the command line offer to go on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select

from sydata.catalog.learned import Known
from sydata.catalog.terms import named, terms_of
from sydata.store.acting import Clerk
from sydata.store.database import writing
from sydata.store.lessons import lessons
from sydata.store.rereading import Again, Progress, read_again
from sydata.store.schema import setting
from sydata.store.terms import UNREAD


def note_unread(connection: Connection, clerk: Clerk, before: Mapping[str, Any]) -> None:
    """Note that kept files were read with these settings. After a stop they may stand at any of several states."""
    states = _states(connection, clerk.office)
    reporters = {key: value for key, value in before.items() if key.startswith("reporter:")}
    if reporters not in states:
        states.append(reporters)
    _clear(connection, clerk.office)
    row = {"office": clerk.office, "key": UNREAD, "value": {"states": states}}
    connection.execute(insert(setting).values(**row, who=clerk.who, at=clerk.stamp.at))


def is_unread(engine: Engine, office: str) -> bool:
    """Whether names changed and not every kept file has been read with them yet."""
    with engine.connect() as connection:
        return bool(_states(connection, office))


def read_names(clerk: Clerk, progress: Progress | None = None) -> Again:
    """Read the kept files anew that read otherwise with the names of now, and what that changed."""
    with clerk.engine.connect() as connection:
        states = _states(connection, clerk.office)
    words, done = lessons(clerk.engine, clerk.office), Again()
    for state in states:
        before: tuple[Known, ...] = (*words, *named(terms_of(state)))
        again = read_again(clerk.engine, clerk.office, before, clerk.read, clerk.stamp, progress)
        done = Again(*map(sum, zip(done, again, strict=True)))
    with writing(clerk.engine) as connection:
        if (
            _states(connection, clerk.office) == states
        ):  # else somebody changed names meanwhile, and reads again
            _clear(connection, clerk.office)
    return done


def _states(connection: Connection, office: str) -> list[dict[str, Any]]:
    here = (setting.c.office == office, setting.c.key == UNREAD)
    found: dict[str, Any] | None = connection.execute(select(setting.c.value).where(*here)).scalar()
    return list(found["states"]) if found else []


def _clear(connection: Connection, office: str) -> None:
    connection.execute(delete(setting).where(setting.c.office == office, setting.c.key == UNREAD))
