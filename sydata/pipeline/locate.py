"""Where the table is in a sheet: its header rows, its label column, and what each body row is.

The form looked for has categories down and indicators across, under one to four rows of header. Anything else
ends in a reason, for a finding, and in no figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from sydata.catalog import forms
from sydata.catalog.categories import CATEGORY_OF_WORD, OF_WHICH, TOTAL_WORDS, category_key
from sydata.catalog.indicators import INDICATORS, TEXT
from sydata.model import Merge, Sheet, value_text
from sydata.pipeline.dates import parse_date
from sydata.pipeline.headers import Meaning, bare_measure, header_word, is_known, meaning, with_measure
from sydata.text import squash

RowKind = Literal["category", "total", "of-which", "unknown"]
HEADER_ROWS = 4
LONGEST_WORDS = 2000  # letters of a cell that are looked through; longer texts say nothing of a form


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: where it stands, its header words, what they mean, and where they end."""

    index: int
    path: tuple[str, ...]
    meaning: Meaning
    header_row: int

    @property
    def carries_figures(self) -> bool:
        """Whether its cells may be figures, understood or not."""
        told = self.meaning.indicator and INDICATORS[self.meaning.indicator].measure == TEXT
        return self.meaning.role in ("figure", "unknown", "last-year", "of-which", "empty") and not told


@dataclass(frozen=True, slots=True)
class Row:
    """A body row. category is an id for kind `category`, the row's own words otherwise."""

    index: int
    kind: RowKind
    category: str
    label: str


@dataclass(frozen=True, slots=True)
class Table:
    """A located table. units: a column's measure from a row of measures under the header."""

    top: int
    bottom: int
    label: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    units: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NoTable:
    """Why no table was recognised, a phrase of the catalog; empty if there is not even the head of one."""

    reason: str = ""


