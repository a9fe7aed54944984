"""Who came, which page they opened, what they took away, what was refused: noted beside the data, kept for a time.

No address of a computer, nothing of what stood on a page or in a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, NamedTuple, get_args

import pandas as pd
from sqlalchemy import ColumnElement, Engine, delete, func, insert, select

from sydata.store.database import noting
from sydata.store.schema import visit

Kind = Literal["signed-in", "signed-out", "opened", "took", "refused"]
KINDS: tuple[Kind, ...] = get_args(Kind)
COLUMNS = ("at", "who", "kind", "what", "version")
LONGEST = 200  # letters of what was taken or refused


class Visit(NamedTuple):
    """What somebody did. what: a page's id, a kind of download, what was refused; version: of the data taken."""

    at: datetime
    who: str
    kind: Kind
    what: str = ""
    version: str = ""


def note(engine: Engine, noted: Sequence[Visit]) -> None:
    """Keep visits, in the order in which they were."""
    rows = [one._asdict() | {"what": one.what[:LONGEST], "version": one.version[:LONGEST]} for one in noted]
    if rows:
        with noting(engine) as connection:
            connection.execute(insert(visit), rows)


def forget(engine: Engine, before: datetime) -> int:
    """Drop visits from before that moment; how many there were."""
    with noting(engine) as connection:
        return int(connection.execute(delete(visit).where(visit.c.at < before)).rowcount)


def visits(engine: Engine, since: datetime, who: str = "", kind: str = "", most: int = 1000) -> pd.DataFrame:
    """COLUMNS of the visits from a moment on, the newest first: of one person, of one kind where asked."""
    query = select(*(visit.c[name] for name in COLUMNS)).where(*_asked(since, who, kind))
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(visit.c.id.desc()).limit(most)).all()
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.assign(at=pd.to_datetime(frame["at"]))


def count(engine: Engine, since: datetime, who: str = "", kind: str = "") -> int:
    """How many there are of those."""
    query = select(func.count()).select_from(visit).where(*_asked(since, who, kind))
    with engine.connect() as connection:
        return int(connection.execute(query).scalar_one())


def visitors(engine: Engine, since: datetime) -> list[str]:
    """Who was there from a moment on."""
    query = select(visit.c.who).distinct().where(visit.c.at >= since).order_by(visit.c.who)
    with engine.connect() as connection:
        return list(connection.execute(query).scalars())


def _asked(since: datetime, who: str, kind: str) -> list[ColumnElement[bool]]:
    asked = [visit.c.at >= since]
    asked += [visit.c.who == who] if who else []
    return asked + ([visit.c.kind == kind] if kind else [])
