"""The way from a figure of the briefing to the cells it is made of."""

from __future__ import annotations

import pandas as pd

from sydata.analysis.briefing.nouns import Origin
from sydata.analysis.lead import LEAD, PARTS, SUBMITTED


def trace(observations: pd.DataFrame, origin: Origin) -> pd.DataFrame:
    """The counted rows of observations (columns of `store.queries.observations`) that a figure is made of."""
    rows = observations
    kept = (rows["status"] == "counted") & rows["indicator"].isin(stood(origin))
    periods = {(each.year, each.festival) for each in origin.periods}
    when = zip(rows["year"], rows["festival"], strict=True)
    kept &= pd.Series([pair in periods for pair in when], index=rows.index, dtype=bool)
    if origin.units:
        kept &= rows["unit_code"].isin(list(origin.units))
    if origin.categories:
        kept &= rows["category"].isin(list(origin.categories))
    return rows[kept]


def stood(origin: Origin) -> list[str]:
    """The indicators whose figures stand in sheets: behind the leading total are its parts or the submitted total."""
    parts = ((*PARTS, SUBMITTED) if id == LEAD else (id,) for id in origin.indicators)
    return list(dict.fromkeys(each for some in parts for each in some))