class Grid:
    """A sheet's words by place, with merged cells seen as one."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.height = len(sheet.rows)
        self.width = max((len(row) for row in sheet.rows), default=0)
        self.owner = {
            cell: merge for merge in sheet.merges for cell in _cells(merge, self.height, self.width)
        }
        self.words = [[value_text(value).strip()[:LONGEST_WORDS] for value in row] for row in sheet.rows]

    def own(self, row: int, column: int) -> str:
        """The words in the cell itself; empty outside the sheet."""
        words = self.words[row] if 0 <= row < self.height else ()
        return words[column] if column < len(words) else ""

    def seen(self, row: int, column: int) -> str:
        """The words a person sees over the cell: its own, or those of the merged range it lies in."""
        own = self.own(row, column)
        merge = self.owner.get((row, column))
        return self.own(merge.top, merge.left) if not own and merge else own

    def texts(self, row: int) -> list[tuple[int, str]]:
        """The filled cells of a row."""
        return [(c, text) for c, text in enumerate(self.words[row]) if text]


def _cells(merge: Merge, height: int, width: int) -> Iterator[tuple[int, int]]:
    for row in range(merge.top, min(merge.bottom + 1, height)):
        for column in range(merge.left, min(merge.right + 1, width)):
            yield row, column


def locate(grid: Grid) -> Table | NoTable:
    """The table of the sheet, or why there is none."""
    heads = [row for row in range(grid.height) if _head_score(grid, row) >= 2]
    if not heads:
        return NoTable()
    top = _header_top(grid, heads[0])
    bottom, units = _header_end(grid, heads[0])
    if any(row > bottom for row in heads):
        return NoTable("several-tables")
    columns = tuple(_column(grid, top, bottom, c, units.get(c, "")) for c in range(grid.width))
    label = _label_column(grid, columns, bottom)
    if any(_names_persons(column) for column in columns):
        return NoTable("name-list")
    if label is None:
        return NoTable("no-categories")
    if _has_second_label(grid, columns, label, bottom):
        return NoTable("several-tables")
    rows = tuple(_body(grid, columns, label, bottom + 1))
    return Table(top, bottom, label, columns, rows, units)


def _head_score(grid: Grid, row: int) -> int:
    """How many different known header words a row holds; none where it holds figures."""
    texts = [text for _, text in grid.texts(row)]
    if any(_is_figure(text) for text in texts):
        return 0
    return len({header_word(text).core for text in texts if is_known(text)})


def _is_figure(text: str) -> bool:
    return re.fullmatch(r"[\d.,+-]+", squash(text)) is not None and not _is_mark(text)


def _is_mark(text: str) -> bool:
    """A column mark: 甲, (1), 12, with the sum that makes it, 9=4+6, or without …"""
    sum_of = r"=\(?\d{1,2}\)?(?:[+-]\(?\d{1,2}\)?)+"
    return re.fullmatch(rf"\(?(?:\d{{1,2}}|[甲乙丙丁])\)?(?:{sum_of})?|栏次|列次", squash(text)) is not None


def _header_top(grid: Grid, head: int) -> int:
    """The first header row: rows of group words may stand above the first known one, and say what it means."""
    top = head
    while top > 0 and _heads_columns(grid, top - 1):
        top -= 1
    return top


def _heads_columns(grid: Grid, row: int) -> bool:
    """Whether a row above the header groups its columns: several words, none of them of title, unit or date."""
    words = [squash(text) for _, text in grid.texts(row)]
    lines = (*forms.UNIT_LINE, *forms.DATE_LINE, *forms.MONEY_LINE)
    if len(set(words)) < 2 or any(":" in w or _is_figure(w) or parse_date(w) for w in words):
        return False
    return not any(w.startswith(lines) or any(t in w for t in forms.TITLE_WORDS) for w in words)


def _header_end(grid: Grid, head: int) -> tuple[int, dict[int, str]]:
    """The last row of the header, with rows of measures and of column marks taken in."""
    bottom, units = head, {}
    for row in range(head + 1, min(head + HEADER_ROWS + 2, grid.height)):
        texts = grid.texts(row)
        measures = {c: measure for c, t in texts if (measure := bare_measure(t))}
        words = [t for c, t in texts if c not in measures and squash(t) not in forms.ZERO_WORDS]
        if measures and all(header_word(t).core in forms.MONEY_LINE for t in words):
            units = measures
        elif texts and not (_is_mark_row(texts) or _continues(grid, head, texts)):
            break
        bottom = row if texts else bottom
    return bottom, units


def _is_mark_row(texts: list[tuple[int, str]]) -> bool:
    """甲 乙 1 2 3 …: every cell a mark, and the figures count up, with gaps."""
    if len(texts) < 3 or not all(_is_mark(text) for _, text in texts):
        return False
    numbers = [int(n[0]) for _, text in texts if (n := re.search(r"\d+", squash(text)))]
    rising = all(a < b for a, b in zip(numbers, numbers[1:], strict=False))
    return rising and (not numbers or numbers[-1] <= 3 * len(texts) + 5)


def _continues(grid: Grid, head: int, texts: list[tuple[int, str]]) -> bool:
    """Whether a row of words still belongs to the header: no figures, no category, and a known word or measure."""
    first = grid.texts(head)[0][0]
    kinds = [(c, _row_kind(text)[0]) for c, text in texts]
    if any(_is_figure(text) for _, text in texts) or any(
        kind in ("category", "of-which") for _, kind in kinds
    ):
        return False
    if any(kind == "total" and c <= first for c, kind in kinds):
        return False
    return any(is_known(text) or bare_measure(text) for _, text in texts)


def _column(grid: Grid, top: int, bottom: int, index: int, unit: str) -> Column:
    path: list[str] = []
    header_row = top
    for row in range(top, bottom + 1):
        text = grid.seen(row, index) or _group_to_the_left(grid, row, bottom, index)
        if not text or _is_mark(text) or (row > top and (bare_measure(text) or _says_nothing(text))):
            continue
        if not path or squash(path[-1]) != squash(text):
            path.append(text)
            header_row = row if grid.own(row, index) else header_row
    return Column(index, tuple(path), with_measure(meaning(tuple(path)), unit), header_row)


def _says_nothing(text: str) -> bool:
    """A dash in a header cell."""
    return squash(text) in forms.ZERO_WORDS


def _group_to_the_left(grid: Grid, row: int, bottom: int, index: int) -> str:
    """In a header without merges, a blank above a leaf stands for the group to its left."""
    below = any(grid.own(r, index) and not _is_mark(grid.own(r, index)) for r in range(row + 1, bottom + 1))
    if not below or (row, index) in grid.owner:
        return ""
    for column in range(index - 1, -1, -1):
        if text := grid.seen(row, column):
            group = header_word(text).core in forms.GROUP_OF_WORD
            spread = any(grid.own(r, column) for r in range(row + 1, bottom + 1))
            return text if group and spread and (row, column) not in grid.owner else ""
        if not any(grid.own(r, column) for r in range(row + 1, bottom + 1)):
            return ""
    return ""


def _label_column(grid: Grid, columns: tuple[Column, ...], bottom: int) -> int | None:
    """The column whose words are categories, or the one headed as such; None if there is neither."""

    def score(column: Column) -> int:
        kinds = {_row_kind(grid.seen(row, column.index)) for row in range(bottom + 1, grid.height)}
        categories = sum(kind == "category" for kind, _ in kinds)
        return (
            4 * categories + 2 * (column.meaning.role == "label") + any(kind == "total" for kind, _ in kinds)
        )

    free = [c for c in columns if c.meaning.role not in ("figure", "ratio", "last-year", "of-which")]
    best = max(free, key=lambda c: (score(c), -c.index), default=None)
    return best.index if best is not None and score(best) >= 2 else None


def _names_persons(column: Column) -> bool:
    """Whether a column holds persons' names or papers; those of officials stand under 带队领导."""
    return len(column.path) == 1 and header_word(column.path[0]).core in forms.COLUMN_ROLES["person"]


