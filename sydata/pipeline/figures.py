"""The figures of one located table: each cell with its coordinates, measure, and why it may not count."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from sydata.catalog import forms
from sydata.catalog.categories import GENERAL_WORDS, category_key
from sydata.catalog.indicators import INDICATORS, TEXT
from sydata.model import Mark, Value
from sydata.pipeline.grid import Grid
from sydata.pipeline.headers import counted, fits, header_word, together
from sydata.pipeline.identity import Problem
from sydata.pipeline.table import NOWHERE, Column, Coordinates, Row, Table, Words
from sydata.text import squash

CLAIMING = ("figure", "leaf", "value")  # roles of columns that two columns must not share


class Raw(NamedTuple):
    """One cell under an indicator. row_kind is the line's; reason says why the figure is excluded, if it is.

    row and column are the sheet's. measure: the header's or the sheet's word for the measure, empty if neither says
    one. record numbers the lines of figures that belong together (one category's, one visit's); over: the dimensions
    that a total adds up.
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
    record: int = 0
    unit: Words | None = None
    period: Words | None = None
    over: frozenset[str] = frozenset()


class Reader:
    """One pass over a table's lines and columns: `raws` gives its figures, `puzzles` what made no sense then."""

    def __init__(self, grid: Grid, table: Table, money: str, hidden: str) -> None:
        self.grid, self.table, self.money, self.hidden = grid, table, money, hidden
        inside = range(table.left, table.right)
        self.columns = [
            c for c in table.columns if c.index in inside and c.index not in {table.label, *table.stubs}
        ]
        self.plain = sum(row.kind == "leaf" for row in table.rows)
        self.values = sum(c.meaning.role in ("leaf", "value") for c in self.columns)
        self.named = any(row.kind == "category" for row in table.rows)
        self.twice = _twice(
            [c for c in self.columns if not grid.column_hidden(c.index) and not self._goes_on(c)]
        )
        self.read = [c for c in self.columns if self.is_read(c)]
        self.puzzles: list[Problem] = []
        self.used: set[int] = set()
        self._records: dict[tuple[object, object], int] = {}
        self._across = {c.index: _named(c.at) if c.meaning.cores else c.index for c in self.read}
        # What a column asks for by itself is the same in every row that has no words of its own.
        self._alone = {
            c.index: self._measured(c.meaning.indicator, self._header_measure(c)) for c in self.read
        }

    def _goes_on(self, column: Column) -> bool:
        """Whether a column lies under a category's name that is merged over it: another visit to the same."""
        return bool(column.at.category) and not self.grid.own(column.header_row, column.index)

    def is_read(self, column: Column) -> bool:
        """Whether a column's cells are figures of a known indicator, by itself or together with the rows' words."""
        of = column.meaning
        if of.role in ("leaf", "value"):
            return not self.is_rivalled(column) and any(row.words or of.indicator for row in self.table.rows)
        known = bool(of.indicator) and of.role in ("figure", "last-year")
        return known and not self.is_rivalled(column) and not (self.named and column.at.category)

    def is_rivalled(self, column: Column) -> bool:
        """Whether another column claims the same; a hidden one is no rival."""
        return bool(self.twice) and claim(column) in self.twice and not self.grid.column_hidden(column.index)

    def raws(self) -> Iterator[Raw]:
        for row in (row for row in self.table.rows if row.kind != "skipped"):
            for column in self.read:
                if (raw := self._raw(row, column)) is not None:
                    yield raw

    def _raw(self, row: Row, column: Column) -> Raw | None:
        indicator, measure = self._asked(row, column) if row.words else self._alone[column.index]
        if not indicator:
            self._puzzle(row, column)
            return None
        self.used.add(column.index)
        grid, at = self.grid, (row.index, column.index)
        kind, category = _kind(row, column)
        place = at[::-1] if grid.turned else at
        return Raw(
            *place, kind, _category(grid, self.table, row, column, category), indicator,
            grid.value(*at), grid.mark(*at), measure, self.hidden or _reason(grid, row, column, kind), row.label,
            self._record(row, column), row.at.unit or column.at.unit, row.at.period or column.at.period,
            row.at.over | column.at.over if column.at.over else row.at.over,
        )  # fmt: skip

    def _asked(self, row: Row, column: Column) -> tuple[str, str]:
        """What a cell counts, and in which measure, by the words of its row and its column together."""
        indicator = self.indicator(row, column)
        return self._measured(indicator, self._header_measure(column) or _measure(row))

    def _header_measure(self, column: Column) -> str:
        return column.meaning.measure or self.table.units.get(column.index, "")

    def _measured(self, indicator: str, measure: str) -> tuple[str, str]:
        """The indicator with its measure: the sheet's own unit of money where nothing nearer says one."""
        money = bool(indicator) and INDICATORS[indicator].money
        return indicator, measure or (self.money if money else "")

    def indicator(self, row: Row, column: Column) -> str:
        """What a cell counts: its column's indicator, or what row and column name together."""
        of = column.meaning
        if not row.words:
            return of.indicator
        found = together(row.words, of.cores)
        if not found and row.plain and self.plain == 1:
            found = of.indicator  # 数量 below 走访慰问人数: the one row of figures
        if not found and of.role == "value" and self.values == 1:
            # 数量 beside 慰问金: the one column of figures
            found = together(row.words, ()) or counted(row.words, _measure(row) or of.measure)
        return found if found and fits(found, of.measure) and fits(found, _measure(row)) else ""

    def _puzzle(self, row: Row, column: Column) -> None:
        """A figure whose row and column make no sense together is named, never passed over."""
        text = self.grid.own(row.index, column.index)
        if row.kind not in ("leaf", "unknown") or not text or squash(text) in forms.ZERO_WORDS:
            return
        place, words = (row.index, column.index), f"{row.label} {' '.join(column.path)}"
        if row.kind == "unknown":  # 群众满意度 | 96: an indicator that nobody knows, in its row
            place, words = (row.index, self.table.label), row.label
        problem = Problem("unknown-column", self.grid.address(*place), words.replace("\n", ""), {})
        if problem not in self.puzzles:
            self.puzzles.append(problem)

    def _record(self, row: Row, column: Column) -> int:
        line: object = (_named(row.at), row.kind, row.category) if row.words else row.index
        return self._records.setdefault((line, self._across[column.index]), len(self._records))


