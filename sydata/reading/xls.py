"""Old workbooks (.xls, .et): scanned record by record, made harmless, then read by calamine."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sydata.errors import UnreadableFile
from sydata.model import Mark, Sheet
from sydata.reading import biff, biff_formula, calamine, cells, ole
from sydata.reading.area import Area, choose
from sydata.reading.biff import Globals, Record, numbers
from sydata.reading.budget import Budget
from sydata.reading.cells import Notes

DIMENSIONS, ROW, COLUMNS = 0x200, 0x208, 0x7D
FORMULA, NUMBER, LABEL, BOOL_ERROR, STRING, RK, LABEL_SST, MULTI_RK = (
    0x06, 0x203, 0x204, 0x205, 0x207, 0x27E, 0xFD, 0xBD,
)  # fmt: skip
CELLS = (FORMULA, NUMBER, LABEL, BOOL_ERROR, RK, LABEL_SST, MULTI_RK)
NUMBERS = (NUMBER, RK, FORMULA)
ERRORS: Mapping[int, str] = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!",
    0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}  # fmt: skip
STRING_TOKEN = 0x17
LONGEST_STRING = 65_535
BIFF8 = 0x600


@dataclass(slots=True)
class Scan:
    """One sheet's records: notes for a person, and the records that hold its cells."""

    notes: Notes = field(default_factory=Notes)
    filled: list[tuple[Record, int, int, int]] = field(default_factory=list)  # first row, column, last column
    texts: int = 0
    version: int = 0


def read(file: str, container: ole.Container, budget: Budget) -> tuple[Sheet, ...]:
    """All worksheets of an .xls or .et. Raises UnreadableFile (password, damaged, too-large)."""
    name = "Workbook" if "workbook" in container.streams else "Book"
    stream = bytearray(container.read(name))
    found = biff.read_globals(stream)
    if len(set(found.starts)) < len(found.starts):
        raise UnreadableFile("damaged", "two sheets in one place")
    scans = [_scan(stream, start, found) for start in found.starts]
    _guard(stream, scans, found, budget)
    raw = calamine.sheets(ole.write(name, bytes(stream)), budget)
    return tuple(_sheet(file, sheet, scans[sheet.index].notes) for sheet in raw)


def _sheet(file: str, raw: calamine.RawSheet, notes: Notes) -> Sheet:
    figures = [[float(v) if v.__class__ is int else v for v in row] for row in raw.rows]
    rows = cells.clean(figures, notes)
    notes.visible = raw.visible
    return cells.build(file, raw.name, rows, raw.merges, notes)


def _guard(stream: bytearray, scans: list[Scan], found: Globals, budget: Budget) -> None:
    """Put far cells out of effect, and refuse what would still cost too much."""
    total = 0
    for scan in scans:
        places = [(row, c) for _, row, left, right in scan.filled for c in range(left, right + 1)]
        area, scan.notes.stray = choose(places, budget)
        scan.notes.keep(area)
        total += area.rows * area.columns
        if scan.notes.stray:
            _leave_out(stream, scan, area)
    texts = sum(scan.texts for scan in scans)
    if total > budget.cells or texts * min(found.strings, LONGEST_STRING) > budget.text_bytes << 4:
        raise UnreadableFile("too-large", f"{total} cells, {texts} texts")


def _leave_out(stream: bytearray, scan: Scan, area: Area) -> None:
    for record, row, _, right in scan.filled:
        if area.holds(row, right):
            continue
        biff.ignore(stream, record)
        after = record.at + 4 + len(record.data)
        if record.kind == FORMULA and stream[after : after + 2] == STRING.to_bytes(2, "little"):
            biff.ignore(stream, Record(STRING, after, b""))  # the formula's text result


