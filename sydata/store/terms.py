"""Reads what an office set for itself; `sydata.store.setting` changes it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, select

from sydata.catalog.roll import Collector
from sydata.catalog.terms import Terms, roll_of, terms_of
from sydata.store.schema import setting

UNREAD = (
    "unread"  # key of the note that kept files are not read again yet (`sydata.store.unread`); no setting
)


def terms(engine: Engine, office: str) -> Terms:
    """What the office set, as it is now."""
    with engine.connect() as connection:
        return terms_of(rows(connection, office))


def collector(engine: Engine, office: str) -> Collector:
    """The office with its own list of reporters, as it is now."""
    return roll_of(office, terms(engine, office))


def rows(connection: Connection, office: str) -> dict[str, Any]:
    """Key → value of everything that is set now."""
    here = (setting.c.office == office, setting.c.key != UNREAD)
    query = select(setting.c.key, setting.c.value).where(*here)
    # sorted here: a server sorts by the rules of its language
    return dict(sorted(((row.key, row.value) for row in connection.execute(query)), key=lambda set_: set_[0]))
