"""Results that a remark beside a table tells (备注：另发放慰问金12万元): in no cell of the table, so they are noted.

Nothing is proposed from them: a remark mostly explains what its row holds already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sydata.catalog import forms
from sydata.catalog.wordlists import any_of
from sydata.model import Line
from sydata.pipeline.identity import Problem
from sydata.pipeline.orient import Found
from sydata.pipeline.prose import NEVER, read_prose
from sydata.pipeline.table import Table

MOST = 200  # cells of a sheet that are read as remarks
_COUNTED = re.compile(rf"\d\s*[余多]?\s*(?:{any_of([*forms.MONEY_UNITS, *forms.COUNT_WORDS])})")


def remarks(found: Found) -> Iterator[Problem]:
    """One note for the remarks of a sheet that state a result, at the first of them; none if there is none."""
    told = [line for line in _lines(found) if _states(line)]
    if told:
        params = {"what": "remark", "places": "、".join(line.place for line in told[:3])}
        yield Problem("hidden-content", told[0].place, told[0].text, params)


def _states(line: Line) -> bool:
    """Whether a remark tells a result of its own: 其中 and 合计 only say again what the table holds."""
    return any(stated.value is not None and stated.doubt not in NEVER for stated in read_prose([line]).stated)


def _lines(found: Found) -> list[Line]:
    """The cells that may hold such a remark: outside the tables, and in their columns of remarks."""
    grid = found.grid
    inside = frozenset().union(*(table.inside for table in found.tables))
    cells = [(r, c, text) for r in range(grid.height) if r not in inside for c, text in grid.texts(r)]
    cells += [(r, c, grid.own(r, c)) for table in found.tables for r, c in _beside(table)]
    told = [cell for cell in cells if cell[2] and _COUNTED.search(cell[2])]
    return [Line(text, grid.address(r, c)) for r, c, text in told[:MOST]]


def _beside(table: Table) -> Iterator[tuple[int, int]]:
    columns = [column.index for column in table.columns if column.meaning.role == "ignored"]
    return ((row.index, column) for row in table.rows for column in columns)
