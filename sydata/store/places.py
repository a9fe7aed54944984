"""Where the counted figures of some returns stand, for findings that know no cell yet; and who collects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd
from sqlalchemy import Engine, Select, and_, select

from sydata.store.schema import file, observation, return_, setting

COLUMNS = ("return_id", "category", "indicator", "file", "sheet", "cell", "text", "file_id", "state")
AT_ONCE = 500  # returns asked for in one query: a database takes only so many values


def places(engine: Engine, return_ids: Sequence[int]) -> pd.DataFrame:
    """COLUMNS: one row a counted figure; a return without any has one row with empty words."""
    found = [
        _some(engine, return_ids[start : start + AT_ONCE]) for start in range(0, len(return_ids), AT_ONCE)
    ]
    empty = pd.DataFrame(columns=list(COLUMNS), dtype="str").astype(
        {"return_id": "int64", "file_id": "int64"}
    )
    return pd.concat([empty, *found], ignore_index=True)


def among(engine: Engine, codes: Iterable[str]) -> set[str]:
    """Those of some offices that have returns in the store; the others' returns are not read."""
    with engine.connect() as connection:
        there = (code for code in codes if connection.execute(_first(code)).first() is not None)
        return set(there)


def listing(engine: Engine, unit_code: str) -> set[str]:
    """The offices that set something of their own about a reporter."""
    query = select(setting.c.office).where(setting.c.key == f"reporter:{unit_code}")
    with engine.connect() as connection:
        return set(connection.execute(query).scalars())


def _first(office: str) -> Select[tuple[int]]:
    return select(return_.c.id).where(return_.c.office == office).limit(1)


def _some(engine: Engine, return_ids: Sequence[int]) -> pd.DataFrame:
    o, counted = observation.c, observation.c.status == "counted"
    query = (
        select(return_.c.id.label("return_id"), o.category, o.indicator, file.c.name.label("file"))
        .add_columns(return_.c.sheet, o.cell, o.text, return_.c.file_id, return_.c.state)
        .join(file, file.c.id == return_.c.file_id)
        .outerjoin(observation, and_(o.return_id == return_.c.id, counted))
        .where(return_.c.id.in_([int(id) for id in return_ids]))
        .order_by(return_.c.id, o.id)
    )
    with engine.connect() as connection:
        rows = connection.execute(query).fetchall()
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    words = [name for name in COLUMNS if name not in ("return_id", "file_id")]
    return frame.astype(dict.fromkeys(words, "str")).assign(
        **{n: frame[n].fillna("").astype("str") for n in words}
    )
