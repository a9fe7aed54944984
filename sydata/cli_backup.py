"""The commands that copy the store into one file and bring it back."""

from __future__ import annotations

import argparse
import getpass
import sys
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from sydata.cli_common import DONE
from sydata.errors import Refused, WrongCall
from sydata.settings import Settings
from sydata.store import backing
from sydata.store.backing import Contents
from sydata.store.copied import note_copy
from sydata.store.database import open_store


def backup(given: argparse.Namespace, settings: Settings) -> int:
    """Copy the store while people work, and check the copy."""
    to = Path(given.file)
    if not to.absolute().parent.is_dir():
        raise WrongCall(f"{to}: 文件夹不存在 there is no such folder")
    engine = open_store(settings.database_url)
    contents = backing.back_up(engine, to)
    _note(engine, contents, settings)
    print(f"已备份并核对 copied and checked → {to}\n{_told(contents)}")
    return DONE


def restore(given: argparse.Namespace, settings: Settings) -> int:
    """Put a copy in the store's place, and compare the two row by row."""
    copy, who = Path(given.file), getpass.getuser()
    done = backing.restore(settings.database_url, copy, settings.office, who, datetime.now(), given.replace)
    print(f"已恢复并逐行比对 restored and compared row by row ← {copy}\n{_told(done.contents)}")
    if done.kept:
        print(f"原有数据另存于 what was there before is kept in {done.kept}")
    return DONE


def _note(engine: Engine, contents: Contents, settings: Settings) -> None:
    """Let the page Settings tell of the copy; one of a store that takes no writes is good all the same."""
    if not contents.rows["audit"]:
        return  # nothing ever happened in it: it stays as new
    try:
        note_copy(engine, settings.office, getpass.getuser(), datetime.now(), contents.digest)
    except Refused as refused:
        print(f"备份已完成，但未能记录 the copy is good but could not be noted: {refused}", file=sys.stderr)


def _told(contents: Contents) -> str:
    rows = contents.rows
    return (
        f"报表 returns {rows['return_']} · 数据项 figures {rows['observation']} · 原件 files {rows['file']} · "
        f"操作记录 audit {rows['audit']} · 版本 revision {contents.revision}\nsha256 {contents.digest}"
    )
