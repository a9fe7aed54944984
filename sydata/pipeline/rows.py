"""The rows of a table: which columns name them, and what each row is: a category's, a unit's, a total, …"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sydata.catalog import forms
from sydata.pipeline.facets import NOTHING, facet, is_period, is_place, is_unit, row_facet
from sydata.pipeline.grid import Grid
from sydata.pipeline.headers import header_word, is_known, together
from sydata.pipeline.table import Column, Coordinates, Dimension, Row, Words
from sydata.text import squash

FIGURES = ("figure", "leaf", "ratio", "last-year", "of-which")


@dataclass(frozen=True, slots=True)
class Stubs:
    """The columns that name the rows, each None where there is no such column. line: the one for placing findings.

    mixed: the label column names units and periods too, as headings of the categories below them.
    """

    label: int | None
    unit: int | None
    period: int | None
    line: int
    mixed: bool = False
    words: bool = False

    @property
    def indexes(self) -> frozenset[int]:
        return frozenset(c for c in (self.label, self.unit, self.period) if c is not None)


def stubs(grid: Grid, columns: tuple[Column, ...], rows: range, office: str) -> Stubs | None:
    """The columns that name these rows; None where nothing names them."""
    free = [c for c in columns if c.meaning.role not in FIGURES and not c.at.category]
    texts = {c.index: _texts(grid, c.index, rows) for c in free}
    label = _best_label(free, texts)
    unit = _place_column(free, texts, label, office)
    period = _period_column(free, texts, label)
    if label == unit or (label is not None and label == period):
        label = None
    mixed = label is not None and not (unit or period) and _is_mixed(texts[label], office)
    words = label is None and unit is None and period is None
    if words:
        label = _word_column(free, texts)
    line = next((c for c in (label, unit, period) if c is not None), None)
    return None if line is None else Stubs(label, unit, period, line, mixed, words)


def _texts(grid: Grid, column: int, rows: range) -> list[str]:
    """The different words of a column over some rows, in their order."""
    return list(dict.fromkeys(text for row in rows if (text := grid.seen(row, column))))


def _best_label(free: list[Column], texts: dict[int, list[str]]) -> int | None:
    """The column whose words are categories, or the one headed as such."""

    def score(column: Column) -> int:
        kinds = [row_facet(text) for text in texts[column.index]]
        categories = len({value for kind, value in kinds if kind == "category"})
        return (
            4 * categories + 2 * (column.meaning.role == "label") + any(kind == "total" for kind, _ in kinds)
        )

    best = max(free, key=lambda c: (score(c), -c.index), default=None)
    return best.index if best is not None and score(best) >= 2 else None


def _place_column(
    free: list[Column], texts: dict[int, list[str]], label: int | None, office: str
) -> int | None:
    """The column of units: headed so and holding names of places, or holding hardly anything but units."""
    for column in free:
        words = [t for t in texts[column.index] if row_facet(t).kind != "total"]
        if not words or any(row_facet(t).kind == "category" for t in words):
            continue
        if column.meaning.role == "unit" and any(is_place(t, office) for t in words):
            return column.index
        units = sum(is_unit(t, office) for t in words) if column.meaning.role != "ignored" else 0
        if units and (2 * units >= len(words) or (units >= 2 and column.index == label)):
            return column.index
    return None


def _period_column(free: list[Column], texts: dict[int, list[str]], label: int | None) -> int | None:
    """The column of periods: years or festivals and nothing else, but totals."""
    for column in free:
        words = [t for t in texts[column.index] if row_facet(t).kind != "total"]
        if (
            words
            and all(map(is_period, words))
            and column.meaning.role in ("period", "label", "unknown", "empty")
        ):
            return column.index
    return None


def _is_mixed(texts: list[str], office: str) -> bool:
    return any(
        not row_facet(text).kind and not is_known(text) and facet(text, office).kind in ("unit", "period")
        for text in texts
    )


def _word_column(free: list[Column], texts: dict[int, list[str]]) -> int | None:
    """The column that names the rows by what they hold: 慰问金, 慰问品; 数量, 本年数, 上年数."""
    for column in free:
        if column.meaning.role != "ignored" and any(is_known(t) or role_of(t) for t in texts[column.index]):
            return column.index
    return None


def role_of(text: str) -> str:
    """What a row holds by its label alone: `value`, `last-year`, `ratio`, `ignored`; empty for anything else."""
    core, roles = header_word(text).core, forms.COLUMN_ROLES
    if any(word in core for word in roles["ratio"]):
        return "ratio"
    for role in ("last_year", "value", "ignored"):
        if core in roles[role]:
            return role.replace("_", "-")
    return ""


def body(grid: Grid, columns: tuple[Column, ...], by: Stubs, rows: range, office: str) -> Iterator[Row]:
    """The rows that carry figures or a known label; footers, notes and empty rows are passed over."""
    figures = [c.index for c in columns if c.index not in by.indexes and c.carries_figures and c.path]
    heading, above = Coordinates(), Coordinates()
    for index in rows:
        row = _row(grid, by, index)
        if row is None:
            continue
        filled = any(grid.filled(index, c) for c in figures)
        if by.mixed and row.kind == "unknown" and (told := _heading(row, by, office)) is not None:
            heading = told
            row = replace(row, kind="leaf", category="unspecified")
        if row.kind in ("unknown", "leaf") and (not filled or is_footer(grid, index)):
            continue
        row = replace(row, at=_filled_down(row, above, heading))
        above = row.at
        yield row


def _heading(row: Row, by: Stubs, office: str) -> Coordinates | None:
    """A row of a unit's or a period's name in the column of categories heads the rows below it."""
    kind, _ = facet(row.label, office)
    where = Words(row.label, row.index, by.line)
    if kind == "unit":
        return Coordinates(unit=where)
    return Coordinates(period=where) if kind == "period" else None


def settled(rows: list[Row], columns: tuple[Column, ...]) -> tuple[Row, ...]:
    """The rows once all are known: a heading's own figures are a total if categories stand below it.

    A row of known words that make sense with no column is an unknown row.
    """
    return tuple(_settled(row, rows[i + 1 :], columns) for i, row in enumerate(rows))


def _settled(row: Row, below: list[Row], columns: tuple[Column, ...]) -> Row:
    if row.words and not any(together(row.words, c.meaning.cores) for c in columns):
        return replace(row, kind="unknown", category=row.label, words=())
    heads = row.at.unit or row.at.period
    if row.kind == "leaf" and heads and below and below[0].kind == "category" and _same_head(row, below[0]):
        over = Coordinates(unit=row.at.unit, period=row.at.period, over=frozenset({"category"}))
        return replace(row, kind="total", category=row.label, at=over)
    return row


def _same_head(heading: Row, row: Row) -> bool:
    return (row.at.unit, row.at.period) == (heading.at.unit, heading.at.period)


def _filled_down(row: Row, above: Coordinates, heading: Coordinates) -> Coordinates:
    """A category below a unit's name belongs to that unit, though the name is not written again."""
    at = row.at
    if row.kind == "leaf" or at.over - {"category"}:
        return at
    unit, period = at.unit or heading.unit, at.period or heading.period
    if row.kind in ("category", "of-which"):
        unit, period = unit or above.unit, period or above.period
    return Coordinates(at.category, unit, period, at.over)


