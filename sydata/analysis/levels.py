"""What there is to reconcile in a period: roll-ups and their units, total rows and their categories, two offices.

Frames are those of `store.queries`: observations of one office and period, and its returns.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from sydata.analysis.reasons import FOLLOWS, Reason
from sydata.analysis.reconcile import (
    Comparison,
    Figure,
    by_category,
    by_return,
    compare,
    figures,
    in_lines,
    single,
)
from sydata.catalog.categories import CATEGORIES
from sydata.catalog.overlap import PARTS

UNKNOWN = "unknown-category"
TOTAL = "total"
REPLACED = ("superseded", "duplicate")


Sum = tuple[str, int, int]  # an indicator, and a line of its figures: 0 a row or 1 a column, and which


class Rollup(NamedTuple):
    """A roll-up sheet: its units' rows against their own sheets, its total row against the units.

    units: codes in it; alone: those that sent no sheet of their own, so that there is nothing to hold theirs against.
    """

    file_id: int
    file: str
    sheet: str
    units: tuple[str, ...]
    alone: tuple[str, ...]
    rows: tuple[Comparison, ...]
    totals: tuple[Comparison, ...]


def rollups(observations: pd.DataFrame, returns: pd.DataFrame, inner: Collection[str] = ()) -> list[Rollup]:
    """Every roll-up of the period, the last handed in first. inner: codes of units that lie within another one."""
    many = set(returns.loc[returns["rollup"].astype("bool"), "return_id"])
    rolled = observations["return_id"].isin(many)
    own = observations[~rolled]
    sides = _Own(counting(own[own["state"] == "current"]), counting(own[own["state"] == "superseded"]))
    sheets = observations[rolled].groupby(["file_id", "file", "sheet"], sort=False)
    found = [_rollup(key, rows, sides, inner) for key, rows in sheets]
    return sorted((each for each in found if len(each.units) > 1), key=lambda each: -each.file_id)


class _Own(NamedTuple):
    """Figures that units sent themselves: those that count, and those of earlier versions."""

    now: Sequence[Figure]
    older: Sequence[Figure]


def counting(rows: pd.DataFrame) -> list[Figure]:
    """The figures that count, or did until another return took their place: no totals, no 其中, nothing hidden."""
    return figures(rows[_counts(rows)])


def _counts(rows: pd.DataFrame) -> pd.Series:
    told = (rows["status"] == "counted") | ((rows["status"] == "excluded") & rows["note"].isin(REPLACED))
    return told & rows["category"].isin(list(CATEGORIES))


def _rollup(key: tuple[int, str, str], rows: pd.DataFrame, own: _Own, inner: Collection[str]) -> Rollup:
    stated = counting(rows)
    units = tuple(dict.fromkeys(each.code for each in stated))
    have = {each.code for each in own.now}
    pairs = [
        each
        for unit in units
        if unit in have
        for each in compare(_of(unit, stated), _of(unit, own.now), _of(unit, own.older))
    ]
    parts = [
        *(each for each in own.now if each.code in units),
        *(each for each in stated if each.code not in have),
    ]
    totals = [
        _from_rows(each, pairs)
        for total in grand_totals(rows)
        for each in compare([total], parts, own.older, inner)
    ]
    alone = tuple(unit for unit in units if unit not in have)
    place = (int(key[0]), key[1], key[2])
    return Rollup(*place, units, alone, tuple(from_parts(pairs)), tuple(from_parts(totals)))


def _from_rows(total: Comparison, rows: Sequence[Comparison]) -> Comparison:
    """A total that is off by just what its rows are off names their units."""
    same = [each for each in rows if each.stated.indicator == total.stated.indicator]
    if total.stated.category:
        same = [each for each in same if each.stated.category == total.stated.category]
    wrong = [each for each in same if each.difference]
    if total.agrees or sum(each.difference for each in wrong) != total.difference:
        return total
    return total._replace(reason=Reason("rows", tuple(dict.fromkeys(each.stated.code for each in wrong))))


def from_parts(of: Sequence[Comparison]) -> list[Comparison]:
    """A 合计 that is off by just what its money and goods are off says so: it needs no look of its own."""
    off = {(each.stated.code, *each.stated.line): each.difference for each in of}
    return [each._replace(reason=Reason("parts")) if _follows(each, off) else each for each in of]


def _follows(of: Comparison, off: Mapping[tuple[str, str, str], int]) -> bool:
    code, (category, indicator) = of.stated.code, of.stated.line
    parts = [off.get((code, category, part), 0) for part in PARTS.get(indicator, ())]
    return not of.agrees and any(parts) and sum(parts) == of.difference


def _of(unit: str, side: Sequence[Figure]) -> list[Figure]:
    return [each for each in side if each.code == unit]


def grand_totals(rows: pd.DataFrame) -> list[Figure]:
    """The totals over the units of a sheet: each in the column (or row) of the units' figures, and outside of them.

    Of several outside, such as a 小计 and the 总计 below it, only one that is the sum of its line can be told. A line
    of one category gives that category's total.
    """
    body = rows[rows["category"].isin(list(CATEGORIES)) & (rows["note"] != TOTAL)]
    lines: dict[Sum, list[Figure]] = defaultdict(list)
    for each in single(body):
        for axis, at in enumerate(_place(each.cell)):
            lines[each.indicator, axis, at].append(each)
    outside: dict[Sum, list[Figure]] = defaultdict(list)
    for total in single(rows[rows["note"] == TOTAL]):
        for axis, at in enumerate(_place(total.cell)):
            key = (total.indicator, axis, at)
            if _is_beyond(total, lines.get(key, ()), 1 - axis):
                outside[key].append(total)
    return [found for key, totals in outside.items() for found in _the_total(totals, lines[key])]


def _is_beyond(total: Figure, line: Sequence[Figure], along: int) -> bool:
    """Whether a total stands before or behind the figures of several units in its line."""
    places = [_place(each.cell)[along] for each in line]
    at = _place(total.cell)[along]
    return len({each.code for each in line}) > 1 and not min(places) <= at <= max(places)


def _the_total(totals: Sequence[Figure], line: Sequence[Figure]) -> list[Figure]:
    if len(totals) > 1:
        totals = [each for each in totals if each.value == sum(part.value for part in line)]
    of = {each.category for each in line}
    category = of.pop() if len(of) == 1 else ""
    return [each._replace(code="", name="", category=category) for each in totals[:1]]


def _place(cell: str) -> tuple[int, int]:
    """Row and column of an address, from 1; (0, 0) for a place in prose."""
    found = re.fullmatch(r"([A-Z]+)(\d+)", cell)
    if not found:
        return 0, 0
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - 64
    return int(found[2]), column


def within_returns(observations: pd.DataFrame, returns: pd.DataFrame) -> list[Comparison]:
    """Each unit's own total row against its categories. Of several totals one that agrees speaks for all."""
    many = set(returns.loc[returns["rollup"].astype("bool"), "return_id"])
    here = observations[(observations["state"] == "current") & ~observations["return_id"].isin(many)]
    found: list[Comparison] = []
    told, totals = by_return(here[_counts(here)]), by_return(here[here["note"] == TOTAL])
    for id, stated in totals.items():
        parts = by_category(in_lines(told.get(id, ())))
        of_line: dict[str, list[Comparison]] = {}
        for total in stated:
            tried = compare([total._replace(category="")], parts)
            of_line.setdefault(total.indicator, []).extend(tried)
        best = [min(same, key=lambda each: not each.agrees) for same in of_line.values() if same]
        found += [_with_uncounted(each, here, id) for each in best]
    return from_parts(found)


