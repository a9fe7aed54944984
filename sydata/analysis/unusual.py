"""The rules that find a figure unusual: against its unit's past, against peers, an amount by the head or the piece.

Each takes a Series and thresholds, and gives Hits: which rows, how far off (a score to rank by), and what to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from sydata.analysis.series import Floats, Series, material, median, reaches, spread
from sydata.catalog.rules import Ratio, Thresholds

ALLOWING = 4  # so many points allow one to be wrong
SILENT = float(np.log(100))  # a figure gone to zero ranks with one that is a hundredth
SETTLED = 8  # rounds of taking medians by row and column; they stand still before


class Hits(NamedTuple):
    """at: rows of the Series; usual: what such a figure usually is; cases: out of how many; per, other: see ratio."""

    code: str
    at: Floats
    score: Floats
    usual: Floats
    cases: Floats
    low: Floats
    high: Floats
    other: str = ""

    def __len__(self) -> int:
        return len(self.at)


def swing(of: Series, limits: Thresholds) -> Hits:
    """Figures far from the median of the same festival's earlier years. See rules.toml."""
    asked = limits["swing"]
    past = of.to(int(asked["window"]))
    count = np.isfinite(past).sum(axis=1)
    centre, own = median(past, 1), spread(past, 1)
    enough = count >= asked["past"]
    scale = np.fmax(np.fmax(own, _middling(of, np.where(enough, own, np.nan))), asked["floor"])
    off = of.logs - centre
    odd = (
        enough & reaches(np.abs(off), np.log(asked["ratio"])) & reaches(np.abs(off), asked["spread"] * scale)
    )
    low, high = _range(past)
    odd &= reaches(of.value, asked["beyond"] * high) | reaches(low, of.value * asked["beyond"])
    odd |= enough & _fell_silent(of, int(asked["window"]))
    odd &= material(of, of.value - np.exp(centre), limits["material"])
    at = np.flatnonzero(odd)
    score = np.where(np.isfinite(off), np.abs(off), SILENT)
    return Hits("swing", at, score[at], np.exp(centre)[at], count[at], low[at], high[at])


def _range(past: Floats) -> tuple[Floats, Floats]:
    """The least and the most of each past; of four or more the one farthest off is set aside, which may be wrong."""
    away = np.abs(past - median(past, 1, keep=True))
    farthest = reaches(away, np.fmax.reduce(away, axis=1, keepdims=True, initial=0))
    alone = (farthest.sum(axis=1) == 1) & (np.isfinite(past).sum(axis=1) >= ALLOWING)
    kept = np.where(farthest & alone[:, None], np.nan, past)
    low = np.fmin.reduce(kept, axis=1, initial=np.inf)
    high = np.fmax.reduce(kept, axis=1, initial=-np.inf)
    return np.exp(low), np.exp(high)


def _middling(of: Series, own: Floats) -> Floats:
    """For each figure the median of all units' own spreads in its category and indicator."""
    keys = [of.rows["category"], of.rows["indicator"]]
    return pd.Series(own).groupby(keys).transform("median").to_numpy("float64")


def _fell_silent(of: Series, window: int) -> Floats:
    """A zero where no earlier year had one, in a row that has other figures."""
    past = of.past[:, max(of.past.shape[1] - window, 0) :]
    never = ~(past == 0).any(axis=1)
    row = [of.rows["unit_code"], of.rows["category"]]
    active = (of.rows["value"] > 0).groupby(row).transform("sum").to_numpy() > 0
    return (of.value == 0) & never & active


def outlier(of: Series, kinds: Mapping[str, str], limits: Thresholds) -> Hits:
    """Figures far from what units of one kind and size report this period. See rules.toml."""
    asked = limits["outlier"]
    off, scale, cases = (np.full(len(of.rows), np.nan) for _ in range(3))
    for _, rows in of.rows.groupby([kinds.get(code, "") for code in of.rows["unit_code"]]):
        for kept, values in zip((off, scale, cases), _beside_peers(of, rows, asked), strict=True):
            kept[rows.index] = values
    odd = (cases >= asked["peers"]) & reaches(np.abs(off), np.log(asked["ratio"]))
    odd &= reaches(np.abs(off), asked["spread"] * np.fmax(scale, asked["floor"]))
    usual = np.exp(of.logs - off)
    odd &= material(of, of.value - usual, limits["material"]) & ~_as_ever(of, limits["swing"])
    at = np.flatnonzero(odd)
    return Hits("outlier", at, np.abs(off)[at], usual[at], cases[at], usual[at], usual[at])


