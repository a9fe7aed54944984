"""Workbooks of the newer kind (.xlsx, .xlsm, .et saved so): guarded, read by calamine, scanned for notes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sydata.errors import UnreadableFile
from sydata.model import Sheet
from sydata.reading import calamine, cells, xml
from sydata.reading.area import Area, wasteful
from sydata.reading.budget import Budget
from sydata.reading.cells import Notes
from sydata.reading.package import Package, check_size, pack
from sydata.reading.sheet_xml import Book, needs_scan, scan, styles, without_far_cells
from sydata.reading.tidy import tidied

ELEMENT = re.compile(rb'<(c|row)(?: r="([A-Z]{0,3})(\d{1,7})"|[\s/>])')
PREFIXED = re.compile(rb'<(?:[\w.-]+:)?(c|row)(?: r="([A-Z]{0,3})(\d{1,7})"|[\s/>])')
PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,7})(\d{1,18})""")
STRING_TABLE = re.compile(rb"<(?:[\w.-]+:)?sst\s[^>]*")
STRING_COUNT = re.compile(rb"""\s(?:uniqueC|c)ount\s*=\s*["'](\d+)""")
PIECE = 4 << 20
NEAR = Area(999, 26)  # a sheet that reaches no further may be of any shape
FARTHER = re.compile(rb'<(?:c(?!\w| r="[A-Z]\d{1,3}")|row(?!\w| r="\d{1,3}"))')  # or without a plain address
PREFIX = re.compile(rb":(?:c|row)")
RECALCULATE = re.compile(rb"""fullCalcOnLoad\s*=\s*["'](?:1|true)""")


def read(file: str, package: Package, budget: Budget) -> tuple[Sheet, ...]:
    """All worksheets. Raises UnreadableFile (password, damaged, too-large)."""
    check_size(package, budget)
    parts = {name: package.read(name) for name in package.members}
    sheets = [name for name, data in parts.items() if b"sheetData" in data]
    content, stray = _guard(parts, sheets, package, budget)
    notes = _notes(parts, sheets, stray)
    return tuple(
        _sheet(file, raw, notes.get(raw.name) or Notes()) for raw in calamine.sheets(content, budget)
    )


def _sheet(file: str, raw: calamine.RawSheet, notes: Notes) -> Sheet:
    rows = cells.clean(raw.rows, notes)
    notes.visible = raw.visible
    return cells.build(file, raw.name, rows, raw.merges, notes)


def _guard(
    parts: dict[str, bytes], sheets: Sequence[str], package: Package, budget: Budget
) -> tuple[bytes, dict[str, Notes]]:
    """The bytes that calamine may read. Sheets with far cells are rewritten without them, and
    what calamine would stumble over is put right, in `parts` too.

    Parts are judged by what they hold, not by their names: a workbook may call its sheets anything.
    """
    mended = tidied(parts, sheets)
    parts.update(mended)
    sizes = {name: _near(parts[name]) or _size(parts[name], name, budget) for name in sheets}
    if sum(size.rows * size.columns for size in sizes.values()) > budget.cells:  # be exact
        sizes = {name: _size(parts[name], name, budget) for name in sheets}
    stray: dict[str, Notes] = {}
    total = 0
    for name, size in sizes.items():
        area = Area(size.rows, size.columns)
        if wasteful(*size, budget.cells):
            parts[name], area, left_out = without_far_cells(parts[name], name, budget)
            stray[name] = Notes(stray=left_out)
        total += area.rows * area.columns
    if total > budget.cells:
        raise UnreadableFile("too-large", f"{total} cells")
    count = sum(size.cells for size in sizes.values())
    for name, data in parts.items():
        if b"<!DOCTYPE" in data:
            raise UnreadableFile("damaged", f"{name}: document type")
        if b"sst" in data:
            _check_strings(data, count, budget)
    return (pack(parts) if stray or mended else package.content), stray


class Size(NamedTuple):
    """How far a sheet reaches at most, and how many cell elements it has."""

    rows: int
    columns: int
    cells: int


def _near(data: bytes) -> Size | None:
    """The most that a sheet can reach whose cells all have plain addresses near A1, as nearly every sheet's have.

    None for any other. One look that finds nothing costs a quarter of taking every address.
    """
    if FARTHER.search(data) or PREFIX.search(data):
        return None
    return Size(*NEAR, data.count(b"<c "))


