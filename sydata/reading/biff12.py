"""BIFF12, the record stream in the parts of an .xlsb: its framing, its styles and names of sheets."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from sydata.errors import UnreadableFile
from sydata.reading.formats import telling_formats

BUNDLE_SHEET, CALCULATION = 156, 157
XF, FORMAT, BEGIN_XFS, END_XFS = 47, 44, 617, 618
BEGIN_STRINGS, STRING_ITEM = 159, 19
ONE_BYTE, TWO_BYTES = 0x7E, 0x3FFE  # no record has these numbers: a record renamed to one is skipped


class Record(NamedTuple):
    """A record's number, where it stands, and where its data begin and end."""

    kind: int
    at: int
    start: int
    end: int


def records(data: bytes | bytearray, part: str) -> Iterator[Record]:
    """The records of a part. Raises UnreadableFile("damaged") where one is longer than the part."""
    at, end = 0, len(data)
    while at < end:
        kind, place = data[at], at + 1
        if kind & 0x80:
            if place >= end:
                raise UnreadableFile("damaged", f"{part} is cut off")
            kind, place = (kind & 0x7F) | (data[place] & 0x7F) << 7, place + 1
        size = shift = 0
        while True:
            if place >= end or shift > 21:
                raise UnreadableFile("damaged", f"{part}: length of a record")
            byte, place = data[place], place + 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        if place + size > end:
            raise UnreadableFile("damaged", f"{part} is cut off")
        yield Record(kind, at, place, place + size)
        at = place + size


def ignore(data: bytearray, record: Record) -> None:
    """Put a record out of effect without moving the others."""
    if data[record.at] & 0x80:
        data[record.at], data[record.at + 1] = 0x80 | (TWO_BYTES & 0x7F), TWO_BYTES >> 7
    else:
        data[record.at] = ONE_BYTE


def numbers(
    layout: struct.Struct, data: bytes | bytearray, record: Record, offset: int = 0
) -> tuple[int, ...]:
    """Fields of a record; UnreadableFile("damaged") if it is too short to hold them."""
    if record.start + offset + layout.size > record.end:
        raise UnreadableFile("damaged", f"record {record.kind} is too short")
    return layout.unpack_from(data, record.start + offset)


LENGTH, SHORT, TWO = struct.Struct("<I"), struct.Struct("<H"), struct.Struct("<II")
CALCULATED = struct.Struct("<IIIdIH")


def text(data: bytes | bytearray, record: Record, offset: int) -> tuple[str, int]:
    """A string inside a record, and the offset behind it."""
    (length,) = numbers(LENGTH, data, record, offset)
    start = record.start + offset + 4
    if length == 0xFFFFFFFF:  # no string at all
        return "", offset + 4
    if start + 2 * length > record.end:
        raise UnreadableFile("damaged", f"record {record.kind}: string")
    return bytes(data[start : start + 2 * length]).decode("utf-16-le", "replace"), offset + 4 + 2 * length


def styles(data: bytes, part: str) -> dict[int, str]:
    """The telling number formats by cell style (see formats.telling)."""
    own: dict[int, str] = {}
    used: list[int] = []
    inside = False
    for record in records(data, part):
        if record.kind == FORMAT:
            own[numbers(SHORT, data, record)[0]] = text(data, record, 2)[0]
        elif record.kind in (BEGIN_XFS, END_XFS):
            inside = record.kind == BEGIN_XFS
        elif record.kind == XF and inside:
            used.append(numbers(SHORT, data, record, 2)[0])
    return telling_formats(own, used)


def sheets(data: bytes, part: str) -> tuple[list[tuple[str, str]], bool]:
    """Names of the sheets with the ids of the relations that lead to them; whether all is to be calculated anew."""
    found: list[tuple[str, str]] = []
    anew = False
    for record in records(data, part):
        if record.kind == BUNDLE_SHEET:
            relation, offset = text(data, record, 8)
            found.append((text(data, record, offset)[0], relation))
        elif record.kind == CALCULATION and record.end - record.start >= CALCULATED.size:
            anew = bool(numbers(CALCULATED, data, record)[5] & 1)
    return found, anew


def check_strings(data: bytes, part: str) -> tuple[int, int]:
    """How many shared strings there are, and the bytes of the longest; damaged if they lie about their number."""
    claimed = count = longest = 0
    for record in records(data, part):
        if record.kind == BEGIN_STRINGS:
            claimed = max(numbers(TWO, data, record))
        elif record.kind == STRING_ITEM:
            count, longest = count + 1, max(longest, record.end - record.start)
            text(data, record, 1)
    return max(claimed, count), longest
