"""OLE2 compound files: the container of .xls, .et, .doc, .wps and of encrypted workbooks.

Read here and written anew before a workbook library sees them: such libraries follow the chains and believe
the lengths that a file states, and a chain in a circle or a false length can take the whole memory.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from sydata.errors import UnreadableFile

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END, FREE, FAT_SECTOR = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
ENTRY, MINI_SECTOR, WIDE = 128, 64, 4096
STREAM, ROOT = 2, 5


@dataclass(frozen=True, slots=True)
class Entry:
    """A directory entry: stream, storage or root, with the links of the directory's tree."""

    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class Container:
    """The streams of the top storage. Raises UnreadableFile("damaged") if the container is broken."""

    def __init__(self, content: bytes) -> None:
        if len(content) < 512:
            raise UnreadableFile("damaged", "compound file header")
        shift, mini_shift = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise UnreadableFile("damaged", "compound file sector size")
        self._content, self._sector = content, 1 << shift
        fat_start, difat_start = 76, struct.unpack_from("<I", content, 68)[0]
        self._fat = self._table(content[fat_start:512], difat_start)
        directory = self._chain(struct.unpack_from("<I", content, 48)[0])
        self._entries = [_entry(directory, at) for at in range(0, len(directory) - ENTRY + 1, ENTRY)]
        if not self._entries or self._entries[0].kind != ROOT:
            raise UnreadableFile("damaged", "compound file without a root")
        self._mini_start = struct.unpack_from("<I", content, 60)[0]
        self.streams = {e.name.casefold(): e for e in self._top() if e.kind == STREAM}

    def read(self, name: str) -> bytes:
        """A stream's bytes, or UnreadableFile("damaged") if its sectors do not hold its length."""
        entry = self.streams[name.casefold()]
        small = entry.size < 4096
        data = self._mini(entry.start) if small else self._chain(entry.start)
        if len(data) < entry.size:
            raise UnreadableFile("damaged", f"stream {name} is cut off")
        return data[: entry.size]

    def _table(self, header: bytes, extra: int) -> list[int]:
        places = list(struct.unpack("<109I", header))
        seen: set[int] = set()
        while extra not in (END, FREE):
            if extra in seen:
                raise UnreadableFile("damaged", "compound file: circular table")
            seen.add(extra)
            *more, extra = _words(self._at(extra))
            places += more
        fat: list[int] = []
        for place in places:
            if place != FREE and len(fat) * self._sector <= len(self._content) + (self._sector << 8):
                fat += _words(self._at(place))
        return fat

    def _at(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        data = self._content[start : start + self._sector]
        if not data:
            raise UnreadableFile("damaged", "compound file is cut off")
        return data.ljust(self._sector, b"\0")

    def _chain(self, sector: int) -> bytes:
        return b"".join(self._at(place) for place in _follow(self._fat, sector))

    def _mini(self, start: int) -> bytes:
        fat = _words(self._chain(self._mini_start))
        store = self._chain(self._entries[0].start)
        return b"".join(store[p * MINI_SECTOR : (p + 1) * MINI_SECTOR] for p in _follow(fat, start))

    def _top(self) -> list[Entry]:
        found, seen, todo = [], set(), [self._entries[0].child]
        while todo:
            index = todo.pop()
            if index < len(self._entries) and index not in seen:
                seen.add(index)
                found.append(self._entries[index])
                todo += [found[-1].left, found[-1].right]
        return found


def _words(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data))


def _follow(fat: list[int], sector: int) -> list[int]:
    places: list[int] = []
    while sector not in (END, FREE):
        if sector >= len(fat) or len(places) > len(fat):
            raise UnreadableFile("damaged", "compound file: broken chain")
        places.append(sector)
        sector = fat[sector]
    return places


def _entry(directory: bytes, at: int) -> Entry:
    raw, length, kind = struct.unpack_from("<64sHB", directory, at)
    left, right, child = struct.unpack_from("<III", directory, at + 68)
    start, size = struct.unpack_from("<II", directory, at + 116)
    name = raw[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
    return Entry(name, kind, left, right, child, start, size)


def write(name: str, stream: bytes) -> bytes:
    """A compound file that holds one stream, in sectors of 4096 bytes (so no table of tables is needed)."""
    data = stream.ljust(max(WIDE, -(-len(stream) // WIDE) * WIDE), b"\0")
    sectors = len(data) // WIDE
    tables = 1
    while tables * (WIDE // 4) < tables + 2 + sectors:
        tables += 1
    first = tables + 2
    fat = [FAT_SECTOR] * tables + [END, END] + [first + i + 1 for i in range(sectors - 1)] + [END]
    fat += [FREE] * (tables * (WIDE // 4) - len(fat))
    table = struct.pack(f"<{len(fat)}I", *fat)
    return _header(tables) + table + _directory(name, len(data), first) + bytes(WIDE) + data


def _header(tables: int) -> bytes:
    places = [*range(tables), *[FREE] * (109 - tables)]
    header = struct.pack("<8s16xHHHHH6x", MAGIC, 0x3E, 4, 0xFFFE, 12, 6)
    header += struct.pack("<9I", 1, tables, tables, 0, 4096, END, 0, END, 0)
    return (header + struct.pack("<109I", *places)).ljust(WIDE, b"\0")


def _directory(name: str, size: int, start: int) -> bytes:
    root = _record("Root Entry", ROOT, (1, start - 1, WIDE))  # calamine refuses a root without a sector
    return (root + _record(name, STREAM, (FREE, start, size))).ljust(WIDE, b"\0")


def _record(name: str, kind: int, place: tuple[int, int, int]) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    child, start, size = place
    head = struct.pack("<64sHBBIII", text, len(text), kind, 1, FREE, FREE, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)
