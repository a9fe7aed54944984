"""From what a library or scan gives to a Sheet: blanks made None, strays and hidden things in their place."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sydata.model import Cell, Mark, Merge, Sheet, Value
from sydata.reading.area import Area, extent, trim


@dataclass(slots=True)
class Notes:
    """What a scan of a sheet saw beyond the values: marks, what is hidden, cells left out."""

    marks: dict[tuple[int, int], Mark] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    stray: tuple[Cell, ...] = ()
    visible: bool = True

    def keep(self, area: Area) -> None:
        """Drop the marks of cells that were left out."""
        self.marks = {cell: mark for cell, mark in self.marks.items() if area.holds(*cell)}

    def valueless(self) -> list[tuple[int, int]]:
        """The cells that hold something, but no value: errors, and formulas without a result."""
        return [cell for cell, mark in self.marks.items() if mark.kind != "format"]


def clean(rows: Iterable[Sequence[object]], notes: Notes) -> list[list[Value]]:
    """Rows with None for blank cells and for figures that are no number (NaN, infinity: marked as errors).

    Rows reach as far as the last cell that is marked, though it has no value.
    """
    result: list[list[Value]] = []
    for row in rows:
        values: list[Value] = [None if v.__class__ is str and not v.strip() else v for v in row]  # type: ignore[misc]
        for column in [c for c, v in enumerate(values) if v.__class__ is float and not math.isfinite(v)]:
            notes.marks[len(result), column] = Mark("error", str(values[column]))
        result.append(values)
    if notes.marks:
        _blank_out(result, notes)
    return result


def _blank_out(rows: list[list[Value]], notes: Notes) -> None:
    """Make the marked cells without a value None, in rows that are long and wide enough to hold them."""
    places = notes.valueless()
    needed = extent(places)
    width = max(needed.columns, len(rows[0]) if rows else 0)
    rows += [[] for _ in range(needed.rows - len(rows))]
    for row in rows:
        row += [None] * (width - len(row))
    for row_number, column in places:
        rows[row_number][column] = None


def fill(cells: Mapping[tuple[int, int], Value], area: Area) -> list[list[Value]]:
    """Rectangular rows from single cells."""
    rows: list[list[Value]] = [[None] * area.columns for _ in range(area.rows)]
    for (row, column), value in cells.items():
        if area.holds(row, column):
            rows[row][column] = value
    return rows


def build(file: str, name: str, rows: list[list[Value]], merges: Iterable[Merge], notes: Notes) -> Sheet:
    """A workbook's Sheet, trimmed to its cells: everything that points outside the rows is cut off."""
    area, stray = trim(rows, notes.valueless())
    if area != (len(rows), len(rows[0]) if rows else 0):
        rows = [row[: area.columns] for row in rows[: area.rows]]
    return Sheet(
        file=file,
        name=name,
        rows=tuple(tuple(row) for row in rows),
        merges=clip(merges, area),
        visible=notes.visible,
        hidden_rows=frozenset(r for r in notes.hidden_rows if r < area.rows),
        hidden_columns=frozenset(c for c in notes.hidden_columns if c < area.columns),
        marks={cell: mark for cell, mark in notes.marks.items() if area.holds(*cell)},
        stray=tuple(sorted({*notes.stray, *stray})),
    )


def clip(merges: Iterable[Merge], area: Area) -> tuple[Merge, ...]:
    """Merged ranges cut to the rows that are there, in reading order; those of one cell are no merges.

    Of ranges that overlap (WPS writes such) the first in reading order holds, the others are dropped. A
    range whose corners are exchanged is no range.
    """
    cut = (
        Merge(top, left, min(bottom, area.rows - 1), min(right, area.columns - 1))
        for top, left, bottom, right in merges
        if 0 <= top < area.rows and 0 <= left < area.columns
    )
    kept = (m for m in cut if m.bottom >= m.top and m.right >= m.left and m[:2] != m[2:])
    return tuple(_apart(sorted(kept, key=lambda m: (m.top, m.left, -m.bottom, -m.right))))


def _apart(merges: Sequence[Merge]) -> Iterator[Merge]:
    """The merges, in reading order, that do not touch one before them."""
    row = -1
    reaching: list[Merge] = []  # those kept that reach down to this row, by their columns: they never overlap
    for merge in merges:
        if merge.top != row:
            row, reaching = merge.top, [m for m in reaching if m.bottom >= merge.top]
        place = bisect_right(reaching, merge.left, key=lambda m: m.left)
        left_of = place and reaching[place - 1].right >= merge.left
        right_of = place < len(reaching) and reaching[place].left <= merge.right
        if not left_of and not right_of:
            reaching.insert(place, merge)
            yield merge
