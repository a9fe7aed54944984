"""Plausibility over the store: what looks wrong beside a unit's past, beside its peers, by the head or the piece.

The rules, their reasons and thresholds are in catalog/data/rules.toml. Nothing of this is stored: it is worked out
from the figures as they are now, so a correction takes its question away by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from sydata.analysis.borders import moved, overlapping
from sydata.analysis.boundary import set_apart
from sydata.analysis.repeated import repeated
from sydata.analysis.series import Series, series
from sydata.analysis.unusual import Hits, outlier, ratio, swing
from sydata.analysis.unusual_words import hit_words
from sydata.catalog.festivals import FESTIVALS, period, year_before
from sydata.catalog.roll import Collector, code_of, member
from sydata.catalog.rules import RATIOS, Thresholds, thresholds
from sydata.model import Period

COLUMNS = (
    "return_id", "code", "unit_code", "unit", "year", "festival", "category", "indicator", "params",
)  # fmt: skip
MOST = 3  # figures of one return that a rule names one by one; of the rest it says how many


def plausible(facts: pd.DataFrame, office: Collector, limits: Thresholds | None = None) -> pd.DataFrame:
    """COLUMNS: what is to be asked of every period of one office's facts (see `sydata.analysis`).

    category and indicator are empty where the whole return is meant; params fill the catalog's message.
    """
    found = [of_period(facts, office, each, limits) for each in periods(facts)]
    return pd.concat([_framed([], facts, period(1, "other")), *found], ignore_index=True)


def periods(facts: pd.DataFrame) -> list[Period]:
    """The periods there are, in the order of time."""
    pairs = facts[["year", "festival"]].drop_duplicates().dropna()
    return sorted(period(int(y), f) for y, f in pairs.itertuples(index=False) if f in FESTIVALS)


def of_period(
    facts: pd.DataFrame, office: Collector, period: Period, limits: Thresholds | None = None
) -> pd.DataFrame:
    """COLUMNS: what is to be asked of one period; earlier periods are only looked at, later ones are not."""
    limits = limits or thresholds()
    found = [
        *_figures(facts, office, period, limits),
        *repeated(facts, period, limits),
        *moved(facts, code_of(office), period),
        *overlapping(facts, code_of(office), period, limits),
    ]
    here = facts[(facts["year"] == period.year) & (facts["festival"] == period.festival)]
    return _framed(found, here, period)


def _framed(found: Sequence[dict[str, Any]], here: pd.DataFrame, period: Period) -> pd.DataFrame:
    """The rows of one period as a frame; a whole return is known by the unit's first one."""
    first = here.drop_duplicates("unit_code").set_index("unit_code")[["return_id", "unit"]].to_dict("index")
    when = {"year": period.year, "festival": period.festival, "category": "", "indicator": ""}
    rows = [{**when, **first[row["unit_code"]], **row} for row in found]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    words = [name for name in COLUMNS if name not in ("return_id", "year", "params")]
    return frame.astype({"return_id": "Int64", "year": "Int64", **dict.fromkeys(words, "str")})


def _figures(
    facts: pd.DataFrame, office: Collector, period: Period, limits: Thresholds
) -> Iterator[dict[str, Any]]:
    """Single figures that look wrong: each is asked about once, by the first rule that finds it."""
    window = int(max(limits[rule]["window"] for rule in ("swing", "per-head", "per-item")))
    of = series(_comparable(facts, code_of(office), period), period, window)
    if of.rows.empty:
        return
    kinds = {code: found.kind for code in of.rows["unit_code"].unique() if (found := member(office, code))}
    hits = [swing(of, limits), outlier(of, kinds, limits), *(ratio(of, pair, limits) for pair in RATIOS)]
    asked: set[tuple[str, str, str]] = set()
    for each in hits:
        yield from _named(of, each, _unasked(of, each, asked))


def _comparable(facts: pd.DataFrame, office: str, period: Period) -> pd.DataFrame:
    """The facts without the past of units that a boundary change sets apart from it."""
    apart = set_apart(office, year_before(period), period)
    return facts[~facts["unit_code"].isin(apart) | (facts["year"] == period.year)] if apart else facts


def _unasked(of: Series, hits: Hits, asked: set[tuple[str, str, str]]) -> list[int]:
    """The hits whose figure, or the count it is held against, nobody has asked about yet; the farthest off first."""
    keys = of.rows[["unit_code", "category", "indicator"]].to_numpy()[hits.at]
    fresh = []
    for at in np.argsort(-hits.score, kind="stable"):
        code, category, indicator = keys[at]
        same = {(code, category, indicator), (code, category, hits.other or indicator)}
        if not same & asked:
            fresh.append(int(at))
    asked |= {tuple(keys[at]) for at in fresh}
    return fresh


def _named(of: Series, hits: Hits, fresh: Iterable[int]) -> Iterator[dict[str, Any]]:
    """A row for each of the farthest figures of a unit; the last of them says how many more there are."""
    of_unit: dict[str, list[int]] = {}
    for at in fresh:
        of_unit.setdefault(of.rows["unit_code"].iat[hits.at[at]], []).append(at)
    for code, ats in of_unit.items():
        for number, at in enumerate(ats[:MOST], start=1):
            more = len(ats) - MOST if number == MOST else 0
            row = of.rows.iloc[hits.at[at]]
            words = hit_words(hits, at, row) | ({"what": "more-like-it", "more": more} if more > 0 else {})
            yield {
                **row[["return_id", "category", "indicator"]],
                "unit_code": code,
                "code": hits.code,
                "params": words,
            }
