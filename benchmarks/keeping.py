"""`python -m benchmarks.keeping ADDRESS FOLDER`: keeps the forms of a folder in a store, then its bare rows once more.

Prints JSON: seconds on the clock to keep them as `sydata load` does, and to insert the same rows, a table a
transaction: by executemany, and by COPY on PostgreSQL.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import Connection, Table, insert, select, text

from sydata.store.schema import blob, file, observation, return_, upload

TABLES = (blob, upload, file, return_, observation)
Way = Callable[[Connection, Table, list[dict[str, Any]]], None]


def keep(address: str, folder: Path) -> dict[str, float]:
    """Seconds of each way. The store at the address is emptied."""
    from sydata import normalize  # not above: see benchmarks.arriving
    from sydata.store.database import open_store
    from sydata.store.returns import save

    paths = sorted(folder.rglob("*.xlsx"))
    sources = [(path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths]
    batch = normalize(sources, workers=1).batch
    engine = open_store(address)
    begun = perf_counter()
    kept = save(engine, batch, datetime(2026, 1, 1), "benchmark")
    took = {"sydata": perf_counter() - begun}
    assert kept.new == len(paths), f"{kept} of {len(paths)} forms"
    ways: dict[str, Way] = {"executemany": _executemany}
    if engine.dialect.name == "postgresql":
        ways["COPY"] = _copy
    with engine.connect() as connection:
        rows = {
            table: [dict(row) for row in connection.execute(select(table)).mappings()] for table in TABLES
        }
    for name, way in ways.items():
        _empty(engine)
        begun = perf_counter()
        for table in TABLES:
            with engine.connect() as connection, connection.begin():
                way(connection, table, rows[table])
        took[name] = perf_counter() - begun
    engine.dispose()
    return {name: round(seconds, 3) for name, seconds in took.items()}


def _empty(engine: Any) -> None:
    with engine.connect() as connection, connection.begin():
        for table in ("audit", *(table.name for table in reversed(TABLES))):
            connection.execute(text(f"DELETE FROM {table}"))


def _executemany(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    connection.execute(insert(table), rows)


def _copy(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """JSON as text, all else as the driver writes it."""
    names = list(rows[0])
    columns = ", ".join(f'"{name}"' for name in names)
    cursor: Any = connection.connection.cursor()
    with cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(
                [json.dumps(row[n]) if isinstance(row[n], (list, dict)) else row[n] for n in names]
            )


if __name__ == "__main__":
    print(json.dumps(keep(sys.argv[1], Path(sys.argv[2]))))
