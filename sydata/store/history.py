"""What happened to returns: decisions with what they replaced, and every event of the audit."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Engine, select

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
