"""What must be known before two figures are compared: boundaries that moved, and units that overlap."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from sydata.analysis.boundary import between
from sydata.catalog.festivals import FESTIVALS, year_before
from sydata.catalog.offices import overlaps
from sydata.catalog.rules import Thresholds
from sydata.model import Period

BOTH = 2
WEIGHED = ("visited_people", "cash_amount", "goods_cost")


def moved(facts: pd.DataFrame, office: str, period: Period) -> Iterator[dict[str, Any]]:
    """boundary-change: units of the period that have no like a year before."""
    here = set(_of(facts, period)["unit_code"])
    for change in between(office, year_before(period), period):
        for unit in (*change.after, *change.related):
            if unit in here:
                words = {"note_zh": change.note_zh, "note_en": change.note_en}
                yield {"unit_code": unit, "code": "boundary-change", "params": words}


def overlapping(
    facts: pd.DataFrame, office: str, period: Period, limits: Thresholds
) -> Iterator[dict[str, Any]]:
    """overlapping-units, at the outer unit: both report for the first time, or its rise is the inner one's figure."""
    facts = facts[facts["value"].notna()]
    names = facts.drop_duplicates("unit_code", keep="last").set_index("unit_code")["unit"]
    here = set(_of(facts, period)["unit_code"])
    for inner, outer in overlaps(office):
        if inner not in here or outer not in here:
            continue
        why = _why(facts[facts["unit_code"].isin([inner, outer])], (inner, outer), period, limits)
        if why:
            words = {"other": names[inner], "hint": why}
            yield {"unit_code": outer, "code": "overlapping-units", "params": words}


def _why(pair: pd.DataFrame, units: tuple[str, str], period: Period, limits: Thresholds) -> str:
    """`first-together`, `swallowed`, or nothing."""
    rank = pair["festival"].map({id: each.rank for id, each in FESTIVALS.items()})
    earlier = (pair["year"] < period.year) | ((pair["year"] == period.year) & (rank < period.rank))
    if not (pair[earlier].groupby(["year", "festival"])["unit_code"].nunique() == BOTH).any():
        return "first-together"
    same = pair[(pair["festival"] == period.festival) & (pair["year"] < period.year)]
    asked, inner, outer = limits["overlapping-units"], *units
    now = _of(pair, period).groupby(["indicator", "unit_code"])["value"].sum().unstack()
    past = same[same["unit_code"] == outer].groupby(["indicator", "year"])["value"].sum().unstack()
    grown = 0
    for indicator in set(WEIGHED) & set(now.index) & set(past.index):
        earlier = past.loc[indicator].dropna()
        usual = int(earlier.median()) if len(earlier) >= asked["past"] else 0
        whole, part = now.loc[indicator, outer], now.loc[indicator, inner]
        if usual and pd.notna(whole) and pd.notna(part):
            rise, left = int(whole) - usual, int(whole) - int(part) - usual
            grown += rise * 100 >= asked["rise"] * usual and abs(left) * 100 <= asked["near"] * usual
    return "swallowed" if grown >= asked["indicators"] else ""


def _of(facts: pd.DataFrame, period: Period) -> pd.DataFrame:
    return facts[(facts["year"] == period.year) & (facts["festival"] == period.festival)]
