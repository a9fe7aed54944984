"""One sheet, understood: its table, whose it is and for when, and its raw figures; or why it is no return."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from sydata.catalog import forms
from sydata.catalog.categories import CATEGORY_OF_WORD, category_key
from sydata.catalog.indicators import INDICATORS, TEXT
from sydata.model import Sheet, address
from sydata.pipeline.clean import typed
from sydata.pipeline.dates import parse_date
from sydata.pipeline.headers import is_known
from sydata.pipeline.identity import Identity, Problem, identify
from sydata.pipeline.lines import Around, Said, around
from sydata.pipeline.locate import Grid, NoTable, Table, is_footer, locate
from sydata.pipeline.observe import Raw, Reading, observe, without_breakdowns
from sydata.text import squash

Outcome = Literal["form", "blank", "other-layout", "prose", "nothing", "hidden"]


@dataclass(frozen=True, slots=True)
class Understood:
    """outcome `form` has identity and reading; `problems` stand for the other outcomes and for stray cells."""

    sheet: Sheet
    outcome: Outcome
    problems: tuple[Problem, ...] = ()
    identity: Identity | None = None
    reading: Reading | None = None
    title: str = ""
    blank_is_zero: bool = False


def understand(sheet: Sheet, office: str) -> Understood:
    """What a sheet says, read on its own: no other sheet, no store, no clock."""
    strays = tuple(_stray(sheet))
    if not sheet.rows:
        return Understood(sheet, "prose" if _is_prose(sheet) else "nothing", strays)
    grid = Grid(sheet)
    table = locate(grid)
    if isinstance(table, Table) and (several := _several_units(grid, table)):
        table = several
    if isinstance(table, NoTable):
        like_form = bool(table.reason) or _looks_like_a_form(grid)
        outcome: Outcome = "other-layout" if like_form else "prose" if _is_prose(sheet) else "nothing"
        return Understood(sheet, outcome, (*strays, Problem("no-table", "", "", {"reason": table.reason})))
    return _form(grid, table, office, strays)


def _form(grid: Grid, table: Table, office: str, strays: tuple[Problem, ...]) -> Understood:
    sheet = grid.sheet
    inside = frozenset([*range(table.top, table.bottom + 1), *(row.index for row in table.rows)])
    said = around(grid, inside)
    whose = identify(sheet, said, _column(grid, table, "unit"), office)
    left_out = _left_out(sheet)
    reading = observe(grid, table, said.money, left_out)
    if not any(_is_filled(raw) for raw in reading.raws):
        return replace(_empty(sheet, reading, strays), identity=whose)
    if left_out:
        return Understood(sheet, "hidden", (*strays, _hidden(sheet, left_out)), whose)
    reading = Reading(tuple(_without_breakdowns(reading, said)), reading.columns, reading.problems)
    strays += tuple(_loose(grid, table, inside))
    title = said.titles[-1].text if said.titles else ""
    return Understood(sheet, "form", strays, whose, reading, title, said.blank_is_zero)


def _is_filled(raw: Raw) -> bool:
    """Whether a cell says anything of this period."""
    return (
        _is_figure(raw.indicator)
        and raw.reason != "last-year"
        and (raw.value is not None or raw.mark is not None)
    )


def _empty(sheet: Sheet, reading: Reading, strays: tuple[Problem, ...]) -> Understood:
    """A form without figures; or one whose figures all stand in columns that were not understood."""
    if any(problem.code == "unknown-column" for problem in reading.problems):
        return Understood(
            sheet, "other-layout", (*strays, Problem("no-table", "", "", {"reason": "columns"}))
        )
    return Understood(sheet, "blank", strays)


def _is_figure(indicator: str) -> bool:
    return INDICATORS[indicator].measure != TEXT


def _without_breakdowns(reading: Reading, said: Around) -> list[Raw]:
    """The raws with the finer rows marked that a category's own row already holds; most sheets have none."""
    labels = {(raw.row, raw.category) for raw in reading.raws if raw.row_kind == "category"}
    if len(labels) < 2 + len({category for _, category in labels}):
        return list(reading.raws)
    figures = [raw for raw in reading.raws if _is_figure(raw.indicator)]
    amounts = {(r.row, r.column): typed(r, said.blank_is_zero)[0].value for r in figures}
    return without_breakdowns(list(reading.raws), amounts)


def _left_out(sheet: Sheet) -> str:
    """Why a whole sheet is not counted: it is hidden, or an example; empty if it is."""
    name = squash(sheet.name)
    if not sheet.visible:
        return "hidden-sheet"
    return "example" if any(word in name for word in forms.SHEET_ROLES["example"]) else ""


def _hidden(sheet: Sheet, why: str) -> Problem:
    what = "example-sheet" if why == "example" else "hidden-sheet"
    return Problem("hidden-content", "", sheet.name, {"what": what})


def _stray(sheet: Sheet) -> list[Problem]:
    """A note for the first of the cells that lie so far out that they were not read."""
    return _outside([cell.address for cell in sheet.stray], "") + _unread(sheet)


def _unread(sheet: Sheet) -> list[Problem]:
    """A note for the pages of the file that are pictures."""
    if not sheet.unread:
        return []
    return [Problem("hidden-content", "", "", {"what": "unread", "places": "、".join(sheet.unread)})]


def _loose(grid: Grid, table: Table, inside: frozenset[int]) -> list[Problem]:
    """A note for figures beyond the table's rows and columns, which belong to no column of it."""
    right = max((c.index for c in table.columns if c.path), default=0)
    last = max((row.index for row in table.rows), default=table.bottom)
    found = [
        (row, column)
        for row in range(grid.height)
        if row not in inside and not is_footer(grid, row)
        for column, _ in grid.texts(row)
        if (row > last or column > right) and isinstance(grid.sheet.rows[row][column], (int, float))
    ]
    loose = [(r, c) for r, c in found if parse_date(grid.sheet.rows[r][c]) is None]
    return _outside([address(*at) for at in loose], grid.own(*loose[0]) if loose else "")


def _outside(places: list[str], text: str) -> list[Problem]:
    if not places:
        return []
    params = {"what": "outside", "places": "、".join(places[:3])}
    return [Problem("hidden-content", places[0], text, params)]


def _column(grid: Grid, table: Table, role: str) -> list[Said]:
    """The different words of a column that plays a role, over the rows of the table."""
    found: dict[str, Said] = {}
    for column in table.columns:
        if column.meaning.role == role and column.index != table.label:
            for row in table.rows:
                if text := grid.seen(row.index, column.index):
                    found.setdefault(squash(text), Said(text, address(row.index, column.index)))
    return list(found.values())


def _several_units(grid: Grid, table: Table) -> NoTable | None:
    """A table of many units or periods is another layout: its rows are not one unit's categories."""
    if len(_column(grid, table, "unit")) > 1:
        return NoTable("many-units")
    if _column(grid, table, "period"):
        return NoTable("periods-inside")
    return None


def _looks_like_a_form(grid: Grid) -> bool:
    """Whether words of the form stand about, in an arrangement that is not read: then silence would lose figures."""
    texts = {text for row in range(grid.height) for _, text in grid.texts(row)}
    categories = sum(category_key(text) in CATEGORY_OF_WORD for text in texts)
    return categories >= 1 and sum(map(is_known, texts)) >= 2


def _is_prose(sheet: Sheet) -> bool:
    """A report in words that gives figures of visits."""
    words = squash("".join(line.text for line in (*sheet.before, *sheet.after)))
    return any(word in words for word in forms.PROSE_WORDS) and any(c.isdigit() for c in words)
