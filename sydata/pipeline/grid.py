"""A sheet's words by place, with merged cells seen as one, and the sheet turned if need be.

Everything that finds and reads a table works on a grid, so that a table lying on its side (indicators down,
categories across) is read by the same code: its grid is turned, and only `place` knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest

from sydata.catalog.categories import category_key
from sydata.catalog.learned import NOTHING, Learned
from sydata.catalog.unit_index import key_of
from sydata.model import Cell, Mark, Merge, Sheet, Value, value_text
from sydata.pipeline.headers import header_word
from sydata.text import squash


class Grid:
    """Rows and columns count from 0 in the grid; `place` gives the cell in the sheet."""

    def __init__(
        self,
        sheet: Sheet,
        turned: bool = False,
        without: frozenset[int] = frozenset(),
        learned: Learned = NOTHING,
    ) -> None:
        """without: rows of the sheet that are left blank; learned: words that a person explained."""
        self.sheet, self.turned = sheet, turned
        words = [
            [_words(value) if value is not None else "" for value in row]
            if r not in without
            else [""] * len(row)
            for r, row in enumerate(sheet.rows)
        ]
        self.learned = learned
        self.stood: dict[
            tuple[int, int], str
        ] = {}  # what stands in cells of the sheet whose words were explained
        if learned:
            told = [[_explained(text, learned) if text else text for text in row] for row in words]
            pairs = (
                (r, c, a, b)
                for r, row in enumerate(words)
                for c, (a, b) in enumerate(zip(row, told[r], strict=True))
            )
            self.stood = {(r, c): a for r, c, a, b in pairs if a != b}
            words = told
        merges = sheet.merges
        if turned:
            words = [list(row) for row in zip_longest(*words, fillvalue="")]
            merges = tuple(Merge(left, top, right, bottom) for top, left, bottom, right in merges)
        self._hold(words)
        self.height, self.width = len(words), len(words[0]) if words else 0
        self.owner = {cell: merge for merge in merges for cell in _cells(merge, self.height, self.width)}

    def _hold(self, words: list[list[str]]) -> None:
        """Keeps the words, and each row's filled cells: whoever looks for something goes through these again."""
        self.words = words
        self._texts = [[(c, text) for c, text in enumerate(row) if text] for row in words]

    def place(self, row: int, column: int) -> Cell:
        """Where a cell of the grid stands in the sheet."""
        return Cell(column, row) if self.turned else Cell(row, column)

    def address(self, row: int, column: int) -> str:
        """The A1 style address of a cell of the grid."""
        return self.place(row, column).address

    def value(self, row: int, column: int) -> Value:
        """What the cell holds; None outside the sheet."""
        if self.turned:
            row, column = column, row
        rows = self.sheet.rows
        cells = rows[row] if 0 <= row < len(rows) else ()
        return cells[column] if 0 <= column < len(cells) else None

    def mark(self, row: int, column: int) -> Mark | None:
        """What the workbook says of the cell beyond its value."""
        return self.sheet.marks.get(self.place(row, column)) if self.sheet.marks else None

    def hidden(self, row: int, column: int) -> bool:
        """Whether the cell's row or column is hidden in the sheet."""
        if not self.sheet.hidden_rows and not self.sheet.hidden_columns:
            return False
        return self.line_hidden(row) or self.column_hidden(column)

    def line_hidden(self, row: int) -> bool:
        """Whether a row of the grid is hidden in the sheet."""
        return row in (self.sheet.hidden_columns if self.turned else self.sheet.hidden_rows)

    def column_hidden(self, column: int) -> bool:
        """Whether a column of the grid is hidden in the sheet."""
        return column in (self.sheet.hidden_rows if self.turned else self.sheet.hidden_columns)

    def own(self, row: int, column: int) -> str:
        """The words in the cell itself; empty outside the sheet."""
        return self.words[row][column] if 0 <= row < self.height and 0 <= column < self.width else ""

    def seen(self, row: int, column: int) -> str:
        """The words a person sees over the cell: its own, or those of the merged range it lies in."""
        own = self.own(row, column)
        merge = self.owner.get((row, column)) if not own else None
        return self.own(merge.top, merge.left) if merge else own

    def named(self, row: int, column: int, first: int) -> str:
        """The words over a cell of a table's body, whose rows begin at `first`: not those of a merged range that
        begins above it, which head the whole column."""
        own = self.own(row, column)
        merge = self.owner.get((row, column)) if not own else None
        return self.own(merge.top, merge.left) if merge and merge.top >= first else own

    def shown(self, row: int, column: int) -> str:
        """The words that stand over the cell, where a person explained them as others; else empty."""
        if not self.stood:
            return ""
        merge = self.owner.get((row, column)) if not self.own(row, column) else None
        return self.stood.get(self.place(merge.top, merge.left) if merge else self.place(row, column), "")

    def texts(self, row: int) -> list[tuple[int, str]]:
        """The filled cells of a row."""
        return self._texts[row]

    def filled(self, row: int, column: int) -> bool:
        """Whether the cell holds anything, in value or by a mark (an error, a formula)."""
        return bool(self.own(row, column)) or self.mark(row, column) is not None

    def saying(self, words: list[list[str]]) -> Grid:
        """The same grid with other words in its cells, as many rows and columns."""
        other = object.__new__(Grid)
        other.sheet, other.turned, other.height, other.width = (
            self.sheet,
            self.turned,
            self.height,
            self.width,
        )
        other.owner, other.learned, other.stood = self.owner, self.learned, self.stood
        other._hold(words)
        return other

    def only(self, left: int, right: int, top: int) -> Grid:
        """The grid with nothing but these columns (right excluded) from row `top` on; what lies above stays."""
        blank = [""] * self.width
        part = self.saying(
            self.words[:top] + [blank[:left] + row[left:right] + blank[right:] for row in self.words[top:]]
        )
        part.owner = {(r, c): merge for (r, c), merge in self.owner.items() if r < top or left <= c < right}
        return part


LONGEST_WORDS = 2000  # letters of a cell that are looked through; longer texts say nothing of a form


def _words(value: Value) -> str:
    return value.strip()[:LONGEST_WORDS] if isinstance(value, str) else value_text(value)


@lru_cache(maxsize=4096)
def _core(text: str) -> tuple[str, str]:
    word = header_word(text)
    return word.core, f"（{word.measure}）" if word.measure else ""


def _explained(text: str, learned: Learned) -> str:
    """A cell's words, or those that a person said they mean; a header keeps its measure."""
    core, measure = _core(text)
    if meant := learned.headers.get(squash(text)):
        return meant
    if meant := learned.headers.get(core):
        return meant + measure
    return learned.labels.get(category_key(text)) or learned.units.get(key_of(text)) or text


def _cells(merge: Merge, height: int, width: int) -> Iterator[tuple[int, int]]:
    for row in range(merge.top, min(merge.bottom + 1, height)):
        for column in range(merge.left, min(merge.right + 1, width)):
            yield row, column
