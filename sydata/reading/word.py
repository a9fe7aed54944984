"""Word documents (.docx): every table a sheet, with the paragraphs around it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from lxml import etree

from sydata.errors import UnreadableFile
from sydata.model import Line, Merge, Sheet, Value
from sydata.reading import document, xml
from sydata.reading.budget import Budget
from sydata.reading.document import Table
from sydata.reading.package import Package, check_size

# Deleted, moved away, drawn a second time for old readers, or not words at all.
SKIPPED = ("del", "moveFrom", "Fallback", "rt", "pPr", "rPr", "instrText", "delText")
WRAPPERS = ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read(file: str, package: Package, budget: Budget) -> tuple[Sheet, ...]:
    """Tables 表1, 表2 … in the order of the text, nested ones after the table that holds them.

    A document without a table is one sheet without rows, all its paragraphs in `before`. Raises
    UnreadableFile (password, damaged, too-large).
    """
    check_size(package, budget)
    root = xml.parse_part(package, "word/document.xml", budget)
    body = next((element for element in root if xml.local(element) == "body"), None)
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
        for element in _blocks(parent):
            if xml.local(element) == "tbl":
                self._table(element)
            else:
                self._paragraph(element)

    def _paragraph(self, element: etree._Element) -> None:
        text = _words(element).strip()
        if text:
            self._paragraphs += 1
            self.lines.append(Line(text, f"段{self._paragraphs}"))
        for box in _text_boxes(element):
            self.blocks(box)

    def _table(self, element: etree._Element) -> None:
        table = Table(before=self.lines)
        self.lines = []
        self.tables.append(table)
        nested: list[etree._Element] = []
        opened: dict[int, tuple[int, int]] = {}
        for row in _rows(element):
            self._row(row, table, opened, nested)
        for inner in nested:
            self._table(inner)

    def _row(
        self,
        row: etree._Element,
        table: Table,
        opened: dict[int, tuple[int, int]],
        nested: list[etree._Element],
    ) -> None:
        """Add a row. `opened` has, by left column, the top cell of the merge that may go on below it."""
        values: list[Value] = [None] * self._spend(_setting(row, "gridBefore"))
        place = len(table.rows)
        table.rows.append(values)
        for cell in _children(row, "tc"):
            column, span = len(values), self._spend(max(1, _setting(cell, "gridSpan")))
            text = None if _continues(cell, "hMerge") else _cell_text(cell)
            if _continues(cell, "hMerge"):
                _widen(table, place, column, span)
            elif _continues(cell, "vMerge") and column in opened:
                top = table.merges[opened[column]]
                table.merges[opened[column]] = top._replace(bottom=place)
                text = None
            else:
                opened.pop(column, None)
                if _property(cell, "vMerge") is not None:
                    opened[column] = (place, column)
                table.merges[place, column] = Merge(place, column, place, column + span - 1)
            values += [text] + [None] * (span - 1)
            nested += [block for block in _blocks(cell) if xml.local(block) == "tbl"]

    def _spend(self, count: int) -> int:
        self._cells += count
        if self._cells > self._budget.cells or count > self._budget.far_columns:
            raise UnreadableFile("too-large", f"a table of {self._cells} cells")
        return count


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables, also those inside content controls and tracked insertions."""
    for element in parent:
        name = xml.local(element)
        if name in ("p", "tbl"):
            yield element
        elif name in WRAPPERS:
            yield from _blocks(element)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table but those deleted with changes tracked."""
    return (row for row in _children(table, "tr") if _property(row, "del") is None)


def _children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    for element in parent:
        if xml.local(element) == name:
            yield element
        elif xml.local(element) in WRAPPERS:
            yield from _children(element, name)


def _property(element: etree._Element, name: str) -> etree._Element | None:
    """A property of a row or cell (an element inside trPr or tcPr)."""
    groups = [child for child in element if xml.local(child) in ("tcPr", "trPr")]
    return next((entry for group in groups for entry in group if xml.local(entry) == name), None)


def _setting(element: etree._Element, name: str) -> int:
    entry = _property(element, name)
    return xml.count(entry, "val", 0) if entry is not None else 0


def _continues(cell: etree._Element, name: str) -> bool:
    """Whether the cell goes on a merge begun above (vMerge) or to the left (hMerge)."""
    entry = _property(cell, name)
    return entry is not None and xml.attribute(entry, "val") in (None, "continue")


def _widen(table: Table, row: int, column: int, span: int) -> None:
    """Let the merge that ends left of this cell take it in."""
    for key, merge in table.merges.items():
        if key[0] == row and merge.right == column - 1:
            table.merges[key] = merge._replace(right=column + span - 1)


def _cell_text(cell: etree._Element) -> str | None:
    lines = [_words(block) for block in _blocks(cell) if xml.local(block) == "p"]
    return "\n".join(lines).strip() or None


def _words(element: etree._Element) -> str:
    """The words that are in force: inserted ones count, deleted ones do not; text boxes are read apart."""
    parts: list[str] = []
    for child in element:
        name = xml.local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name in SIGNS:
            parts.append(SIGNS[name])
        elif name not in SKIPPED and name != "txbxContent":
            parts.append(_words(child))
    return "".join(parts)


def _text_boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The text boxes anchored in a paragraph, each once; those inside a box are found when it is walked."""
    for box in element.iter("{*}txbxContent"):
        around = takewhile(lambda outer: outer is not element, box.iterancestors())
        if not any(xml.local(outer) in (*SKIPPED, "txbxContent") for outer in around):
            yield box
