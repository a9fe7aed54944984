"""Cells far outside the table: left out before they cost memory, and noted by their addresses."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from sydata.errors import UnreadableFile
from sydata.model import Cell, Value
from sydata.reading.budget import Budget

GAP_ROWS, GAP_COLUMNS, FEW = 100, 30, 3
SPARSE, SPARSE_CELLS = 50, 100_000


class Area(NamedTuple):
    """The rows and columns from A1 that are read."""

    rows: int
    columns: int

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell lies inside."""
        return row < self.rows and column < self.columns


def wasteful(rows: int, columns: int, cells: int, limit: int) -> bool:
    """Whether the rectangle that holds the cells is out of proportion to their number, or too large."""
    box = rows * columns
    return box > limit or (box > SPARSE_CELLS and box > SPARSE * cells)


def choose(cells: Collection[tuple[int, int]], budget: Budget) -> tuple[Area, tuple[Cell, ...]]:
    """The area to read, and the filled cells outside it.

    Raises UnreadableFile("too-large") when so many cells lie outside that they are data, not strays.
    """
    everything = extent(cells)
    if not wasteful(*everything, len(cells), budget.cells):
        return everything, ()
    for area in _candidates(budget):
        inside = [cell for cell in cells if area.holds(*cell)]
        box = extent(inside)
        if not wasteful(box.rows, box.columns, len(inside), budget.cells):
            break
    stray = tuple(sorted(Cell(*cell) for cell in cells if not box.holds(*cell)))
    if len(stray) <= budget.stray_cells:
        return box, stray
    if everything.rows * everything.columns <= budget.cells:
        return everything, ()
    raise UnreadableFile("too-large", f"{len(stray)} cells far outside")


def _candidates(budget: Budget) -> Iterable[Area]:
    yield Area(budget.far_rows, budget.far_columns)
    yield Area(1 << 20, 100)
    yield Area(budget.far_rows, 100)
    yield Area(1000, budget.far_columns)
    yield Area(1000, 100)


def extent(cells: Iterable[tuple[int, int]]) -> Area:
    """The smallest area from A1 that holds the cells."""
    rows, columns = set(), set()
    for row, column in cells:
        rows.add(row)
        columns.add(column)
    return Area(max(rows, default=-1) + 1, max(columns, default=-1) + 1)


def trim(
    rows: Sequence[Sequence[Value]], more: Collection[tuple[int, int]] = ()
) -> tuple[Area, tuple[Cell, ...]]:
    """The area without a few lone cells beyond a wide gap, and those cells.

    A gap is 100 empty rows or 30 empty columns; at most 3 cells beyond it are strays, more are a table.
    `more` are cells that count as filled though they have no value.
    """
    height, width = len(rows), len(rows[0]) if rows else 0
    if height <= GAP_ROWS and width <= GAP_COLUMNS:
        return Area(height, width), ()
    cells = [(r, c) for r, row in enumerate(rows) for c, value in enumerate(row) if value is not None]
    cells = sorted({*cells, *more})
    bottom = _end([r for r, _ in cells], GAP_ROWS, height)
    right = _end([c for r, c in cells if r < bottom], GAP_COLUMNS, width)
    area = Area(bottom, right)
    stray = tuple(Cell(*cell) for cell in cells if not area.holds(*cell))
    return (extent(cell for cell in cells if area.holds(*cell)), stray) if stray else (area, ())


def _end(places: Sequence[int], gap: int, size: int) -> int:
    ordered = sorted(places)
    for index in range(max(1, len(ordered) - FEW), len(ordered)):
        if ordered[index] - ordered[index - 1] > gap and index > len(ordered) - index:
            return ordered[index - 1] + 1
    return size
