"""How a sheet's columns differ from those that its unit used the last time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from sydata.catalog.indicators import INDICATORS
from sydata.model import ColumnReading
from sydata.text import squash

ChangeKind = Literal["lost", "gained", "measure", "header"]
KINDS: tuple[ChangeKind, ...] = ("lost", "measure", "gained", "header")
_FIGURE = ("", "figure")
_BY_ROWS = ("leaf", "value")  # columns whose indicator the rows name: they don't tell which are there


class Change(NamedTuple):
    """before and now: the measure, or the header's words; empty where the column is not there."""

    kind: ChangeKind
    indicator: str
    before: str = ""
    now: str = ""


def drift(before: Sequence[ColumnReading], now: Sequence[ColumnReading]) -> tuple[Change, ...]:
    """What changed, the gravest kind first, in the catalog's order of indicators; () for one and the same layout.

    Only columns that hold figures of this period count. Of a table whose rows name the indicators nothing is said.
    """
    if not comparable(before, now):
        return ()
    old, new = _of_indicator(before), _of_indicator(now)
    found = [change for id in INDICATORS for change in _changes(id, old.get(id, ()), new.get(id, ()))]
    return tuple(sorted(found, key=lambda change: KINDS.index(change.kind)))


def comparable(before: Sequence[ColumnReading], now: Sequence[ColumnReading]) -> bool:
    """Whether two layouts can be held against each other at all: see `drift`."""
    by_rows = any(column.note in _BY_ROWS for column in (*before, *now))
    return not by_rows and bool(_of_indicator(before)) and bool(_of_indicator(now))


def _of_indicator(columns: Sequence[ColumnReading]) -> dict[str, tuple[ColumnReading, ...]]:
    """The columns of each indicator: several where categories stand side by side."""
    found: dict[str, tuple[ColumnReading, ...]] = {}
    for column in columns:
        if column.indicator in INDICATORS and column.note in _FIGURE:
            found[column.indicator] = (*found.get(column.indicator, ()), column)
    return found


def _changes(id: str, old: Sequence[ColumnReading], new: Sequence[ColumnReading]) -> Iterator[Change]:
    if old and not new:
        yield Change("lost", id, _headers(old))
    elif new and not old:
        yield Change("gained", id, "", _headers(new))
    elif old and new:
        was, has = _measures(old), _measures(new)
        if was and has and was != has:
            yield Change("measure", id, was, has)
        if squash(_headers(old)) != squash(_headers(new)):
            yield Change("header", id, _headers(old), _headers(new))


def _headers(columns: Sequence[ColumnReading]) -> str:
    return "、".join(dict.fromkeys(column.header for column in columns))


def _measures(columns: Sequence[ColumnReading]) -> str:
    return "、".join(dict.fromkeys(column.measure for column in columns if column.measure))