def _scan(stream: bytearray, start: int, found: Globals) -> Scan:
    scan, depth = Scan(), 0
    for record in biff.records(stream, start):
        if record.at == start and record.kind != biff.BOF:
            raise UnreadableFile("damaged", "a sheet without a beginning")  # calamine reads on, unguarded
        scan.version = scan.version or numbers("<H", record)[0]
        depth += (record.kind == biff.BOF) - (record.kind == biff.EOF)
        if depth <= 0:
            return scan
        if depth > 1 or (record.kind in (biff.BOF, biff.EOF) and record.at != start):
            biff.ignore(stream, record)  # a chart in the sheet: calamine would take its end for the sheet's
        elif record.kind in CELLS:
            _cell(stream, record, scan, found.styles)
        elif record.kind in OTHERS:
            OTHERS[record.kind](stream, record, scan)
    return scan


def _cell(stream: bytearray, record: Record, scan: Scan, styles: Mapping[int, str]) -> None:
    row, column, style = numbers("<HHH", record)
    last = numbers("<H", record, len(record.data) - 2)[0] if record.kind == MULTI_RK else column
    if last < column or (record.kind == MULTI_RK and len(record.data) != 6 + 6 * (last - column + 1)):
        raise UnreadableFile("damaged", "cells out of order")
    scan.filled.append((record, row, column, last))
    scan.texts += record.kind in (LABEL, LABEL_SST)
    if record.kind in NUMBERS and style in styles:
        scan.notes.marks[row, column] = Mark("format", styles[style])
    if record.kind == MULTI_RK and styles:
        for place in range(column, last + 1):
            code = styles.get(numbers("<H", record, 4 + 6 * (place - column))[0])
            if code:
                scan.notes.marks[row, place] = Mark("format", code)
    if record.kind == BOOL_ERROR:
        value, is_error = numbers("<BB", record, 6)
        if is_error:
            scan.notes.marks[row, column] = Mark("error", ERRORS.get(value, "#ERROR"))
    if record.kind == FORMULA:
        _formula(stream, record, scan, (row, column), styles)


def _words(record: Record, version: int) -> str:
    """The formula as a person sees it; only `=` where it is not simple, or of another version."""
    size = numbers("<H", record, 20)[0]
    return "=" + biff_formula.text(bytes(record.data[22 : 22 + size])) if version == BIFF8 else "="


def _formula(
    stream: bytearray, record: Record, scan: Scan, cell: tuple[int, int], styles: Mapping[int, str]
) -> None:
    """Note a result that is an error or is missing; keep the result, take the formula itself out of effect.

    A result "empty text" is what a writer that cannot calculate leaves; a formula that can give a text of
    its own (it holds a text) may mean it.
    """
    kind, _, value, _, _, _, tag = numbers("<BBBBBBH", record, 6)
    if tag == 0xFFFF and kind == 2:
        scan.notes.marks[cell] = Mark("error", ERRORS.get(value, "#ERROR"))
    elif tag == 0xFFFF and kind == 3 and STRING_TOKEN not in record.data[22:]:
        code = styles.get(numbers("<H", record, 4)[0], "")
        scan.notes.marks[cell] = Mark("formula", _words(record, scan.version), code)
    numbers("<H", record, 20)
    struct.pack_into("<H", stream, record.at + 4 + 20, 0)


def _dimensions(stream: bytearray, record: Record, scan: Scan) -> None:
    biff.ignore(stream, record)  # calamine reserves memory for what it claims


def _row(stream: bytearray, record: Record, scan: Scan) -> None:
    row, height, flags = numbers("<H4xH4xH", record)
    if flags & 0x20 or height == 0:
        scan.notes.hidden_rows.add(row)


def _columns(stream: bytearray, record: Record, scan: Scan) -> None:
    first, last, width, _, flags = numbers("<HHHHH", record)
    if flags & 0x01 or width == 0:
        scan.notes.hidden_columns.update(range(first, min(last, 255) + 1))


OTHERS: Mapping[int, Callable[[bytearray, Record, Scan], None]] = {
    DIMENSIONS: _dimensions,
    ROW: _row,
    COLUMNS: _columns,
}
