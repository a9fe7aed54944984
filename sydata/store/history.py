"""What happened to returns: decisions with what they replaced, and every event of the audit."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy import Engine, and_, select

from sydata.store.noting import CONFIRM
from sydata.store.schema import audit, decision, file, return_

DECISION_COLUMNS = (
    "decision_id", "kind", "sheet", "cell", "category", "indicator", "said", "before", "reason", "who", "at",
    "undone_by", "undone_at",
)  # fmt: skip
EVENT_COLUMNS = ("at", "who", "action", "return_id", "unit", "file", "sheet", "detail")


def decisions(engine: Engine, office: str, return_id: int) -> pd.DataFrame:
    """DECISION_COLUMNS about a return and what its sheet says of its unit, the newest first.

    undone_at is NaT while one holds.
    """
    d = decision.c
    # of the returns of one sheet each has its own; a confirmation is of a unit, wherever that stands in the sheet
    own = (d.kind != CONFIRM) & (d.position == return_.c.position)
    said = (d.kind == CONFIRM) & d.unit_code.in_(["", return_.c.unit_code])
    plain = [d[name] for name in DECISION_COLUMNS if name in d]
    query = (
        select(d.id.label("decision_id"), *plain)
        .join(return_, (return_.c.file_id == d.file_id) & (return_.c.sheet == d.sheet))
        .where(d.office == office, return_.c.id == return_id, own | said)
        .order_by(d.id.desc())
    )
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    frame = pd.DataFrame(rows, columns=list(DECISION_COLUMNS))
    return frame.assign(at=pd.to_datetime(frame["at"]), undone_at=pd.to_datetime(frame["undone_at"]))


def events(engine: Engine, office: str, return_id: int | None = None, limit: int = 500) -> pd.DataFrame:
    """EVENT_COLUMNS of a return, or of the office, the newest first and at most `limit`."""
    a = audit.c
    query = (
        select(a.at, a.who, a.action, a.return_id, return_.c.unit, file.c.name.label("file"), return_.c.sheet)
        .add_columns(a.detail)
        .outerjoin(return_, return_.c.id == a.return_id)
        .outerjoin(file, file.c.id == return_.c.file_id)
        .where(a.office == office, *([a.return_id == return_id] if return_id is not None else []))
        .order_by(a.id.desc())
        .limit(limit)
    )
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    frame = pd.DataFrame(rows, columns=list(EVENT_COLUMNS))
    return frame.assign(at=pd.to_datetime(frame["at"]))


class SentBack(NamedTuple):
    """An earlier return of the same unit and period that went back, with the questions as they were asked."""

    return_id: int
    at: datetime
    who: str
    questions: tuple[dict[str, Any], ...]


def sent_back_before(engine: Engine, office: str, return_id: int) -> SentBack | None:
    """What this return answers: the latest sending back of another one of its place; None if none went back."""
    mine, theirs = return_.alias("mine"), return_.alias("theirs")
    same = [mine.c[name] == theirs.c[name] for name in ("office", "unit_code", "year", "festival")]
    query = (
        select(audit.c.at, audit.c.who, audit.c.detail, theirs.c.id)
        .join(theirs, theirs.c.id == audit.c.return_id)
        .join(mine, and_(*same))
        .where(mine.c.id == return_id, mine.c.office == office, theirs.c.id < return_id)
        .where(audit.c.action == "send-back", mine.c.unit_code != "")
        .order_by(audit.c.id.desc())
        .limit(1)
    )
    with engine.connect() as connection:
        row = connection.execute(query).first()
    if row is None:
        return None
    return SentBack(row.id, row.at, row.who, tuple(row.detail.get("questions", ())))