def _beside_peers(
    of: Series, rows: pd.DataFrame, asked: Mapping[str, float]
) -> tuple[Floats, Floats, Floats]:
    """For each row: how far the figure is off, the spread of its column, and how many peers there are."""
    unit, column = rows["unit_code"], rows["category"] + " " + rows["indicator"]
    codes, columns = pd.factorize(unit)[0], pd.factorize(column)[0]
    wide = np.full((codes.max() + 1, columns.max() + 1), np.nan)
    wide[codes, columns] = of.logs[rows.index]
    wide[np.isfinite(wide).sum(axis=1) < asked["figures"]] = np.nan
    left = polished(wide)
    peers = np.isfinite(wide).sum(axis=0) - 1
    return left[codes, columns], spread(left, 0)[columns], peers[columns].astype("float64")


def polished(wide: Floats) -> Floats:
    """What is left of a table when the medians of its rows and columns are taken out again and again (Tukey)."""
    left = wide.copy()
    for _ in range(SETTLED):
        left -= np.nan_to_num(median(left, 0))[None, :]
        left -= np.nan_to_num(median(left, 1))[:, None]
    return left


def _as_ever(of: Series, asked: Mapping[str, float]) -> Floats:
    """Whether a unit's own past is long enough, and the figure within the ratio of it."""
    past = of.to(int(asked["window"]))
    enough = np.isfinite(past).sum(axis=1) >= asked["past"]
    return enough & (np.abs(of.logs - median(past, 1)) < np.log(asked["ratio"]))


def ratio(of: Series, pair: Ratio, limits: Thresholds) -> Hits:
    """Amounts far from usual by the head or the piece: usual and low what is usual, high what it is, in 分 each."""
    asked = limits[pair.rule]
    category, amount, per = _paired(of, pair)
    past = of.to(int(asked["window"]))
    now, before = of.logs[amount] - of.logs[per], past[amount] - past[per]
    centre, scale, cases = _usual(category, now, before)
    off = now - centre
    odd = (cases >= asked["cases"]) & reaches(np.abs(off), np.log(asked["ratio"]))
    odd &= reaches(np.abs(off), asked["spread"] * np.fmax(scale, asked["floor"]))
    odd &= ~(np.abs(now - median(before, 1)) < np.log(asked["own"]))
    hit = np.flatnonzero(odd & _either_matters(of, (amount, per), off, limits["material"]))
    usual = np.exp(centre)[hit]
    return Hits(
        pair.rule, amount[hit], np.abs(off)[hit], usual, cases[hit], usual, np.exp(now)[hit], pair.per
    )


def _paired(of: Series, pair: Ratio) -> tuple[Floats, Floats, Floats]:
    """The category of each amount that has a count beside it, and the places of both."""
    rows = of.rows.assign(at=range(len(of.rows)))
    keys = ["unit_code", "category"]
    amounts, counts = (rows.loc[rows["indicator"] == id, [*keys, "at"]] for id in (pair.amount, pair.per))
    both = amounts.merge(counts, on=keys, suffixes=("", "_per"))
    return both["category"].to_numpy(), both["at"].to_numpy("int64"), both["at_per"].to_numpy("int64")


def _usual(category: Floats, now: Floats, before: Floats) -> tuple[Floats, Floats, Floats]:
    """For each amount a head of its category's, all units and years: median, spread, and how many others there are."""
    centre, scale, cases = (np.full(len(category), np.nan) for _ in range(3))
    for _, rows in pd.Series(range(len(category))).groupby(category):
        known = np.concatenate([now[rows], before[rows].ravel()])
        centre[rows], scale[rows], cases[rows] = median(known), spread(known), np.isfinite(known).sum() - 1
    return centre, scale, cases


def _either_matters(
    of: Series, places: tuple[Floats, Floats], off: Floats, floors: Mapping[str, float]
) -> Floats:
    """Whether amount or count, were it the wrong one of the two, would be wrong by what matters."""
    enough = np.zeros(len(off), "bool")
    for at, wrong in zip(places, (-off, off), strict=True):
        difference = np.zeros(len(of.rows))
        difference[at] = np.nan_to_num(of.value[at] * (1 - np.exp(wrong)))
        enough |= material(of, difference, floors)[at]
    return enough
