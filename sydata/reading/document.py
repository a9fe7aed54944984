"""What all documents share (Word, web pages, PDF): tables in running text, each to become a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from sydata.errors import UnreadableFile
from sydata.model import Line, Merge, Sheet, Value
from sydata.reading.area import Area
from sydata.reading.budget import Budget
from sydata.reading.cells import Notes, clip

Kind = Literal["workbook", "word", "web", "pdf"]


@dataclass(slots=True)
class Table:
    """A table while it is read: its cells' texts and merges, and the paragraphs since the one before it.

    merges: by their top-left cell; notes: marks, hidden rows and columns, as a scan of a workbook has them.
    """

    before: list[Line]
    rows: list[list[Value]] = field(default_factory=list)
    merges: dict[tuple[int, int], Merge] = field(default_factory=dict)
    notes: Notes = field(default_factory=Notes)
    after: list[Line] = field(default_factory=list)
    name: str = ""


def sheets(
    file: str,
    tables: Sequence[Table],
    rest: Sequence[Line],
    source: Kind,
    budget: Budget,
    unread: tuple[str, ...] = (),
) -> tuple[Sheet, ...]:
    """A sheet for each table, named 表1, 表2 … where it has no name of its own; `rest`: the lines after all.

    A document without a table is one sheet without rows, all its paragraphs in `before`. unread: see
    Sheet. Raises UnreadableFile("too-large") if the tables' rectangles hold more cells than the budget allows.
    """
    if not tables:
        return (Sheet(file, "", (), marks={}, before=tuple(rest), source=source),)
    if sum(len(t.rows) * max(map(len, t.rows), default=0) for t in tables) > budget.cells:
        raise UnreadableFile("too-large", "cells of tables")
    tables[-1].after = list(rest)
    found = [_sheet(file, f"表{n}", table, source) for n, table in enumerate(tables, start=1)]
    return (*found[:-1], replace(found[-1], unread=unread))


def _sheet(file: str, number: str, table: Table, source: Kind) -> Sheet:
    width = max(map(len, table.rows), default=0)
    area = Area(len(table.rows), width)
    table.notes.keep(area)
    return Sheet(
        file=file,
        name=table.name or number,
        rows=tuple(tuple(row + [None] * (width - len(row))) for row in table.rows),
        merges=clip(table.merges.values(), area),
        visible=table.notes.visible,
        hidden_rows=frozenset(r for r in table.notes.hidden_rows if r < area.rows),
        hidden_columns=frozenset(c for c in table.notes.hidden_columns if c < area.columns),
        marks=table.notes.marks,
        before=tuple(table.before),
        after=tuple(table.after),
        source="workbook" if table.name else source,
    )
