"""What an office has said that changes how sheets are read."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, select

from sydata.catalog.learned import Known, Lesson
from sydata.catalog.terms import named
from sydata.store.schema import lesson
from sydata.store.terms import terms


def known(engine: Engine, office: str) -> tuple[Known, ...]:
    """What the office has said that changes how sheets are read: words it explained, names of its own reporters."""
    with engine.connect() as connection:
        told = words(connection, office)
    return (*told, *named(terms(engine, office)))


def words(connection: Connection, office: str) -> tuple[Lesson, ...]:
    """The words that are explained now, the oldest first."""
    living = (lesson.c.office == office, lesson.c.undone_at.is_(None))
    query = select(lesson.c.kind, lesson.c.word, lesson.c.meaning).where(*living).order_by(lesson.c.id)
    return tuple(Lesson(row.kind, row.word, row.meaning) for row in connection.execute(query))
