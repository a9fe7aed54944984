"""Small things that some writers spell otherwise and that make calamine refuse a whole workbook, put right."""

from __future__ import annotations

import re
from collections.abc import Mapping

RANGE = re.compile(rb"[A-Za-z]{1,3}[0-9]{1,7}(?::[A-Za-z]{1,3}[0-9]{1,7})?\Z")
DIMENSION = re.compile(rb"""(dimension\s[^>]{0,200}?ref\s*=\s*["'])([^"']{0,100})""")
MERGE = re.compile(rb"""(mergeCell\s[^>]{0,200}?ref\s*=\s*["'])([^"']{0,100})""")
LINKS = "xl/_rels/workbook.xml.rels"
NOTHING = b"A1"  # the size of a sheet is not believed anyway, and a range of one cell is no range


def tidied(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts that had to be changed: sheets with sizes or merged ranges that are none, paths with backslashes."""
    changed: dict[str, bytes] = {}
    for name, data in parts.items():
        if b"sheetData" in data:
            new = _ranges(data)
        elif name.replace("\\", "/").lower() == LINKS:
            new = data.replace(b"\\", b"/")
        else:
            continue
        if new != data:
            changed[name] = new
    return changed


def _ranges(data: bytes) -> bytes:
    """A sheet states its size before its cells and its merged ranges after them."""
    start, end = data.find(b"sheetData"), data.rfind(b"sheetData")
    return DIMENSION.sub(_mended, data[:start]) + data[start:end] + MERGE.sub(_mended, data[end:])


def _mended(found: re.Match[bytes]) -> bytes:
    bare = found[2].replace(b"$", b"")
    return found[1] + (bare if RANGE.match(bare) else NOTHING)
