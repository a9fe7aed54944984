"""What each column and row of a table was understood as, from which words, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sydata.catalog.categories import CATEGORIES, CATEGORY_OF_WORD, category_key
from sydata.catalog.grammar_kinds import category_sense
from sydata.catalog.indicators import INDICATORS, TEXT
from sydata.catalog.learned import PATH
from sydata.explained import Axis, How, LineReading
from sydata.model import value_text
from sydata.pipeline.explain_measure import measure_of
from sydata.pipeline.figures import CLAIMING, Reader
from sydata.pipeline.forms import Source
from sydata.pipeline.grid import Grid
from sydata.pipeline.head import is_number
from sydata.pipeline.headers import bare_measure, header_word, joint, parts_of, together
from sydata.pipeline.table import NO_LABEL, Column, Coordinates, Row, Table
from sydata.text import squash

Facts = Mapping[str, tuple[str, str, str]]  # address → (indicator, category, why it does not count or "")
Parts = tuple[tuple[str, str], ...]
OPEN = ("unknown", "twice")  # the roles of a line that nobody understood


@dataclass(frozen=True, slots=True)
class _View:
    """A table with what became of its cells."""

    grid: Grid
    table: Table
    reader: Reader
    facts: Facts
    asked: frozenset[str]

    def fate(self, row: int, column: int) -> tuple[str, str, str] | None:
        return self.facts.get(self.grid.address(row, column))

    def of_column(self, column: Column) -> list[tuple[str, str, str]]:
        found = (self.fate(row.index, column.index) for row in self.table.rows)
        return [fate for fate in found if fate]

    def of_row(self, row: Row) -> list[tuple[str, str, str]]:
        found = (self.fate(row.index, column.index) for column in self.table.columns)
        return [fate for fate in found if fate and INDICATORS[fate[0]].measure != TEXT]

    def axis(self, columns: bool) -> Axis:
        return "across" if columns != self.grid.turned else "down"


class Lines(NamedTuple):
    """A table's lines by the grid's columns and rows, and its rows themselves."""

    columns: Mapping[int, LineReading]
    rows: Mapping[int, LineReading]
    body: Mapping[int, Row]

    @property
    def all(self) -> tuple[LineReading, ...]:
        """Those of the header, then those of the body."""
        return (*self.columns.values(), *self.rows.values())


def lines_of(source: Source, facts: Facts, asked: frozenset[str]) -> Lines:
    """The lines of a table. asked: cells with an open question."""
    grid, table = source.grid, source.table
    reader = Reader(grid, table, source.said.money, "")
    view = _View(grid, table, reader, facts, asked)
    inside = [c for c in table.columns if table.left <= c.index < table.right]
    columns = {c.index: _column(view, c) for c in inside if c.path or _is_filled(view, c)}
    rows = {row.index: _row(view, row) for row in table.rows}
    return Lines(columns, rows, {row.index: row for row in table.rows})


def _is_filled(view: _View, column: Column) -> bool:
    return any(view.grid.own(row.index, column.index) for row in view.table.rows)


def _says_something(view: _View, row: Row, column: Column) -> bool:
    """Whether a cell holds more than a dash or a measure."""
    text = view.grid.own(row.index, column.index)
    return squash(text).strip("-—–/") != "" and not bare_measure(text)


# ---- columns ----
def _column(view: _View, column: Column) -> LineReading:
    role, indicator = _column_role(view, column), _column_indicator(view, column)
    by, parts = _column_how(view, column, role)
    place = view.grid.address(column.header_row, column.index)
    measure, source = measure_of(view.reader, column, indicator)
    return LineReading(
        view.axis(columns=True), place, _words(view, column), role,
        indicator if role not in OPEN else "", column.at.category, *_named(column.at),
        measure, source, by, parts, role not in OPEN and place not in view.asked,
    )  # fmt: skip


def _column_role(view: _View, column: Column) -> str:
    role: str = column.meaning.role
    if view.grid.column_hidden(column.index):
        return "hidden"
    if column.index == view.table.label or column.index in view.table.stubs:
        return _stub_role(view, column)
    if role in CLAIMING and view.reader.is_rivalled(column):
        return "twice"
    notes = {note for _, _, note in view.of_column(column)}
    if column.at.over and notes == {"total"}:
        return "total"
    if role in ("leaf", "value") and column.meaning.cores and not notes and _is_filled(view, column):
        return "unknown"
    if role == "unknown" and not any(_says_something(view, row, column) for row in view.table.rows):
        return "heading"
    return "text" if role == "figure" and _is_text(column.meaning.indicator) else role


def _stub_role(view: _View, column: Column) -> str:
    def names(words: object) -> bool:
        return words is not None and getattr(words, "column", None) == column.index

    if any(names(row.at.unit) for row in view.table.rows):
        return "unit"
    return "period" if any(names(row.at.period) for row in view.table.rows) else "label"


def _column_indicator(view: _View, column: Column) -> str:
    """What the column counts, by itself or together with the rows' words if it is always the same."""
    if column.meaning.indicator:
        return column.meaning.indicator
    found = {indicator for indicator, _, _ in view.of_column(column)}
    return found.pop() if len(found) == 1 else ""


def _column_how(view: _View, column: Column, role: str) -> tuple[How, Parts]:
    cores = column.meaning.cores
    if role in ("unknown", "empty", "heading"):
        return "", ()
    if _is_learned(view, range(view.table.top, view.table.bottom + 1), column.index) or _is_path(
        view, column
    ):
        return "learned", ()
    if role in ("label", "unit", "period") and column.meaning.role not in ("label", "unit", "period"):
        return "position", ()
    if column.meaning.indicator and cores and not _stand_in(column, cores):
        return "title", ()
    if parts := parts_of(cores):
        return "parts", parts
    return _category_how(column.at.category, column.path)


