"""A copy of the whole store in one file, taken while people work, and the way back from it.

The copy is an SQLite database of the same tables, so that any tool can look into it in thirty years. It is checked
before it counts: its pages, its references, and the bytes of every submitted file against their digests.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, insert, select, update
from sqlalchemy.engine import URL, make_url

from sydata.errors import Refused
from sydata.store.database import BUSY_SECONDS, analyze, open_store, writing
from sydata.store.moving import fill, to_file
from sydata.store.schema import audit, blob, meta, metadata

OURS = {table.name for table in metadata.sorted_tables}
RAISED = "UPDATE meta SET value = ? WHERE key = 'revision'"
TOLD = (
    "INSERT INTO audit (at, who, office, action, detail) VALUES (?, ?, ?, 'restore', json_object('file', ?))"
)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a copy holds: revision of the store; rows by table; digest: of every row of every table but meta."""

    revision: int
    rows: dict[str, int]
    digest: str


@dataclass(frozen=True, slots=True)
class Restored:
    """contents: of the store now, less the audit's line of this act; kept: a copy of what was there before."""

    contents: Contents
    kept: Path | None


def back_up(engine: Engine, to: Path) -> Contents:
    """Copy the store as it is at one moment to `to`, which is replaced only by a copy that was checked.

    Nobody has to stop for it. Refused for a store in memory, a full disk, or damaged contents.
    """
    part = to.with_name(f".{to.name}.part")
    part.unlink(missing_ok=True)
    try:
        with _telling(to):
            _write(engine, part)
        contents = look_into(part, shown=to)
        _settle(part)
        part.replace(to)
        _settle(to.parent)
    finally:
        part.unlink(missing_ok=True)
    return contents


def _write(engine: Engine, part: Path) -> None:
    if engine.dialect.name != "sqlite":
        to_file(engine, part)
        return
    with closing(_connect(_file(engine.url))) as source:
        source.execute("VACUUM INTO ?", (str(part),))


def look_into(copy: Path, shown: Path | None = None) -> Contents:
    """What a copy holds, after a look at every page, reference and submitted file of it. Refused if anything is off."""
    if not copy.is_file():
        raise Refused(f"{copy}：找不到。", "Not found.")
    with _telling(shown or copy), closing(_connect(copy, "ro")) as connection:
        _check(connection, shown or copy)
        (page,) = connection.execute("PRAGMA page_size").fetchone()
        if copy.stat().st_size % page:  # SQLite reads a last page that is cut as if zeros stood behind it
            raise Refused(f"{shown or copy}：不完整，末尾缺失。", "It is cut: its end is missing.")
        return _contents(connection)


def restore(url: str, copy: Path, office: str, who: str, now: datetime, replace: bool = False) -> Restored:
    """Put a copy in the place of the store at `url`, at one stroke, and hold the two against each other row by row.

    A store in which anything happened is given up only with `replace`, and kept beside it then; so is one that is
    damaged. Copies of earlier versions are brought to the present tables. Whatever caches under a revision meets a
    higher one.
    """
    act = (now, who, office)
    if make_url(url).get_backend_name() != "sqlite":
        return _restore_on_server(open_store(url), copy, act, replace)
    target = _file(make_url(url))
    present = _present(url, target)
    if present != EMPTY and not replace:
        raise Refused(*HOLDS)
    look_into(copy)
    kept = _keep(url, target, present, f"{now:%Y%m%d-%H%M%S}")
    return Restored(_put(copy, target, present or 0, act), kept)


def _restore_on_server(engine: Engine, copy: Path, act: tuple[datetime, str, str], replace: bool) -> Restored:
    """In one transaction, whose first step keeps all others waiting; what was there is kept beside the copy."""
    look_into(copy)
    kept = None
    with _up_to_date(copy) as given, writing(engine) as target, given.connect() as source:
        if target.execute(select(audit.c.id).limit(1)).first() is not None:
            if not replace:
                raise Refused(*HOLDS)
            kept = copy.with_name(f"{copy.stem}.before-{act[0]:%Y%m%d-%H%M%S}.sqlite")
            back_up(engine, kept)
        present = target.execute(select(meta.c.value).where(meta.c.key == "revision")).scalar_one()
        contents = look_into(_file(given.url), shown=copy)
        fill(target, source)
        target.execute(
            update(meta).where(meta.c.key == "revision").values(value=max(present, contents.revision) + 1)
        )
        entry = {"at": act[0].replace(tzinfo=None), "who": act[1], "office": act[2], "action": "restore"}
        target.execute(insert(audit).values(**entry, detail={"file": copy.name}))
    analyze(engine)
    engine.dispose()
    return Restored(contents, kept)


@contextmanager
def _up_to_date(copy: Path) -> Iterator[Engine]:
    """A copy of the copy, brought to the present tables."""
    with TemporaryDirectory(prefix="sydata-restore-") as folder:
        part = Path(folder, copy.name)
        with _telling(copy):
            shutil.copyfile(copy, part)
        engine = open_store(f"sqlite:///{part.as_posix()}")
        try:
            yield engine
        finally:
            engine.dispose()


