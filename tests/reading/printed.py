"""Writes small PDF files: letters and ruled lines at given places, in points from the top left corner."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sydata.model import Merge

WIDTH, HEIGHT = 600, 800
PICTURE = b"q 600 0 0 800 0 0 cm /Im Do Q\n"
STAMP = b"q 90 0 0 90 300 300 cm /Im Do Q\n"


class Sheet(NamedTuple):
    """A table to draw: its texts, the ranges that are merged, and where its columns begin."""

    rows: Sequence[Sequence[str | None]]
    merges: Sequence[Merge] = ()
    xs: Sequence[float] = (50, 200, 300, 400, 500)
    top: float = 100
    height: float = 30


def text(words: str, x: float, y: float, size: float = 10, mode: int = 0) -> bytes:
    """A line of text with its baseline at y."""
    if words.isascii():
        shown = b"/F1 %g Tf (%s) Tj" % (size, words.encode())
    else:
        shown = b"/F2 %g Tf <%s> Tj" % (size, words.encode("utf-16-be").hex().encode())
    return b"BT %d Tr %g %g Td %s ET\n" % (mode, x, HEIGHT - y, shown)


def line(x0: float, y0: float, x1: float, y1: float) -> bytes:
    return b"%g %g m %g %g l S\n" % (x0, HEIGHT - y0, x1, HEIGHT - y1)


def bar(x: float, y: float, width: float, height: float) -> bytes:
    """A filled rectangle, as some programs draw their lines."""
    return b"%g %g %g %g re f\n" % (x, HEIGHT - y - height, width, height)


def table(sheet: Sheet, sides: bool = True, bars: bool = False) -> bytes:
    """A table with its lines, none inside a merged range; without sides it is open left and right."""
    drawn = b""
    columns = len(sheet.xs) - 1
    ys = [sheet.top + n * sheet.height for n in range(len(sheet.rows) + 1)]
    joined = {
        (r, c): m
        for m in sheet.merges
        for r in range(m.top, m.bottom + 1)
        for c in range(m.left, m.right + 1)
    }
    for r in range(len(ys)):
        for c in range(columns):
            if (r, c) not in joined or joined.get((r - 1, c)) != joined[r, c]:
                x, width = sheet.xs[c], sheet.xs[c + 1] - sheet.xs[c]
                drawn += bar(x, ys[r], width, 0.5) if bars else line(x, ys[r], x + width, ys[r])
    for r in range(len(sheet.rows)):
        for c in range(columns + 1) if sides else range(1, columns):
            if (r, c) not in joined or joined.get((r, c - 1)) != joined[r, c]:
                drawn += (
                    bar(sheet.xs[c], ys[r], 0.5, sheet.height)
                    if bars
                    else line(sheet.xs[c], ys[r], sheet.xs[c], ys[r + 1])
                )
    for r, row in enumerate(sheet.rows):
        for c, words in enumerate(row):
            for n, part in enumerate((words or "").split("\n")):
                drawn += text(part, sheet.xs[c] + 4, ys[r] + 13 + 12 * n) if part else b""
    return drawn


def pdf(*pages: bytes, turned: int = 0) -> bytes:
    """A file of these pages; /Im is a grey picture."""
    kids = " ".join(f"{10 + 2 * n} 0 R" for n in range(len(pages)))
    objects: dict[int, bytes] = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        3: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        4: b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[5 0 R]>>",
        5: b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo"
        b"<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000>>",
        6: _stream(b"\x80", b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"),
    }  # fmt: skip
    head = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Rotate %d" % (WIDTH, HEIGHT, turned)
    head += b"/Resources<</Font<</F1 3 0 R/F2 4 0 R>>/XObject<</Im 6 0 R>>>>/Contents %d 0 R>>"
    for n, page in enumerate(pages):
        objects[10 + 2 * n] = head % (11 + 2 * n)
        objects[11 + 2 * n] = _stream(page)
    return assembled(objects)


def _stream(data: bytes, head: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (head, len(data), data)


def assembled(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """The objects as a file, with a table of where they are."""
    content, places = b"%PDF-1.4\n", {}
    for number, data in objects.items():
        places[number] = len(content)
        content += b"%d 0 obj\n%s\nendobj\n" % (number, data)
    size = max(objects) + 1
    entries = [
        b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(size)
    ]
    start = len(content)
    tail = b"xref\n0 %d\n%strailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF"
    return content + tail % (size, b"".join(entries), size, trailer, start)


def words(*lines: str, top: float = 60) -> bytes:
    return b"".join(text(words, 60, top + 15 * n) for n, words in enumerate(lines))