def _is_path(view: _View, column: Column) -> bool:
    """Whether a person explained the column's words together."""
    words = {header_word(word).core for word in column.path}
    return any(words.issuperset(key.split(PATH)) for key, _ in view.grid.learned.paths)


def _stand_in(column: Column, cores: tuple[str, ...]) -> bool:
    """Whether all words that name the indicator stand over the column."""
    words = "".join(header_word(word).core for word in column.path)
    return all(core in words for core in cores)


def _category_how(category: str, words: tuple[str, ...]) -> tuple[How, Parts]:
    """How words name a category; a plain list if they name none."""
    keys = [category_key(word) for word in words]
    if not category or any(CATEGORY_OF_WORD.get(key) == category for key in keys):
        return "list", ()
    senses = (category_sense(key) for key in keys)
    sense = next((s for s in senses if s and s.category == category), None)
    return ("parts", sense.parts) if sense else ("position", ())


def _words(view: _View, column: Column) -> tuple[str, ...]:
    """The words over a column as they stand in the sheet, also where a person explained them."""
    rows = range(view.table.top, view.table.bottom + 1)
    stood = {view.grid.seen(row, column.index): _stood(view.grid, row, column.index) for row in rows}
    return tuple(stood.get(word, word).replace("\n", "") for word in column.path)


def _stood(grid: Grid, row: int, column: int) -> str:
    """What a cell, or the merged range it lies in, says in the file itself."""
    merge = grid.owner.get((row, column)) if not grid.own(row, column) else None
    at = (merge.top, merge.left) if merge else (row, column)
    return value_text(grid.value(*at)).strip()


def _is_learned(view: _View, rows: range, column: int) -> bool:
    grid = view.grid
    return any(grid.own(row, column) and grid.own(row, column) != _stood(grid, row, column) for row in rows)


# ---- rows ----
def _row(view: _View, row: Row) -> LineReading:
    label = max(view.table.label, 0)
    place = view.grid.address(row.index, label if view.table.label != NO_LABEL else _first(view))
    role = _row_role(view, row)
    by, parts = _row_how(view, row, role)
    indicator = _row_indicator(view, row)
    named = header_word(row.label).measure
    measure = (row.measure or named) if indicator else ""
    source = "header" if named else "measure-row"
    return LineReading(
        view.axis(columns=False), place, _row_words(view, row, label), role, indicator,
        _row_category(view, row, role), *_named(row.at), measure, source if measure else "", by, parts,
        role not in OPEN and place not in view.asked,
    )  # fmt: skip


def _first(view: _View) -> int:
    return next((c.index for c in view.table.columns if c.carries_figures and c.path), view.table.left)


def _row_words(view: _View, row: Row, label: int) -> tuple[str, ...]:
    own = _stood(view.grid, row.index, label) if view.table.label != NO_LABEL else ""
    at = (words.text for words in (row.at.unit, row.at.period) if words)
    words = (*at, own or row.label, *_finer(view, row))
    return tuple(dict.fromkeys(word.replace("\n", "") for word in words if word))


def _finer(view: _View, row: Row) -> list[str]:
    """The words beside the label that name it more closely: 人武部官兵 beside 驻黔部队."""
    beside = (
        c.index for c in view.table.columns if c.meaning.role == "label" and c.index != view.table.label
    )
    return [view.grid.own(row.index, c) for c in beside if not is_number(view.grid.own(row.index, c))]


def _row_role(view: _View, row: Row) -> str:
    """What a row is, by what became of its figures where that says more than its label."""
    if view.grid.line_hidden(row.index):
        return "hidden"
    notes = {note for _, _, note in view.of_row(row)}
    if row.kind == "total":
        return "total-counted" if "" in notes else "total"
    if notes == {"of-which"}:
        return "of-which"
    if row.kind == "leaf":
        return "counted" if row.words or row.plain or _named(row.at) != ("", "") else "one-row"
    return "category" if notes == {""} and row.kind in ("unknown", "of-which") else row.kind


def _row_indicator(view: _View, row: Row) -> str:
    found = {indicator for indicator, _, _ in view.of_row(row)} if row.words else set()
    return found.pop() if len(found) == 1 else ""


def _row_category(view: _View, row: Row, role: str) -> str:
    if row.kind == "category":
        return row.category
    if role == "category":
        found = {category for _, category, note in view.of_row(row) if not note}
        return next(iter(found & CATEGORIES.keys()), "")
    return ""


def _row_how(view: _View, row: Row, role: str) -> tuple[How, Parts]:
    if role == "unknown":
        return "", ()
    if view.table.label == NO_LABEL or not row.label:
        return "position", ()
    if _is_learned(view, range(row.index, row.index + 1), view.table.label):
        return "learned", ()
    if row.words:
        return _worded_how(view, row)
    return _category_how(_row_category(view, row, role), (row.label,))


def _worded_how(view: _View, row: Row) -> tuple[How, Parts]:
    columns = (c.meaning.cores for c in view.table.columns)
    cores = next((cores for cores in columns if together(row.words, cores)), ())
    parts = parts_of(joint(row.words, cores))
    return ("parts", parts) if parts else ("list", ())


# ---- both ----
def _named(at: Coordinates) -> tuple[str, str]:
    unit, period = ((words.text if words else "") for words in (at.unit, at.period))
    return unit, period


def _is_text(indicator: str) -> bool:
    return bool(indicator) and INDICATORS[indicator].measure == TEXT
