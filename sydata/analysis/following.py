"""Which printed totals follow a correction: those that were exactly the sum of their parts before it."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from sydata.catalog.overlap import PARTS

_CELL = re.compile(r"([A-Z]+)([0-9]+)")


def following(figures: pd.DataFrame, id: int, value: int | None) -> Mapping[int, int]:
    """Observation id → what a total is once the figure `id` is `value`; empty where nothing follows.

    figures: of one return, columns observation_id, cell, category, indicator, value, status, note. A total is 合计 of
    the figure's row, or a total's row below or above its column. One that did not add up before is left as it is:
    nobody knows then what it holds.
    """
    rows = figures[figures["value"].notna()].set_index("observation_id")
    if value is None or id not in rows.index:
        return {}
    at, moved = rows.loc[id], {int(id): int(value) - int(rows.loc[id, "value"])}
    for whole, parts in PARTS.items():
        if at["indicator"] in parts:
            moved |= _moved(rows, _of_line(rows, at, whole), _of_line(rows, at, *parts), moved)
    for changed in list(moved):
        of = rows.loc[changed]
        moved |= _moved(rows, _totals(rows, of), _column(rows, of), {changed: moved[changed]})
    return {other: int(rows.loc[other, "value"]) + by for other, by in moved.items() if other != id}


def _moved(rows: pd.DataFrame, totals: pd.Index, parts: pd.Index, by: Mapping[int, int]) -> dict[int, int]:
    """Total → by how much it moves, if it is the sum of its parts."""
    summed = int(rows.loc[parts, "value"].sum())
    move = sum(by[int(part)] for part in parts if int(part) in by)
    return {int(total): move for total in totals if int(rows.loc[total, "value"]) == summed and move}


def _of_line(rows: pd.DataFrame, at: pd.Series, *indicators: str) -> pd.Index:
    """The counted figures of these indicators in the line of a figure."""
    here = (rows["status"] == "counted") & (rows["category"] == at["category"])
    here &= rows["indicator"].isin(indicators) & (_part(rows["cell"], 2) == _part_of(at["cell"], 2))
    return rows.index[here]


def _column(rows: pd.DataFrame, at: pd.Series) -> pd.Index:
    """The counted figures of a figure's column."""
    same = (rows["indicator"] == at["indicator"]) & (_part(rows["cell"], 1) == _part_of(at["cell"], 1))
    return rows.index[same & (rows["status"] == "counted")]


def _totals(rows: pd.DataFrame, at: pd.Series) -> pd.Index:
    """The totals of a figure's column."""
    same = (rows["indicator"] == at["indicator"]) & (_part(rows["cell"], 1) == _part_of(at["cell"], 1))
    return rows.index[same & (rows["note"] == "total")]


def _part(cells: pd.Series, group: int) -> pd.Series:
    return cells.map(lambda cell: _part_of(cell, group))


def _part_of(cell: str, group: int) -> str:
    found = _CELL.fullmatch(cell)
    return found[group] if found else cell
