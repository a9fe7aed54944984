"""Every finding of an office: what the store holds, and what figures look like beside past, peers and roll-ups."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Any

import pandas as pd
from sqlalchemy import Engine

from sydata.analysis import coverage
from sydata.analysis.asked import beside, in_place_of
from sydata.analysis.plausible import of_period, periods, plausible
from sydata.analysis.rolled import ROLLUP, rolled_differently
from sydata.catalog.festivals import FESTIVALS, period
from sydata.catalog.terms import limits_of, roll_of
from sydata.model import Period
from sydata.store import queries, reviewing
from sydata.store.acting import Clerk
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

    facts: of all periods, without leading totals. Thresholds are those of the office. decision_id of a question: that
    by which a person answered it.
    What a roll-up says of its units is asked as it is now, whichever came first, and not as the upload found it.
    """
    own = terms(engine, office)
    by, limits = roll_of(office, own), limits_of(own)
    questions = of_period(facts, by, period, limits) if period else plausible(facts, by, limits)
    every = beside(stored, questions, partial(places, engine))
    every = in_place_of(every, ROLLUP, _rolled(engine, office, [period] if period else periods(facts)))
    fresh = every.index[every["finding_id"] < 0]
    if len(fresh):
        rows: list[Any] = every.loc[fresh].to_dict("records")
        with engine.connect() as connection:
            ids = confirmed(connection, office, [as_question(row) for row in rows])
        every.loc[fresh, "decision_id"] = pd.array(ids, dtype="Int64")
    return every


def _rolled(engine: Engine, office: str, of: Collection[Period]) -> pd.DataFrame:
    """Where roll-ups differ from the units' own sheets, in periods that have any."""
    returns = queries.returns(engine, office)
    many = returns[returns["rollup"].astype("bool")]
    here = {*many[["year", "festival"]].dropna().itertuples(index=False, name=None)}
    found = [
        rolled_differently(queries.observations(engine, office, each.year, each.festival), returns)
        for each in of
        if (each.year, each.festival) in here
    ]
    return pd.concat(found, ignore_index=True) if found else rolled_differently(None, returns)


def living(findings: pd.DataFrame) -> pd.DataFrame:
    """Those that nobody settled. Questions to a sheet that does not count any more are moot, but which one counts,
    and what a roll-up says beside its units' own sheets.
    """
    asks = findings["code"].isin(VERSION_CODES) | (findings["finding_id"] < 0)
    moot = findings["state"].isin(REPLACED) & ~asks
    return findings[findings["decision_id"].isna() & ~moot].reset_index(drop=True)


def accept(clerk: Clerk, return_ids: Collection[int], despite_warnings: bool = False) -> reviewing.Accepted:
    """Accept returns of which nothing is asked, neither by the store nor by their past, peers and roll-ups.

    As `store.reviewing.accept`, which knows only what the store holds; pages and command line come through here.
    """
    questioned = set() if despite_warnings else _questioned(clerk, return_ids)
    return reviewing.accept(clerk, return_ids, despite_warnings, questioned)


def _questioned(clerk: Clerk, return_ids: Collection[int]) -> set[int]:
    """The returns of which something is asked that no store holds."""
    engine, office = clerk.engine, clerk.office
    returns = queries.returns(engine, office)
    mine = returns[returns["return_id"].isin(list(return_ids)) & returns["festival"].isin(list(FESTIVALS))]
    facts, found = queries.facts(engine, office), set[int]()
    for year, festival in mine[["year", "festival"]].dropna().drop_duplicates().itertuples(index=False):
        of = period(int(year), festival)
        stored = coverage.of_period(queries.findings(engine, office), of.year, of.festival)
        open_ = living(asked(engine, office, stored, facts, of))
        open_ = open_[(open_["finding_id"] < 0) & (open_["severity"] != "info")]
        found |= {int(id) for id in open_["return_id"]}
    return found