def _row(grid: Grid, by: Stubs, index: int) -> Row | None:
    """A row by the words in its stubs; None for one of ratios or remarks."""
    label = grid.seen(index, by.line)
    words = {name: _stub(grid, index, getattr(by, name)) for name in ("unit", "period")}
    kind, value = row_facet(grid.seen(index, by.label)) if by.label is not None else NOTHING
    over: set[Dimension] = {name for name, w in words.items() if w and _is_sum(w.text)}  # type: ignore[misc]
    unit, period = (w if w and name not in over else None for name, w in words.items())
    if by.label is not None and kind == "total":
        over.add("category")
    at = Coordinates(value if kind == "category" else "", unit, period, frozenset(over))
    if over:
        return Row(index, "total", value or label, label, at)
    if kind in ("category", "of-which"):
        return Row(index, kind, value, label, at)
    named = bool(unit or period) and by.label is None
    if named:
        return Row(index, "leaf", "unspecified", label, at)
    return _worded(index, label, at, by.words)


def _worded(index: int, label: str, at: Coordinates, by_words: bool) -> Row | None:
    """A row that is no category's: this year's or last year's figures, those of an indicator, or unknown."""
    role = role_of(label)
    if role in ("ratio", "ignored"):
        return None
    if role == "last-year":
        return Row(index, "last-year", "unspecified", label, at)
    if role == "value":
        return Row(index, "leaf", "unspecified", label, at)
    if by_words and is_known(label):
        return Row(index, "leaf", "unspecified", label, at, (header_word(label).core,))
    return Row(index, "unknown", label, label, at)


def _is_sum(text: str) -> bool:
    return row_facet(text).kind == "total"


def _stub(grid: Grid, row: int, column: int | None) -> Words | None:
    if column is None or not (text := grid.seen(row, column)):
        return None
    merge = grid.owner.get((row, column))
    return Words(text, merge.top if merge and not grid.own(row, column) else row, column)


def is_footer(grid: Grid, row: int) -> bool:
    """A row of 填表人, 审核人, 注 … beside or below the table."""
    for _, text in grid.texts(row):
        words = squash(text)
        for word in forms.FOOTER:
            rest = words.removeprefix(word) if words.startswith(word) else None
            if rest is not None and (not rest or rest[0] in ":(.、1一" or len(rest) > 8):
                return True
    return False
