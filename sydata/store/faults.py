"""What the disk or the database cannot do, as a sentence: what happened, what was kept, what to do.

Every statement of every store passes here (`watch`), so no caller has to think of a full disk. Nothing of it is
caught in the store: the transaction ends, and with it all of what was about to be written.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext

from sydata.errors import Refused

KEPT = ("没有保存这次的更改，此前的数据都在。", "This change was not saved; what was there before is kept.")
# SQLite's primary result codes, https://sqlite.org/rescode.html
SENTENCES = {
    "full": (
        "磁盘已满：请腾出空间后再试一次。",
        "The disk is full: make room, then try again.",
    ),
    "readonly": (
        "数据库不能写入：请检查磁盘和文件夹的权限。",
        "The store cannot be written to: check the disk and the rights of its folder.",
    ),
    "busy": (
        "数据库一直被其他程序占用：请稍后再试。",
        "Another program has kept the store locked: try again later.",
    ),
    "damaged": (
        "数据库已损坏：请停止使用，由管理员用 restore 恢复最近的备份。",
        "The store is damaged: stop, and let the administrator bring back the last backup with `restore`.",
    ),
    "disk": (
        "磁盘读写出错：请检查磁盘，必要时由管理员用 restore 恢复最近的备份。",
        "The disk failed to read or write: check it; if need be, bring back the last backup with `restore`.",
    ),
    "gone": (
        "数据库文件打不开或不见了：请把它放回原处，或由管理员用 restore 恢复最近的备份。",
        "The store's file cannot be opened or has vanished: put it back, or bring back the last backup with `restore`.",
    ),
    "replaced": (
        "数据库文件在运行中被换掉了：请重新打开页面。",
        "The store's file was replaced while the program ran: open the page again.",
    ),
}
KINDS = {
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_READONLY: "readonly",
    sqlite3.SQLITE_PERM: "readonly",
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_PROTOCOL: "busy",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
    sqlite3.SQLITE_IOERR: "disk",
    sqlite3.SQLITE_CANTOPEN: "gone",
}
NUMBERS = {
    errno.ENOSPC: "full",
    getattr(errno, "EDQUOT", errno.ENOSPC): "full",
    errno.EROFS: "readonly",
    errno.EACCES: "readonly",
    errno.EPERM: "readonly",
    errno.EIO: "disk",
}


class StoreFault(Refused):
    """The disk or the database failed; `kind` is a key of SENTENCES, `where` a file for whoever keeps it."""

    def __init__(self, kind: str, where: str = "") -> None:
        zh, en = SENTENCES[kind]
        named = f"{where}: " if where else ""
        super().__init__(named + zh + KEPT[0], f"{en} {KEPT[1]}")
        self.kind = kind


def kind_of(error: BaseException | None) -> str:
    """The kind of fault an error of SQLite tells of; empty where it is none of the disk or the file."""
    code = getattr(error, "sqlite_errorcode", None)
    return KINDS.get(code & 0xFF, "") if isinstance(code, int) else ""


@contextmanager
def of_disk() -> Iterator[None]:
    """Tell what the file system cannot do by the same sentences."""
    try:
        yield
    except OSError as error:
        raise StoreFault(NUMBERS.get(error.errno or 0, "gone")) from error


def watch(engine: Engine) -> None:
    """Tell faults of this SQLite store by sentences, and never write to a file that is not where it was opened."""
    event.listen(engine, "handle_error", _tell)
    path = engine.url.database
    if not path or path == ":memory:":
        return
    first: list[tuple[int, int] | None] = []

    def same(*_: Any) -> None:
        """SQLite would write on to a file that was taken away, and make an empty one where none is."""
        here = identity(path)
        if first and here != first[0]:
            raise StoreFault("replaced" if here else "gone")

    def opened(*_: Any) -> None:
        if not first:
            first.append(identity(path))

    event.listen(engine, "do_connect", same)
    event.listen(engine, "connect", opened)
    event.listen(engine, "checkout", same)


def identity(path: str | Path) -> tuple[int, int] | None:
    """Which file lies at a path, whatever its content; None if there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def was_replaced(engine: Engine) -> bool:
    """Whether another file lies where the store was opened. Not so of one that is merely gone: it may come back."""
    if engine.url.get_backend_name() != "sqlite":
        return False
    try:
        engine.connect().close()
    except StoreFault as fault:
        return fault.kind == "replaced"
    return False


def _tell(context: ExceptionContext) -> None:
    kind = kind_of(context.original_exception)
    if kind:
        raise StoreFault(kind) from context.original_exception
