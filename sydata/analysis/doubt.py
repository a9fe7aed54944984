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


def within(doubted: pd.DataFrame, *periods: Period) -> pd.DataFrame:
    """The doubts in any of these periods, in their order."""
    parts = [doubted[(doubted["year"] == p.year) & (doubted["festival"] == p.festival)] for p in periods]
    return pd.concat(parts)
