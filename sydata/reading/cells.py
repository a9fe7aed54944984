"""From what a library or scan gives to a Sheet: blanks made None, strays and hidden things in their place."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
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
        result.append(values)
        for column, value in enumerate(values):
            if value.__class__ is float and not math.isfinite(value):
                notes.marks[len(result) - 1, column] = Mark("error", str(value))
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
    """Merged ranges cut to the rows that are there, in reading order; those of one cell are no merges."""
    cut = (
        Merge(top, left, min(bottom, area.rows - 1), min(right, area.columns - 1))
        for top, left, bottom, right in merges
        if top < area.rows and left < area.columns
    )
    return tuple(sorted(m for m in cut if m.bottom > m.top or m.right > m.left))
