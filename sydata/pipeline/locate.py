"""Where the tables of a sheet are: blocks below each other and side by side, whichever way they lie.

A table needs a row of header with known words; the same code reads a table on its side from the turned grid. Of
two readings the one that explains more figures holds; two that explain the same differently are both refused.
Anything that is no table ends in a reason, for a finding, and in no figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import dropwhile

from sydata.catalog import forms
from sydata.catalog.roll import Collector
from sydata.pipeline.columns import columns as columns_of
from sydata.pipeline.columns import same_header
from sydata.pipeline.facets import is_unit, row_facet
from sydata.pipeline.footer import is_footer
from sydata.pipeline.grid import Grid
from sydata.pipeline.head import Head, head_from, head_score, heads, is_measure_row, is_number
from sydata.pipeline.headers import bare_measure, header_word, with_measure
from sydata.pipeline.rivals import rival_axes, rival_headers, rival_labels
from sydata.pipeline.rows import body
from sydata.pipeline.stubs import FIGURES, stubs
from sydata.pipeline.table import NO_LABEL, NOWHERE, Column, NoTable, Row, Table
from sydata.pipeline.titled import (
    facet_head,
    title_group,
    title_indicator,
    under_title,
    with_strangers,
    with_title,
)
from sydata.text import squash

_GOES_ON = re.compile(r"\(?续表?(?:[一二三\d]{1,2})?\)?|\(?接上页\)?")


def tables(grid: Grid, office: Collector) -> tuple[Table, ...] | NoTable:
    """The tables of a grid from top to bottom and left to right, or why there is none."""
    found: list[Table] = []
    reasons: list[NoTable] = []
    blocks = list(heads(grid, office))
    ends = [head.top for head in blocks[1:]] + [grid.height]
    for head, end in zip(blocks, ends, strict=False):
        for table in _side_by_side(grid, head, end, office):
            if isinstance(table, NoTable):
                reasons.append(table)
                continue
            at = _above(found, table)
            if at is not None and _is_repeated(grid, found[at], table):
                table = _unit_goes_on(grid, found[at], table, office)
                if not _says_again(found[at], table):
                    found[at] = replace(found[at], rows=(*found[at].rows, *table.rows))
                    continue
            found.append(table)
    if reasons and (not found or any(no.reason == "name-list" for no in reasons)):
        return reasons[0]
    return tuple(found) if found else NoTable()


def titled_table(grid: Grid, office: Collector) -> Table | NoTable:
    """The table of a sheet whose title says what it counts; its header only says of whom or when."""
    head = facet_head(grid, office)
    said = title_indicator(grid, office, range(head.top)) if head is not None else None
    if head is None or said is None:
        return NoTable()
    rows = range(head.bottom + 1, grid.height)
    columns = with_title(with_strangers(columns_of(grid, head, rows, office)), said)
    by = stubs(grid, columns, rows, office)
    if by is None:
        return NoTable("no-categories")
    found = body(grid, columns, by, rows, office)
    return Table(head.top, head.bottom, by.line, columns, found, {}, 0, grid.width, tuple(sorted(by.indexes)))


def _side_by_side(grid: Grid, head: Head, end: int, office: Collector) -> Iterator[Table | NoTable]:
    """The table under one header, or several where the names of the rows stand again to the right of figures."""
    rows = range(head.bottom + 1, end)
    columns = columns_of(grid, head, rows, office)
    starts = _labels_again(grid, columns, rows)
    if not starts:
        table = _table(grid, head, rows, columns, (0, grid.width), office)
        starts = _second_labels(grid, table, rows, office) if isinstance(table, Table) else []
        if not starts:
            yield table
            return
    bounds = [0, *starts, grid.width]
    for sides in zip(bounds, bounds[1:], strict=False):
        part = grid.only(*sides, head.top)
        own = _own_head(part, head, end, office)
        rows = range(own.bottom + 1, end)
        yield _table(part, own, rows, columns_of(part, own, rows, office), sides, office)


def _own_head(part: Grid, head: Head, end: int, office: Collector) -> Head:
    """The header of one of several tables side by side: leaves may stand in the row where another's figures begin."""
    known = (row for row in range(head.top, head.bottom + 1) if head_score(part, row) >= 2)
    own = next((head_from(part, row, office) for row in known), head)
    return own._replace(top=head.top) if own.bottom + 1 < end else head


def _labels_again(grid: Grid, columns: tuple[Column, ...], rows: range) -> list[int]:
    """The columns headed as the first label is, with words below and figures between."""
    first = next((c for c in columns if c.meaning.role in ("label", "unit")), None)
    if first is None:
        return []
    heads = (
        c.index for c in columns[first.index :] if c.meaning.role in (*FIGURES, "value") or c.at != NOWHERE
    )
    between = next(heads, len(columns))
    return [c.index for c in columns[between:] if _is_label_again(grid, c, first.path, rows)]


def _table(
    grid: Grid,
    head: Head,
    below: range,
    columns: tuple[Column, ...],
    sides: tuple[int, int],
    office: Collector,
) -> Table | NoTable:
    if any(_names_persons(column) for column in columns):
        return NoTable("name-list")
    columns = _measured(grid, columns, below)
    by = stubs(grid, columns, below, office)
    if by is None:
        rows = _lone_row(grid, columns, below)
        alone = Table(head.top, head.bottom, NO_LABEL, columns, rows, head.units, *sides)
        return alone if rows else NoTable("no-categories")
    if (refused := rival_labels(grid, columns, by, below) or rival_headers(grid, columns)) is not None:
        return refused
    rows = body(grid, columns, by, below, office)
    if (refused := rival_axes(grid, columns, rows, by.line)) is not None:
        return refused
    if any(c.meaning.role in ("leaf", "value") for c in columns) and not any(row.words for row in rows):
        columns = under_title(columns, title_group(grid, head.top, office))
    return Table(head.top, head.bottom, by.line, columns, rows, head.units, *sides, tuple(sorted(by.indexes)))


