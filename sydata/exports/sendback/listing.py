"""The first sheet of a copy: the questions as a list, with a link to each cell and room for the answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sydata.catalog.questions import LIST_COLUMNS
from sydata.exports.sendback.marks import SHEET_ORDER
from sydata.exports.sendback.questions import Heading, Question, about, said, until
from sydata.exports.sendback.styles import empty_root
from sydata.exports.sendback.xml import Element, add, put
from sydata.exports.tables import TEXT_LIMIT, UNSTORABLE
from sydata.model import column_letters

WIDTHS: Mapping[str, int] = {
    "number": 6, "sheet": 12, "cell": 9, "text": 18, "question": 44, "advice": 32, "answer": 30,
}  # fmt: skip
LINE, PADDING, TALLEST = 15.5, 4.0, 400.0  # points: a line of words, the room around them, a row at most
ROOM = 2  # lines for an answer, at least
LAST = column_letters(len(LIST_COLUMNS) - 1)
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # _x0041_ would be read as a letter by its number


@dataclass(frozen=True, slots=True)
class Entry:
    """A question in the list; target: the cell to jump to, as `'Sheet1'!C5`, empty if there is none."""

    question: Question
    target: str = ""


def list_sheet(
    book: Element, head: Heading, entries: Sequence[Entry], notes: Sequence[str], cells: Mapping[str, str]
) -> Element:
    """The worksheet's root. book: the workbook's root, whose namespace it takes; cells: its styles by name."""
    root = empty_root("worksheet", book)
    add(add(root, "sheetPr"), "pageSetUpPr", fitToPage="1")
    view = add(add(root, "sheetViews"), "sheetView", showGridLines="0", tabSelected="1", workbookViewId="0")
    columns = add(root, "cols")
    for at, name in enumerate(LIST_COLUMNS, 1):
        add(columns, "col", min=str(at), max=str(at), width=str(WIDTHS[name]), customWidth="1")
    page = _Page(add(root, "sheetData"), cells)
    _head(page, head, notes)
    page.row([head.word("columns", name) for name in LIST_COLUMNS], ["heading"] * len(LIST_COLUMNS))
    add(
        view,
        "pane",
        ySplit=str(page.rows),
        topLeftCell=f"A{page.rows + 1}",
        activePane="bottomLeft",
        state="frozen",
    )
    links = _questions(page, head, entries)
    merged = put(root, "mergeCells", SHEET_ORDER)
    for row in page.lines:
        add(merged, "mergeCell", ref=f"A{row}:{LAST}{row}")
    if links:
        block = put(root, "hyperlinks", SHEET_ORDER)
        for place, target in links:
            add(block, "hyperlink", ref=place, location=target, display=target)
    _printed(root)
    return root


def link(sheet: str, cell: str) -> str:
    """Where a cell is, for a link inside the workbook."""
    return "'{}'!{}".format(sheet.replace("'", "''"), cell)


class _Page:
    """Rows written one after the other."""

    def __init__(self, data: Element, styles: Mapping[str, str]) -> None:
        self._data, self._styles = data, styles
        self.rows = 0
        self.lines: list[int] = []  # rows whose words go over all columns

    def line(self, text: str, style: str) -> None:
        """Words over the whole width."""
        self.rows += 1
        self.lines.append(self.rows)
        tall = 28.0 if style == "title" else height([(text, sum(WIDTHS.values()))])
        row = self._row(tall)
        self._cell(row, 0, text, style)
        for column in range(1, len(LIST_COLUMNS)):
            self._cell(row, column, "", style)

    def row(self, texts: Sequence[str], styles: Sequence[str], lines: int = 1) -> None:
        """A row of the table; lines: how many lines of words it has room for at least."""
        self.rows += 1
        widths = [WIDTHS[name] for name in LIST_COLUMNS]
        row = self._row(height(list(zip(texts, widths, strict=True)), lines))
        for column, (text, style) in enumerate(zip(texts, styles, strict=True)):
            self._cell(row, column, text, style)

    def _row(self, height: float) -> Element:
        return add(self._data, "row", r=str(self.rows), ht=f"{height:.1f}", customHeight="1")

    def _cell(self, row: Element, column: int, text: str, style: str) -> None:
        place = f"{column_letters(column)}{self.rows}"
        cell = add(row, "c", r=place, s=self._styles[style])
        if style == "number":
            add(cell, "v", text)
        elif text:
            cell.set("t", "inlineStr")
            add(add(cell, "is"), "t", stored(text)).set(XML_SPACE, "preserve")


def stored(text: str) -> str:
    """Words as a workbook can hold them."""
    return _ESCAPED.sub("_x005F_", UNSTORABLE.sub("", text)[: TEXT_LIMIT // 2])


def _head(page: _Page, head: Heading, notes: Sequence[str]) -> None:
    page.line(head.word("head", "title"), "title")
    for text in about(head):
        page.line(text, "line")
    if until(head):
        page.line(until(head), "urgent")
    page.line(head.word("how", "copy"), "line")
    for text in notes:
        page.line(text, "line")


def _questions(page: _Page, head: Heading, entries: Sequence[Entry]) -> list[tuple[str, str]]:
    """Writes the questions; the links from their rows to their cells."""
    links = []
    for entry in entries:
        asked = entry.question
        where = asked.cell or head.word("head", "whole")
        text = asked.text or (head.word("head", "blank") if asked.cell else "")
        place = "link" if entry.target else "place"
        page.row(
            [str(asked.number), asked.sheet, where, text, said(asked, head), asked.ask, ""],
            ["number", "text", place, "text", "text", "text", "answer"],
            ROOM,
        )
        if entry.target:
            links.append((f"C{page.rows}", entry.target))
    return links


def _printed(root: Element) -> None:
    """On paper: landscape, all columns on one page."""
    margins = {"left": "0.4", "right": "0.4", "top": "0.5", "bottom": "0.5", "header": "0.3", "footer": "0.3"}
    put(root, "pageMargins", SHEET_ORDER).attrib.update(margins)
    setup = {"paperSize": "9", "orientation": "landscape", "fitToWidth": "1", "fitToHeight": "0"}
    put(root, "pageSetup", SHEET_ORDER).attrib.update(setup)


def height(texts: Sequence[tuple[str, int]], least: int = 1) -> float:
    """How tall a row must be for words in columns of these widths."""
    lines = max((_lines(text, width) for text, width in texts), default=1)
    return min(max(lines, least) * LINE + PADDING, TALLEST)


def _lines(text: str, width: int) -> int:
    room = max(width - 2, 1)
    return sum(1 + max(columns_of(line) - 1, 0) // room for line in text.split("\n"))


def columns_of(text: str) -> int:
    """The width of words in Latin letters: a Chinese one takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)