EMPTY = -1
HOLDS = (
    "数据库中已有数据，没有恢复。确要以备份代替，请加 --replace（现有数据会另存）。",
    "The store holds data, nothing was restored. Add --replace to put the copy in its place "
    "(what is there now is kept beside it).",
)


def _present(url: str, target: Path) -> int | None:
    """The revision of the store that is there; EMPTY if nothing ever happened in it; None if it is damaged."""
    if not target.exists():
        open_store(url).dispose()
    try:
        contents = look_into(target)
    except Refused:
        return None
    return contents.revision if contents.rows["audit"] else EMPTY


def _keep(url: str, target: Path, present: int | None, moment: str) -> Path | None:
    """Set aside what is there: a copy of a sound store, the very files of a damaged one."""
    if present == EMPTY:
        return None
    if present is not None:
        kept = target.with_name(f"{target.stem}.before-{moment}.sqlite")
        back_up(open_store(url), kept)
        return kept
    kept = target.with_name(f"{target.stem}.damaged-{moment}.sqlite")
    for end in ("", "-wal", "-shm"):
        part = target.with_name(target.name + end)
        if part.exists():
            part.replace(kept.with_name(kept.name + end))
    open_store(url).dispose()
    return kept


def _put(copy: Path, target: Path, above: int, act: tuple[datetime, str, str]) -> Contents:
    part = target.with_name(f".{target.name}.restoring")
    part.unlink(missing_ok=True)
    try:
        with _telling(target):
            shutil.copyfile(copy, part)
            open_store(
                f"sqlite:///{part.as_posix()}"
            ).dispose()  # brings the tables of an older version up to date
            with closing(_connect(part)) as source, closing(_connect(target)) as store:
                contents = _contents(source)
                _mark(source, max(above, contents.revision) + 1, (*act, copy.name))
                source.backup(store)  # in one transaction of `store`: it is the old one or the new one
                _same(_contents(source), _contents(store))
    finally:
        for leaving in target.parent.glob(f"{part.name}*"):
            leaving.unlink()
    return contents


def _mark(source: sqlite3.Connection, revision: int, act: tuple[datetime, str, str, str]) -> None:
    now, *rest = act
    with source:
        source.execute("BEGIN")
        source.execute(RAISED, (revision,))
        source.execute(TOLD, (now.replace(tzinfo=None).isoformat(" ", "microseconds"), *rest))


def _same(wanted: Contents, found: Contents) -> None:
    if wanted != found:
        raise Refused(
            "恢复后的数据与备份不一致，请勿使用，请再试一次。",
            "What was restored differs from the copy: do not use it, and try again.",
        )


def _file(address: URL) -> Path:
    if address.database in (None, "", ":memory:"):
        raise Refused(
            "这个数据库在内存中，没有文件。",
            "This store is in memory, there is no file of it.",
        )
    return Path(str(address.database))


def _connect(path: Path, mode: str = "rw") -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)


@contextmanager
def _telling(file: Path) -> Iterator[None]:
    """What the database or the disk says, as a sentence about this file."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise Refused(
            f"{file}：未能完成，原有内容没有改动。", f"Not done, nothing was changed: {error}"
        ) from error


def _check(connection: sqlite3.Connection, shown: Path) -> None:
    try:
        names = {
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        tied = connection.execute("PRAGMA foreign_key_check").fetchone() is None
    except sqlite3.DatabaseError as error:
        raise Refused(f"{shown}：不是完好的备份。", f"This is no sound copy of a store: {error}") from error
    if not {"alembic_version", "meta", "blob", "audit"} <= names:
        raise Refused(f"{shown}：不是本程序的备份。", "This is no copy made by this program.")
    if not (whole and tied):
        raise Refused(f"{shown}：内容已损坏。", "Its contents are damaged.")
    for sha256, content in connection.execute(f"SELECT sha256, content FROM {blob.name}"):
        if hashlib.sha256(content).hexdigest() != sha256:
            raise Refused(
                f"{shown}：有报表原件已损坏。", f"A submitted file in it is damaged ({sha256[:12]}…)."
            )


def _contents(connection: sqlite3.Connection) -> Contents:
    (revision,) = connection.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()
    present = [
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    ]
    rows, digest = {}, hashlib.sha256()
    for table in present:
        if table in OURS - {"meta"}:
            rows[table] = _add(connection, table, digest)
    return Contents(revision, rows, digest.hexdigest())


def _add(connection: sqlite3.Connection, table: str, digest: hashlib._Hash) -> int:
    """Feed every row into the digest, and count them; of submitted files their own digest stands for the bytes."""
    columns = "sha256, size" if table == blob.name else "*"
    key = ", ".join(column.name for column in metadata.tables[table].primary_key)
    count = 0
    digest.update(table.encode())
    for row in connection.execute(f"SELECT {columns} FROM {table} ORDER BY {key}"):
        digest.update(repr(row).encode())
        count += 1
    return count


def _settle(path: Path) -> None:
    """Wait until the disk has it; a folder can be asked only where the system lets it be opened."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
