"""Binary workbooks (.xlsb): scanned record by record, far cells put out of effect, then read by calamine."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sydata.errors import UnreadableFile
from sydata.model import Mark, Merge, Sheet
from sydata.reading import biff12, calamine, cells, xlsx
from sydata.reading.area import choose
from sydata.reading.biff12 import Record, numbers
from sydata.reading.budget import Budget
from sydata.reading.cells import Notes
from sydata.reading.package import Package, check_size, pack

BOOK, STYLES, STRINGS = "xl/workbook.bin", "xl/styles.bin", "xl/sharedstrings.bin"
LINKS = "xl/_rels/workbook.bin.rels"
ROW, BLANK, COLUMN, DIMENSION, MERGE = 0, 1, 60, 148, 176
ERROR, SHARED = 3, 7
FORMULA_TEXT, FORMULA_NUMBER, FORMULA_ERROR = 8, 9, 11
CELLS = range(2, 12)
NUMBERS = (2, 5, FORMULA_NUMBER)
STYLE = 0xFFFFFF  # the other byte holds flags
ERRORS: Mapping[int, str] = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!",
    0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}  # fmt: skip
HIDDEN_ROW, HIDDEN_COLUMN = 0x10, 0x01
TALLEST, WIDEST = 1 << 20, 1 << 14
CELL, BYTE, AREA = struct.Struct("<II"), struct.Struct("<B"), struct.Struct("<IIII")
ROW_HEAD, COLUMN_INFO, FIGURE = struct.Struct("<IIHBB"), struct.Struct("<IIIIH"), struct.Struct("<d")


class Telling(NamedTuple):
    """What the workbook says for all its cells: number formats by style, whether all is to be calculated anew."""

    formats: Mapping[int, str]
    anew: bool


@dataclass(slots=True)
class Scan:
    """One sheet's records: notes for a person, its merges, and the records that hold its cells."""

    data: bytearray = field(default_factory=bytearray)
    notes: Notes = field(default_factory=Notes)
    merges: list[Merge] = field(default_factory=list)
    filled: list[tuple[Record, int, int]] = field(default_factory=list)  # row and column
    shared: int = 0


def read(file: str, package: Package, budget: Budget) -> tuple[Sheet, ...]:
    """All worksheets. Raises UnreadableFile (password, damaged, too-large)."""
    check_size(package, budget)
    parts = {name: bytearray(package.read(name)) for name in package.members}
    part = {name.replace("\\", "/").lower(): name for name in parts}
    held = {key: bytes(parts[part[key]]) if key in part else b"" for key in (BOOK, STYLES, STRINGS, LINKS)}
    named, anew = biff12.sheets(held[BOOK], BOOK)
    telling, targets = biff12.styles(held[STYLES], STYLES), xlsx.targets(held[LINKS])
    scans: dict[str, Scan] = {}
    used = {part[key] for key in held if key in part}
    for name, relation in named:
        place = part.get(targets.get(relation, ""))
        if place is not None and place not in used:
            scans[name] = _scan(parts[place], place, Telling(telling, anew), budget)
            used.add(place)
    _guard(held[STRINGS], list(scans.values()), budget)
    # calamine gets only what was looked at, whatever else the file's relations may lead to
    raw = calamine.sheets(pack({name: bytes(parts[name]) for name in sorted(used)}), budget)
    return tuple(_sheet(file, sheet, scans.get(sheet.name) or Scan()) for sheet in raw)


def _sheet(file: str, raw: calamine.RawSheet, scan: Scan) -> Sheet:
    rows = cells.clean(raw.rows, scan.notes)
    scan.notes.visible = raw.visible
    return cells.build(file, raw.name, rows, scan.merges, scan.notes)


def _scan(data: bytearray, part: str, telling: Telling, budget: Budget) -> Scan:
    """Look at every record of a sheet."""
    scan, row = Scan(data), -1
    for record in biff12.records(data, part):
        if record.kind == ROW:
            row = _row(data, record, scan)
        elif record.kind in CELLS:
            _cell(data, record, row, scan, telling)
            if len(scan.filled) > budget.cells:
                raise UnreadableFile("too-large", f"{part}: cells")
        elif record.kind in OTHERS:
            OTHERS[record.kind](data, record, scan)
    return scan


def _row(data: bytearray, record: Record, scan: Scan) -> int:
    row, _, height, _, flags = numbers(ROW_HEAD, data, record)
    if row >= TALLEST:
        raise UnreadableFile("damaged", f"row {row}")
    if flags & HIDDEN_ROW or height == 0:
        scan.notes.hidden_rows.add(row)
    return row


def _column(data: bytearray, record: Record, scan: Scan) -> None:
    first, last, width, _, flags = numbers(COLUMN_INFO, data, record)
    if flags & HIDDEN_COLUMN or width == 0:
        scan.notes.hidden_columns.update(range(first, min(last + 1, WIDEST)))


def _dimension(data: bytearray, record: Record, scan: Scan) -> None:
    data[record.start : record.end] = bytes(record.end - record.start)  # calamine reserves what it claims


def _blank(data: bytearray, record: Record, scan: Scan) -> None:
    biff12.ignore(data, record)


def _merge(data: bytearray, record: Record, scan: Scan) -> None:
    top, bottom, left, right = numbers(AREA, data, record)
    scan.merges.append(Merge(top, left, bottom, right))


OTHERS: Mapping[int, Callable[[bytearray, Record, Scan], None]] = {
    BLANK: _blank,
    COLUMN: _column,
    DIMENSION: _dimension,
    MERGE: _merge,
}


def _cell(data: bytearray, record: Record, row: int, scan: Scan, telling: Telling) -> None:
    column, style = numbers(CELL, data, record)
    if row < 0 or column >= WIDEST:
        raise UnreadableFile("damaged", "cell out of place")
    scan.filled.append((record, row, column))
    scan.shared += record.kind == SHARED
    mark = _mark(data, record, telling.formats.get(style & STYLE, ""), telling.anew)
    if mark:
        scan.notes.marks[row, column] = mark


def _mark(data: bytearray, record: Record, code: str, anew: bool) -> Mark | None:
    """What is to be said of a cell; a result that is empty or awaits calculation is none."""
    if record.kind in (ERROR, FORMULA_ERROR):
        return Mark("error", ERRORS.get(numbers(BYTE, data, record, 8)[0], "#ERROR"))
    if record.kind == FORMULA_TEXT and not biff12.text(data, record, 8)[0]:
        return Mark("formula", "=")
    if record.kind == FORMULA_NUMBER and anew and numbers(FIGURE, data, record, 8)[0] == 0:
        return Mark("formula", "=")
    return Mark("format", code) if code and record.kind in NUMBERS else None


def _guard(strings: bytes, scans: list[Scan], budget: Budget) -> None:
    """Put far cells out of effect, and refuse what would still cost too much."""
    total = shared = 0
    for scan in scans:
        area, scan.notes.stray = choose([(row, column) for _, row, column in scan.filled], budget)
        scan.notes.keep(area)
        for record, row, column in scan.filled if scan.notes.stray else ():
            if not area.holds(row, column):
                biff12.ignore(scan.data, record)
        total += area.rows * area.columns
        shared += scan.shared
    count, longest = biff12.check_strings(strings, STRINGS)
    if count > len(strings):
        raise UnreadableFile("damaged", f"{count} shared strings claimed")
    if total > budget.cells or (
        len(strings) * shared > budget.text_bytes and longest * shared > budget.text_bytes << 2
    ):
        raise UnreadableFile("too-large", f"{total} cells, {shared} texts")
