"""Every finding of an office: what the store holds, and what figures look like beside their past and peers."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
from sqlalchemy import Engine

from sydata.analysis.asked import beside
from sydata.analysis.plausible import of_period, plausible
from sydata.catalog.terms import limits_of, roll_of
from sydata.model import Period
from sydata.store.deciding import VERSION_CODES
from sydata.store.decisions import as_question
from sydata.store.noting import confirmed
from sydata.store.places import places
from sydata.store.terms import terms

REPLACED = ("superseded", "duplicate", "aside")  # states of returns whose questions are moot


def asked(
    engine: Engine, office: str, stored: pd.DataFrame, facts: pd.DataFrame, period: Period | None = None
) -> pd.DataFrame:
    """The stored findings (of a period or of all), and behind them the questions about the facts.

    Thresholds are those of the office. facts: of all periods, without leading totals. decision_id of a question: that
    by which a person answered it.
    """
    own = terms(engine, office)
    by, limits = roll_of(office, own), limits_of(own)
    questions = of_period(facts, by, period, limits) if period else plausible(facts, by, limits)
    every = beside(stored, questions, partial(places, engine))
    fresh = every.index[every["finding_id"] < 0]
    if len(fresh):
        rows: list[Any] = every.loc[fresh].to_dict("records")
        with engine.connect() as connection:
            ids = confirmed(connection, office, [as_question(row) for row in rows])
        every.loc[fresh, "decision_id"] = pd.array(ids, dtype="Int64")
    return every


def living(findings: pd.DataFrame) -> pd.DataFrame:
    """Those that nobody settled. Questions to a sheet that does not count any more are moot, but which one counts."""
    moot = findings["state"].isin(REPLACED) & ~findings["code"].isin(VERSION_CODES)
    return findings[findings["decision_id"].isna() & ~moot].reset_index(drop=True)