def _measured(grid: Grid, columns: tuple[Column, ...], rows: range) -> tuple[Column, ...]:
    """The columns with the measures of a row that stands below the figures, as 计量单位 does in a turned list."""
    for row in rows:
        if is_measure_row(grid.texts(row)):
            told = ((c, bare_measure(grid.own(row, c.index))) for c in columns)
            return tuple(replace(c, meaning=with_measure(c.meaning, measure)) for c, measure in told)
    return columns


def _names_persons(column: Column) -> bool:
    """Whether a column holds persons' names or papers; those of officials stand under 带队领导."""
    return len(column.path) == 1 and header_word(column.path[0]).core in forms.COLUMN_ROLES["person"]


def _lone_row(grid: Grid, columns: tuple[Column, ...], rows: range) -> tuple[Row, ...]:
    """The one row of figures of a table that names no rows: it speaks of the whole unit."""
    figures = [c.index for c in columns if c.carries_figures and c.path]
    found = [r for r in rows if any(grid.filled(r, c) for c in figures) and not is_footer(grid, r)]
    return (Row(found[0], "leaf", "unspecified", ""),) if len(found) == 1 else ()


def _second_labels(grid: Grid, table: Table, rows: range, office: Collector) -> list[int]:
    """The columns to the right of figures in which the rows are named again: second tables begin there."""
    if table.label == NO_LABEL:
        return []
    first = min((c.index for c in table.columns if c.meaning.role in ("figure", "leaf")), default=table.label)
    later = (c for c in table.columns if c.index > max(first, table.label) and c.path)
    own = next((c.path for c in table.columns if c.index == table.label), ())
    return [
        c.index
        for c in later
        if c.meaning.role not in ("figure", "ignored", "leaf")
        and (_is_label_again(grid, c, own, rows) or _names_rows(grid, c.index, table, rows, office))
    ]


def _is_label_again(grid: Grid, column: Column, own: tuple[str, ...], rows: range) -> bool:
    """Whether a column is headed as the label is, and holds words."""
    return column.path == own and any(
        (text := grid.own(r, column.index)) and not is_number(text) for r in rows
    )


def _names_rows(grid: Grid, column: int, table: Table, rows: range, office: Collector) -> bool:
    """Whether a column names rows of its own: categories or units, and not those of the table's own label."""
    labels = {squash(row.label) for row in table.rows}
    texts = {text for r in rows if (text := grid.own(r, column)) and squash(text) not in labels}
    kinds = [row_facet(text) for text in texts]
    categories = any(kind == "category" and value != "other" for kind, value in kinds)
    return categories or sum(is_unit(text, office) for text in texts) >= 2


def _above(found: list[Table], table: Table) -> int | None:
    """The nearest table above that takes up the same columns: of several side by side each goes on by itself."""
    sides = (table.left, table.right)
    return next(
        (at for at in reversed(range(len(found))) if (found[at].left, found[at].right) == sides), None
    )


def _is_repeated(grid: Grid, above: Table, table: Table) -> bool:
    """Whether a table stands under the header of the one above it, repeated: a form's second page."""
    if not above.rows or not same_header(above.columns, table.columns):
        return False
    between = range(above.rows[-1].index + 1, table.top)
    known = {_line(text) for row in range(above.top) for _, text in grid.texts(row)}
    lines = (text for row in between for _, text in grid.texts(row) if _is_line(squash(text)))
    return all(_line(line) in known for line in lines)


def _says_again(above: Table, table: Table) -> bool:
    """Whether rows are named that stood above already: then it is another form with the same header.

    The page may have been turned between several rows of one name, where one total closes what both pages say.
    """
    named = {_name(row) for row in above.rows}
    names = [_name(row) for row in table.rows]
    totals = sum(any(row.kind == "total" for row in of.rows) for of in (above, table))
    if totals == 1:
        names = list(dropwhile(lambda name: name == _name(above.rows[-1]), names)) or names
    return not named.isdisjoint(names)


def _name(row: Row) -> tuple[str, ...]:
    words = (row.at.unit, row.at.period)
    return squash(row.label), *(squash(of.text) if of else "" for of in words)


def _unit_goes_on(grid: Grid, above: Table, table: Table, office: Collector) -> Table:
    """The rows of a second page, where the page was turned in the middle of a unit's."""
    last, first = above.rows[-1], table.rows[:1]
    if last.at.unit is None or not first or first[0].at.unit or first[0].at.over:
        return table
    rows = range(table.bottom + 1, table.rows[-1].index + 1)
    by = stubs(grid, table.columns, rows, office)
    return replace(table, rows=body(grid, table.columns, by, rows, office, above.rows)) if by else table


def _line(text: str) -> str:
    """A title or a line as it is compared: a form's second page repeats it with 续表."""
    return _GOES_ON.sub("", squash(text))


def _is_line(words: str) -> bool:
    """Whether words open a form: its title, or the line of its unit."""
    return forms.has_title(words) or words.startswith(forms.UNIT_LINE)
