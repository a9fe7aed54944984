"""Web pages: what systems export, and Excel and WPS save, as .xls or .mht though it is HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from sydata.errors import UnreadableFile
from sydata.model import Line, Merge, Sheet, Value
from sydata.reading import document, html, mime
from sydata.reading.budget import Budget
from sydata.reading.document import Table
from sydata.reading.html import is_hidden, nearest, number, words
from sydata.reading.mime import Page
from sydata.reading.web_cell import formats, value

WIDEST = 1000  # columns that one cell may span, as browsers have it
BLOCKS = frozenset(
    "address article blockquote body br caption center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header "
    "hr legend li main ol p pre section table tbody td tfoot th thead tr ul".split()
)
LEAST = 2  # rows and columns with something in them: less is a line of words set in a table


def read(file: str, content: bytes, budget: Budget) -> tuple[Sheet, ...]:
    """Every table with data a sheet, of every page of the archive; the words around it are its lines.

    Tables that only arrange a page are looked through. Raises UnreadableFile (damaged, too-large).
    """
    if len(content) > budget.file_bytes:
        raise UnreadableFile("too-large", f"{len(content)} bytes")
    reader = _Reader(budget)
    for page in mime.pages(content, budget):
        if len(page.text) > budget.document_bytes:
            raise UnreadableFile("too-large", f"{len(page.text)} letters of HTML")
        root = html.parse(page.text)
        if root is not None:
            reader.page(page, root)
    return document.sheets(file, reader.tables, reader.lines, "web", budget)


@dataclass(slots=True)
class _Spans:
    """How far down the cells above reach: by column, the first row that is free again."""

    free_from: dict[int, int] = field(default_factory=dict)

    def place(self, row: int, column: int) -> int:
        while self.free_from.get(column, 0) > row:
            column += 1
        return column

    def width(self, row: int, column: int, wanted: int) -> int:
        """As many columns as are wanted and free."""
        if not self.free_from:
            return wanted
        taken = (n for n in range(1, wanted) if self.free_from.get(column + n, 0) > row)
        return next(taken, wanted)


class _Reader:
    """Walks pages once, in the order of their text."""

    def __init__(self, budget: Budget) -> None:
        self.tables: list[Table] = []
        self.lines: list[Line] = []
        self._budget, self._cells, self._paragraphs = budget, 0, 0
        self._formats: Mapping[str, str] = {}

    def page(self, page: Page, root: etree._Element) -> None:
        self._formats = formats(root)
        first = len(self.tables)
        self._blocks(root)
        found = self.tables[first:]
        if page.sheet and len(found) == 1:
            found[0].name = page.sheet
        for table in found:
            table.notes.visible = table.notes.visible and page.visible

    def _blocks(self, root: etree._Element) -> None:
        """Lines and tables in their order. Walks without recursion: pages nest deeply."""
        text: list[str] = []
        walker = etree.iterwalk(root, events=("start", "end"))
        skipped: etree._Element | None = None
        for event, element in walker:
            if event == "start" and skipped is None:
                table = element.tag == "table" and not html.arranges(element)
                if element.tag in BLOCKS:
                    self._line(text)
                for inner in [element] if table else _out_of_sight(element):
                    self._table(inner)
                if table or html.is_silent(element):
                    skipped = element
                    walker.skip_subtree()
                else:
                    text.append(html.own_text(element))
            elif event == "end" and (skipped is None or element is skipped):
                skipped = None
                if element.tag in BLOCKS:
                    self._line(text)
                text.append((element.tail or "") if element is not root else "")
        self._line(text)

    def _line(self, text: list[str]) -> None:
        """End a line of running text: what was gathered of it is kept, if it says anything."""
        said = html.collapse("".join(text))
        text.clear()
        if said:
            self._paragraphs += 1
            self.lines.append(Line(said, f"段{self._paragraphs}"))

    def _table(self, element: etree._Element) -> None:
        for caption in element.iterchildren("caption"):
            self._line([words(caption)])
        table = Table(before=self.lines)
        table.notes.visible = not any(is_hidden(e) for e in (element, *element.iterancestors()))
        table.notes.hidden_columns.update(html.hidden_columns(element, WIDEST))
        nested = self._rows(element, table)
        if _has_data(table):
            self.lines = []
            self.tables.append(table)
        elif table.notes.visible:
            for row in table.rows:
                self._line(["  ".join(str(v) for v in row if v is not None)])
        for inner in nested:
            self._table(inner)

    def _rows(self, element: etree._Element, table: Table) -> list[etree._Element]:
        """Fill the table; returns the tables that lie inside its cells."""
        spans, nested = _Spans(), []
        rows = list(html.rows(element))
        for place, (row, cells) in enumerate(rows):
            if row is not None and is_hidden(row):
                table.notes.hidden_rows.add(place)
            table.rows.append([])
            for cell in cells:
                self._cell(cell, table, spans, len(rows))
                nested += [inner for inner in cell.iter("table") if nearest(inner, "table") is element]
        while table.rows and not any(v is not None for v in table.rows[-1]):
            table.rows.pop()
        return nested

    def _cell(self, cell: etree._Element, table: Table, spans: _Spans, height: int) -> None:
        row = len(table.rows) - 1
        column = spans.place(row, len(table.rows[-1]))
        width = spans.width(row, column, max(1, min(number(cell, "colspan"), WIDEST)))
        below = number(cell, "rowspan", 1) or height  # 0: down to the end
        bottom = min(row + below, height) - 1
        self._spend(column + width - len(table.rows[-1]))
        found, mark = value(cell, self._formats)
        table.rows[-1] += [None] * (column - len(table.rows[-1]))
        table.rows[-1] += [found, *[None] * (width - 1)]
        if mark:
            table.notes.marks[row, column] = mark
        if bottom > row:
            spans.free_from.update(dict.fromkeys(range(column, column + width), bottom + 1))
        if bottom > row or width > 1:
            table.merges[row, column] = Merge(row, column, bottom, column + width - 1)

    def _spend(self, count: int) -> None:
        self._cells += count
        if self._cells > self._budget.cells:
            raise UnreadableFile("too-large", f"a table of {self._cells} cells")


def _out_of_sight(element: etree._Element) -> list[etree._Element]:
    """The tables of a part that is not shown: they are hidden sheets, its words are nothing."""
    if not is_hidden(element):
        return []
    inside = element.iterdescendants("table")
    return [table for table in inside if nearest(table, "table") is nearest(element, "table")]


def _has_data(table: Table) -> bool:
    places = [*_filled(table.rows), *table.notes.valueless()]
    return len({r for r, _ in places}) >= LEAST and len({c for _, c in places}) >= LEAST


def _filled(rows: list[list[Value]]) -> Iterator[tuple[int, int]]:
    for r, row in enumerate(rows):
        for c, found in enumerate(row):
            if found is not None:
                yield r, c


def looks_like(head: str) -> bool:
    """Whether a file begins as a web page or as an archive of web pages does."""
    return bool(WEB.match(head)) or mime.is_archive_of_pages(head)


WEB = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.{0,2000}?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|table|meta|div|style|script|title|center|form|link)\b",
    re.IGNORECASE | re.DOTALL,
)
