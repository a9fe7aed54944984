"""Figures that stand in the totals though their money unit is in doubt: one of them can outweigh all others."""

from __future__ import annotations

import pandas as pd

from sydata.analysis.lead import LEAD, PARTS, SUBMITTED
from sydata.model import Period

CODE = "measure-unit-suspect"


def doubts(findings: pd.DataFrame) -> pd.DataFrame:
    """The findings (columns of `store.queries.findings`) that doubt the unit of a figure of a current return."""
    return findings[(findings["code"] == CODE) & (findings["state"] == "current").fillna(False)]


def of(doubted: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """The doubts that touch an indicator; the leading total is touched through its parts."""
    ids = [*PARTS, SUBMITTED] if indicator == LEAD else [indicator]
    return doubted[doubted["indicator"].isin(ids)]


def years(doubted: pd.DataFrame, indicator: str, festival: str) -> frozenset[int]:
    """The years of a festival in which the indicator's total holds a doubtful figure."""
    rows = of(doubted, indicator)
    return frozenset(int(year) for year in rows.loc[rows["festival"] == festival, "year"])


def without(facts: pd.DataFrame, doubted: pd.DataFrame) -> pd.DataFrame:
    """The facts without the doubtful figures, and without the leading totals they are part of."""
    touched = doubted.assign(indicator=LEAD) if len(doubted) else doubted
    keys = ["return_id", "category", "indicator"]
    gone = pd.concat([doubted, touched])[keys].drop_duplicates().assign(gone=True)
    kept = facts.merge(gone, on=keys, how="left")["gone"].isna()
    return facts[kept.to_numpy()]


def within(doubted: pd.DataFrame, *periods: Period) -> pd.DataFrame:
    """The doubts in any of these periods, in their order."""
    parts = [doubted[(doubted["year"] == p.year) & (doubted["festival"] == p.festival)] for p in periods]
    return pd.concat(parts)
