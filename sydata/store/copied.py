"""When the store was last copied: an entry of the audit, since a store that nobody copies is lost with its disk."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, func, insert, select

from sydata.store.database import writing
from sydata.store.reach import needs
from sydata.store.schema import audit

COPY = "backup"


@needs("set")
def note_copy(engine: Engine, office: str, who: str, now: datetime, digest: str) -> None:
    """Note that a copy was made and checked. digest: of what it holds. Refused where the store takes no writes."""
    entry = {"at": now, "who": who, "office": office, "action": COPY, "detail": {"digest": digest}}
    with writing(engine) as connection:
        connection.execute(insert(audit).values(**entry))


def last_copy(engine: Engine) -> datetime | None:
    """When the store was last copied; None if it never was, as far as it knows."""
    with engine.connect() as connection:
        found: datetime | None = connection.execute(
            select(func.max(audit.c.at)).where(audit.c.action == COPY)
        ).scalar_one()
    return found
