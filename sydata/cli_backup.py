"""The commands that copy the store into one file and bring it back."""

from __future__ import annotations

import argparse
import getpass
from datetime import datetime
from pathlib import Path

from sydata.cli_common import DONE
from sydata.errors import WrongCall
from sydata.settings import Settings
from sydata.store import backing
from sydata.store.backing import Contents
from sydata.store.database import open_store


def backup(given: argparse.Namespace, settings: Settings) -> int:
    """Copy the store while people work, and check the copy."""
    to = Path(given.file)
    if not to.absolute().parent.is_dir():
        raise WrongCall(f"{to}: 文件夹不存在 there is no such folder")
    contents = backing.back_up(open_store(settings.database_url), to)
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


def _told(contents: Contents) -> str:
    rows = contents.rows
    return (
        f"报表 returns {rows['return_']} · 数据项 figures {rows['observation']} · 原件 files {rows['file']} · "
        f"操作记录 audit {rows['audit']} · 版本 revision {contents.revision}\nsha256 {contents.digest}"
    )
