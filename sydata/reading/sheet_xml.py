"""The XML of a worksheet: what calamine does not tell (errors, formulas without a value, formats, hidden)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from sydata.errors import UnreadableFile
from sydata.model import Cell, Mark
from sydata.reading import xml
from sydata.reading.area import Area, choose
from sydata.reading.budget import Budget
from sydata.reading.calculate import MOST_LETTERS
from sydata.reading.cells import Notes
from sydata.reading.formats import BUILTIN, FIRST_OWN, telling_formats
from sydata.reading.formula import moved

ADDRESS = re.compile(r"([A-Za-z]{1,7})([0-9]{1,9})\Z")
FORMAT_NUMBER = re.compile(rb"""numFmtId\s*=\s*["'](\d+)""")
SIGNS = (b't="e"', b'ht="0"', b'width="0"')
MOST_STYLES = 1_000_000  # elements
HIDDEN = (b'hidden="1"', b'hidden="true"')
# Not as the usual programs write: look closer. Each begins with a sign that a search leaps to, which makes these
# three times quicker than looking for one spelling after the other.
UNUSUAL = (re.compile(rb"""=(?:(?!")|(?<= =))"""), re.compile(rb":(?:f|c )"))
NO_VALUE = re.compile(rb"<f(?: [^>]*)?(?:/>|>[^<]*</f>)\s*(?:</|<v\s*/>|<v>\s*</)")
TRUE = ("1", "true")


class Place(NamedTuple):
    """A cell element and where it stands."""

    row: int
    column: int
    element: etree._Element


def styles(data: bytes) -> dict[int, str]:
    """The telling number formats by cell style (see formats.telling).

    Raises UnreadableFile("too-large") for more of them than any program writes: Excel holds 65,490.
    """
    if data.count(b"<") > MOST_STYLES:
        raise UnreadableFile("too-large", "styles")
    start = data.find(b"cellXfs")
    used = set(map(int, FORMAT_NUMBER.findall(data, start, data.find(b"cellXfs", start + 1))))
    if not any(number >= FIRST_OWN or number in BUILTIN for number in used):
        return {}
    root = xml.parse(data, "styles.xml")
    own = {
        xml.count(element, "numFmtId", -1): element.get("formatCode", "")
        for element in root.iter()
        if xml.local(element) == "numFmt"
    }
    lists = [element for element in root if xml.local(element) == "cellXfs"]
    return telling_formats(own, [xml.count(xf, "numFmtId", 0) for group in lists for xf in group])


@dataclass(slots=True)
class Book:
    """What of the workbook bears on its sheets.

    telling: formats by cell style (see `styles`); doubtful: the workbook asks to be calculated anew, so a stored
    0 may be a placeholder; letters: of shared formulas that may still be moved to the cells that share them.
    """

    telling: Mapping[int, str]
    doubtful: bool
    letters: int = MOST_LETTERS


def needs_scan(data: bytes, book: Book) -> bool:
    """Whether a sheet has anything that a bare value would hide. A look at the bytes; errs towards yes."""
    if any(sign in data for sign in SIGNS) or any(sign.search(data) for sign in UNUSUAL):
        return True
    if b"hidden=" in data and any(sign in data for sign in HIDDEN):
        return True
    if b"<f" in data and (book.doubtful or NO_VALUE.search(data)):
        return True
    return any(b' s="%d"' % style in data for style in book.telling)


def scan(root: etree._Element, book: Book) -> Notes:
    """Marks and hidden rows and columns of a sheet."""
    notes = Notes()
    for element in root.iter():
        name = xml.local(element)
        if name == "col" and _hidden(element, "width"):
            first, last = xml.count(element, "min") - 1, min(xml.count(element, "max"), 1 << 14)
            notes.hidden_columns.update(range(first, last))
        elif name == "sheetData":
            _scan_rows(element, notes, book)
    return notes


def _hidden(element: etree._Element, size: str) -> bool:
    return element.get("hidden") in TRUE or element.get(size) == "0"


def _scan_rows(data: etree._Element, notes: Notes, book: Book) -> None:
    shared: dict[str, tuple[str, str]] = {}
    for row, element in _rows(data):
        if _hidden(element, "ht"):
            notes.hidden_rows.add(row)
        for place in _cells(row, element):
            mark = _mark(place, shared, book)
            if mark:
                notes.marks[place.row, place.column] = mark


def _mark(place: Place, shared: dict[str, tuple[str, str]], book: Book) -> Mark | None:
    cell = place.element
    children = {xml.local(child): child for child in cell}
    value = (children["v"].text or "").strip() if "v" in children else ""
    kind, code = cell.get("t", "n"), book.telling.get(xml.count(cell, "s", 0), "")
    formula = children.get("f")
    if formula is not None and formula.text and formula.get("si"):
        shared[formula.get("si", "")] = (_address(place), "=" + formula.text)
    if kind == "e":
        return Mark("error", value or "#ERROR")
    stored = (kind == "str" and "v" in children) or (value and not (book.doubtful and value == "0"))
    if formula is not None and not stored:
        return Mark("formula", _formula(place, formula, shared, book), code)
    return Mark("format", code) if value and kind == "n" and code else None


def _formula(place: Place, element: etree._Element, shared: Mapping[str, tuple[str, str]], book: Book) -> str:
    """The formula as a person sees it, in a cell that shares another's too; only `=` where it cannot be told."""
    if element.text or element.get("si") not in shared:
        return "=" + (element.text or "")
    origin, text = shared[element.get("si", "")]
    book.letters -= len(text)
    return moved(text, origin, _address(place)) if book.letters >= 0 else "="


def _address(place: Place) -> str:
    return Cell(place.row, place.column).address


def _rows(data: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    row = 0
    for element in data:
        if xml.local(element) == "row":
            row = xml.count(element, "r", row + 1) - 1
            yield row, element
            row += 1


def _cells(row: int, element: etree._Element) -> Iterator[Place]:
    """The cells of a row; like calamine, a cell without an address stands after the one before it."""
    column = 0
    for cell in element:
        if xml.local(cell) != "c":
            continue
        at = row
        found = ADDRESS.match(cell.get("r", ""))
        if found:
            at, column = int(found[2]) - 1, _column(found[1])
        yield Place(at, column, cell)
        column += 1


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def without_far_cells(data: bytes, part: str, budget: Budget) -> tuple[bytes, Area, tuple[Cell, ...]]:
    """The sheet's XML without cells far outside, the area that is left, and the filled cells left out."""
    if len(data) > budget.sheet_bytes:
        raise UnreadableFile("too-large", f"{part}: {len(data)} bytes, cells far apart")
    root = xml.parse(data, part)
    blocks = [element for element in root.iter() if xml.local(element) == "sheetData"]
    places = [place for block in blocks for row, line in _rows(block) for place in _cells(row, line)]
    filled = {(p.row, p.column) for p in places if len(p.element)}
    area, stray = choose(filled, budget)
    for place in places:
        if not area.holds(place.row, place.column):
            place.element.getparent().remove(place.element)
        else:
            place.element.set("r", Cell(place.row, place.column).address)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8"), area, stray
