"""The rows of one store into another, whatever database each is on: a server's copy, and the way onto a server.

Everything happens in one transaction of the store that is filled, and is held against its source value by value
before that ends.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Column, Connection, Engine, Row, String, Table, delete, func, insert, select
from sqlalchemy.exc import DBAPIError

from sydata.errors import Refused
from sydata.store.bulk import add
from sydata.store.database import open_store
from sydata.store.letters import Text
from sydata.store.schema import blob, metadata

AT_ONCE = 5000  # rows in hand; of submitted files one
TABLES = metadata.sorted_tables  # whoever is named stands before those that name it


def to_file(engine: Engine, to: Path) -> None:
    """What a server's store holds at one moment, as an SQLite file of the same tables. Refused where they differ."""
    made = open_store(f"sqlite:///{to.as_posix()}")
    try:
        with engine.connect() as source, made.begin() as target:  # a new file: nobody else writes to it
            fill(target, source)
    finally:
        made.dispose()
    with closing(sqlite3.connect(to)) as connection:
        connection.execute(
            "PRAGMA journal_mode = DELETE"
        )  # one file, that can be read where nothing can be written


def fill(target: Connection, source: Connection) -> None:
    """Put the source's rows in the place of the target's, in the target's transaction. Refused where they differ."""
    for table in reversed(TABLES):
        target.execute(delete(table))
    try:
        for table in TABLES:
            _copy(target, source, table)
    except DBAPIError as error:
        raise Refused(
            "有内容放不进新的数据库，没有改动。",
            f"The database refuses a row, nothing was changed: {error.orig}",
        ) from error
    for table in TABLES:
        rows = zip_longest(_rows(source, table), _rows(target, table))
        if any(is_ is None or was is None or _plain(table, was) != _plain(table, is_) for was, is_ in rows):
            raise Refused(
                f"复制后 {table.name} 与原来的不一致，没有改动。",
                f"The copy of {table.name} differs, nothing was changed: try again.",
            )


def _copy(target: Connection, source: Connection, table: Table) -> None:
    put = _one_by_one if any(isinstance(c.type, JSON) for c in table.c) or table is blob else add
    rows = _rows(source, table)
    while some := [dict(row._mapping) for row in islice(rows, 1 if table is blob else AT_ONCE)]:
        put(target, table, some)
    if target.dialect.name == "postgresql" and table.autoincrement_column is not None:
        number = table.autoincrement_column  # a server counts apart from what is there
        sequence = func.pg_get_serial_sequence(table.name, number.name)
        next_ = select(func.coalesce(func.max(number), 0) + 1).scalar_subquery()
        target.execute(select(func.setval(sequence, next_, False)))


def _one_by_one(target: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    target.execute(insert(table), rows)


def _rows(connection: Connection, table: Table) -> Iterator[Row[Any]]:
    """All rows in an order that every database has; never all of them in hand."""
    code = connection.dialect.name == "postgresql"
    keys = [c.collate("C") if code and _is_words(c) else c for c in table.primary_key]
    some = 1 if table is blob else AT_ONCE
    options = {"stream_results": True, "yield_per": some}
    yield from connection.execute(select(table).order_by(*keys), execution_options=options)


def _is_words(column: Column[Any]) -> bool:
    return isinstance(column.type, (String, Text))


def _plain(table: Table, row: Row[Any]) -> list[str]:
    """The values as they are compared: their kinds too, and words as the store keeps them now."""
    kinds = (column.type for column in table.c)
    kept = (
        k.process_bind_param(v, None) if isinstance(k, Text) else v for k, v in zip(kinds, row, strict=True)
    )
    return [repr(value) for value in kept]
