"""Which columns of a table name its rows: those of categories, of units, of periods, or of what is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sydata.catalog import forms
from sydata.catalog.roll import Collector
from sydata.pipeline.facets import facet, is_period, is_place, is_unit, row_facet
from sydata.pipeline.footer import is_footer
from sydata.pipeline.grid import Grid
from sydata.pipeline.head import is_number
from sydata.pipeline.headers import bare_measure, header_word, is_known
from sydata.pipeline.table import Column
from sydata.text import squash

FIGURES = ("figure", "leaf", "ratio", "last-year", "of-which")
LAST_YEAR_LEFT = ("", "数", "合计", "总计", "小计", "情况")  # what may stand beside 上年 in a row's label
Texts = dict[int, list[str]]  # column → its different words, in their order


@dataclass(frozen=True, slots=True)
class Stubs:
    """The columns that name the rows; label and unit are None where there is none. line: for placing findings.

    mixed: the label column names units or periods too, as headings of the categories below them. words: the label
    says what is counted (慰问金, 慰问品) or that figures stand there (数量, 上年数).
    """

    label: int | None
    unit: int | None
    periods: tuple[int, ...]
    line: int
    mixed: bool = False
    words: bool = False

    @property
    def indexes(self) -> frozenset[int]:
        return frozenset(c for c in (self.label, self.unit, *self.periods) if c is not None)


def stubs(grid: Grid, columns: tuple[Column, ...], rows: range, office: Collector) -> Stubs | None:
    """The columns that name these rows; None where nothing names them."""
    free = [c for c in columns if c.meaning.role not in FIGURES and not c.at.category]
    texts = {c.index: _texts(grid, c.index, rows) for c in free}
    label = _best_label(free, texts)
    unit = _place_column(free, texts, label, office)
    periods = tuple(c.index for c in free if c.index != unit and _names_periods(grid, c, rows))
    if label == unit or label in periods:
        label = None
    words = label is not None and _is_of_words(texts[label])
    mixed = label is not None and unit is None and not periods and _is_mixed(texts[label], office)
    if label is None and unit is None and not periods:
        label, words = _word_column(free, texts), True
        lost = label is None and not grid.turned
        unit = next((c.index for c in free if lost and names_units(c, texts[c.index])), None)
    line = next((c for c in (label, unit, *periods) if c is not None), None)
    return None if line is None else Stubs(label, unit, periods, line, mixed, words)


def measure_column(grid: Grid, columns: tuple[Column, ...], rows: range) -> int | None:
    """The column that says in which measure each row is: 人, 万元, 件 and nothing else."""
    for column in (c for c in columns if c.meaning.role in ("measure", "unit", "unknown", "empty")):
        texts = [t for t in _texts(grid, column.index, rows) if squash(t) not in forms.ZERO_WORDS]
        if texts and all(map(bare_measure, texts)):
            return column.index
    return None


def _texts(grid: Grid, column: int, rows: Sequence[int]) -> list[str]:
    """The different words of a column in these rows of a table's body."""
    first = rows[0] if rows else 0
    return list(dict.fromkeys(text for row in rows if (text := grid.named(row, column, first))))


def _best_label(free: list[Column], texts: Texts) -> int | None:
    """The column whose words are categories, or the one headed as such."""

    def score(column: Column) -> int:
        kinds = [row_facet(text) for text in texts[column.index]]
        categories = len({value for kind, value in kinds if kind == "category"})
        return 4 * categories + 2 * (column.meaning.role == "label") + any(k == "total" for k, _ in kinds)

    best = max(free, key=lambda c: (score(c), -c.index), default=None)
    return best.index if best is not None and score(best) >= 2 else None


def _named(texts: list[str]) -> list[str]:
    """The words that are no totals."""
    return [text for text in texts if row_facet(text).kind != "total"]


def _place_column(free: list[Column], texts: Texts, label: int | None, office: Collector) -> int | None:
    """The column of units: headed so and holding names of places, or holding hardly anything but units, or codes."""
    for column in free:
        words = _named(texts[column.index])
        if not words or any(row_facet(t).kind == "category" for t in words):
            continue
        if column.meaning.role == "unit" and any(is_place(t, office) for t in words):
            return column.index
        units = sum(is_unit(t, office) for t in words) if column.meaning.role != "ignored" else 0
        if units and (2 * units >= len(words) or (units >= 2 and column.index == label)):
            return column.index
    return next(
        (c.index for c in free if c.meaning.role == "ignored" and _holds_codes(texts[c.index], office)), None
    )


def _holds_codes(texts: list[str], office: Collector) -> bool:
    """Whether a column holds the codes of units and nothing else, where no column has their names."""
    words = _named(texts)
    return bool(words) and all(squash(text)[:6].isdigit() and is_unit(text, office) for text in words)


def names_units(column: Column, texts: list[str]) -> bool:
    """Whether a column is headed as one of units and holds names, though of units that nobody knows."""
    words = _named(texts)
    names = (
        not bare_measure(t) and not is_number(t) and not is_period(t) and len(squash(t)) > 1 for t in words
    )
    return column.meaning.role == "unit" and bool(words) and all(names)


def _names_periods(grid: Grid, column: Column, rows: range) -> bool:
    """Whether a column holds years or festivals and nothing else, but totals; a line below the table is no name."""
    if column.meaning.role not in ("period", "label", "unknown", "empty"):
        return False
    named = [row for row in rows if len(grid.texts(row)) > 1 and not is_footer(grid, row)]
    words = _named(_texts(grid, column.index, named))
    return bool(words) and all(map(is_period, words))


def _is_of_words(texts: list[str]) -> bool:
    """Whether a column headed as a label holds no category, but words that say what is counted."""
    kinds = {row_facet(text).kind for text in texts}
    return "category" not in kinds and any(is_known(text) for text in _named(texts))


def _is_mixed(texts: list[str], office: Collector) -> bool:
    free = (text for text in texts if not row_facet(text).kind and not is_known(text))
    return any(facet(text, office).kind in ("unit", "period") for text in free)


def _word_column(free: list[Column], texts: Texts) -> int | None:
    """The column that names the rows by what they hold: 慰问金, 慰问品; 数量, 本年数, 上年数."""
    for column in free:
        words = _named(texts[column.index])  # 合计 alone stands in any list: of goods, of persons
        if column.meaning.role != "ignored" and any(is_known(t) or role_of(t) for t in words):
            return column.index
    return None


def role_of(text: str) -> str:
    """What a row holds by its label alone: `value`, `last-year`, `ratio`, `ignored`; empty for anything else."""
    core, roles = header_word(text).core, forms.COLUMN_ROLES
    if any(word in core for word in roles["ratio"]) and not is_number(core.strip("%‰")):
        return "ratio"  # 13% itself is a figure, and names no row
    if any(core.replace(word, "") in LAST_YEAR_LEFT for word in roles["last_year"] if word in core):
        return "last-year"
    if core in roles["statistic"]:
        return "ratio"
    return next((role for role in ("value", "ignored") if core in roles[role]), "")
