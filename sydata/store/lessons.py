"""The words that persons of an office explained: taught, undone, never forgotten."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Engine, Row, insert, select, update

from sydata.catalog.learned import Lesson, lesson_key
from sydata.catalog.teaching import refusal
from sydata.errors import Refused
from sydata.store import unread
from sydata.store.database import writing
from sydata.store.deciding import Stamp
from sydata.store.known import words
from sydata.store.reach import needs
from sydata.store.schema import audit, lesson
from sydata.store.terms import collector

HISTORY_COLUMNS = ("lesson_id", "kind", "word", "meaning", "who", "at", "undone_by", "undone_at")


@needs("teach")
def teach(engine: Engine, office: str, given: Lesson, who: str, now: datetime) -> int:
    """Keep a lesson and return its id. An earlier one of the same word is undone, and stays in the history.

    Teaching what is known already changes nothing. Whoever teaches reads kept files again after it
    (`sydata.store.rereading`). Refused for a word that has a meaning of its own, or for a
    meaning that does not exist.
    """
    refused = refusal(given, collector(engine, office))
    if refused:
        raise Refused(refused.zh, refused.en)
    stamp = Stamp(now.replace(tzinfo=None), who)
    with writing(engine) as connection:
        before = _living(connection, office, given)
        if before is not None and before.meaning == given.meaning:
            return int(before.id)
        unread.note(connection, office, stamp)
        if before is not None:
            _end(connection, before, stamp)
        return _add(connection, office, given, stamp, before)


@needs("teach")
def undo(engine: Engine, office: str, lesson_id: int, who: str, now: datetime) -> None:
    """The word is unknown again from here on. Refused if the office has no such living lesson."""
    with writing(engine) as connection:
        found = connection.execute(_of(office).where(lesson.c.id == lesson_id)).first()
        if found is None:
            raise Refused(
                "没有这条已记住的词，或已被撤销。", "There is no such word, or it was undone before."
            )
        stamp = Stamp(now.replace(tzinfo=None), who)
        unread.note(connection, office, stamp)
        _end(connection, found, stamp)
        detail = {"lesson": found.id, "kind": found.kind, "word": found.word, "meaning": found.meaning}
        _note(connection, office, stamp, "unlearn", detail)


def lessons(engine: Engine, office: str) -> tuple[Lesson, ...]:
    """The lessons that hold now, the oldest first."""
    with engine.connect() as connection:
        return words(connection, office)


def history(engine: Engine, office: str) -> pd.DataFrame:
    """HISTORY_COLUMNS of every lesson there ever was, the newest first; undone_at is NaT while it holds."""
    named = [lesson.c[name] for name in HISTORY_COLUMNS if name in lesson.c]
    query = select(lesson.c.id.label("lesson_id"), *named).where(lesson.c.office == office)
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(lesson.c.id.desc())).all()
    frame = pd.DataFrame(rows, columns=list(HISTORY_COLUMNS))
    return frame.assign(at=pd.to_datetime(frame["at"]), undone_at=pd.to_datetime(frame["undone_at"]))


def _of(office: str) -> Any:
    return select(lesson).where(lesson.c.office == office, lesson.c.undone_at.is_(None))


def _living(connection: Connection, office: str, given: Lesson) -> Row[Any] | None:
    key = lesson_key(given.kind, given.word)
    same = _of(office).where(lesson.c.kind == given.kind, lesson.c.key == key)
    found: Row[Any] | None = connection.execute(same).first()
    return found


def _end(connection: Connection, row: Row[Any], stamp: Stamp) -> None:
    ended = {"undone_by": stamp.who, "undone_at": stamp.at}
    connection.execute(update(lesson).where(lesson.c.id == row.id).values(**ended))


def _add(connection: Connection, office: str, given: Lesson, stamp: Stamp, before: Row[Any] | None) -> int:
    row = {"office": office, **given._asdict(), "key": lesson_key(given.kind, given.word)}
    add = insert(lesson).values(**row, who=stamp.who, at=stamp.at).returning(lesson.c.id)
    id = int(connection.execute(add).scalar_one())
    earlier = {"instead_of": before.id, "meant": before.meaning} if before is not None else {}
    _note(connection, office, stamp, "learn", {"lesson": id, **given._asdict(), **earlier})
    return id


def _note(connection: Connection, office: str, stamp: Stamp, action: str, detail: dict[str, Any]) -> None:
    entry = {"at": stamp.at, "who": stamp.who, "office": office, "action": action, "detail": detail}
    connection.execute(insert(audit).values(**entry))
