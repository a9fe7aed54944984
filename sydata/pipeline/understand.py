"""One sheet, understood: its tables, whose they are and for when, and their raw figures; or why it is no return."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from sydata.catalog import forms
from sydata.catalog.categories import CATEGORY_OF_WORD, category_key
from sydata.catalog.learned import Desk
from sydata.catalog.questions import is_question_list
from sydata.model import Sheet
from sydata.pipeline.dates import parse_date
from sydata.pipeline.facets import is_period, row_facet
from sydata.pipeline.footer import is_footer
from sydata.pipeline.forms import Form, forms_of
from sydata.pipeline.grid import Grid
from sydata.pipeline.head import is_mark_row, is_number
from sydata.pipeline.headers import header_word, is_known
from sydata.pipeline.identity import Identity, Problem
from sydata.pipeline.joining import joined
from sydata.pipeline.orient import Found, find
from sydata.pipeline.prose import Unread
from sydata.pipeline.remarks import remarks
from sydata.pipeline.table import NoTable
from sydata.text import squash

Outcome = Literal["form", "blank", "other-layout", "nothing", "hidden", "questions"]


@dataclass(frozen=True, slots=True)
class Understood:
    """outcome `form` has forms; `problems` stand for the other outcomes and for stray cells.

    unread: figures of the text beside the tables that were left out.
    """

    sheet: Sheet
    outcome: Outcome
    problems: tuple[Problem, ...] = ()
    forms: tuple[Form, ...] = ()
    identity: Identity | None = None
    unread: tuple[Unread, ...] = ()


def understand(sheet: Sheet, desk: Desk) -> Understood:
    """What a sheet says, read on its own: no other sheet, no store, no clock."""
    strays = tuple(_stray(sheet))
    if not sheet.rows:
        return Understood(sheet, "nothing", strays)
    if is_question_list(sheet):
        return Understood(sheet, "questions", (_hidden(sheet, "question-list"),))
    found = find(sheet, desk)
    if isinstance(found, NoTable):
        like_form = bool(found.reason) or _looks_like_a_form(Grid(sheet))
        outcome: Outcome = "other-layout" if like_form else "nothing"
        why = Problem("no-table", "", "", {"reason": found.reason, **dict(found.params)})
        return Understood(sheet, outcome, (*strays, why))
    return _forms(found, desk, strays)


def _forms(found: Found, desk: Desk, strays: tuple[Problem, ...]) -> Understood:
    sheet = found.grid.sheet
    left_out = _left_out(sheet)
    every = list(forms_of(found, desk, left_out))
    filled = [form for form in every if form.is_filled]
    whose = (filled or every)[0].identity
    if not filled:
        return _empty(sheet, every, strays, whose)
    if left_out:
        return Understood(sheet, "hidden", (*strays, _hidden(sheet, left_out)), (), whose)
    strays += (*_passed_over(found), *remarks(found), *_lost(form for form in every if not form.is_filled))
    return Understood(sheet, "form", strays, tuple(joined(filled)), whose)


def _lost(empty: Iterable[Form]) -> Iterator[Problem]:
    """What was not understood in a table that gave no figure at all: beside another table it would be lost."""
    return (problem for form in empty for problem in form.problems if problem.code.startswith("unknown-"))


def _empty(sheet: Sheet, every: list[Form], strays: tuple[Problem, ...], whose: Identity) -> Understood:
    """A form without figures; or one whose figures all stand in columns that were not understood."""
    if any(problem.code == "unknown-column" for form in every for problem in form.problems):
        why = Problem("no-table", "", "", {"reason": "columns"})
        return Understood(sheet, "other-layout", (*strays, why), (), whose)
    return Understood(sheet, "blank", strays, (), whose)


def _left_out(sheet: Sheet) -> str:
    """Why a whole sheet is not counted: it is hidden, or an example; empty if it is."""
    name = squash(sheet.name)
    if not sheet.visible:
        return "hidden-sheet"
    return "example" if any(word in name for word in forms.SHEET_ROLES["example"]) else ""


def _hidden(sheet: Sheet, why: str) -> Problem:
    what = "example-sheet" if why == "example" else why
    return Problem("hidden-content", "", sheet.name, {"what": what})


def _stray(sheet: Sheet) -> list[Problem]:
    """A note for the first of the cells that lie so far out that they were not read."""
    return _outside([cell.address for cell in sheet.stray], "") + _unread(sheet)


def _unread(sheet: Sheet) -> list[Problem]:
    """A note for the pages of the file that are pictures."""
    if not sheet.unread:
        return []
    return [Problem("hidden-content", "", "", {"what": "unread", "places": "、".join(sheet.unread)})]


def _passed_over(found: Found) -> Iterator[Problem]:
    """What is said of figures in rows that belong to no table, above, between, below or beside them.

    Rows of a known category, or several in the same columns, are a table under a header that nobody knew: a question
    at the first figure of each run. A figure anywhere else is noted with its cell.
    """
    grid = found.grid
    inside = frozenset().union(*(table.inside for table in found.tables))
    free = {row: _figures(grid, row) for row in range(grid.height) if row not in inside}
    asked: set[int] = set()
    for run in _runs(grid, free):
        known = any(row_facet(grid.texts(row)[0][1]).kind in ("category", "total") for row in run)
        if not known and len(run) < 2:
            continue
        asked.update(run)
        row, column = run[0], free[run[0]][0]
        over = (grid.own(above, column) for above in range(row - 1, -1, -1))
        words = next((text for text in over if text and not is_number(text)), grid.texts(row)[0][1])
        yield Problem("unknown-column", grid.address(row, column), squash(words), {"hint": "no-header"})
    for row in free.keys() - asked:
        places = [(row, column) for column, text in grid.texts(row) if _is_lone_figure(grid, row, column)]
        if places and not _is_aside(grid, row):
            yield from _outside([grid.address(*at) for at in places], grid.own(*places[0]))


def _is_lone_figure(grid: Grid, row: int, column: int) -> bool:
    """Whether a cell holds a figure that may be a result: no date, no year, no telephone number."""
    text, value = grid.own(row, column), grid.value(row, column)
    plain = is_number(text) and not is_period(text) and not _LONG.fullmatch(squash(text))
    return plain and parse_date(value) is None


def _is_aside(grid: Grid, row: int) -> bool:
    """Whether a row's numbers say nothing of results: marks, a line of the unit or the date, a footer's words."""
    texts = grid.texts(row)
    if is_footer(grid, row):  # 说明 | 1200 is one all the same, but its figures stand as such
        return not any(isinstance(grid.value(row, column), (int, float)) for column, _ in texts)
    first = header_word(texts[0][1]).core
    lines = (*forms.UNIT_LINE, *forms.DATE_LINE, *forms.MONEY_LINE, *forms.COLUMN_ROLES["ignored"])
    return is_mark_row(texts) or first in lines


def _figures(grid: Grid, row: int) -> list[int]:
    """The columns of a row's figures, behind its own first words; none in a line of signatures or notes."""
    first, *others = grid.texts(row) or [(0, "")]
    figures = [column for column, text in others if is_number(text)]
    return [] if is_number(first[1]) or is_footer(grid, row) else figures


def _runs(grid: Grid, free: Mapping[int, list[int]]) -> Iterator[list[int]]:
    """Rows with figures that follow each other and share a column of figures."""
    run: list[int] = []
    for row, figures in free.items():
        goes_on = run and row == run[-1] + 1 and set(figures) & set(free[run[-1]])
        if run and not goes_on:
            yield run
            run = []
        run += [row] if figures else []
    if run:
        yield run


def _outside(places: list[str], text: str) -> list[Problem]:
    if not places:
        return []
    params = {"what": "outside", "places": "、".join(places[:3])}
    return [Problem("hidden-content", places[0], text, params)]


_LONG = re.compile(r"\+?[\d-]{7,}")  # digits of a telephone, an account, a card


def _looks_like_a_form(grid: Grid) -> bool:
    """Whether words of the form stand about, in an arrangement that is not read: then silence would lose figures."""
    texts = {text for row in range(grid.height) for _, text in grid.texts(row)}
    categories = sum(category_key(text) in CATEGORY_OF_WORD for text in texts)
    return categories >= 1 and sum(map(is_known, texts)) >= 2
