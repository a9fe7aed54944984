"""One located table as it was understood: its figures, what each column means, and what was not understood."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sydata.catalog import forms
from sydata.catalog.indicators import INDICATORS, TEXT, form_indicators
from sydata.model import ColumnReading, column_letters
from sydata.pipeline.dates import parse_date
from sydata.pipeline.figures import CLAIMING, Raw, Reader
from sydata.pipeline.grid import Grid
from sydata.pipeline.headers import header_word
from sydata.pipeline.identity import Problem
from sydata.pipeline.numbers import parse
from sydata.pipeline.table import Column, Row, Table


@dataclass(frozen=True, slots=True)
class Reading:
    """What one table was understood as."""

    raws: tuple[Raw, ...]
    columns: tuple[ColumnReading, ...]
    problems: tuple[Problem, ...]


def observe(grid: Grid, table: Table, money: str, hidden: str = "") -> Reading:
    """The raw figures of a table. money: the sheet's own unit of money; hidden: why the whole sheet is left out."""
    reader = Reader(grid, table, money, hidden)
    raws = tuple(reader.raws())
    problems = [*_columns(reader), *missing(indicators_of(table.columns, raws)), *reader.puzzles]
    problems += [*_spans(grid, raws), *_hidden_lines(reader, raws)]
    return Reading(raws, tuple(_readings(reader)), tuple(problems))


def _columns(reader: Reader) -> Iterator[Problem]:
    grid, rows = reader.grid, tuple(row for row in reader.table.rows if row.kind != "skipped")
    for column in reader.columns:
        role = column.meaning.role
        if _is_unread(reader, column) and any(_says_figures(grid, r.index, column.index) for r in rows):
            yield _unknown(grid, column, {})
        elif role in ("ignored", "label", "period", "unit", "measure") and _holds_figures(grid, rows, column):
            yield _unknown(grid, column, {"hint": "numbers"})
        elif role in CLAIMING and reader.is_rivalled(column) and _is_filled(grid, rows, column):
            name = INDICATORS[column.meaning.indicator].zh if column.meaning.indicator else _header(column)
            yield _unknown(grid, column, {"hint": "twice", "likeness": name})
        elif role == "figure":
            yield from _other_measure(grid, column)


def _unknown(grid: Grid, column: Column, params: dict[str, object]) -> Problem:
    return Problem("unknown-column", _place(grid, column), _header(column), params)


def _place(grid: Grid, column: Column) -> str:
    return grid.address(column.header_row, column.index)


def _header(column: Column) -> str:
    return " ".join(part.replace("\n", "") for part in column.path)


def indicators_of(columns: Iterable[Column], raws: Iterable[Raw]) -> set[str]:
    """What a table asks for, in its columns or in its rows."""
    told = {column.meaning.indicator for column in columns if column.meaning.role == "figure"}
    return told | {raw.indicator for raw in raws if raw.reason != "last-year"}


def missing(found: Container[str]) -> list[Problem]:
    """One note of all the indicators of the form that a table does not ask for."""
    left = [indicator for indicator in form_indicators() if indicator.id not in found]
    params = {"indicators": "、".join(indicator.id for indicator in left)}
    return [Problem("missing-column", "", "、".join(i.zh for i in left), params)] if left else []


def _is_filled(grid: Grid, rows: tuple[Row, ...], column: Column) -> bool:
    return any(grid.own(row.index, column.index) for row in rows)


def _says_figures(grid: Grid, row: int, column: int) -> bool:
    """Whether a cell holds digits, or something that stands for a figure: words alone lose none."""
    text = grid.own(row, column)
    return any(c.isdigit() for c in text) or (bool(text) and parse(grid.value(row, column)).kind == "number")


def _is_unread(reader: Reader, column: Column) -> bool:
    """Whether nothing said what a column holds."""
    role = column.meaning.role
    if role in ("leaf", "value"):
        return column.index not in reader.used and not any(row.words for row in reader.table.rows)
    return role in ("unknown", "empty") or (role == "figure" and reader.named and bool(column.at.category))


def _holds_figures(grid: Grid, rows: tuple[Row, ...], column: Column) -> bool:
    """Whether a column headed 备注 or 日期 is full of plain numbers: then its header has probably slipped."""
    own = column.meaning.cores or tuple(header_word(word).core for word in column.path)
    if not own or own[-1] in forms.COLUMN_ROLES["numbered"]:
        return False
    cells = [grid.value(r.index, column.index) for r in rows if grid.own(r.index, column.index)]
    plain = [value for value in cells if parse(value).kind == "number" and parse_date(value) is None]
    return len(plain) >= 2 and len(plain) == len(cells)


