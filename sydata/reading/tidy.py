"""Small things that some writers spell otherwise and that make calamine refuse a whole workbook, put right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

RANGE = re.compile(rb"[A-Za-z]{1,3}[0-9]{1,7}(?::[A-Za-z]{1,3}[0-9]{1,7})?\Z")
DIMENSION = re.compile(rb"""(dimension\s[^>]{0,200}?ref\s*=\s*["'])([^"']{0,100})""")
ODD_RANGE = re.compile(rb"""ref\s*=\s*["'](?![A-Za-z]{1,3}[0-9]{1,7}(?::[A-Za-z]{1,3}[0-9]{1,7})?["'])""")
MERGE = re.compile(rb"""(mergeCell\s[^>]{0,200}?ref\s*=\s*["'])([^"']{0,100})""")
LINKS = "xl/_rels/workbook.xml.rels"
NOTHING = b"A1"  # the size of a sheet is not believed anyway, and a range of one cell is no range


def tidied(parts: Mapping[str, bytes], sheets: Iterable[str]) -> dict[str, bytes]:
    """The parts that had to be changed: sheets with sizes or merged ranges that are none, paths with backslashes."""
    new = {name: _ranges(parts[name]) for name in sheets}
    for name, data in parts.items():
        if name not in new and name.replace("\\", "/").lower() == LINKS:
            new[name] = data.replace(b"\\", b"/")
    return {name: data for name, data in new.items() if data is not parts[name] and data != parts[name]}


def _ranges(data: bytes) -> bytes:
    """A sheet states its size before its cells and its merged ranges after them."""
    start, end = data.find(b"sheetData"), data.rfind(b"sheetData")
    if not ODD_RANGE.search(data, 0, start) and not ODD_RANGE.search(data, end):
        return data  # as nearly every sheet: one look is cheaper than going through its ranges
    return DIMENSION.sub(_mended, data[:start]) + data[start:end] + MERGE.sub(_mended, data[end:])


def _mended(found: re.Match[bytes]) -> bytes:
    bare = found[2].replace(b"$", b"")
    return found[1] + (bare if RANGE.match(bare) else NOTHING)