def _size(data: bytes, part: str, budget: Budget) -> Size:
    """The size of the rectangle that a reader would build. A cell without an address follows the last one."""
    plain, prefixed = data.count(b"<c") + data.count(b"<row"), data.count(b":c") + data.count(b":row")
    if plain + prefixed > 1.25 * budget.cells:
        raise UnreadableFile("too-large", f"{part}: cells")
    element = PREFIXED if prefixed else ELEMENT  # a namespace prefix is rare, and slow to look for
    cells = implied = rows = columns = 0
    for piece in _pieces(data):
        elements = element.findall(piece)
        cells += [kind for kind, _, _ in elements].count(b"c")
        places = {(letters, digits) for _, letters, digits in elements}
        if (b"", b"") in places:
            implied += [digits for _, _, digits in elements].count(b"")
            places = {place for place in places if place[1]} | set(PLACE.findall(piece))
        rows = max(rows, max(map(int, {digits for _, digits in places}), default=0))
        columns = max(columns, max(map(_column, {letters for letters, _ in places}), default=0))
    return Size(rows + implied, columns + implied, cells)


def _pieces(data: bytes) -> Iterator[bytes]:
    """The XML in parts that end between elements, so that a large sheet's matches need not all be held."""
    start = 0
    while start < len(data):
        end = data.find(b"<", start + PIECE)
        yield data[start : end if end >= 0 else len(data)]
        start = end if end >= 0 else len(data)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _check_strings(data: bytes, cells: int, budget: Budget) -> None:
    """Refuse a table of shared strings that lies about their number, or that cells would multiply."""
    heads = b" ".join(STRING_TABLE.findall(data))
    claimed = max((int(number[:18]) for number in STRING_COUNT.findall(heads)), default=0)
    if claimed > len(data) + cells:
        raise UnreadableFile("damaged", f"{claimed} shared strings claimed")
    if len(data) * cells > budget.text_bytes:
        longest = max(map(len, data.split(b"</si>")))
        if longest * cells > budget.text_bytes << 2:
            raise UnreadableFile("too-large", f"{cells} cells with texts of up to {longest} bytes")


def _notes(parts: Mapping[str, bytes], sheets: Sequence[str], stray: Mapping[str, Notes]) -> dict[str, Notes]:
    """Notes by sheet name, for the sheets that have something to note; most have nothing, at little cost."""
    telling: dict[int, str] = {}
    for data in parts.values():
        if b"cellXfs" in data:
            telling.update(styles(data))
    main = next((data for name, data in parts.items() if name.lower().endswith("xl/workbook.xml")), b"")
    book = Book(telling, doubtful=bool(RECALCULATE.search(main)))
    wanted = [name for name in sheets if needs_scan(parts[name], book)]
    if not wanted and not stray:
        return {}
    names = _sheet_names(parts)
    result: dict[str, Notes] = {}
    for part in {*wanted, *stray}:
        notes = scan(xml.parse(parts[part], part), book)
        notes.stray = stray[part].stray if part in stray else ()
        result.update({name: notes for name, target in names if target == part.lower()})
    return result


def _sheet_names(parts: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """Sheet names and the parts that hold them, in lower case as readers compare them."""
    lower = {name.replace("\\", "/").lower(): data for name, data in parts.items()}
    found = targets(lower.get("xl/_rels/workbook.xml.rels", b""))
    book = xml.parse(lower.get("xl/workbook.xml", b""), "workbook.xml")
    sheets = [element for element in book.iter() if xml.local(element) == "sheet"]
    return [(s.get("name", ""), found.get(xml.attribute(s, "id") or "", "")) for s in sheets]


def targets(relations: bytes) -> dict[str, str]:
    """The parts that a workbook's relations lead to, by their ids, in lower case as readers compare them."""
    links = xml.parse(relations, "relations of the workbook")
    return {link.get("Id", ""): _part(link.get("Target", "")) for link in links}


def _part(target: str) -> str:
    return posixpath.normpath(posixpath.join("/xl", target.replace("\\", "/"))).lstrip("/").lower()