def _other_measure(grid: Grid, column: Column) -> Iterator[Problem]:
    """A header that counts in another measure than the indicator: 走访慰问人数（户）."""
    indicator, measure = INDICATORS[column.meaning.indicator], column.meaning.measure
    if indicator.measure == TEXT or indicator.money or not measure:
        return
    if not forms.same_measure(measure.removeprefix("万"), indicator.id):
        params = {"found": measure, "wanted": indicator.unit_zh, "indicator": indicator.id}
        yield Problem("other-measure", _place(grid, column), _header(column), params)


def _spans(grid: Grid, raws: tuple[Raw, ...]) -> Iterator[Problem]:
    """A figure merged over several columns belongs to none of them alone."""
    for raw in raws:
        if raw.reason == "merged" and raw.value is not None:
            at = grid.place(raw.row, raw.column)  # turning back is turning again
            yield Problem("unknown-column", grid.address(*at), grid.own(*at), {"hint": "spread"})


def unknown_rows(grid: Grid, table: Table, raws: Sequence[Raw]) -> Iterator[Problem]:
    """Rows of no known category that carry figures."""
    strange = [raw for raw in raws if raw.row_kind == "unknown"]
    if not strange:
        return
    told = (r for r in strange if r.value is not None and INDICATORS[r.indicator].measure != TEXT)
    left = {grid.place(raw.row, raw.column).row for raw in told}
    for row in table.rows:
        if row.kind == "unknown" and row.index in left:
            yield Problem("unknown-category", grid.address(row.index, table.label), row.label, {})


def unknown_heads(grid: Grid, table: Table, raws: Sequence[Raw]) -> Iterator[Problem]:
    """Categories across that nobody knows, over columns that carry figures: one problem each for the whole table."""
    columns = {grid.place(raw.row, raw.column).column for raw in raws if raw.row_kind == "unknown"}
    strangers = {c.at.stranger for c in table.columns if c.index in columns and c.at.stranger}
    for words in sorted(strangers, key=lambda words: (words.row, words.column)):
        yield Problem("unknown-category", grid.address(words.row, words.column), words.text, {})


def _hidden_lines(reader: Reader, raws: tuple[Raw, ...]) -> Iterator[Problem]:
    """Hidden rows and columns that carry figures."""
    grid, table = reader.grid, reader.table
    if not grid.sheet.hidden_rows and not grid.sheet.hidden_columns:
        return
    holding = [grid.place(raw.row, raw.column) for raw in raws if raw.value is not None]
    told = [raw for raw in raws if raw.value is not None and INDICATORS[raw.indicator].measure != TEXT]
    filled = {grid.place(raw.row, raw.column).row for raw in told}
    for row in table.rows:
        if grid.line_hidden(row.index) and row.index in filled:
            yield _hidden(grid, row.index, not grid.turned, (row.index, table.label), row.label)
    columns = {at.column for at in holding}
    for column in table.columns:
        if grid.column_hidden(column.index) and column.index in columns:
            place = (column.header_row, column.index)
            yield _hidden(grid, column.index, grid.turned, place, " ".join(column.path))


def _hidden(grid: Grid, index: int, is_row: bool, place: tuple[int, int], text: str) -> Problem:
    what = {"what": "hidden-row", "row": index + 1} if is_row else {
        "what": "hidden-column", "letters": column_letters(index),
    }  # fmt: skip
    return Problem("hidden-content", grid.address(*place), text, what)


def _readings(reader: Reader) -> Iterator[ColumnReading]:
    table = reader.table
    for column in reader.columns:
        if not column.path:
            continue
        header = " › ".join(part.replace("\n", "") for part in column.path)
        meaning = column.meaning
        known = meaning.indicator if not reader.is_rivalled(column) else ""
        measure = meaning.measure or table.units.get(column.index, "")
        if known and INDICATORS[known].money:
            measure = measure or reader.money or "万元"
        note = meaning.role if known or meaning.role != "figure" else "unknown"
        name = str(column.index + 1) if reader.grid.turned else column_letters(column.index)
        yield ColumnReading(name, header, known, measure, note)
