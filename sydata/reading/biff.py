"""BIFF, the record stream inside .xls and .et: its framing, its globals, and records put out of effect."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from sydata.errors import UnreadableFile
from sydata.reading.formats import telling_formats

BOF, EOF, CONTINUE, FILEPASS = 0x809, 0x0A, 0x3C, 0x2F
BOUNDSHEET, SST, XF, FORMAT, DEFINED_NAME = 0x85, 0xFC, 0xE0, 0x41E, 0x18
IGNORED = 0x0FFE  # no record has this number: a record renamed to it is skipped by every reader
SMALLEST_STRING = 3
HEADER = struct.Struct("<HH")


class Record(NamedTuple):
    """A record's number, where its four header bytes stand, and its data."""

    kind: int
    at: int
    data: bytes | bytearray


@dataclass(slots=True)
class Globals:
    """What the first substream says: where the sheets start, and which cell styles tell a unit."""

    starts: list[int] = field(default_factory=list)
    styles: dict[int, str] = field(default_factory=dict)
    strings: int = 0


def records(stream: bytes | bytearray, start: int) -> Iterator[Record]:
    """The records from `start` on. Raises UnreadableFile("damaged") where the stream ends first."""
    at = start
    end = len(stream)
    while at + 4 <= end:
        kind, size = HEADER.unpack_from(stream, at)
        if at + 4 + size > end:
            break
        yield Record(kind, at, stream[at + 4 : at + 4 + size])
        at += 4 + size
    raise UnreadableFile("damaged", "workbook stream is cut off")


def ignore(stream: bytearray, record: Record) -> None:
    """Put a record out of effect without moving the others."""
    struct.pack_into("<H", stream, record.at, IGNORED)


def numbers(layout: str, record: Record, offset: int = 0) -> tuple[int, ...]:
    """Fields of a record; UnreadableFile("damaged") if it is too short to hold them."""
    try:
        return struct.unpack_from(layout, record.data, offset)
    except struct.error as error:
        raise UnreadableFile("damaged", f"record {record.kind:#x} is too short") from error


def read_globals(stream: bytearray) -> Globals:
    """Read the globals, and put defined names out of effect (they are not values, and may be malformed)."""
    found, own, used, version, table = Globals(), {}, [], 0x600, None
    for record in records(stream, 0):
        if record.kind == EOF:
            break
        if record.kind == BOF:
            version = numbers("<H", record)[0]
        elif record.kind == FILEPASS:
            raise UnreadableFile("password")
        elif record.kind == BOUNDSHEET:
            found.starts.append(numbers("<I", record)[0])
        elif record.kind == XF:
            used.append(numbers("<H", record, 2)[0])
        elif record.kind == FORMAT:
            own.update(_format(record, version))
        elif record.kind == DEFINED_NAME:
            ignore(stream, record)
        elif record.kind in (SST, CONTINUE):
            table = _strings(record, table, found)
    _check_strings(table, found)
    found.styles = telling_formats(own, used)
    return found


def _strings(record: Record, table: int | None, found: Globals) -> int | None:
    """Add up the bytes of the shared strings; returns how many strings they claim to be."""
    if record.kind == SST:
        table = numbers("<i", record, 4)[0]
        found.strings = 0
    if table is not None:
        found.strings += len(record.data)
    return table


def _check_strings(table: int | None, found: Globals) -> None:
    if table is not None and not 0 <= table * SMALLEST_STRING <= found.strings:
        raise UnreadableFile("damaged", f"{table} shared strings in {found.strings} bytes")


def _format(record: Record, version: int) -> dict[int, str]:
    if version < 0x600:
        number, length = numbers("<HB", record)
        return {number: record.data[3 : 3 + length].decode("gb18030", "replace")}
    number, length, flags = numbers("<HHB", record)
    if flags & 1:
        return {number: record.data[5 : 5 + 2 * length].decode("utf-16-le", "replace")}
    return {number: record.data[5 : 5 + length].decode("latin-1")}