def _has_second_label(grid: Grid, columns: tuple[Column, ...], label: int, bottom: int) -> bool:
    """Whether categories stand again to the right of figures: a second table, whose rows are not the first's."""
    first = min((c.index for c in columns if c.meaning.role == "figure"), default=label)
    others = [
        c.index
        for c in columns
        if c.index > max(first, label) and c.meaning.role not in ("figure", "ignored")
    ]
    kinds = {_row_kind(grid.seen(row, c)) for c in others for row in range(bottom + 1, grid.height)}
    return any(kind == "category" and category != "other" for kind, category in kinds)


def _row_kind(text: str) -> tuple[RowKind, str]:
    """What a row's label says it is, and which category."""
    key = category_key(text)
    if squash(text).lstrip("(（").startswith(OF_WHICH):
        return "of-which", text
    if key in TOTAL_WORDS:
        return "total", text
    category = CATEGORY_OF_WORD.get(key)
    return ("category", category) if category else ("unknown", text)


def _body(grid: Grid, columns: tuple[Column, ...], label: int, start: int) -> Iterator[Row]:
    """The rows that carry figures or a known label; footers, notes and empty rows are passed over."""
    figures = [c.index for c in columns if c.index != label and c.carries_figures and c.path]
    for index in range(start, grid.height):
        text = grid.seen(index, label)
        kind, category = _row_kind(text)
        if kind == "unknown" and (is_footer(grid, index) or not _has_figures(grid, index, figures)):
            continue
        yield Row(index, kind, category, text)


def is_footer(grid: Grid, row: int) -> bool:
    """A row of 填表人, 审核人, 注 … beside or below the table."""
    for _, text in grid.texts(row):
        words = squash(text)
        for word in forms.FOOTER:
            rest = words.removeprefix(word) if words.startswith(word) else None
            if rest is not None and (not rest or rest[0] in ":(.、1一" or len(rest) > 8):
                return True
    return False


def _has_figures(grid: Grid, row: int, columns: list[int]) -> bool:
    """Whether a figure column holds anything in this row, in value or by a mark (an error, a formula)."""
    return any(grid.own(row, c) or (row, c) in grid.sheet.marks for c in columns)
