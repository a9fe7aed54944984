"""One located table as raw figures: each cell with its category, indicator, measure, and why it may not count."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sydata.catalog import forms
from sydata.catalog.categories import GENERAL_WORDS, category_key
from sydata.catalog.indicators import INDICATORS, TEXT, form_indicators
from sydata.model import ColumnReading, Mark, Value, address, column_letters
from sydata.pipeline.dates import parse_date
from sydata.pipeline.headers import header_word
from sydata.pipeline.identity import Problem
from sydata.pipeline.locate import Column, Grid, Row, Table
from sydata.pipeline.numbers import parse


class Raw(NamedTuple):
    """One cell under an indicator. row_kind is the row's; reason says why the figure is excluded, if it is.

    measure: the header's or the sheet's word for the column's measure, empty if neither says one.
    """

    row: int
    column: int
    row_kind: str
    category: str
    indicator: str
    value: Value
    mark: Mark | None
    measure: str
    reason: str
    label: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What one table was understood as."""

    raws: tuple[Raw, ...]
    columns: tuple[ColumnReading, ...]
    problems: tuple[Problem, ...]


def observe(grid: Grid, table: Table, money: str, hidden: str = "") -> Reading:
    """The raw figures of a table. money: the sheet's own unit of money; hidden: why the whole sheet is left out."""
    twice = _twice(table.columns)
    columns = [c for c in table.columns if c.index != table.label]
    raws: list[Raw] = []
    for row in table.rows:
        for column in columns:
            if _is_read(column, twice):
                raws.append(_raw(grid, table, row, column, money, hidden))
    problems = [*_columns(grid, table, columns, twice), *_spans(grid, raws), *_rows(grid, table, raws)]
    return Reading(tuple(raws), tuple(_readings(table, columns, twice, money)), tuple(problems))


def _is_read(column: Column, twice: frozenset[str]) -> bool:
    meaning = column.meaning
    return (
        bool(meaning.indicator) and meaning.role in ("figure", "last-year") and meaning.indicator not in twice
    )


def _twice(columns: tuple[Column, ...]) -> frozenset[str]:
    """Indicators that two columns claim: none of them is read, since nothing says which is right."""
    counts = Counter(c.meaning.indicator for c in columns if c.meaning.role == "figure")
    return frozenset(id for id, n in counts.items() if n > 1)


def _raw(grid: Grid, table: Table, row: Row, column: Column, money: str, hidden: str) -> Raw:
    sheet, place = grid.sheet, (row.index, column.index)
    cells = sheet.rows[row.index]
    value = cells[column.index] if column.index < len(cells) else None
    measure = column.meaning.measure or table.units.get(column.index, "")
    if INDICATORS[column.meaning.indicator].money:
        measure = measure or money
    reason = hidden or _reason(grid, row, column)
    category, mark = _category(grid, table, row, column), sheet.marks.get(place)
    return Raw(*place, row.kind, category, column.meaning.indicator, value, mark, measure, reason, row.label)


def _category(grid: Grid, table: Table, row: Row, column: Column) -> str:
    """The row's category; a figure merged down over rows of several categories is not broken down by them."""
    merge = grid.owner.get((row.index, column.index))
    if merge is None or row.kind != "category" or merge.top == merge.bottom:
        return row.category
    over = {r.category for r in table.rows if r.kind == "category" and merge.top <= r.index <= merge.bottom}
    return row.category if len(over) < 2 else "unspecified"


def _reason(grid: Grid, row: Row, column: Column) -> str:
    """Why a figure is not counted, as a key of the catalog's reasons; empty if it is."""
    merge = grid.owner.get((row.index, column.index))
    if merge and merge.left != merge.right:
        return "merged"
    if row.index in grid.sheet.hidden_rows or column.index in grid.sheet.hidden_columns:
        return "hidden"
    if column.meaning.role == "last-year":
        return "last-year"
    return {"total": "total", "of-which": "of-which", "unknown": "unknown-category"}.get(row.kind, "")


# ---- structure: what the table holds that was not understood ----
def _columns(grid: Grid, table: Table, columns: list[Column], twice: frozenset[str]) -> Iterator[Problem]:
    filled = {c.index for c in columns if any(grid.own(r.index, c.index) for r in table.rows)}
    for column in columns:
        place = address(column.header_row, column.index)
        header = " ".join(part.replace("\n", "") for part in column.path)
        if column.meaning.role in ("unknown", "empty") and column.index in filled:
            yield Problem("unknown-column", place, header, {})
        elif column.meaning.role in ("ignored", "label", "period") and _holds_figures(grid, table, column):
            yield Problem("unknown-column", place, header, {"hint": "numbers"})
        elif column.meaning.role == "figure" and column.meaning.indicator in twice:
            name = INDICATORS[column.meaning.indicator]
            yield Problem("unknown-column", place, header, {"hint": "twice", "likeness": name.zh})
        elif column.meaning.role == "figure":
            yield from _other_measure(column, place, header)
    found = {c.meaning.indicator for c in columns if c.meaning.role == "figure"}
    for indicator in form_indicators():
        if indicator.id not in found:
            yield Problem("missing-column", "", indicator.zh, {"indicator": indicator.id})


