"""The command that writes the briefing of a period."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from sydata import asking
from sydata.analysis.briefing import Material, Stamp, brief, gather
from sydata.analysis.coverage import of_period
from sydata.analysis.doubt import doubts
from sydata.analysis.lead import with_lead
from sydata.analysis.names import named_apart
from sydata.analysis.progress import usual
from sydata.catalog.terms import roll_of
from sydata.cli_common import DONE, office_of, period_of, write_file
from sydata.errors import WrongCall
from sydata.exports import data_version
from sydata.exports.briefing import BriefingExport, briefing_by_suffix, suffixes
from sydata.holdings import signed_periods
from sydata.model import Period
from sydata.settings import Settings
from sydata.store import queries
from sydata.store.database import open_store, revision
from sydata.store.terms import terms
from sydata.wide import as_shown
from sydata.wording import Lang


def briefing(given: argparse.Namespace, settings: Settings) -> int:
    """Write the briefing of a period."""
    kind, of, code = _kind(given.out), period_of(given.period), office_of(given, settings)
    lang: Lang = "en" if (given.language or settings.language) == "en" else "zh"
    found = _material(open_store(settings.database_url), code, of, lang)
    asked = replace(found, lang=lang, sensitive=given.sensitive)
    made = brief(asked)
    made = replace(made, parts=frozenset(given.parts) if given.parts else made.parts)
    write_file(Path(given.out), kind.write(made, asked))
    print(f"{made.title} · {made.status} → {given.out}", file=sys.stderr)
    return DONE


def _kind(out: str) -> BriefingExport:
    found = briefing_by_suffix(Path(out).suffix)
    if found is None:
        known = "、".join(suffixes())
        raise WrongCall(f"{out}: 简报只能写成 {known} a briefing is written as {', '.join(suffixes())}")
    if not Path(out).absolute().parent.is_dir():
        raise WrongCall(f"{out}: 文件夹不存在 there is no such folder")
    return found


def _material(engine: Engine, code: str, of: Period, lang: Lang) -> Material:
    returns = queries.returns(engine, code)
    if of_period(returns, of.year, of.festival).empty:
        raise WrongCall(f"{of.id}: 本期没有报表 there are no returns of this period")
    signed, own = signed_periods(engine, code), terms(engine, code)
    version = next((each.version for each in signed if each.period == of), None)
    stamp = Stamp(data_version(of, signed, revision(engine), lang), version, datetime.now())
    facts = named_apart(with_lead(queries.facts(engine, code)))
    doubted = doubts(asking.living(queries.findings(engine, code)))
    figures = as_shown(queries.observations(engine, code, of.year, of.festival))
    return replace(
        gather(roll_of(code, own), usual(code, of, own), facts, returns, stamp, doubted), observations=figures
    )
