"""What an office has said that changes how sheets are read."""

from __future__ import annotations

from sqlalchemy import Engine

from sydata.catalog.learned import Known
from sydata.catalog.terms import named
from sydata.store.lessons import lessons
from sydata.store.terms import terms


def known(engine: Engine, office: str) -> tuple[Known, ...]:
    """What the office has said that changes how sheets are read: words it explained, names of its own reporters."""
    return (*lessons(engine, office), *named(terms(engine, office)))