def _holds_figures(grid: Grid, table: Table, column: Column) -> bool:
    """Whether a column headed 备注 or 日期 is full of plain numbers: then its header has probably slipped."""
    if header_word(column.path[-1]).core in forms.COLUMN_ROLES["numbered"]:
        return False
    cells = [grid.sheet.rows[r.index][column.index] for r in table.rows if grid.own(r.index, column.index)]
    plain = [value for value in cells if parse(value).kind == "number" and parse_date(value) is None]
    return len(plain) >= 2 and len(plain) == len(cells)


def _other_measure(column: Column, place: str, header: str) -> Iterator[Problem]:
    """A header that counts in another measure than the indicator: 走访慰问人数（户）."""
    indicator, measure = INDICATORS[column.meaning.indicator], column.meaning.measure
    if indicator.measure == TEXT or indicator.money or not measure:
        return
    if not forms.same_measure(measure.removeprefix("万"), indicator.id):
        params = {"found": measure, "wanted": indicator.unit_zh, "indicator": indicator.id}
        yield Problem("other-measure", place, header, params)


def _spans(grid: Grid, raws: list[Raw]) -> Iterator[Problem]:
    """A figure merged over several columns belongs to none of them alone."""
    for raw in raws:
        merge = grid.owner.get((raw.row, raw.column))
        if merge and merge.left != merge.right and raw.value is not None:
            hint = {"hint": "spread"}
            yield Problem("unknown-column", address(raw.row, raw.column), grid.own(raw.row, raw.column), hint)


def _rows(grid: Grid, table: Table, raws: list[Raw]) -> Iterator[Problem]:
    """Rows of no known category that carry figures, and hidden ones."""
    filled = {raw.row for raw in raws if raw.value is not None and INDICATORS[raw.indicator].measure != TEXT}
    for row in table.rows:
        if row.kind == "unknown" and row.index in filled:
            yield Problem("unknown-category", address(row.index, table.label), row.label, {})
        if row.index in grid.sheet.hidden_rows and row.index in filled:
            what = {"what": "hidden-row", "row": row.index + 1}
            yield Problem("hidden-content", address(row.index, table.label), row.label, what)
    holding = {raw.column for raw in raws if raw.value is not None}
    for column in table.columns:
        if column.index in grid.sheet.hidden_columns and column.index in holding:
            letters = column_letters(column.index)
            what = {"what": "hidden-column", "letters": letters}
            yield Problem(
                "hidden-content", address(column.header_row, column.index), " ".join(column.path), what
            )


def _readings(
    table: Table, columns: list[Column], twice: frozenset[str], money: str
) -> Iterator[ColumnReading]:
    for column in columns:
        if not column.path:
            continue
        header = " › ".join(part.replace("\n", "") for part in column.path)
        meaning = column.meaning
        known = meaning.indicator if meaning.indicator not in twice else ""
        measure = meaning.measure or table.units.get(column.index, "")
        if known and INDICATORS[known].money:
            measure = measure or money or "万元"
        note = meaning.role if known or meaning.role != "figure" else "unknown"
        yield ColumnReading(column_letters(column.index), header, known, measure, note)


# ---- rows that repeat what others hold ----
def without_breakdowns(raws: list[Raw], amounts: dict[tuple[int, int], int | None]) -> list[Raw]:
    """Marks as 其中 the finer rows that a category's own row already holds.

    A sheet may list 优抚对象 and, below it, 烈属, 残疾军人 … without the word 其中. Where a row that bears the
    category's general name equals the sum of the finer rows in every figure, they are its parts. amounts: the
    value by (row, column).
    """
    rows: dict[str, dict[int, str]] = defaultdict(dict)
    for raw in raws:
        if raw.row_kind == "category" and not raw.reason:
            rows[raw.category][raw.row] = category_key(raw.label)
    parts = {row for category, labels in rows.items() for row in _parts(category, labels, raws, amounts)}
    return [raw._replace(reason="of-which", row_kind="of-which") if raw.row in parts else raw for raw in raws]


def _parts(
    category: str, labels: dict[int, str], raws: list[Raw], amounts: dict[tuple[int, int], int | None]
) -> list[int]:
    general = GENERAL_WORDS[category]
    heads = [row for row, label in labels.items() if label in general]
    finer = [row for row, label in labels.items() if label not in general]
    if len(heads) != 1 or len(finer) < 2:
        return []
    columns = {
        raw.column for raw in raws if raw.row == heads[0] and INDICATORS[raw.indicator].measure != TEXT
    }
    compared = 0
    for column in columns:
        whole, pieces = amounts.get((heads[0], column)), [amounts.get((row, column)) for row in finer]
        if whole is None or all(p is None for p in pieces):
            continue
        if whole != sum(p or 0 for p in pieces):
            return []
        compared += whole != 0
    return finer if compared else []
