"""What every filled cell of a sheet was taken for, and the list of all that is not counted, with its reason.

Each cell that does not count stands in the list exactly once, by itself or with the column or row it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sydata.catalog import forms
from sydata.catalog.indicators import INDICATORS, TEXT
from sydata.explained import CellReading, LeftOut, LineReading, Part
from sydata.model import address, value_text
from sydata.pipeline.explain_lines import Facts, Lines
from sydata.pipeline.footer import is_footer
from sydata.pipeline.forms import Source
from sydata.pipeline.grid import Grid
from sydata.pipeline.head import is_mark_row
from sydata.pipeline.headers import bare_measure
from sydata.pipeline.numbers import parse
from sydata.pipeline.table import Table
from sydata.text import squash


class Whole(NamedTuple):
    """The tables of a sheet with their lines, what became of its figures, and why none of them counts, if so."""

    grid: Grid
    parts: Sequence[tuple[Source, Lines]]
    facts: Facts
    why: str


class Placed(NamedTuple):
    """A cell's reading, and the place and words under which it is listed if it is left out."""

    reading: CellReading
    place: str
    text: str


Board = dict[tuple[int, int], Placed]  # (row, column) of the sheet


def cells_of(whole: Whole) -> list[Placed]:
    """Every filled cell of the sheet, in reading order."""
    board = _outside(whole)
    for source, lines in whole.parts:
        for row, column in _table_cells(source):
            if source.grid.filled(row, column):
                _put(board, source, (row, column), _inside(whole, source, lines, row, column))
    return [board[at] for at in sorted(board)]


def left_out(cells: Iterable[Placed]) -> tuple[LeftOut, ...]:
    """What does not count, one entry a column, row or cell."""
    out = (p for p in cells if p.reading.part in ("left-out", "total", "words"))
    return tuple(dict.fromkeys(LeftOut(p.place, p.text, p.reading.why) for p in out))


def _put(board: Board, source: Source, at: tuple[int, int], placed: Placed | None) -> None:
    if placed is not None:
        place = source.grid.place(*at)
        board[place.row, place.column] = placed


# ---- outside the tables ----
def _outside(whole: Whole) -> Board:
    """All filled cells, as if they stood outside any table."""
    sheet = whole.grid.sheet
    straight = Grid(sheet)
    said = [source.said for source, _ in whole.parts]
    titles = {s.place for around in said for s in around.titles}
    lines = {s.place for around in said for s in (*around.units, *around.dates, *around.loose_dates)}
    board: Board = {}
    for row in range(straight.height):
        footer = bool(straight.texts(row)) and is_footer(straight, row)
        for column in range(straight.width):
            if straight.filled(row, column):
                place = address(row, column)
                why = _why_outside(straight, row, column)
                why = "footer" if footer and why != "line" else why
                why = "title" if place in titles else "line" if place in lines else why
                board[row, column] = _alone(straight, row, column, why)
    return board


def _alone(grid: Grid, row: int, column: int, why: str) -> Placed:
    part: Part = "words" if why in ("title", "line") else "left-out"
    place = grid.place(row, column)
    text = value_text(grid.value(row, column)).strip() or _mark(grid, row, column)
    return Placed(CellReading(*place, part, why=why), place.address, text)


def _mark(grid: Grid, row: int, column: int) -> str:
    mark = grid.mark(row, column)
    return mark.text if mark else ""


def _why_outside(grid: Grid, row: int, column: int) -> str:
    words = squash(grid.own(row, column))
    if words.startswith((*forms.UNIT_LINE, *forms.DATE_LINE, *forms.MONEY_LINE)):
        return "line"
    return "outside" if parse(grid.value(row, column)).kind == "number" else "remark"


# ---- inside a table ----
def _table_cells(source: Source) -> Iterator[tuple[int, int]]:
    table = source.table
    columns = range(table.left, min(table.right, source.grid.width))
    last = max((row.index for row in table.rows), default=table.bottom)
    return ((row, column) for row in range(table.top, last + 1) for column in columns)


def _inside(whole: Whole, source: Source, lines: Lines, row: int, column: int) -> Placed | None:
    """What a cell between a table's first and last row is; None if it belongs to nothing of the table."""
    grid, table = source.grid, source.table
    if row <= table.bottom:
        return _heading(grid, table, row, column)
    if row not in lines.body:
        return _repeated(grid, table, row, column)
    if column == table.label or column in table.stubs:
        return _plain(grid, row, column, "label")
    if whole.facts.get(grid.address(row, column)) is None and _is_name(grid, table, row, column):
        return _plain(grid, row, column, "label")
    return _figure(whole, source.grid, lines, row, column)


def _is_name(grid: Grid, table: Table, row: int, column: int) -> bool:
    """Whether a cell goes on with a row's name: finer kinds, a measure."""
    role = table.columns[column].meaning.role
    named = role in ("label", "unit", "period") and parse(grid.value(row, column)).kind != "number"
    return named or bool(bare_measure(grid.own(row, column)))


def _plain(grid: Grid, row: int, column: int, part: Part) -> Placed:
    return Placed(CellReading(*grid.place(row, column), part), grid.address(row, column), "")


def _heading(grid: Grid, table: Table, row: int, column: int) -> Placed:
    texts = grid.texts(row)
    if not is_mark_row(texts):
        return _plain(grid, row, column, "header")
    words = " ".join(text for _, text in texts[:6])
    reading = CellReading(*grid.place(row, column), "left-out", why="mark-row")
    return Placed(reading, grid.address(row, texts[0][0]), words)


def _repeated(grid: Grid, table: Table, row: int, column: int) -> Placed | None:
    """A header that stands again further down."""
    words = {squash(word) for word in table.columns[column].path}
    return _plain(grid, row, column, "header") if words and squash(grid.own(row, column)) in words else None


def _figure(whole: Whole, grid: Grid, lines: Lines, row: int, column: int) -> Placed:
    at = (row, column)
    place, fate = grid.place(*at), whole.facts.get(grid.address(*at))
    beside, over = lines.rows.get(row), lines.columns.get(column)
    if fate is None:
        why = whole.why or _why(over) or _why(beside) or "not-read"
    else:
        why = fate[2]
    part = _part(fate, why)
    indicator, category, _ = fate or ("", "", "")
    reading = CellReading(*place, part, indicator, category, why)
    by = next((line for line in (beside, over) if line is not None and _is_why(line, why)), None)
    if by is None:
        text = value_text(grid.value(*at)).strip() or _mark(grid, *at)
        return Placed(reading, place.address, text)
    return Placed(reading, by.place, " › ".join(by.header))


def _part(fate: tuple[str, str, str] | None, why: str) -> Part:
    if fate is None or why not in ("", "total"):
        return "left-out"
    if why == "total":
        return "total"
    return "text" if INDICATORS[fate[0]].measure == TEXT else "figure"


# The roles of lines that don't count, and the reason that is given for their cells.
_WHY = {
    "ignored": "ignored", "ratio": "ratio", "last-year": "last-year", "of-which": "of-which", "twice": "twice",
    "empty": "no-header", "total": "total", "skipped": "skipped", "hidden": "hidden",
}  # fmt: skip


def _why(line: LineReading | None) -> str:
    if line is None:
        return ""
    if line.role == "unknown":
        return "unknown-column" if line.axis == "across" else "unknown-row"
    return _WHY.get(line.role, "")


def _is_why(line: LineReading, why: str) -> bool:
    """Whether a line as a whole is left out for this reason."""
    return _why(line) == why or (line.role == "unknown" and why == "unknown-category")
