"""The way from a figure of the briefing to the cells it is made of."""

from __future__ import annotations

from functools import reduce
from operator import or_

import pandas as pd

from sydata.analysis.briefing.nouns import Origin
from sydata.analysis.lead import LEAD, PARTS, SUBMITTED

_KEYS = ["return_id", "category"]


def trace(observations: pd.DataFrame, origin: Origin) -> pd.DataFrame:
    """The rows of observations (columns of `store.queries.observations`) that a figure is made of: those that count and
    hold a value. Where the figure is a sum, it is the sum of their values.
    """
    rows = observations
    kept = (rows["status"] == "counted") & rows["value"].notna() & rows["indicator"].isin(stood(origin))
    of_periods = [
        (rows["year"] == each.year) & (rows["festival"] == each.festival) for each in origin.periods
    ]
    kept &= reduce(or_, of_periods).fillna(False).astype(bool)
    if origin.units:
        kept &= rows["unit_code"].isin(list(origin.units))
    if origin.categories:
        kept &= rows["category"].isin(list(origin.categories))
    found = rows[kept]
    found = _leading(found) if LEAD in origin.indicators else found
    return _together(found, origin) if origin.together else found


def stood(origin: Origin) -> list[str]:
    """The indicators whose figures stand in sheets: behind the leading total are its parts or the submitted total."""
    parts = ((*PARTS, SUBMITTED) if id == LEAD else (id,) for id in origin.indicators)
    return list(dict.fromkeys(each for some in parts for each in some))


def _leading(rows: pd.DataFrame) -> pd.DataFrame:
    """Without what `with_lead` does not take: the submitted total beside both its parts, a part beside only a total."""
    keys = pd.MultiIndex.from_frame(rows[_KEYS])
    there = {id: keys.isin(keys[(rows["indicator"] == id).to_numpy()]) for id in (*PARTS, SUBMITTED)}
    both = there[PARTS[0]] & there[PARTS[1]]
    beside = (rows["indicator"] == SUBMITTED) & both
    alone = rows["indicator"].isin(PARTS) & ~both & there[SUBMITTED]
    return rows[~(beside | alone)]


def _together(rows: pd.DataFrame, origin: Origin) -> pd.DataFrame:
    """Only what was given for all of the indicators, in a period: by a unit in a category, or by a unit."""
    of = rows["indicator"].where(
        ~rows["indicator"].isin((*PARTS, SUBMITTED)) | (LEAD not in origin.indicators), LEAD
    )
    keys = ("unit_code", "year", "category") if origin.together == "cell" else ("unit_code", "year")
    gave = of.groupby([rows[key] for key in keys]).transform("nunique")
    return rows[gave == len(origin.indicators)]