def _with_uncounted(of: Comparison, every: pd.DataFrame, return_id: int) -> Comparison:
    """Where nothing else explains it: the sheet's rows that were not counted, since nobody knows their category."""
    if of.agrees or of.reason.kind:
        return of
    rows = every[every["return_id"] == return_id]
    out = rows[(rows["note"] == UNKNOWN) & (rows["indicator"] == of.stated.indicator)]
    known = [each for each in single(out) if each.value]
    if sum(each.value for each in known) != of.difference:
        return of
    return of._replace(reason=Reason("uncounted", tuple(each.category for each in known)))


def between_offices(above: pd.DataFrame, below: pd.DataFrame, unit: str) -> list[Comparison]:
    """What a unit sent to the office above, against what its own reporters sent to it. Both are observations."""
    sent, got = above[above["unit_code"] == unit], below
    stated = counting(sent[sent["state"] == "current"])
    now, older = (counting(got[got["state"] == state]) for state in ("current", "superseded"))
    return from_parts(compare(stated, now, older))


def ranked(of: Sequence[Comparison]) -> list[Comparison]:
    """Those that do not agree: causes before what follows from them, the largest part of its own sum first.

    Money and people do not compare otherwise.
    """
    wrong = [each for each in of if not each.agrees]
    return sorted(wrong, key=lambda each: (each.reason.kind in FOLLOWS, -_part(each), -abs(each.difference)))


def causes(of: Sequence[Comparison]) -> list[Comparison]:
    """The ranked differences without those that only follow from another one."""
    return [each for each in ranked(of) if each.reason.kind not in FOLLOWS]


def _part(of: Comparison) -> float:
    return abs(of.difference) / max(abs(of.own), 1)
