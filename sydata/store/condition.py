"""How the store is: whether it can be read and written, what it is, and whether there is room for more."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine

from sydata.store.database import revision
from sydata.store.faults import kind_of

LOW_BYTES = 1 << 30  # below this much free space the service goes on and says so
WAIT_SECONDS = 1  # for the lock that a writer needs: writers hold it for a fraction of that


@dataclass(frozen=True, slots=True)
class Condition:
    """revision: writes so far; schema: of the tables; size, free: bytes of the store's file and free on its disk,
    None on a database server. problems: `low-space`, or a kind of `faults.SENTENCES` that writing meets.
    """

    revision: int
    schema: str
    size: int | None
    free: int | None
    problems: tuple[str, ...]


def condition(engine: Engine) -> Condition:
    """Look at the store. StoreFault if it cannot be read."""
    now = revision(engine)
    with engine.connect() as connection:
        schema = str(MigrationContext.configure(connection).get_current_revision())
    file = engine.url.database
    if engine.url.get_backend_name() != "sqlite" or not file or file == ":memory:":
        return Condition(now, schema, None, None, ())
    free = shutil.disk_usage(Path(file).absolute().parent).free
    held_by = _writing(Path(file))
    problems = (*(["low-space"] if free < LOW_BYTES else []), *([held_by] if held_by else []))
    size = sum(path.stat().st_size for path in (Path(file), Path(f"{file}-wal")) if path.exists())
    return Condition(now, schema, size, free, problems)


def _writing(file: Path) -> str:
    """What keeps the store from being written to now; empty if nothing does. Writes nothing."""
    address = f"{file.absolute().as_uri()}?mode=rw"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")
    except sqlite3.Error as error:
        return kind_of(error) or "disk"
    return ""