def _measure(row: Row) -> str:
    return (row.measure or header_word(row.label).measure) if row.words else ""


def claim(column: Column) -> tuple[object, ...]:
    """What a column says it holds; two columns that say the same leave open which is right."""
    of = column.meaning
    return (of.role, of.indicator or of.cores, *_named(column.at))


def _named(at: Coordinates) -> tuple[object, ...]:
    """Coordinates without the places of their words."""
    if at is NOWHERE:
        return _NAMELESS
    unit, period = (squash(words.text) if words else "" for words in (at.unit, at.period))
    return at.category, at.name, unit, period, at.over, at.stranger and squash(at.stranger.text)


_NAMELESS = ("", "", "", frozenset[str]())


def _twice(columns: list[Column]) -> frozenset[tuple[object, ...]]:
    """The claims that two columns make: none of them is read, since nothing says which is right."""
    counts = Counter(claim(c) for c in columns if c.meaning.role in CLAIMING)
    return frozenset(said for said, n in counts.items() if n > 1)


def _kind(row: Row, column: Column) -> tuple[str, str]:
    """What a figure's line is, and its category: by its row, or by its column where the row says none."""
    if row.kind == "total" or (column.at.over and row.kind in ("category", "leaf")):
        return "total", row.at.category or column.at.category or row.category
    if row.kind == "leaf" and column.at.stranger:
        return "unknown", column.at.stranger.text
    if row.kind == "leaf" and column.at.category:
        return "category", column.at.category
    return row.kind, row.category


def _category(grid: Grid, table: Table, row: Row, column: Column, category: str) -> str:
    """The figure's category; one merged down over rows of several categories is not broken down by them."""
    merge = grid.owner.get((row.index, column.index)) if grid.owner else None
    if merge is None or row.kind != "category" or merge.top == merge.bottom:
        return category
    over = {r.category for r in table.rows if r.kind == "category" and merge.top <= r.index <= merge.bottom}
    return category if len(over) < 2 else "unspecified"


def spreads(grid: Grid, row: int, column: Column) -> bool:
    """Whether a figure is merged over several columns, and not just as its header is."""
    merge = grid.owner.get((row, column.index))
    if merge is None or merge.left == merge.right:
        return False
    head = grid.owner.get((column.header_row, column.index))
    return head is None or (head.left, head.right) != (merge.left, merge.right)


def _reason(grid: Grid, row: Row, column: Column, kind: str) -> str:
    """Why a figure is not counted, as a key of the catalog's reasons; empty if it is."""
    if spreads(grid, row.index, column):
        return "merged"
    if grid.hidden(row.index, column.index):
        return "hidden"
    if column.meaning.role == "last-year":
        return "last-year"
    return _REASONS.get(kind, "")


_REASONS = {
    "total": "total",
    "of-which": "of-which",
    "unknown": "unknown-category",
    "last-year": "last-year",
}


# ---- rows that repeat what others hold ----
def without_breakdowns(raws: list[Raw], amounts: dict[tuple[int, str], int | None]) -> list[Raw]:
    """Marks as 其中 the finer rows that a category's own row already holds.

    A sheet may list 优抚对象 and, below it, 烈属, 残疾军人 … without the word 其中. Where a row that bears the
    category's general name equals the sum of the finer rows in every figure, they are its parts. amounts: the
    value by (record, indicator).
    """
    rows: dict[str, dict[int, str]] = defaultdict(dict)
    for raw in raws:
        if raw.row_kind == "category" and not raw.reason:
            rows[raw.category][raw.record] = category_key(raw.label)
    parts = {row for category, labels in rows.items() for row in _parts(category, labels, raws, amounts)}
    return [
        raw._replace(reason="of-which", row_kind="of-which") if raw.record in parts else raw for raw in raws
    ]


def _parts(
    category: str, labels: dict[int, str], raws: list[Raw], amounts: dict[tuple[int, str], int | None]
) -> list[int]:
    general = GENERAL_WORDS[category]
    heads = [row for row, label in labels.items() if label in general]
    finer = [row for row, label in labels.items() if label not in general]
    if len(heads) != 1 or len(finer) < 2:
        return []
    told = {r.indicator for r in raws if r.record == heads[0] and INDICATORS[r.indicator].measure != TEXT}
    compared = 0
    for indicator in told:
        whole, pieces = amounts.get((heads[0], indicator)), [amounts.get((row, indicator)) for row in finer]
        if whole is None or all(p is None for p in pieces):
            continue
        if whole != sum(p or 0 for p in pieces):
            return []
        compared += whole != 0
    return finer if compared else []
