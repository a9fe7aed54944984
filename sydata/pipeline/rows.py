"""The rows of a table: a category's, a unit's, a total, an 其中, what the words of an indicator head, or unknown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from sydata.catalog.categories import category_key
from sydata.catalog.roll import Collector
from sydata.catalog.totals import subtotal_of
from sydata.pipeline.facets import NOTHING, facet, row_facet
from sydata.pipeline.footer import is_footer
from sydata.pipeline.grid import Grid
from sydata.pipeline.head import is_measure_row, is_number
from sydata.pipeline.headers import bare_measure, header_word, is_known, together
from sydata.pipeline.stubs import FIGURES, Stubs, measure_column, role_of
from sydata.pipeline.table import NOWHERE, Column, Coordinates, Dimension, Row, RowKind, Words
from sydata.text import squash


def body(
    grid: Grid,
    columns: tuple[Column, ...],
    by: Stubs,
    rows: range,
    office: Collector,
    above: Sequence[Row] = (),
) -> tuple[Row, ...]:
    """The rows that carry figures or a known label; footers, notes and empty rows are passed over.

    above: the rows before a header that is only repeated; what they say goes on below it.
    """
    walk = _Walk(grid, columns, by, rows, office)
    for row in above:
        walk.remember(row)
    found = list(walk.rows(rows))
    return tuple(_settled(row, found[i + 1 :], columns) for i, row in enumerate(found))


class _Walk:
    """One walk down a table: what a heading or the row above says goes on until another says otherwise."""

    def __init__(
        self, grid: Grid, columns: tuple[Column, ...], by: Stubs, rows: range, office: Collector
    ) -> None:
        self.grid, self.by, self.office, self.first = grid, by, office, rows.start
        self.figures = [
            c.index for c in columns if c.index not in by.indexes and c.carries_figures and c.path
        ]
        beside = [c for c in columns if c.index not in (*self.figures, *by.indexes)]
        self.words = [c.index for c in beside]
        self.finer = [c.index for c in beside if c.meaning.role in ("label", "unknown", "empty")]
        self.measures = measure_column(grid, columns, rows)
        told = (c.index for c in columns if c.meaning.role in (*FIGURES, "value"))
        between = range((by.label or 0) + 1, next(told, 0) if by.words else 0)
        self.leaves = [c for c in between if c not in by.indexes]
        self.strange = {c.index for c in columns if c.meaning.role not in ("label", "empty")}
        self.category = ""
        self.heading = self.above = NOWHERE
        self.summed = True  # whether no line stands between this place and the total before it
        self.units: dict[str, bool] = {}  # the units so far, and whether a total of their own has come

    def rows(self, indexes: range) -> Iterator[Row]:
        for index in indexes:
            row = self._row(index)
            filled = self._is_filled(index)
            if self.by.mixed and row.kind == "unknown" and (told := self._heading(row)) is not None:
                self.heading = told
                row = replace(row, kind="leaf", category="unspecified", at=told)
            if is_measure_row(self.grid.texts(index)):
                continue
            if row.kind in ("unknown", "leaf", "skipped") and (not filled or is_footer(self.grid, index)):
                continue
            row = self._sum_of_lines(row)
            yield self._with_what_goes_on(row)

    def _sum_of_lines(self, row: Row) -> Row:
        """A 部队小计 without a line above that it could be the sum of may be the only figure of its kind."""
        lone = row.kind == "total" and self.summed and bool(subtotal_of(category_key(row.label)))
        self.summed = row.kind == "total" and not lone
        return Row(row.index, "unknown", row.label, row.label) if lone else row

    def _heading(self, row: Row) -> Coordinates | None:
        """A row of a unit's or a period's name in the column of categories heads the rows below it."""
        kind, _ = facet(row.label, self.office)
        where = Words(row.label, row.index, self.by.line)
        if kind == "unit":
            return Coordinates(unit=where)
        return Coordinates(period=where) if kind == "period" else None

    def _with_what_goes_on(self, row: Row) -> Row:
        """A category below a unit's name belongs to that unit, though the name is not written again."""
        at = self._total(row) if row.kind == "total" else row.at
        if row.kind in ("category", "of-which", "unknown"):
            unit, period = at.unit or self.heading.unit, at.period or self.heading.period
            if row.kind != "unknown":
                unit, period = unit or self.above.unit, period or self.above.period
            at = Coordinates(at.category, unit, period, at.over)
        row = replace(row, at=at)
        self.remember(row)
        return row

    def remember(self, row: Row) -> None:
        """What a row says goes on below it."""
        if row.at.unit is not None:
            self.units.setdefault(squash(row.at.unit.text), row.kind == "leaf")
            self.units[squash(row.at.unit.text)] |= row.kind == "total"
        self.above = row.at

    def _total(self, row: Row) -> Coordinates:
        """A total that names no unit is the last unit's where each unit before had its own, else that of all."""
        at = row.at
        last = self.heading if self.by.mixed else self.above
        if at.over - {"category"} or not (last.unit or last.period):
            return at
        if at.unit or at.period:
            return Coordinates(at.category, at.unit or last.unit, at.period or last.period, at.over)
        if last.unit is None or sum(self.units.values()) + 1 == len(self.units):
            return Coordinates(at.category, last.unit, last.period, at.over)
        return Coordinates(at.category, over=at.over | {"unit"})

    def _row(self, index: int) -> Row:
        """A row by the words in its stubs."""
        by, label = self.by, self._seen(index, self.by.line) or self._sum_beside(index)
        unit, period = self._stub(index, by.unit), self._period(index)
        stubs: tuple[tuple[Dimension, Words | None], ...] = (("unit", unit), ("period", period))
        over = {name for name, words in stubs if words and _is_sum(words)}
        if unit is not None and role_of(unit.text) == "ratio":
            return Row(index, "skipped", label, label)  # 平均 in a column of units
        unit, period = None if "unit" in over else unit, None if "period" in over else period
        kind, value = row_facet(self._label(index, by.label)) if by.label is not None else NOTHING
        if unit is None and by.label is None and row_facet(label).kind == "total":
            over.add("unit")
        if kind == "total" and not by.words:
            over.add("category")
        at = Coordinates(value if kind == "category" else "", unit, period, frozenset(over))
        if beside := self._told_beside(index):
            kind = beside  # type: ignore[assignment]  # the kinds of rows are more than those of words
            over |= {"category"} if kind == "total" and not over else set()
            at = replace(at, category="", over=frozenset(over))
        if over:
            return Row(index, "total", value or label, label, at)
        if kind in ("last-year", "skipped"):
            return Row(index, kind, "unspecified", label, at)
        if kind == "category":
            self.category = value
            return Row(index, kind, value, label, at)
        if kind == "of-which":
            return Row(index, kind, self.category or value, label, at)
        if (unit or period) and by.label is None:
            return Row(index, "leaf", "unspecified", label, at)
        row = self._with_leaf(_worded(index, label, at, by.words))
        measure = bare_measure(self._seen(index, self.measures)) if self.measures is not None else ""
        return replace(row, measure=measure) if measure and row.words else row

    def _with_leaf(self, row: Row) -> Row:
        """慰问金, merged down beside 金额 and 人数: what stands beside it says what is counted together with it."""
        told = [header_word(text) for c in self.leaves if row.words and (text := self._leaf(row, c))]
        measure = next((word.measure for word in reversed(told) if word.measure), "")
        return (
            replace(row, words=(*row.words, *(word.core for word in told)), measure=measure) if told else row
        )

    def _leaf(self, row: Row, column: int) -> str:
        """What a second column of words says of a row, if not the same again, a measure or a code.

        Under a header of its own there may be anything, and only known words are heeded.
        """
        text = self._seen(row.index, column)
        if not text or squash(text) == squash(row.label) or bare_measure(text) or is_number(text):
            return ""
        return text if column not in self.strange or is_known(text) else ""

    def _told_beside(self, row: int) -> RowKind | Literal[""]:
        """What a second column of words makes of the row: 小计 beside a merged 优抚对象, 上年数 beside 走访人数."""
        for text in (self._seen(row, c) for c in self.finer):
            kind = row_facet(text).kind if text else ""
            if kind in ("total", "of-which"):
                return kind
            if role_of(text) in ("last-year", "ratio"):
                return "last-year" if role_of(text) == "last-year" else "skipped"
        return ""

    def _sum_beside(self, row: int) -> str:
        """The word of a total that stands in another column than the labels, which is blank."""
        texts = (self.grid.own(row, c) for c in self.words)
        return next((text for text in texts if row_facet(text).kind == "total"), "")

    def _label(self, row: int, column: int) -> str:
        """A row's label; one that was broken by hand goes on in the next row, which holds no figures."""
        text = self._seen(row, column) or self._sum_beside(row)
        if not text or row_facet(text).kind or self.grid.owner.get((row, column)):
            return text
        below, above = self.grid.own(row + 1, column), self.grid.own(row - 1, column)
        for other, whole in ((row + 1, text + below), (row - 1, above + text)):
            if whole != text and row_facet(whole).kind == "category" and not self._is_filled(other):
                return whole
        return text

    def _seen(self, row: int, column: int) -> str:
        return self.grid.named(row, column, self.first)

    def _is_filled(self, row: int) -> bool:
        return any(self.grid.filled(row, c) for c in self.figures)

    def _stub(self, row: int, column: int | None) -> Words | None:
        if column is None or not (text := self._seen(row, column)):
            return None
        merge = self.grid.owner.get((row, column))
        return Words(text, merge.top if merge and not self.grid.own(row, column) else row, column)

    def _period(self, row: int) -> Words | None:
        """The words of the period's columns together: 2024 and 春节 stand beside each other."""
        parts = [words for column in self.by.periods if (words := self._stub(row, column))]
        return parts[-1]._replace(text="".join(words.text for words in parts)) if parts else None


