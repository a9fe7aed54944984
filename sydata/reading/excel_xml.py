"""XML spreadsheets of Excel 2003 (XML 表格), which systems export as .xls or .xml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time

from lxml import etree

from sydata.errors import UnreadableFile
from sydata.model import Mark, Merge, Sheet, Value
from sydata.reading import cells, xml
from sydata.reading.area import choose
from sydata.reading.budget import Budget
from sydata.reading.cells import Notes
from sydata.reading.formats import telling

DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
NAMED = {"Percent": "0.00%", "Currency": "¥#,##0.00", "Euro Currency": "€#,##0.00"}
TRUE = ("1", "true", "True")
NO_DAY = (1899, 1900)  # the years that Excel gives to a time without a day


@dataclass(slots=True)
class Grid:
    """The filled cells of a sheet while it is read; columns: the style of each column that has one."""

    cells: dict[tuple[int, int], Value] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    notes: Notes = field(default_factory=Notes)
    columns: dict[int, str] = field(default_factory=dict)


def read(file: str, text: str, budget: Budget) -> tuple[Sheet, ...]:
    """All worksheets. Raises UnreadableFile (damaged, too-large)."""
    if len(text) > budget.document_bytes:
        raise UnreadableFile("too-large", f"{len(text)} letters of XML")
    root = xml.parse(DECLARATION.sub("", text, count=1).lstrip().encode(), "workbook")
    formats = _formats(root)
    sheets = [element for element in root if xml.local(element) == "Worksheet"]
    if xml.local(root) != "Workbook" or not sheets:
        raise UnreadableFile("damaged", "XML workbook without a sheet")
    return tuple(_sheet(file, sheet, formats, budget) for sheet in sheets)


def _formats(root: etree._Element) -> dict[str, str]:
    """The telling number formats by style (see formats.telling)."""
    found = {}
    for style in root.iter("{*}Style"):
        for entry in style.iterchildren("{*}NumberFormat"):
            code = xml.attribute(entry, "Format") or ""
            code = NAMED.get(code, code)
            if telling(code):
                found[xml.attribute(style, "ID") or ""] = code
    return found


def _sheet(file: str, sheet: etree._Element, formats: Mapping[str, str], budget: Budget) -> Sheet:
    grid = Grid()
    for table in sheet.iterchildren("{*}Table"):
        _columns(table, grid)
        _rows(table, grid, formats)
    area, grid.notes.stray = choose(grid.cells, budget)
    grid.notes.keep(area)
    rows = cells.clean(cells.fill(grid.cells, area), grid.notes)
    shown = [
        e.text or ""
        for options in sheet.iterchildren("{*}WorksheetOptions")
        for e in options.iter("{*}Visible")
    ]
    grid.notes.visible = not any("Hidden" in word for word in shown)
    return cells.build(file, xml.attribute(sheet, "Name") or "", rows, grid.merges, grid.notes)


def _columns(table: etree._Element, grid: Grid) -> None:
    for place, column in _placed(table, "Column"):
        last = min(place + xml.count(column, "Span", 0), 1 << 14)
        if _hidden(column, "Width"):
            grid.notes.hidden_columns.update(range(place, last + 1))
        style = xml.attribute(column, "StyleID")
        if style:
            grid.columns.update(dict.fromkeys(range(place, last + 1), style))


def _rows(table: etree._Element, grid: Grid, formats: Mapping[str, str]) -> None:
    for place, row in _placed(table, "Row"):
        if _hidden(row, "Height"):
            last = min(place + xml.count(row, "Span", 0), 1 << 20)
            grid.notes.hidden_rows.update(range(place, last + 1))
        style = xml.attribute(row, "StyleID") or ""
        for column, cell in _placed(row, "Cell"):
            _cell(cell, (place, column), grid, formats, style)


def _cell(
    cell: etree._Element, place: tuple[int, int], grid: Grid, formats: Mapping[str, str], style: str
) -> None:
    value, mark = _value(cell)
    own = xml.attribute(cell, "StyleID") or style or grid.columns.get(place[1], "")
    if mark is None and value.__class__ is float and own in formats:
        mark = Mark("format", formats[own])
    if value is not None or mark:
        grid.cells[place] = value
    if mark:
        grid.notes.marks[place] = mark
    across, down = xml.count(cell, "MergeAcross", 0), xml.count(cell, "MergeDown", 0)
    if across or down:
        grid.merges.append(Merge(*place, place[0] + down, place[1] + across))


def _placed(parent: etree._Element, name: str) -> Iterator[tuple[int, etree._Element]]:
    """Columns, rows or cells with their place: their own Index, else after the one before and all it spans."""
    place = 0
    for element in parent.iterchildren("{*}" + name):
        place = max(0, xml.count(element, "Index", place + 1) - 1)
        yield place, element
        place += 1 + xml.count(element, "MergeAcross" if name == "Cell" else "Span", 0)


def _hidden(element: etree._Element, size: str) -> bool:
    return xml.attribute(element, "Hidden") in TRUE or xml.attribute(element, size) == "0"


def _value(cell: etree._Element) -> tuple[Value, Mark | None]:
    data = next(cell.iterchildren("{*}Data"), None)
    text = "".join(data.itertext()) if data is not None else ""
    kind = (xml.attribute(data, "Type") or "") if data is not None else ""
    formula = xml.attribute(cell, "Formula")
    if kind == "Error":
        return None, Mark("error", text.strip() or "#ERROR")
    if formula and not text.strip() and kind != "String":
        return None, Mark("formula", formula)
    return _typed(text, kind), None


def _typed(text: str, kind: str) -> Value:
    """The value by its stated type; the text where it is none of that type."""
    try:
        if kind == "Number" and "_" not in text:
            return float(text)
        if kind == "DateTime":
            return _date(datetime.fromisoformat(text.strip()))
    except ValueError:
        pass
    if kind == "Boolean" and text.strip() in ("0", "1"):
        return text.strip() == "1"
    return text or None


def _date(moment: datetime) -> Value:
    if moment.year in NO_DAY:
        return moment.time()
    return moment.date() if moment.time() == time() else moment
