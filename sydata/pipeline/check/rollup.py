"""A roll-up against the sheets that its units sent themselves: which figure makes the difference."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from sydata.catalog.categories import CATEGORIES
from sydata.model import Finding, Return, address
from sydata.pipeline.check.figures import Figures, shown

UNSPECIFIED = "unspecified"
Sums = dict[tuple[str, str], tuple[int, float]]  # (category, indicator) → value, rounding


def rollup_mismatch(figures: Figures) -> Iterator[Finding]:
    """Where a unit sent a sheet of its own and a roll-up gives other figures for it, beyond rounding.

    Compared by category where both break a figure down, else as one sum.
    """
    rolled = [of for of in figures.returns.values() if of.rollup and of.state in ("superseded", "duplicate")]
    if not rolled:
        return
    own = {_place(of): of for of in figures.returns.values() if of.state == "current" and not of.rollup}
    counted = figures.frame[(figures.frame["reason"] == "") & figures.frame["value"].notna()]
    for of in rolled:
        if (mine := own.get(_place(of))) is not None:
            stated = counted[counted["return_key"] == of.key]
            yield from _compared(of, stated, _sums(counted[counted["return_key"] == mine.key]))


def _place(of: Return) -> tuple[str, int | None, str]:
    return of.unit_code, of.year, of.festival


def _sums(rows: pd.DataFrame) -> Sums:
    grouped = rows.groupby(["category", "indicator"])[["value", "tolerance"]].sum()
    return {(c, i): (int(v), float(t)) for (c, i), v, t in grouped.itertuples(name=None)}


def _compared(of: Return, stated: pd.DataFrame, mine: Sums) -> Iterator[Finding]:
    for indicator, rows in stated.groupby("indicator"):
        theirs = _sums(rows)
        broken_down = {c for c, i in mine if i == indicator} & set(CATEGORIES) - {UNSPECIFIED}
        whole = any(c == UNSPECIFIED for c, _ in theirs) or not broken_down
        for category in {UNSPECIFIED} if whole else {c for c, _ in theirs}:
            kept = rows if whole else rows[rows["category"] == category]
            one = _added(theirs, indicator, "" if whole else category)
            other = _added(mine, indicator, "" if whole else category)
            if other is not None and one is not None and abs(one[0] - other[0]) > one[1] + other[1]:
                yield _finding(of, kept.iloc[0], one[0], other[0])


def _added(sums: Sums, indicator: str, category: str) -> tuple[int, float] | None:
    found = [sum_ for (c, i), sum_ in sums.items() if i == indicator and category in ("", c)]
    return (sum(v for v, _ in found), sum(t for _, t in found)) if found else None


def _finding(of: Return, row: pd.Series, stated: int, own: int) -> Finding:
    indicator = row["indicator"]
    words = {"other": shown(own, indicator), "difference": shown(abs(stated - own), indicator)}
    return Finding(
        "rollup-mismatch", of.file, of.sheet, address(int(row["row"]), int(row["column"])), of.unit_code, of.unit,
        of.year, of.festival, row["category"], indicator, shown(stated, indicator), words,
    )  # fmt: skip
