"""Figures that stand in the totals though their money unit is in doubt: one of them can outweigh all others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

import pandas as pd

from sydata.analysis.lead import LEAD, PARTS, SUBMITTED
from sydata.model import Period

CODE = "measure-unit-suspect"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubtful figure of a current return: whose and which it is, what stood there and where."""

    return_id: int
    unit: str
    year: int
    festival: str
    category: str
    indicator: str
    text: str
    cell: str

    def touches(self, indicator: str) -> bool:
        """Whether a total of this indicator holds the figure; the leading total does through its parts."""
        return self.indicator in ((*PARTS, SUBMITTED) if indicator == LEAD else (indicator,))


def doubts(findings: pd.DataFrame) -> tuple[Doubt, ...]:
    """The findings (columns of `store.queries.findings`) that doubt the unit of a figure of a current return."""
    rows = findings[(findings["code"] == CODE) & (findings["state"] == "current").fillna(False)]
    wanted = rows[[field.name for field in fields(Doubt)]].astype({"return_id": int, "year": int})
    return tuple(Doubt(*row) for row in wanted.itertuples(index=False))


def years(doubted: Sequence[Doubt], indicator: str, festival: str) -> frozenset[int]:
    """The years of a festival in which the indicator's total holds a doubtful figure."""
    return frozenset(each.year for each in doubted if each.festival == festival and each.touches(indicator))


def without(facts: pd.DataFrame, doubted: Sequence[Doubt]) -> pd.DataFrame:
    """The facts without the doubtful figures, and without the leading totals they are part of."""
    keys = ["return_id", "category", "indicator"]
    known = pd.DataFrame(map(astuple, doubted), columns=[field.name for field in fields(Doubt)])
    gone = {*known[keys].itertuples(index=False, name=None)}
    gone |= {(return_id, category, LEAD) for return_id, category, _indicator in gone}
    near = facts["return_id"].isin(
        {return_id for return_id, *_rest in gone}
    )  # whole rows only of the few in question
    out = [key in gone for key in facts.loc[near, keys].itertuples(index=False, name=None)]
    return facts.drop(facts.index[near][out]) if any(out) else facts


def within(doubted: Sequence[Doubt], *periods: Period) -> list[Doubt]:
    """The doubts in any of these periods, in the order of the periods."""
    return [
        each
        for period in periods
        for each in doubted
        if (each.year, each.festival) == (period.year, period.festival)
    ]