def _worded(index: int, label: str, at: Coordinates, by_words: bool) -> Row:
    """A row that is no category's: this year's or last year's figures, those of an indicator, or unknown."""
    role = role_of(label)
    if role in ("ratio", "ignored"):
        return Row(index, "skipped", label, label, at)
    if role == "last-year":
        return Row(index, "last-year", "unspecified", label, at)
    words = (header_word(label).core,) if by_words and is_known(label) else ()
    if words or role == "value":
        return Row(index, "leaf", "unspecified", label, at, words, role == "value")
    return Row(index, "unknown", label, label, at)


def _is_sum(words: Words) -> bool:
    return row_facet(words.text).kind == "total"


def _settled(row: Row, below: list[Row], columns: tuple[Column, ...]) -> Row:
    """A row once all are known: a heading's own figures are a total if categories stand below it.

    A row of known words that make sense with no column is an unknown row.
    """
    if row.words and not row.plain and not any(_names_with(row.words, c) for c in columns):
        return replace(row, kind="unknown", category=row.label, words=())
    heads = row.at.unit or row.at.period
    if row.kind == "leaf" and heads and below and below[0].kind == "category" and _same_place(row, below[0]):
        over = Coordinates(unit=row.at.unit, period=row.at.period, over=frozenset({"category"}))
        return replace(row, kind="total", category=row.label, at=over)
    return row


def _names_with(words: tuple[str, ...], column: Column) -> bool:
    """Whether a row's words name an indicator with a column's, or alone under one headed 数量."""
    if column.meaning.role == "value" and together(words, ()):
        return True
    return bool(together(words, column.meaning.cores))


def _same_place(heading: Row, row: Row) -> bool:
    return (row.at.unit, row.at.period) == (heading.at.unit, heading.at.period)
