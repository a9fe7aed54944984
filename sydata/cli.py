"""The command line: `python -m sydata COMMAND`. Here the clock, the user and the settings are read.

Exit status 0: done; 1: done, but some file could not be loaded; 2: wrong call.
"""

from __future__ import annotations

import argparse
import getpass
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pandas as pd

import sydata
from sydata.analysis.progress import progress, usual
from sydata.asking import living
from sydata.catalog.terms import named
from sydata.cli_backup import backup, restore
from sydata.cli_briefing import briefing
from sydata.cli_common import DONE, SOME_FAILED, WRONG, counting, office_of, period_of, write_file
from sydata.cli_export import export_data, export_of, writable
from sydata.cli_reminders import letters_of, maker
from sydata.cli_review import accept_returns, reopen_period, sign_off_period
from sydata.cli_roles import office_roles
from sydata.cli_settings import office_settings
from sydata.cli_status import status_keys, tell_status
from sydata.cli_words import parser
from sydata.errors import SydataError, WrongCall
from sydata.exports import Content, findings_bytes
from sydata.exports.progress import letters_text
from sydata.exports.reading import data_of, text_of
from sydata.holdings import findings_of
from sydata.model import Batch
from sydata.settings import Settings, load
from sydata.store import queries
from sydata.store.database import open_store
from sydata.store.entries import failed_files
from sydata.store.lessons import lessons
from sydata.store.returns import Saved, save
from sydata.store.terms import terms


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status. Errors go to stderr, one sentence each."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # consoles that know no Chinese
    try:
        given = parser(COMMANDS).parse_args(arguments)
        settings = load()
        return COMMANDS[given.command](given, settings)
    except (SydataError, OSError) as error:
        print(error, file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        print("已中断 stopped", file=sys.stderr)
        return WRONG


def normalize(given: argparse.Namespace, settings: Settings) -> int:
    """Read sheets into one table, without the store."""
    export, out = export_of(given.out), writable(given.out)
    findings = writable(given.findings) if given.findings else None
    code = office_of(given, settings)
    result = sydata.normalize(_there(given.paths), office=code, workers=settings.scheduler or None)
    content = Content(result.data, result.findings, result.observations, code, datetime.now(), given.labels)
    write_file(out, export.make(content, given.sensitive))
    if findings:
        write_file(findings, findings_bytes(content, findings.suffix, given.sensitive))
    print(f"{len(result.data)} 行 rows → {out}", file=sys.stderr)
    _tell_findings(result.findings)
    return _tell_failed(result.batch)


def explain(given: argparse.Namespace, settings: Settings) -> int:
    """Say how each sheet is understood, without the store."""
    readings = sydata.explain(_there(given.paths), office=office_of(given, settings))
    language = given.language or settings.language
    if given.json:
        print(json.dumps(data_of(readings, language), ensure_ascii=False))
    else:
        print(text_of(readings, language))
    return SOME_FAILED if any(reading.outcome == "unreadable" for reading in readings) else DONE


def load_files(given: argparse.Namespace, settings: Settings) -> int:
    """Read sheets into the store."""
    engine = open_store(settings.database_url)
    code = office_of(given, settings)
    print("正在读取 reading …", file=sys.stderr)
    words, own = lessons(engine, code), named(terms(engine, code))
    result = sydata.normalize(_there(given.paths), code, words, settings.scheduler or None, own)
    saved = save(engine, result.batch, datetime.now(), getpass.getuser(), counting("正在保存 saving"))
    _tell_saved(saved)
    _tell_findings(result.findings)
    return _tell_failed(result.batch)


def status(given: argparse.Namespace, settings: Settings) -> int:
    """Tell who has reported for a period."""
    period, code = period_of(given.period), office_of(given, settings)
    engine = open_store(settings.database_url)
    stood = progress(queries.returns(engine, code), usual(code, period, terms(engine, code)))
    if given.json:
        print(json.dumps(status_keys(stood), ensure_ascii=False))
    else:
        tell_status(stood, period, code)
        _tell_open(findings_of(engine, code, period))
    return DONE


def reminders(given: argparse.Namespace, settings: Settings) -> int:
    """Write letters to those who still owe a return."""
    period, code = period_of(given.period), office_of(given, settings)
    make = maker(given.out) if given.out else letters_text
    engine = open_store(settings.database_url)
    told = letters_of(queries.returns(engine, code), code, period, datetime.now(), terms(engine, code))
    made = replace(told, sensitive=given.sensitive)
    if not made.letters:
        print("无需催报 nothing is owed", file=sys.stderr)
        return DONE
    if given.out:
        write_file(Path(given.out), make(made))
        print(f"{len(made.letters)} 份催报 letters → {given.out}", file=sys.stderr)
    else:
        print(make(made).decode("utf-8-sig").replace("\r\n", "\n"))
    if made.assumed:
        print("截止日期按往年推定，请核对 the deadline is assumed: check it", file=sys.stderr)
    return DONE


def serve(given: argparse.Namespace, settings: Settings) -> int:
    """Start the dashboard and wait until it ends."""
    server = Path(sydata.__file__).parent / "ui" / "server.py"
    command = [sys.executable, "-m", "streamlit", "run", str(server)]
    command += ["--server.port", str(given.port), "--server.maxUploadSize", str(settings.max_upload_mb)]
    command += ["--server.address", given.address] if given.address else []
    if given.headless:
        command += ["--server.headless", "true"]
    os.chdir(Path(sydata.__file__).parent.parent)  # where the theme and the door are
    if sys.platform == "win32":  # exec would come back to the prompt at once there
        return subprocess.call(command)
    os.execv(command[0], command)  # the server takes this process's place: whoever ends it ends the server


def sample(given: argparse.Namespace, _settings: Settings) -> int:
    """Write the synthetic sample sheets."""
    from sydata.sample import write  # needs the writers of many formats, which no other command does

    write(Path(given.directory))
    print(f"示例数据已写入 sample sheets are in {given.directory}", file=sys.stderr)
    return DONE


COMMANDS = {
    "normalize": normalize,
    "explain": explain,
    "load": load_files,
    "export": export_data,
    "briefing": briefing,
    "status": status,
    "reminders": reminders,
    "accept": accept_returns,
    "sign-off": sign_off_period,
    "reopen": reopen_period,
    "backup": backup,
    "restore": restore,
    "settings": office_settings,
    "roles": office_roles,
    "serve": serve,
    "sample": sample,
}


def _there(paths: Sequence[str]) -> list[Path]:
    for path in paths:
        if not Path(path).exists():
            raise WrongCall(f"{path}: 找不到 not found")
    return [Path(path) for path in paths]


def _tell_saved(saved: Saved) -> None:
    print(f"计入 counted {saved.new} · 取代 superseded {saved.superseded} · ", end="")
    print(f"重复 duplicates {saved.duplicates} · 待定 waiting {saved.waiting} · ", end="")
    print(f"已有 already there {saved.already} · 未载入 not loaded {saved.files_failed}")


def _tell_findings(findings: pd.DataFrame) -> None:
    counts = Counter(findings["severity"])
    numbers = (
        f"错误 errors {counts['error']} · 提醒 warnings {counts['warning']} · 说明 notes {counts['info']}"
    )
    print(numbers, file=sys.stderr)


def _tell_open(findings: pd.DataFrame) -> None:
    """How much there is to look at in returns that count or wait; what a person settled is none of it."""
    rows = living(findings)
    counts, own = Counter(rows["severity"]), int((rows["finding_id"] < 0).sum())
    print(f"核查 findings: 错误 errors {counts['error']} · 提醒 warnings {counts['warning']} · ", end="")
    print(f"说明 notes {counts['info']} · 其中与往年及同类比 of past and peers {own}")


def _tell_failed(batch: Batch) -> int:
    failed = sorted(failed_files(batch))
    for name in failed:
        print(f"{name}: 未能载入 could not be loaded", file=sys.stderr)
    return SOME_FAILED if failed else DONE
