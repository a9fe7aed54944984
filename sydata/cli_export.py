"""The command `export`: the combined data, whole or in part, and the files as they were submitted."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from sydata.catalog.categories import CATEGORIES
from sydata.catalog.festivals import FESTIVALS
from sydata.catalog.indicators import INDICATORS
from sydata.catalog.periods import meant
from sydata.catalog.roll import Collector, people
from sydata.cli_common import DONE, office_of, write_file
from sydata.errors import WrongCall
from sydata.exports import Export, by_suffix
from sydata.exports.choice import Choice, chosen
from sydata.exports.originals import originals_zip
from sydata.exports.tables import Language
from sydata.holdings import content_of, files_of
from sydata.model import Period
from sydata.settings import Settings
from sydata.store import queries
from sydata.store.database import open_store
from sydata.store.terms import collector


def export_data(given: argparse.Namespace, settings: Settings) -> int:
    """Write what the store holds."""
    if not (given.out or given.originals):
        raise WrongCall("请给出 --out 或 --originals；--out or --originals is wanted")
    code = office_of(given, settings)
    engine = open_store(settings.database_url)
    choice, of = _choice(given, collector(engine, code)), _periods(given.period, engine, code)
    export, out = (export_of(given.out), writable(given.out)) if given.out else (None, None)
    target = _zip(given.originals) if given.originals else None
    if export and out:
        given.labels = _headings(given, settings)
        whole = content_of(
            engine, code, of, given.labels if given.labels != "ids" else settings.language, datetime.now()
        )
        content = chosen(replace(whole, language=given.labels), choice)
        write_file(out, export.make(content, given.sensitive))
        print(f"{len(content.data)} 行 rows → {out}", file=sys.stderr)
    if target:
        _write_originals(engine, given, (code, choice, of, target), settings)
    return DONE


def _write_originals(
    engine: Engine,
    given: argparse.Namespace,
    of: tuple[str, Choice, tuple[Period, ...], Path],
    settings: Settings,
) -> None:
    code, choice, periods, target = of
    listed = files_of(engine, code, periods)
    if choice.units:
        listed = listed[listed["unit_code"].isin(list(choice.units))]
    language: Language = "en" if settings.language == "en" else "zh"
    made = originals_zip(
        listed, lambda id: queries.original(engine, id)[1], collector(engine, code), language, given.sensitive
    )
    write_file(target, made)
    print(f"{listed['file_id'].nunique()} 个原始文件 files → {target}", file=sys.stderr)


# ---- what was asked for ----
def _periods(words: Sequence[str], engine: Engine, code: str) -> tuple[Period, ...]:
    """The periods asked for, none for all of them. WrongCall for a word that means none."""
    found, wrong = meant(words, queries.periods(engine, code))
    if wrong:
        known = ", ".join(FESTIVALS)
        raise WrongCall(
            f"{wrong[0]}: 不是报送期，或范围内没有数据 no period, or none in the range; "
            f"wanted like 2024-spring, 2021-spring..2026-spring ({known})"
        )
    return found


def _choice(given: argparse.Namespace, office: Collector) -> Choice:
    """The part that is asked for. WrongCall for a word that means nothing."""
    return Choice(
        tuple(_unit(word, office) for word in given.units),
        tuple(
            _id(word, {each.id: (each.zh, each.short_zh) for each in CATEGORIES.values()})
            for word in given.categories
        ),
        tuple(
            _id(word, {each.id: (each.zh, *each.words) for each in INDICATORS.values()})
            for word in given.indicators
        ),
    )


def _unit(word: str, office: Collector) -> str:
    known = {unit.code: unit.name for unit in people(office)}
    if word in known:
        return word
    found = [each for each, name in known.items() if name == word]
    if not found:
        raise WrongCall(f"{word}: 没有这个填报单位 no such unit")
    return found[-1]


def _id(word: str, names: dict[str, Sequence[str]]) -> str:
    found = next((id for id, those in names.items() if word == id or word in those), "")
    if not found:
        raise WrongCall(f"{word}: 不认识，可用 unknown; wanted {', '.join(names)}")
    return found


def _headings(given: argparse.Namespace, settings: Settings) -> str:
    """ids, or the language of headings in words."""
    if given.headers is None:
        return str(given.labels)
    if given.headers == "ids":
        return "ids"
    return given.labels if given.labels != "ids" else "en" if settings.language == "en" else "zh"


def export_of(out: str) -> Export:
    """What writes this file; WrongCall for another suffix."""
    export = by_suffix(Path(out).suffix)
    if export is None:
        raise WrongCall(f"{out}: 应以 .csv、.xlsx 或 .parquet 结尾 must end in .csv, .xlsx or .parquet")
    return export


def writable(out: str) -> Path:
    """The file, if its folder is there and we write its kind."""
    export_of(out)
    return _in_folder(out)


def _zip(out: str) -> Path:
    if Path(out).suffix.lower() != ".zip":
        raise WrongCall(f"{out}: 应以 .zip 结尾 must end in .zip")
    return _in_folder(out)


def _in_folder(out: str) -> Path:
    if not Path(out).absolute().parent.is_dir():
        raise WrongCall(f"{out}: 文件夹不存在 there is no such folder")
    return Path(out)
