"""A sheet drawn as it stands in its file, each cell marked by what it was taken for; every word in it is escaped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sydata.catalog.categories import CATEGORIES
from sydata.catalog.indicators import INDICATORS
from sydata.catalog.reading_words import reading_word
from sydata.explained import CellReading, SheetReading
from sydata.model import Merge, Severity, Sheet, address, column_letters
from sydata.text import escape
from sydata.ui.i18n import _, language

MOST_ROWS, MOST_COLUMNS = 60, 30
ABOVE = 6  # rows that are drawn above the first table of a long sheet
LONGEST = 160  # letters of a cell that are shown
PARTS = ("header", "label", "figure", "total", "text", "words", "left-out")
SIGNS: Mapping[Severity, str] = {"error": "✖", "warning": "⚠", "info": "ⓘ"}
CONCEALED = "•••"

Questions = Mapping[str, tuple[Severity, str]]  # address → the gravest finding's severity, and what is asked


class Window(NamedTuple):
    """The part of a sheet that is drawn; bottom and right excluded."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class _Page:
    """A sheet, what its cells were taken for, and what is asked of them."""

    sheet: Sheet
    cells: Mapping[tuple[int, int], CellReading]
    questions: Questions
    window: Window
    at: frozenset[str] = frozenset()


def sheet_html(sheet: Sheet, reading: SheetReading, questions: Questions, at: str = "") -> str:
    """The sheet as markup: legend, table, and a note where not all of it is drawn.

    at: the cell that is spoken of, or several with commas between them.
    """
    window, spoken = window_of(sheet, reading, at.partition(",")[0]), frozenset(filter(None, at.split(",")))
    page = _Page(sheet, {(c.row, c.column): c for c in reading.cells}, questions, window, spoken)
    letters = "".join(_column_head(sheet, column) for column in range(window.left, window.right))
    rows = "".join(_rows(page))
    head = f"<thead><tr><th></th>{letters}</tr></thead>"
    label = escape(_("The sheet as it stands in the file"))
    table = f"<table aria-label='{label}'>{head}<tbody>{rows}</tbody></table>"
    return f"{_legend(page)}<div class='sy-sheet' tabindex='0'>{table}</div>{_cut(page)}"


def window_of(sheet: Sheet, reading: SheetReading, at: str = "") -> Window:
    """Everything that is filled, or of a large sheet the part around a cell, else where its first table begins."""
    filled = [
        (r, c) for r, row in enumerate(sheet.rows) for c, value in enumerate(row) if value not in (None, "")
    ]
    filled += sheet.marks
    if not filled:
        return Window(0, 0, 0, 0)
    rows, columns = {r for r, _c in filled}, {c for _r, c in filled}
    headers: list[Any] = [cell for cell in reading.cells if cell.part == "header"]
    headers = [cell for cell in reading.cells if address(cell.row, cell.column) == at] or headers
    top = _first(min(rows), max(rows), min((c.row for c in headers), default=0), MOST_ROWS)
    left = _first(min(columns), max(columns), min((c.column for c in headers), default=0), MOST_COLUMNS)
    return Window(top, left, min(max(rows) + 1, top + MOST_ROWS), min(max(columns) + 1, left + MOST_COLUMNS))


def _first(first: int, last: int, wanted: int, most: int) -> int:
    return first if last - first < most else max(first, wanted - ABOVE)


# ---- rows and cells ----
def _rows(page: _Page) -> Iterator[str]:
    window, taken = page.window, set[tuple[int, int]]()
    owners = _owners(page.sheet.merges, window)
    for row in range(window.top, window.bottom):
        hidden = row in page.sheet.hidden_rows
        cells = []
        for column in range(window.left, window.right):
            if (row, column) not in taken:
                merge = owners.get((row, column))
                spans = _spans(page, merge, (row, column), taken)
                spot = _spot(page, merge, row, column)
                cells.append(_cell(page, spot, spans, hidden or column in page.sheet.hidden_columns))
        name = f"<th{_HIDDEN if hidden else ''}>{row + 1}{_hidden_word(hidden)}</th>"
        yield f"<tr>{name}{''.join(cells)}</tr>"


_HIDDEN = " class='hidden'"


def _spot(page: _Page, merge: Merge | None, row: int, column: int) -> tuple[int, int]:
    """The cell whose words are drawn: that of a merged range, where its first cell lies outside the window."""
    if merge is None or page.sheet.text(row, column):
        return row, column
    outside = merge.top < page.window.top or merge.left < page.window.left
    return (merge.top, merge.left) if outside else (row, column)


def _hidden_word(hidden: bool) -> str:
    word = _("hidden")
    return f"<small>{escape(word)}</small>" if hidden else ""


def _column_head(sheet: Sheet, column: int) -> str:
    hidden = column in sheet.hidden_columns
    return f"<th{_HIDDEN if hidden else ''}>{column_letters(column)}{_hidden_word(hidden)}</th>"


