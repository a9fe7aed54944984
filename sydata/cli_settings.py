"""The command `settings`: what an office set for itself, told, set and undone by a script."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from typing import Any

import pandas as pd

from sydata.cli_common import DONE, counting, office_of
from sydata.cli_review import clerk_of
from sydata.errors import WrongCall
from sydata.settings import Settings
from sydata.store import setting
from sydata.store.acting import Clerk
from sydata.store.database import open_store
from sydata.store.rereading import read_on
from sydata.store.unread import unfinished

EVERY_PERIOD = {"aliases": [], "spans": [["", ""]]}


def office_settings(given: argparse.Namespace, settings: Settings) -> int:
    """Tell what the office set and every change of it; or change or undo one thing."""
    if given.set or given.add_reporter or given.undo is not None:
        return _act(given, clerk_of(given, settings))
    if given.read_on:
        return _read_on(clerk_of(given, settings))
    engine, office = open_store(settings.database_url), office_of(given, settings)
    if unfinished(engine, office):
        print("已保存的文件尚未全部重新读取 kept files are yet to be read again: --read-on", file=sys.stderr)
    rows = setting.history(engine, office)
    if given.json:
        print(json.dumps(_told(rows), ensure_ascii=False))
        return DONE
    for row in rows.itertuples(index=False):
        mark, value = "✓" if row.holds else " ", json.dumps(row.after, ensure_ascii=False)
        print(f"{mark} {row.change_id} {row.at:%Y-%m-%d %H:%M} {row.who} {row.key} = {value} ({row.reason})")
    return DONE


def _act(given: argparse.Namespace, by: Clerk) -> int:
    """Carry it out, and read kept files again where reporters have other names."""
    if given.set:
        done = setting.change(by, given.set[0], _value(given.set[1]), given.reason)
    elif given.add_reporter:
        done = setting.add_reporter(by, EVERY_PERIOD | dict(_value(given.add_reporter) or {}), given.reason)
    else:
        done = setting.undo(by, given.undo, given.reason)
    print(f"改动 change {done}" if done else "没有变化 nothing changed", file=sys.stderr)
    return _read_on(by)


def _read_on(by: Clerk) -> int:
    """Read kept files again that words or names concern; what was stopped goes on where it broke off."""
    again = read_on(by, counting("正在重新读取 reading again"))
    if again.returns or again.frozen:
        told = f"重新读取 read again {again.returns} · 已审定未动 signed off, left alone {again.frozen}"
        print(told, file=sys.stderr)
    return DONE


def _value(text: str) -> Mapping[str, Any] | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise WrongCall(f"{text[:80]}: 应为 JSON must be JSON") from error
    if value is not None and not isinstance(value, dict):
        raise WrongCall(f"{text[:80]}: 应为 JSON 对象或 null must be a JSON object or null")
    return value


def _told(rows: pd.DataFrame) -> dict[str, Any]:
    """What is set now, and the changes, the newest first."""
    changes = [
        {**row, "at": row["at"].isoformat(), "undoes": None if pd.isna(row["undoes"]) else int(row["undoes"])}
        for row in rows.to_dict("records")
    ]
    now: dict[str, Any] = {}
    for row in changes:
        now.setdefault(row["key"], row["after"])
    return {"settings": {key: value for key, value in now.items() if value is not None}, "changes": changes}
