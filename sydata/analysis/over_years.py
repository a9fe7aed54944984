"""One indicator or several over the years of a festival: in all, by part, like for like, with who gave what.

Frames in, plain values out; facts are as `pivot.prepared` gives them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from sydata.analysis.derived_facts import FINER, WHOLE
from sydata.analysis.pivot import COLUMN, divided, pivot
from sydata.analysis.question import Dim
from sydata.analysis.values import Value
from sydata.catalog.offices import BoundaryChange
from sydata.model import Unit

Sort = Literal["order", "size", "change"]
ENOUGH = 0.9  # of the expected units: a sum over fewer is not compared with other years


@dataclass(frozen=True, slots=True)
class Line:
    """Year → sum, of one part. units: year → how many units gave it; doubtful: years with a figure in question."""

    id: str
    values: Mapping[int, Value]
    units: Mapping[int, int]
    doubtful: frozenset[int] = frozenset()

    @property
    def last(self) -> Value | None:
        """The figure of the last year that has one."""
        return self.values[max(self.values)] if self.values else None

    def step(self, years: Sequence[int]) -> float | None:
        """The change from the first to the last of these years that have a sure figure, as a part of the first."""
        sure = [year for year in years if year in self.values and year not in self.doubtful]
        if len(sure) < 2 or not self.values[sure[0]]:
            return None
        return float((self.values[sure[-1]] - self.values[sure[0]]) / self.values[sure[0]])


@dataclass(frozen=True, slots=True)
class Coverage:
    """Year → how many of the expected units gave the figure, and how many were expected."""

    given: Mapping[int, int]
    expected: Mapping[int, int]
    missing: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def few(self, year: int) -> bool:
        """Whether too few units gave the figure to compare the year's sum with others."""
        return self.given.get(year, 0) < ENOUGH * self.expected.get(year, 0)


def of_festival(
    facts: pd.DataFrame,
    indicators: Collection[str],
    festival: str,
    years: Collection[int],
    by_category: bool = False,
) -> pd.DataFrame:
    """The facts of these indicators in the years of one festival. by_category: they are told apart by category."""
    kept = facts["indicator"].isin(list(indicators)) & (facts["festival"] == festival)
    kept &= facts["year"].isin(list(years)) & (facts["grain"] != (WHOLE if by_category else FINER))
    return facts[kept.astype("bool")]


def lines(facts: pd.DataFrame, dim: Dim | None) -> dict[str, Line]:
    """A line for each part (id of the dimension), or one under the empty id. facts: of one festival."""
    dims: list[Dim] = ["year", *([dim] if dim else [])]
    frame = pivot(facts[facts["value"].notna()], dims)
    doubted = facts[facts["doubt"]]
    ids = doubted[COLUMN[dim]].tolist() if dim else [""] * len(doubted)
    odd = set(zip(ids, (int(year) for year in doubted["year"]), strict=True))
    names = frame[COLUMN[dim]].tolist() if dim else [""] * len(frame)
    whose = names if dim == "indicator" else facts["indicator"].tolist()[:1] * len(frame)
    found: dict[str, tuple[dict[int, Value], dict[int, int]]] = {}
    rows = zip(
        names, whose, *(frame[each].tolist() for each in ("year", "value", "per", "units")), strict=True
    )
    for id, indicator, year, value, per, units in rows:
        figure = divided(indicator, value, per)
        sums, counts = found.setdefault(str(id), ({}, {}))
        if figure is not None:
            sums[int(year)], counts[int(year)] = figure, int(units)
    return {
        id: Line(id, dict(sorted(sums.items())), counts, frozenset(year for each, year in odd if each == id))
        for id, (sums, counts) in found.items()
    }


def coverage(facts: pd.DataFrame, expected: Mapping[int, Sequence[Unit]]) -> Coverage:
    """Which of the expected units (by year) gave any figure. facts: of one festival."""
    told = facts.loc[facts["value"].notna(), ["year", "unit_code"]].drop_duplicates()
    given: dict[int, set[str]] = {}
    for year, code in told.itertuples(index=False):
        given.setdefault(int(year), set()).add(code)
    missing = {
        year: tuple(unit.name for unit in units if unit.code not in given.get(year, set()))
        for year, units in expected.items()
    }
    return Coverage(
        {year: len(units) - len(missing[year]) for year, units in expected.items()},
        {year: len(units) for year, units in expected.items()},
        missing,
    )


def steady(facts: pd.DataFrame, years: Collection[int], changes: Sequence[BoundaryChange]) -> frozenset[str]:
    """The units that gave a figure in every one of the years and kept their borders. facts: of one indicator."""
    told = facts.loc[
        facts["value"].notna() & facts["year"].isin(list(years)), ["year", "unit_code"]
    ].drop_duplicates()
    counts = told["unit_code"].value_counts()
    apart = {code for each in within(changes, years) for code in (*each.before, *each.after, *each.related)}
    return frozenset(counts[counts == len(set(years))].index) - apart


def within(changes: Sequence[BoundaryChange], years: Collection[int]) -> list[BoundaryChange]:
    """The boundary changes that came between these years, the earliest first."""
    found = [each for each in changes if years and min(years) < each.first_year <= max(years)]
    return sorted(found, key=lambda each: each.first_year)


def breaks(changes: Sequence[BoundaryChange], years: Collection[int]) -> dict[str, tuple[int, ...]]:
    """Unit code → the first years under other borders."""
    found: dict[str, tuple[int, ...]] = {}
    for each in within(changes, years):
        for code in (*each.before, *each.after, *each.related):
            found[code] = (*found.get(code, ()), each.first_year)
    return found


def sorted_lines(
    of: Mapping[str, Line], order: Sequence[str], sort: Sort, years: Sequence[int]
) -> list[Line]:
    """The lines in their official order, by their last figure, or by their change over the years: largest first."""
    place = {id: at for at, id in enumerate(order)}
    listed = sorted(of.values(), key=lambda line: (place.get(line.id, len(place)), line.id))
    if sort == "order":
        return listed
    sizes = {line.id: _size(line, sort, years) for line in listed}
    return sorted(listed, key=lambda line: (sizes[line.id] is None, -(sizes[line.id] or 0)))


def _size(line: Line, sort: Sort, years: Sequence[int]) -> float | None:
    if sort == "change":
        return line.step(years)
    sure = {year: value for year, value in line.values.items() if year not in line.doubtful}
    last = sure.get(max(years, default=0))
    return None if last is None else float(last)
