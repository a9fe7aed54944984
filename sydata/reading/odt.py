"""OpenDocument texts (.odt): every table a sheet, with the paragraphs around it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from lxml import etree

from sydata.errors import UnreadableFile
from sydata.model import Line, Merge, Sheet
from sydata.reading import document, xml
from sydata.reading.budget import Budget
from sydata.reading.document import Table
from sydata.reading.ods import GROUPS, inside, paragraph
from sydata.reading.package import Package, check_size

WORDS = ("p", "h")
WRAPPERS = (
    "section",
    "list",
    "list-item",
    "list-header",
    "index-body",
    "text-box",
    "frame",
    "numbered-paragraph",
)
CELLS = ("table-cell", "covered-table-cell")


def read(file: str, package: Package, budget: Budget) -> tuple[Sheet, ...]:
    """Tables 表1, 表2 … as word.read gives them. Raises UnreadableFile (damaged, too-large)."""
    check_size(package, budget)
    root = xml.parse_part(package, "content.xml", budget)
    body = next((text for text in root.iterfind("{*}body/{*}text")), None)
    if body is None:
        raise UnreadableFile("damaged", "document without a body")
    reader = _Reader(budget)
    reader.blocks(body)
    return document.sheets(file, reader.tables, reader.lines, "word", budget)


class _Reader:
    """Walks a document once, in the order of its text."""

    def __init__(self, budget: Budget) -> None:
        self.tables: list[Table] = []
        self.lines: list[Line] = []
        self._budget, self._cells, self._paragraphs = budget, 0, 0

    def blocks(self, parent: etree._Element) -> None:
        """The paragraphs and tables below an element."""
        for element in _blocks(parent):
            if xml.local(element) == "table":
                self._table(element)
            else:
                self._line(element)

    def _line(self, element: etree._Element) -> None:
        text = paragraph(element).strip()
        if text:
            self._paragraphs += 1
            self.lines.append(Line(text, f"段{self._paragraphs}"))
        for box in element.iter("{*}text-box"):
            if not _in_a_box(box, element):  # that one is found when the box around it is walked
                self.blocks(box)

    def _table(self, element: etree._Element) -> None:
        table = Table(before=self.lines)
        self.lines = []
        self.tables.append(table)
        nested: list[etree._Element] = []
        for row in inside(element, "table-row", GROUPS):
            for _ in range(self._spend(xml.count(row, "number-rows-repeated"))):
                self._row(row, table, nested)
        for inner in nested:
            self._table(inner)

    def _row(self, row: etree._Element, table: Table, nested: list[etree._Element]) -> None:
        place = len(table.rows)
        table.rows.append([])
        for cell in row:
            if xml.local(cell) not in CELLS:
                continue
            column, covered = len(table.rows[-1]), xml.local(cell) == "covered-table-cell"
            repeat = self._spend(xml.count(cell, "number-columns-repeated"))
            text = None if covered else _cell_text(cell)
            table.rows[-1] += [text] * repeat
            down, across = xml.count(cell, "number-rows-spanned"), xml.count(cell, "number-columns-spanned")
            if down > 1 or across > 1:
                table.merges[place, column] = Merge(place, column, place + down - 1, column + across - 1)
            nested += [block for block in _blocks(cell) if xml.local(block) == "table"]

    def _spend(self, count: int) -> int:
        self._cells += count
        if self._cells > self._budget.cells or count > self._budget.far_columns:
            raise UnreadableFile("too-large", f"a table of {self._cells} cells")
        return count


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables, also those in sections and lists."""
    for element in parent:
        name = xml.local(element)
        if name in WORDS or name == "table":
            yield element
        elif name in WRAPPERS:
            yield from _blocks(element)


def _in_a_box(box: etree._Element, paragraph: etree._Element) -> bool:
    around = takewhile(lambda outer: outer is not paragraph, box.iterancestors())
    return any(xml.local(outer) == "text-box" for outer in around)


def _cell_text(cell: etree._Element) -> str | None:
    lines = [paragraph(block) for block in _blocks(cell) if xml.local(block) in WORDS]
    return "\n".join(lines).strip() or None
