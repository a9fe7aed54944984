"""Many rows at once, by the quickest way that a database has and that passes where every statement passes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ARRAY, Connection, Insert, String, Table, bindparam, func, insert, select
from sqlalchemy.types import TypeEngine

from sydata.store.letters import Text


def add(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that all have the same columns, none of them JSON.

    A server takes one statement with a list a column: half the time of a statement a row. COPY takes half of that
    again, but passes by SQLAlchemy, and with it by the sentences for a connection that breaks.
    """
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        names = list(rows[0])
        connection.execute(_by_columns(table, names), {name: [row[name] for row in rows] for name in names})
    else:
        connection.execute(insert(table), rows)


def added(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> list[int]:
    """Insert rows with numbers of their own; the numbers, in the order of the rows."""
    if not rows:
        return []
    into = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return [int(id) for id in connection.execute(into, rows).scalars()]


def _by_columns(table: Table, names: Sequence[str]) -> Insert:
    lists = [bindparam(name, type_=ARRAY(_unbounded(table.c[name].type))) for name in names]
    columns = func.unnest(*lists).table_valued(*names).render_derived()
    return insert(table).from_select(names, select(*[columns.c[name] for name in names]))


def _unbounded(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    """The type of words without its length: a list is cast, and a cast would cut what an insert refuses."""
    return Text() if isinstance(kind, String) else kind
