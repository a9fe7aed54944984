"""Each figure of a period beside those of its own past: what the rules of plausibility look at.

Statistics run on logarithms of floats; the figures themselves stay the integers they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from sydata.analysis.lead import PARTS, SUBMITTED
from sydata.catalog.indicators import INDICATORS
from sydata.model import Period

FEN_PER_WAN = 1_000_000
ROBUST = 1.4826  # makes the median distance from the median a standard deviation, were it a bell curve
KEYS = ["unit_code", "category", "indicator"]
Floats = np.ndarray


@dataclass(frozen=True)
class Series:
    """rows: return_id, unit_code, unit, category, indicator, value (int64) of the period, one a figure.

    past: one row for each of `rows`, one column a year before, the latest last; NaN where nothing was reported.
    """

    period: Period
    rows: pd.DataFrame
    past: Floats

    @cached_property
    def value(self) -> Floats:
        return self.rows["value"].to_numpy("float64")

    @cached_property
    def logs(self) -> Floats:
        """Logarithms of the figures; NaN for zero and below."""
        return logs(self.value)

    @cached_property
    def past_logs(self) -> Floats:
        return logs(self.past)

    def to(self, years: int) -> Floats:
        """The past of so many years, as logarithms."""
        return self.past_logs[:, max(self.past.shape[1] - years, 0) :]

    @cached_property
    def usual_total(self) -> Floats:
        """For each figure its category's and indicator's units × median, with no zero among them."""
        shown = self.rows["value"].where(self.rows["value"] > 0)
        grouped = shown.groupby([self.rows["category"], self.rows["indicator"]])
        return (grouped.transform("median") * grouped.transform("count")).fillna(0).to_numpy("float64")


def series(facts: pd.DataFrame, period: Period, window: int) -> Series:
    """The figures of a period and of so many years before, from facts (see `sydata.analysis`) of one office."""
    years = facts["year"].between(period.year - window, period.year).fillna(False)
    kept = facts[years & (facts["festival"] == period.festival) & facts["value"].notna()]
    kept = kept[~covered(kept) & kept["indicator"].isin(list(INDICATORS))]
    now = kept[kept["year"] == period.year]
    names = {"return_id": ("return_id", "first"), "unit": ("unit", "first"), "value": ("value", "sum")}
    rows = now.groupby(KEYS, observed=True).agg(**names).reset_index().astype({"value": "int64"})
    before = kept[kept["year"] < period.year]
    wide = before.groupby([*KEYS, "year"], observed=True)["value"].sum().unstack("year")
    wide = wide.reindex(index=pd.MultiIndex.from_frame(rows[KEYS]), columns=_years(period, window))
    return Series(period, rows, wide.to_numpy("float64", na_value=np.nan).reshape(len(rows), window))


def _years(period: Period, window: int) -> list[int]:
    return list(range(period.year - window, period.year))


def covered(facts: pd.DataFrame) -> pd.Series:
    """Which submitted totals only add up parts that are there: what is odd in them is odd in a part."""
    keys = ["return_id", "category"]
    parts = facts.loc[facts["indicator"].isin(PARTS), keys].drop_duplicates()
    told = pd.MultiIndex.from_frame(facts[keys]).isin(pd.MultiIndex.from_frame(parts))
    return (facts["indicator"] == SUBMITTED) & told


def logs(values: Floats) -> Floats:
    """Logarithms; NaN for what is not above zero."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.log(np.where(values > 0, values, np.nan))


def median(values: Floats, axis: int | None = None, keep: bool = False) -> Floats:
    """The median without NaN; NaN where there is nothing else. keep: the axis stays, one long."""
    some = np.isfinite(values).any(axis=axis, keepdims=True)
    if not some.size or not values.size:
        return np.squeeze(np.full(some.shape, np.nan), axis) if not keep else np.full(some.shape, np.nan)
    found = np.where(some, np.nanmedian(np.where(some, values, 0.0), axis=axis, keepdims=True), np.nan)
    return found if keep else np.squeeze(found, axis)


def spread(values: Floats, axis: int | None = None) -> Floats:
    """The robust standard deviation: 1.4826 × the median distance from the median."""
    return ROBUST * median(np.abs(values - median(values, axis, keep=True)), axis)


def reaches(size: Floats, least: Floats | float) -> Floats:
    """Whether a size is at least so much, whatever the last bits of the floats say."""
    return size >= least * (1 - 1e-9)


def material(series_: Series, difference: Floats, floors: Mapping[str, float]) -> Floats:
    """Whether a difference reaches the least number or amount, and the least share of the usual total."""
    money = series_.rows["indicator"].map(lambda id: INDICATORS[id].money).to_numpy("bool")
    least = np.where(money, floors["money"] * FEN_PER_WAN, floors["count"])
    share = floors["share"] / 100 * series_.usual_total
    return reaches(np.abs(difference), np.maximum(least, share))
