"""Which way a sheet is read: as it stands, or turned on its side. The reading that explains more figures holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import takewhile

from sydata.catalog import forms
from sydata.catalog.indicators import INDICATORS, TEXT
from sydata.catalog.learned import Desk
from sydata.catalog.roll import Collector
from sydata.model import Merge, Sheet, value_text
from sydata.pipeline.cutwords import rejoined
from sydata.pipeline.facets import facet
from sydata.pipeline.figures import Raw, Reader
from sydata.pipeline.footer import is_footer
from sydata.pipeline.grid import Grid
from sydata.pipeline.head import is_mark_row, is_number
from sydata.pipeline.headers import header_word
from sydata.pipeline.lines import period_line
from sydata.pipeline.locate import tables, titled_table
from sydata.pipeline.observe import observe
from sydata.pipeline.rivals import rival_categories
from sydata.pipeline.table import Column, NoTable, Table
from sydata.text import squash

UNREAD = ("", "no-categories")  # what a title may still explain; anything else is a refusal
WIDEST = 3000  # rows of a sheet that is still tried on its side


@dataclass(frozen=True, slots=True)
class Found:
    """The tables of a sheet, in the grid they were found in."""

    grid: Grid
    tables: tuple[Table, ...]


def find(sheet: Sheet, desk: Desk) -> Found | NoTable:
    """The tables of a sheet, or why there is none. Both ways are tried unless the first explains every figure."""
    grid = Grid(sheet, learned=desk.learned)
    straight = tables(grid, desk.roll)
    if not isinstance(straight, NoTable) and _is_complete(grid, straight):
        return Found(grid, straight)
    found = _whole(grid, _either_way(grid, straight, desk), desk.roll)
    silent = found.reason in UNREAD if isinstance(found, NoTable) else not _explained(found)
    return (_otherwise(grid, desk.roll) or found) if silent else found


def _either_way(grid: Grid, straight: tuple[Table, ...] | NoTable, desk: Desk) -> Found | NoTable:
    if grid.height > WIDEST:
        return straight if isinstance(straight, NoTable) else Found(grid, straight)
    headings = _headings(grid, desk.roll)
    side = Grid(_spread(grid.sheet, headings), True, _lines(grid) - set(headings), desk.learned)
    turned = tables(side, desk.roll)
    if isinstance(turned, NoTable) and isinstance(straight, NoTable):
        return straight if straight.reason else turned
    if isinstance(turned, NoTable):
        return Found(grid, straight)  # type: ignore[arg-type]  # one of the two has tables
    if isinstance(straight, NoTable):
        return turned_or(straight, Found(side, turned))
    return _better(Found(grid, straight), Found(side, turned))


def _whole(grid: Grid, found: Found | NoTable, office: Collector) -> Found | NoTable:
    """The reading with header words whole that were cut over rows, if that explains more figures."""
    whole = rejoined(grid) if grid.height <= WIDEST else None
    again = tables(whole, office) if whole is not None else NoTable()
    if whole is None or isinstance(again, NoTable):
        return found
    better = Found(whole, again)
    less = 0 if isinstance(found, NoTable) else len(_explained(found))
    return better if len(_explained(better)) > less else found


def _otherwise(grid: Grid, office: Collector) -> Found | NoTable | None:
    """A table that says of whom, under a title that says of what; or categories down and across."""
    table = titled_table(grid, office)
    if isinstance(table, Table) and table.rows:
        return Found(grid, (table,))
    return rival_categories(grid)


def turned_or(straight: NoTable, found: Found) -> Found | NoTable:
    """A list of persons is none from the side either."""
    empty = not _explained(found) and not any(_names_categories(table) for table in found.tables)
    return straight if straight.reason == "name-list" or empty else found


def _names_categories(table: Table) -> bool:
    """Whether a table without figures is a form that waits for them."""
    return any(row.kind == "category" for row in table.rows)


def _is_complete(grid: Grid, found: tuple[Table, ...]) -> bool:
    """Whether no figure stands under a header or beside a label that says nothing."""
    inside = frozenset().union(*(table.inside for table in found))
    outside = (row for row in range(grid.height) if row not in inside and not _is_period_line(grid, row))
    if any(is_number(text) for row in outside for _, text in grid.texts(row)):
        return False
    return not any(_says_nothing(grid, table) or _leaves_figures(grid, table) for table in found)


def _says_nothing(grid: Grid, table: Table) -> bool:
    """Whether not one number stands in the table: then it may be the names of another."""
    return not any(is_number(grid.own(row.index, c.index)) for row in table.rows for c in table.columns)


def _leaves_figures(grid: Grid, table: Table) -> bool:
    if any(row.kind == "unknown" for row in table.rows) or not table.rows:
        return True
    if any(len(row.words) > 1 for row in table.rows):
        return (
            True  # two levels of words beside the figures: turned, a header of two levels, which may say more
        )
    worded = any(row.words for row in table.rows)
    own = [c for c in table.columns if c.index != table.label and c.index not in table.stubs]
    puzzling = [c.index for c in own if _is_puzzling(c, worded)]
    if bare := [c for c in own if _is_bare_category(c)]:
        reader = Reader(grid, table, "", "")
        puzzling += [c.index for c in bare if reader.is_rivalled(c)]
    return any(is_number(grid.own(row.index, c)) for row in table.rows for c in puzzling)


def _is_bare_category(column: Column) -> bool:
    """Whether a column says of whom and not of what: two alike may be one after the other in a sheet on its side."""
    return bool(column.at.category) and not column.meaning.indicator


def _is_puzzling(column: Column, worded: bool) -> bool:
    role = column.meaning.role
    return (
        role == "unknown"
        or (role in ("leaf", "value") and not worded)
        or (role == "empty" and bool(column.path))
    )


def _lines(grid: Grid) -> frozenset[int]:
    """The rows of title, unit, date and signature: turned, they would stand among the columns."""
    opening = (*forms.UNIT_LINE, *forms.DATE_LINE, *forms.MONEY_LINE)

    def is_line(row: int) -> bool:
        words = [squash(text) for _, text in grid.texts(row)]
        titled = any(
            forms.has_title(squash(text)) and not _is_upright(grid, row, c) for c, text in grid.texts(row)
        )
        opens = any(word.startswith(opening) and ":" in word for word in words)
        return (
            titled
            or opens
            or _is_period_line(grid, row)
            or (is_footer(grid, row) and not _heads_figures(grid, row))
        )

    return frozenset(row for row in range(grid.height) if is_line(row)) | _marks(grid) | _lone(grid)


def _is_period_line(grid: Grid, row: int) -> bool:
    """Whether a row only says of when the sheet is: 年度 | 2024."""
    texts = grid.texts(row)
    if not 1 <= len(texts) <= 2:
        return False
    words = [squash(text) for _, text in texts]
    return period_line(words[0], words[1:]) is not None


def _is_upright(grid: Grid, row: int, column: int) -> bool:
    """Whether a cell is merged down beside a table: its words run down the side and open no line above it."""
    merge = grid.owner.get((row, column))
    return merge is not None and merge.bottom - merge.top > merge.right - merge.left


def _marks(grid: Grid) -> frozenset[int]:
    """The rows of column marks."""
    return frozenset(row for row in range(grid.height) if is_mark_row(grid.texts(row)))


def _headings(grid: Grid, office: Collector) -> tuple[int, ...]:
    """The rows that name a unit, a category or a period and nothing else, two of a kind at least: each heads the
    rows of labels and figures down to the next."""
    alone = [(row, texts[0][1]) for row in range(grid.height) if len(texts := grid.texts(row)) == 1]
    kinds = {
        row: kind
        for row, text in alone
        if (kind := facet(text, office).kind) in ("unit", "category", "period")
    }
    counts = Counter(kinds.values())
    return tuple(row for row, kind in kinds.items() if counts[kind] > 1)


def _spread(sheet: Sheet, headings: tuple[int, ...]) -> Sheet:
    """The sheet with its headings merged over all columns, as they are meant."""
    held = {row for merge in sheet.merges for row in range(merge.top, merge.bottom + 1)}
    wide = [Merge(row, 0, row, len(sheet.rows[row]) - 1) for row in headings if row not in held]
    return replace(sheet, merges=(*sheet.merges, *wide)) if wide else sheet


def _lone(grid: Grid) -> frozenset[int]:
    """The rows of a single text above all others: a title without the words of one."""
    counts = (len({text for _, text in grid.texts(row)}) for row in range(grid.height))
    return frozenset(row for row, _ in takewhile(lambda at: at[1] < 2, enumerate(counts)))


def _heads_figures(grid: Grid, row: int) -> bool:
    """Whether a row begins like one of a table: a known word, with figures to its right."""
    texts = [text for _, text in grid.texts(row)]
    return header_word(texts[0]).core in forms.INDICATOR_OF_WORD and any(map(is_number, texts[1:]))


def _explained(found: Found) -> list[Raw]:
    """The figures that a reading explains."""
    raws = (raw for table in found.tables for raw in observe(found.grid, table, "").raws)
    return [
        raw
        for raw in raws
        if raw.value is not None and raw.row_kind != "unknown" and INDICATORS[raw.indicator].measure != TEXT
    ]


def _better(straight: Found, turned: Found) -> Found | NoTable:
    one, other = _explained(straight), _explained(turned)
    if not any(is_number(value_text(raw.value)) for raw in other):
        return straight  # a form that waits for its figures, with a remark in it
    if len(one) != len(other):
        return straight if len(one) > len(other) else turned
    if set(map(_said, one)) == set(map(_said, other)):
        return straight
    return NoTable("two-readings", (("first", _example(one)), ("second", _example(other))))


def _said(raw: Raw) -> tuple[object, ...]:
    unit, period = (squash(words.text) if words else "" for words in (raw.unit, raw.period))
    category = "" if raw.row_kind == "total" else raw.category
    return (raw.row, raw.column, raw.indicator, category, raw.row_kind, unit, period)


def _example(raws: list[Raw]) -> str:
    """What a reading makes of its first figure: the words to tell two readings apart."""
    raw = raws[0]
    return f"{INDICATORS[raw.indicator].zh} · {raw.label}"
