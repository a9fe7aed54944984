"""Header words that a person cut by hand: 走访慰 | 问人数 | （人） in three cells below each other, and not merged."""

from __future__ import annotations

from collections.abc import Iterator

from sydata.pipeline.facets import row_facet
from sydata.pipeline.grid import Grid
from sydata.pipeline.head import HEADER_ROWS, is_figure
from sydata.pipeline.headers import bare_measure, is_known, meaning

MOST_PIECES = HEADER_ROWS


def rejoined(grid: Grid) -> Grid | None:
    """The grid with such words whole in the cell where they begin; None if it has none.

    Pieces are joined only where none of them says anything by itself and the whole does.
    """
    words = [list(row) for row in grid.words]
    free = [bool(row) and not any(map(is_figure, row)) for row in grid.words]
    found = False
    for row in (row for row in range(grid.height - 1) if free[row] and free[row + 1]):
        for column in range(grid.width):
            end = next(_ends(grid, words, free, row, column), None)
            if end is not None:
                words[row][column] = "".join(words[r][column] for r in range(row, end))
                for below in range(row + 1, end):
                    words[below][column] = ""
                found = True
    return grid.saying(words) if found else None


def _ends(grid: Grid, words: list[list[str]], free: list[bool], row: int, column: int) -> Iterator[int]:
    """The rows (excluded) at which a word that begins here ends; the longest first."""
    end = row
    while end < min(grid.height, row + MOST_PIECES) and free[end]:
        if not words[end][column] or (end, column) in grid.owner:
            break
        end += 1
    pieces = [words[r][column] for r in range(row, end)]
    for count in range(len(pieces), 1, -1):
        of = pieces[:count]
        if _says("".join(of)) and not any(_says(piece) for piece in of if not bare_measure(piece)):
            yield row + count


def _says(text: str) -> bool:
    """Whether words mean anything of a form: an indicator, a group, a category, the head of labels."""
    known = is_known(text) or bool(row_facet(text).kind)
    return known or meaning((text,)).role in ("label", "unit", "period", "measure", "ignored", "value")
