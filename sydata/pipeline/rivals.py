"""Where a sheet can be read in two ways that are equally good: it is refused, and both are named."""

from __future__ import annotations

from sydata.pipeline.facets import row_facet
from sydata.pipeline.grid import Grid
from sydata.pipeline.head import is_number
from sydata.pipeline.headers import meaning, together
from sydata.pipeline.stubs import FIGURES, Stubs
from sydata.pipeline.table import Column, NoTable, Row

LEAST = 2  # lines that must say so: one alone may be a slip


def two_readings(grid: Grid, first: tuple[int, int], second: tuple[int, int]) -> NoTable:
    """The refusal that names two cells of the grid, each the beginning of a reading."""
    words = (f"{grid.seen(*at)}（{grid.address(*at)}）".replace("\n", "") for at in (first, second))
    return NoTable("two-readings", tuple(zip(("first", "second"), words, strict=True)))


def rival_labels(grid: Grid, columns: tuple[Column, ...], by: Stubs, rows: range) -> NoTable | None:
    """Two columns that name different categories of the same rows."""
    end = min((c.index for c in columns if c.meaning.role in FIGURES), default=len(columns))
    for column in columns[:end]:
        if by.label is None or column.index == by.label or column.meaning.role == "ignored":
            continue
        pairs = ((row_facet(grid.named(r, c, rows.start)) for c in (by.label, column.index)) for r in rows)
        if any(a.kind == b.kind == "category" and a.value != b.value for a, b in pairs):
            return two_readings(grid, (rows.start - 1, by.label), (rows.start - 1, column.index))
    return None


def rival_headers(grid: Grid, columns: tuple[Column, ...]) -> NoTable | None:
    """Two rows of a header that name different indicators over the same columns."""
    for column in columns:
        said = {meaning((text,)).indicator: text for text in column.path}
        said.pop("", None)
        if len(said) > 1 and not column.meaning.indicator:
            rows = [r for r in range(column.header_row + 1) if grid.own(r, column.index) in said.values()]
            if len(rows) > 1 and _all_differ(columns):
                return two_readings(grid, (rows[0], column.index), (rows[-1], column.index))
    return None


def _all_differ(columns: tuple[Column, ...]) -> bool:
    """Whether every column with two levels names a different indicator on each."""
    pairs = [[meaning((text,)).indicator for text in c.path] for c in columns if len(c.path) > 1]
    return len(pairs) >= LEAST and all(all(told) and len(set(told)) > 1 for told in pairs)


def rival_axes(grid: Grid, columns: tuple[Column, ...], rows: tuple[Row, ...], label: int) -> NoTable | None:
    """Rows and columns that each name an indicator of their own, and none together."""
    across = [c for c in columns if c.meaning.role == "figure" and c.index != label]
    down = [row for row in rows if meaning((row.label,)).indicator and row.kind == "unknown"]
    if len(across) < LEAST or len(down) < LEAST:
        return None
    if any(together((row.label,), c.meaning.cores) for row in down for c in across):
        return None
    return two_readings(grid, (down[0].index, label), (across[0].header_row, across[0].index))


def rival_categories(grid: Grid) -> NoTable | None:
    """Categories down and across, so that a figure belongs to two, and nothing says of what it is a count."""
    for row in range(grid.height):
        across = [c for c, text in grid.texts(row) if row_facet(text).kind == "category"]
        if len(across) < LEAST:
            continue
        for column in range(across[0]):
            below = range(row + 1, grid.height)
            down = [r for r in below if row_facet(grid.own(r, column)).kind == "category"]
            if len(down) >= LEAST and is_number(grid.own(down[0], across[0])):
                return two_readings(grid, (down[0], column), (row, across[0]))
    return None