def _owners(merges: tuple[Merge, ...], window: Window) -> dict[tuple[int, int], Merge]:
    """The merged range of each cell of the window; the first one where several claim it."""
    found: dict[tuple[int, int], Merge] = {}
    for merge in merges:
        for row in range(max(merge.top, window.top), min(merge.bottom + 1, window.bottom)):
            for column in range(max(merge.left, window.left), min(merge.right + 1, window.right)):
                found.setdefault((row, column), merge)
    return found


def _spans(
    page: _Page, merge: Merge | None, at: tuple[int, int], taken: set[tuple[int, int]]
) -> tuple[int, int]:
    """How many rows and columns a cell takes up, which are taken from then on.

    It never covers a cell that is drawn already, or one that holds words of its own below the merged range.
    """
    row, column = at
    height = width = 1
    if merge is not None:
        last = min(merge.right + 1, page.window.right)
        while column + width < last and _is_free(page, row, column + width, taken):
            width += 1
        across = range(column, column + width)
        end = min(merge.bottom + 1, page.window.bottom)
        while row + height < end and all(_is_free(page, row + height, c, taken) for c in across):
            height += 1
    taken.update((r, c) for r in range(row, row + height) for c in range(column, column + width))
    return height, width


def _is_free(page: _Page, row: int, column: int, taken: set[tuple[int, int]]) -> bool:
    return (row, column) not in taken and not page.sheet.text(row, column)


def _cell(page: _Page, at: tuple[int, int], spans: tuple[int, int], hidden: bool) -> str:
    reading, text = page.cells.get(at), _text(page, *at)
    asked = page.questions.get(address(*at))
    classes = [reading.part if reading else "", "hidden" if hidden else "", f"q-{asked[0]}" if asked else ""]
    classes.append("at" if address(*at) in page.at else "")
    said = " — ".join(filter(None, (address(*at), cell_words(reading), asked[1] if asked else "")))
    sign = ""
    if asked:
        sign = f"<b class='sign {asked[0]}' role='img' aria-label='{_quoted(asked[1])}'>{SIGNS[asked[0]]}</b>"
    sizes = "".join(f" {n}span='{size}'" for n, size in zip(("row", "col"), spans, strict=True) if size > 1)
    attributes = f" class='{' '.join(filter(None, classes))}'{sizes}"
    title = f" title='{_quoted(said)}'" if reading or asked else ""
    return f"<td{attributes}{title}>{sign}{escape(text)}</td>"


def _quoted(text: str) -> str:
    return escape(text, quote=True)


def _text(page: _Page, row: int, column: int) -> str:
    """The cell's words; names of persons are not shown."""
    reading = page.cells.get((row, column))
    if reading and reading.indicator and INDICATORS[reading.indicator].sensitive:
        return CONCEALED
    mark = page.sheet.marks.get((row, column))
    text = page.sheet.text(row, column) or (mark.text if mark else "")
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def cell_words(reading: CellReading | None) -> str:
    """What a cell was taken for: its meaning, or why it does not count."""
    if reading is None:
        return ""
    lang = language()
    named = [INDICATORS[reading.indicator].name(lang)] if reading.indicator else []
    named += [CATEGORIES[reading.category].name(lang)] if reading.category in CATEGORIES else []
    named += [
        reading_word("why", reading.why, lang) if reading.why else reading_word("part", reading.part, lang)
    ]
    return " · ".join(named)


# ---- beside the table ----
def _legend(page: _Page) -> str:
    used = {cell.part for cell in page.cells.values()}
    items = [
        f"<li><i class='{part}'></i>{escape(reading_word('part', part, language()))}</li>"
        for part in PARTS
        if part in used
    ]
    words: Mapping[Severity, str] = {"error": _("Error"), "warning": _("Warning"), "info": _("Note")}
    asked = {severity for severity, _said in page.questions.values()}
    items += [
        f"<li><b class='sign {severity}'>{SIGNS[severity]}</b>{escape(word)}</li>"
        for severity, word in words.items()
        if severity in asked
    ]
    return f"<ul class='sy-key sy-sheet-key'>{''.join(items)}</ul>" if items else ""


def _cut(page: _Page) -> str:
    """Says which part is drawn, where that is not all."""
    sheet, window = page.sheet, page.window
    width = max(map(len, sheet.rows), default=0)
    if window.bottom - window.top < MOST_ROWS and window.right - window.left < MOST_COLUMNS:
        return ""
    if len(sheet.rows) <= window.bottom and width <= window.right and not (window.top or window.left):
        return ""
    last = address(window.bottom - 1, window.right - 1)
    said = _("Only {range} is drawn; the sheet goes on to {last}.").format(
        range=f"{address(window.top, window.left)}:{last}", last=address(len(sheet.rows) - 1, width - 1)
    )
    return f"<p class='sy-note'>{escape(said)}</p>"
