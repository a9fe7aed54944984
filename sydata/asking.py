"""Every finding of an office: what the store holds, and what figures look like beside past, peers and roll-ups."""

from __future__ import annotations

from collections.abc import Collection, Sequence
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
from sydata.store import queries, reviewing, signing
from sydata.store.acting import Clerk
from sydata.store.confirming import as_question
from sydata.store.deciding import VERSION_CODES
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
    return _answered(engine, office, every)


def _answered(engine: Engine, office: str, every: pd.DataFrame) -> pd.DataFrame:
    """The findings, with the decision by which a person answered a question that no store holds."""
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
    found = _questioned(clerk, return_ids)
    asked_of = reviewing.Asked(found["warning"], found["error"])
    return reviewing.accept(clerk, return_ids, despite_warnings, asked_of)


def _questioned(clerk: Clerk, return_ids: Collection[int]) -> dict[str, frozenset[int]]:
    """Severity → the returns of which something is asked that no store holds."""
    engine, office = clerk.engine, clerk.office
    returns = queries.returns(engine, office)
    mine = returns[returns["return_id"].isin(list(return_ids)) & returns["festival"].isin(list(FESTIVALS))]
    facts, found = queries.facts(engine, office), {"warning": set[int](), "error": set[int]()}
    for year, festival in mine[["year", "festival"]].dropna().drop_duplicates().itertuples(index=False):
        of = period(int(year), festival)
        stored = coverage.of_period(queries.findings(engine, office), of.year, of.festival)
        open_ = living(asked(engine, office, stored, facts, of))
        for severity, ids in found.items():
            ids.update(_asking(open_, severity))
    return {severity: frozenset(ids) for severity, ids in found.items()}


def _asking(open_: pd.DataFrame, severity: str) -> frozenset[int]:
    """The returns of which something of this severity is asked that no store holds."""
    here = (open_["finding_id"] < 0) & (open_["severity"] == severity)
    return frozenset(int(id) for id in open_.loc[here, "return_id"])


# ---- signing off ----
def obstacles(engine: Engine, office: str, of: Period) -> list[signing.Obstacle]:
    """What must be settled before a period can be signed off: as `store.signing.obstacles`, and where roll-ups differ
    from the units' own sheets."""
    return signing.obstacles(engine, office, of.year, of.festival, _differing(engine, office, of))


def sign_off(clerk: Clerk, of: Period, note: str, missing: Sequence[str] = ()) -> int:
    """Sign a period off, as `store.signing.sign_off`; Refused, too, while a roll-up differs and nobody has answered."""
    differing = _differing(clerk.engine, clerk.office, of)
    return signing.sign_off(clerk, of.year, of.festival, note, missing, differing)


def _differing(engine: Engine, office: str, of: Period) -> frozenset[int]:
    """The roll-ups' returns that contradict a unit's own sheet, and nobody has said that this is right."""
    rows = _rolled(engine, office, [of])
    if rows.empty:
        return frozenset()
    none = pd.array([pd.NA] * len(rows), dtype="Int64")
    return _asking(living(_answered(engine, office, rows.assign(decision_id=none))), "error")
