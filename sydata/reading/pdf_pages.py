"""Tables that go on from one page to the next, with their header printed again or not, made one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sydata.model import Line, Mark, Value
from sydata.reading.document import Table

SAME = 4.0  # points that the columns of a table may shift between pages
HEAD = 6  # rows at the top of a table that may be its header
PAGE_NUMBER = re.compile(
    r"[-—–·\s]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*[,，/]?\s*共?\s*\d{1,4}\s*页?)?[-—–·\s]*\Z"
)


class Piece(NamedTuple):
    """A line or a table of a page, with its distance from the top; neither of both is the end of the page."""

    top: float
    table: Table | None
    xs: tuple[float, ...]
    line: Line | None

    @classmethod
    def end_of_page(cls) -> Piece:
        """The mark between two pages."""
        return cls(0.0, None, (), None)


class _Open(NamedTuple):
    """The last table so far, and where its columns are."""

    table: Table
    xs: tuple[float, ...]


def joined(pieces: Sequence[Piece]) -> tuple[list[Table], list[Line]]:
    """The tables of all pages, with the lines before each, and the lines after the last.

    A table goes on if it is the first thing on the next page, with the same columns, and no new header.
    """
    tables: list[Table] = []
    lines: list[Line] = []
    last: _Open | None = None
    turned = False  # whether nothing but the end of a page lies between
    for piece in pieces:
        if piece.line is not None:
            if not PAGE_NUMBER.match(piece.line.text):
                lines.append(piece.line)
                last = None
        elif piece.table is None:
            turned = True
        elif last and turned and _go_on(last, piece):
            _append(last.table, piece.table, _repeated(last.table, piece.table))
            last, turned = _Open(last.table, piece.xs), False
        else:
            piece.table.before, lines = lines, []
            tables.append(piece.table)
            last, turned = _Open(piece.table, piece.xs), False
    return tables, lines


def _go_on(last: _Open, piece: Piece) -> bool:
    """Whether a table continues another: the same columns, and below a repeated header no header once more."""
    assert piece.table is not None
    if len(last.xs) != len(piece.xs):
        return False
    if any(abs(a - b) > SAME for a, b in zip(last.xs, piece.xs, strict=True)):
        return False
    heads = [row for row in last.table.rows[:HEAD] if _is_words(row)]
    below = piece.table.rows[_repeated(last.table, piece.table) :]
    return not any(row in heads for row in below[:HEAD])


def _is_words(row: list[Value]) -> bool:
    """Whether a row may be of a header: some words, and none of them a number."""
    words = [str(value) for value in row if value is not None]
    return len(words) > 1 and not any(re.fullmatch(r"[\d.,\s%]+", word) for word in words)


def _repeated(table: Table, more: Table) -> int:
    """How many rows at the top of a page repeat those at the top of the table."""
    count = 0
    for own, again in zip(table.rows[:HEAD], more.rows, strict=False):
        if own != again:
            break
        count += 1
    return count


def _append(table: Table, more: Table, skipped: int) -> None:
    """Put the rows below; ranges that reach up into the skipped header are cut there."""
    offset = len(table.rows) - skipped
    table.rows += more.rows[skipped:]
    for merge in more.merges.values():
        top = max(merge.top, skipped)
        if merge.bottom >= skipped:
            kept = merge._replace(top=top + offset, bottom=merge.bottom + offset)
            table.merges[kept[:2]] = kept
    marks: dict[tuple[int, int], Mark] = more.notes.marks
    table.notes.marks.update({(r + offset, c): mark for (r, c), mark in marks.items() if r >= skipped})
