"""OpenDocument spreadsheets, read from their XML: calamine gives neither their merges nor their errors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from lxml import etree

from sydata.errors import UnreadableFile
from sydata.model import Mark, Merge, Sheet, Value
from sydata.reading import cells, xml
from sydata.reading.area import choose
from sydata.reading.budget import Budget
from sydata.reading.cells import Notes
from sydata.reading.formats import telling
from sydata.reading.package import Package, check_size

ERROR_TEXT = re.compile(r"#[A-Z/0!?]+[!?]?|#N/A|Err:\d+|错误:\d+")
DURATION = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?\Z")
DIGITS = re.compile(r"-?[\d,.]*\d")
REFERENCE = re.compile(
    r"\[(\$?(?:'(?:[^']|'')+'|[^'.\[\]]*))\.(\$?[A-Z]+\$?[0-9]+)(?::\.(\$?[A-Z]+\$?[0-9]+))?\]"
)
SKIPPED = ("annotation", "note", "ruby-text", "shape", "frame")
GROUPS = ("table-row-group", "table-header-rows", "table-rows")
COLUMN_GROUPS = ("table-column-group", "table-header-columns", "table-columns")


@dataclass(slots=True)
class Grid:
    """The filled cells of a table while it is read."""

    cells: dict[tuple[int, int], Value] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    notes: Notes = field(default_factory=Notes)


def read(file: str, package: Package, budget: Budget) -> tuple[Sheet, ...]:
    """All sheets. Raises UnreadableFile (damaged, too-large)."""
    check_size(package, budget)
    root = xml.parse_part(package, "content.xml", budget)
    hidden = _hidden_styles(root)
    books = [element for element in root.iter() if xml.local(element) == "spreadsheet"]
    tables = [table for book in books for table in book if xml.local(table) == "table"]
    return tuple(_sheet(file, table, hidden, budget) for table in tables)


def _hidden_styles(root: etree._Element) -> set[str]:
    """Names of the table styles that hide their sheet."""
    return {
        xml.attribute(style, "name") or ""
        for style in root.iter()
        if xml.local(style) == "style"
        for properties in style
        if xml.local(properties) == "table-properties" and xml.attribute(properties, "display") == "false"
    }


def _sheet(file: str, table: etree._Element, hidden: set[str], budget: Budget) -> Sheet:
    grid = Grid()
    _columns(table, grid.notes)
    _rows(table, grid, budget)
    area, grid.notes.stray = choose(grid.cells, budget)
    grid.notes.keep(area)
    rows = cells.clean(cells.fill(grid.cells, area), grid.notes)
    grid.notes.visible = (xml.attribute(table, "style-name") or "") not in hidden
    return cells.build(file, xml.attribute(table, "name") or "", rows, grid.merges, grid.notes)


def inside(element: etree._Element, name: str, groups: tuple[str, ...]) -> Iterator[etree._Element]:
    """The rows or columns of a table, also those in groups."""
    for child in element:
        if xml.local(child) == name:
            yield child
        elif xml.local(child) in groups:
            yield from inside(child, name, groups)


def _columns(table: etree._Element, notes: Notes) -> None:
    place = 0
    for column in inside(table, "table-column", COLUMN_GROUPS):
        repeat = xml.count(column, "number-columns-repeated")
        if xml.attribute(column, "visibility") in ("collapse", "filter"):
            notes.hidden_columns.update(range(place, place + min(repeat, 1 << 14)))
        place += repeat


def _rows(table: etree._Element, grid: Grid, budget: Budget) -> None:
    place = 0
    for row in inside(table, "table-row", GROUPS):
        repeat = xml.count(row, "number-rows-repeated")
        if xml.attribute(row, "visibility") in ("collapse", "filter"):
            grid.notes.hidden_rows.update(range(place, place + min(repeat, 1 << 20)))
        if len(row):
            _row(row, place, repeat, grid, budget)
        place += repeat


def _row(row: etree._Element, top: int, repeat: int, grid: Grid, budget: Budget) -> None:
    column = 0
    for cell in row:
        if xml.local(cell) not in ("table-cell", "covered-table-cell"):
            continue
        if not len(cell) and not cell.attrib:
            column += 1
            continue
        width = xml.count(cell, "number-columns-repeated")
        value, mark = _value(cell)
        if value is not None or mark:
            if len(grid.cells) + width * repeat > budget.cells:
                raise UnreadableFile("too-large", "repeated cells")
            if width * repeat > 1 and mark and mark.kind == "formula":
                mark = Mark("formula", "=")  # whether its references move with it is not laid down
            places = [(r, c) for r in range(top, top + repeat) for c in range(column, column + width)]
            grid.cells.update(dict.fromkeys(places, value))
            grid.notes.marks.update(dict.fromkeys(places, mark) if mark else {})
        _merge(cell, top, column, grid)
        column += width


def _merge(cell: etree._Element, row: int, column: int, grid: Grid) -> None:
    down, across = xml.count(cell, "number-rows-spanned"), xml.count(cell, "number-columns-spanned")
    if down > 1 or across > 1:
        grid.merges.append(Merge(row, column, row + down - 1, column + across - 1))


def _value(cell: etree._Element) -> tuple[Value, Mark | None]:
    """A cell's value and what is to be said about it; a figure's mark shows its format (`0万元`)."""
    kind = xml.attribute(cell, "value-type") or ""
    shown = "\n".join(paragraph(p) for p in cell if xml.local(p) == "p")
    formula = xml.attribute(cell, "formula")
    if formula and (kind == "error" or ERROR_TEXT.fullmatch(shown.strip())):
        return None, Mark("error", shown.strip())
    if formula and not kind and not any(xml.local(child) == "p" for child in cell):
        return None, Mark("formula", _formula(formula))
    if kind in ("float", "percentage", "currency"):
        return _figure(cell, kind, shown)
    value = _typed(cell, kind)
    if value is None and kind not in ("boolean", "date", "time"):
        value = xml.attribute(cell, "string-value") or shown
    return (value if value is not None else shown) or None, None


def _formula(text: str) -> str:
    """A formula as a person sees it: of:=SUM([.D5:.D7];[$表.$A$1]) → =SUM(D5:D7,表!$A$1)."""
    bare = text.partition("=")[2].replace(";", ",")
    return "=" + REFERENCE.sub(lambda match: _reference(*match.groups()), bare)


def _reference(sheet: str, first: str, last: str | None) -> str:
    return (f"{sheet.lstrip('$')}!" if sheet else "") + first + (f":{last}" if last else "")


def _figure(cell: etree._Element, kind: str, shown: str) -> tuple[Value, Mark | None]:
    try:
        value = float(xml.attribute(cell, "value") or "")
    except ValueError:
        return shown or None, None
    code = DIGITS.sub("0", shown.strip())
    if not telling(code):
        code = "0%" if kind == "percentage" else ""
    return value, Mark("format", code) if code else None


def _typed(cell: etree._Element, kind: str) -> Value:
    """Booleans, dates and times by their stored value; None for other kinds and for values that are none."""
    text = xml.attribute(cell, f"{kind}-value") or ""
    if kind == "boolean" and text:
        return text == "true"
    if kind == "date":
        return _date(text)
    duration = DURATION.match(text) if kind == "time" else None
    if duration:
        hours, minutes, seconds = (int(part or 0) for part in duration.groups())
        return time(hours, minutes, seconds) if hours < 24 else timedelta(0, seconds, 0, 0, minutes, hours)
    return None


def _date(text: str) -> date | datetime | None:
    try:
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return None


def paragraph(element: etree._Element) -> str:
    """The words of a paragraph with its spaces, tabs and line breaks, without comments and notes."""
    words = element.text or ""
    for child in element:
        name = xml.local(child)
        if name == "s":
            words += " " * min(xml.count(child, "c"), 1000)
        elif name in ("tab", "line-break"):
            words += "\t" if name == "tab" else "\n"
        elif name not in SKIPPED:
            words += paragraph(child)
        words += child.tail or ""
    return words
