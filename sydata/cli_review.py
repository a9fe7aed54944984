"""The commands by which a script accepts returns and signs a period off. Whoever runs them is named in the audit."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Sequence
from datetime import datetime

import pandas as pd

from sydata.analysis.coverage import of_period
from sydata.analysis.progress import progress, usual
from sydata.asking import accept, sign_off
from sydata.catalog.festivals import period_name
from sydata.catalog.offices import office
from sydata.cli_common import DONE, SOME_FAILED, WrongCall, office_of, period_of
from sydata.model import Period
from sydata.pipeline.run import reader
from sydata.settings import Settings
from sydata.store import queries, signing
from sydata.store.acting import Clerk
from sydata.store.database import open_store
from sydata.store.reviewing import ACCEPTED, Why
from sydata.store.terms import terms

WHY: dict[Why, str] = {
    "errors": "有未处理的错误 open errors",
    "warnings": "有未处理的提醒（可加 --despite-warnings） open warnings (--despite-warnings accepts them)",
    "state": "待定，尚未计入 waits for a decision",
}


def accept_returns(given: argparse.Namespace, settings: Settings) -> int:
    """Accept the returns of a period that nothing stands against, and say what stands against the others."""
    period, by = period_of(given.period), clerk_of(given, settings)
    rows = _open(by, period, given.unit)
    done = accept(by, rows["return_id"].tolist(), given.despite_warnings)
    print(f"{_name(by, period)}: 已接收 accepted {len(done.accepted)} · 未接收 refused {len(done.refused)}")
    for row in rows[rows["return_id"].isin(list(done.refused))].itertuples(index=False):
        place = " · ".join(filter(None, [row.unit, row.file, row.sheet]))
        print(f"{place}: {WHY[done.refused[row.return_id]]}", file=sys.stderr)
    return SOME_FAILED if done.refused else DONE


def sign_off_period(given: argparse.Namespace, settings: Settings) -> int:
    """Sign a period off; the units that have not reported are kept with the version."""
    period, by = period_of(given.period), clerk_of(given, settings)
    asked = usual(by.office, period, terms(by.engine, by.office))
    stood = progress(queries.returns(by.engine, by.office), asked)
    missing = [unit.name for unit in stood.coverage.missing]
    sign_off(by, period, given.note, missing)
    held = next(
        h
        for h in signing.held(by.engine, by.office)
        if (h.year, h.festival) == (period.year, period.festival)
    )
    print(f"{_name(by, period)}: 已审定 signed off v{held.version} · sha256 {held.digest}")
    if missing:
        print(f"未报 missing {len(missing)}: {'、'.join(missing)}")
    return DONE


def reopen_period(given: argparse.Namespace, settings: Settings) -> int:
    """Open a period that is signed off; its version stays."""
    period, by = period_of(given.period), clerk_of(given, settings)
    signing.reopen(by, period.year, period.festival, given.reason)
    print(f"{_name(by, period)}: 已重新开放 reopened")
    return DONE


def clerk_of(given: argparse.Namespace, settings: Settings) -> Clerk:
    code = office_of(given, settings)
    return Clerk(open_store(settings.database_url), code, getpass.getuser(), datetime.now(), reader(code))


def _open(by: Clerk, period: Period, units: Sequence[str]) -> pd.DataFrame:
    """The returns of the period in their place that nobody accepted yet; of these units only, if any are named."""
    rows = of_period(queries.returns(by.engine, by.office), period.year, period.festival)
    unknown = sorted(set(units) - set(rows["unit"]) - set(rows["unit_code"]))
    if unknown:
        raise WrongCall(f"{'、'.join(unknown)}: 本期没有这个单位的报表 no return of this unit in this period")
    named = rows["unit"].isin(units) | rows["unit_code"].isin(units) | (not units)
    return rows[named & rows["state"].isin(["current", "waiting"]) & (rows["review"] != ACCEPTED)]


def _name(by: Clerk, period: Period) -> str:
    return f"{office(by.office).name} {period_name(period)}"
