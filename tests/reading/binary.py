"""Writes small binary workbooks (.xlsb), record by record after the published layout; nothing else here can."""

from __future__ import annotations

import struct
from collections.abc import Iterable

from sydata.model import Merge
from tests.reading import drawn

Rows = dict[int, bytes]
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
KIND = "application/vnd.ms-excel."


def record(kind: int, data: bytes = b"") -> bytes:
    """One record: its number in one or two bytes, its length in up to four, its data."""
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(data), b""
    while size >= 128:
        length, size = length + bytes([size & 0x7F | 0x80]), size >> 7
    return number + length + bytes([size]) + data


def text(words: str) -> bytes:
    raw = words.encode("utf-16-le")
    return struct.pack("<I", len(raw) // 2) + raw


def cell(column: int, value: object, style: int = 0) -> bytes:
    """A cell: a figure, a text, None for a blank one, ("error", 23) or ("formula", value)."""
    head = struct.pack("<II", column, style)
    if value is None:
        return record(1, head)
    if isinstance(value, tuple):
        kind, inner = value
        if kind == "error":
            return record(3, head + bytes([inner]))
        rest = struct.pack("<HII", 0, 0, 0)
        if isinstance(inner, str):
            return record(8, head + text(inner) + rest)
        return record(9, head + struct.pack("<d", inner) + rest)
    if isinstance(value, str):
        return record(6, head + text(value))
    return record(5, head + struct.pack("<d", value))


def row(number: int, cells: Iterable[bytes], hidden: bool = False) -> bytes:
    head = struct.pack("<IIHBBBI", number, 0, 300, 0, 0x10 if hidden else 0, 0, 0)
    return record(0, head) + b"".join(cells)


def sheet(rows: Iterable[bytes], merges: Iterable[Merge] = (), columns: bytes = b"") -> bytes:
    """A sheet part; its dimension is as large as can be claimed."""
    ranges = [record(176, struct.pack("<IIII", m.top, m.bottom, m.left, m.right)) for m in merges]
    parts = [
        record(129),
        record(148, struct.pack("<IIII", 0, 1048575, 0, 16383)),
        columns,
        record(145),
        *rows,
        record(146),
    ]
    if ranges:
        parts += [record(177, struct.pack("<I", len(ranges))), *ranges, record(178)]
    return b"".join([*parts, record(130)])


def column(first: int, last: int, hidden: bool) -> bytes:
    info = struct.pack("<IIIIH", first, last, 2560, 0, int(hidden))
    return record(390) + record(60, info) + record(391)


def styles(*codes: str) -> bytes:
    """Style 0 is General; each further one has such a number format."""
    own = b"".join(record(44, struct.pack("<H", 164 + n) + text(code)) for n, code in enumerate(codes))
    formats = [0, *(164 + n for n in range(len(codes)))]
    used = b"".join(record(47, struct.pack("<HHHHHBBHH", 0, f, 0, 0, 0, 0, 0, 0, 0)) for f in formats)
    return (
        record(278) + record(615, struct.pack("<I", len(codes))) + own + record(616)
        + record(617, struct.pack("<I", len(formats))) + used + record(618) + record(279)
    )  # fmt: skip


def form() -> bytes:
    """The sheet part of the form that drawn.ROWS holds."""
    rows = (row(r, (cell(c, value) for c, value in enumerate(values))) for r, values in enumerate(drawn.ROWS))
    return sheet(rows, drawn.MERGES)


def members(*sheets: tuple[str, bytes], states: tuple[int, ...] = (), flags: int = 0) -> dict[str, bytes]:
    """All members of a workbook of these sheets (name and part)."""
    bundle, links, kinds = b"", "", ""
    for n, (name, _) in enumerate(sheets, start=1):
        state = states[n - 1] if states else 0
        bundle += record(156, struct.pack("<II", state, n) + text(f"rId{n}") + text(name))
        links += f'<Relationship Id="rId{n}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{n}.bin"/>'
        kinds += f'<Override PartName="/xl/worksheets/sheet{n}.bin" ContentType="{KIND}worksheet"/>'
    links += f'<Relationship Id="rIdS" Type="{RELATIONS}/styles" Target="styles.bin"/>'
    calculation = record(157, struct.pack("<IIIdIH", 0, 1, 100, 0.001, 1, flags))
    book = record(131) + record(143) + bundle + record(144) + calculation + record(132)
    kinds += f'<Override PartName="/xl/workbook.bin" ContentType="{KIND}sheet.binary.macroEnabled.main"/>'
    kinds += f'<Override PartName="/xl/styles.bin" ContentType="{KIND}styles"/>'
    default = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    )
    root = f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.bin"/>'
    return {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}">{default}{kinds}</Types>'.encode(),
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">{root}</Relationships>'.encode(),
        "xl/workbook.bin": book,
        "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>'.encode(),
        "xl/styles.bin": styles('0.00"万元"', "yyyy/m/d"),
        **{f"xl/worksheets/sheet{n}.bin": part for n, (_, part) in enumerate(sheets, start=1)},
    }


def xlsb() -> bytes:
    """The form as .xlsb."""
    return drawn.zipped(members(("汇总", form())))
