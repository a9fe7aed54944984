"""A program of its own: PDF in, the letters and ruled lines of its pages out. Run by pdf.py, never imported by it.

A PDF is opened by a library in C++; a broken or hostile one could take the whole process, all memory or no
end. So it is opened in a process that has limits and can be ended. It knows nothing of sydata, to start quickly.

    python pdf_worker.py SECONDS BYTES PAGES ITEMS < file.pdf

It prints one JSON object: {"cause": …}, or {"pages": […]}, a page being {"width", "height" (points), "letters":
[[text, left, top, right, bottom]], "across": [[y, left, right]], "down": [[x, top, bottom]], "pictures" (share
of the page's area), "drawings" (how many shapes)}. Coordinates are those of the page as a person sees it, from
its top left corner. A letter that the file does not explain is U+FFFD.
"""

from __future__ import annotations

import ctypes
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

PATH, IMAGE, FORM = 2, 3, 5
MOVE, LINE = 2, 0
INVISIBLE = 3  # a text rendering mode: what character recognition lays under a scan
PASSWORD = (4, 5)
THIN, SHORT = 3.0, 4.0  # points: a filled rectangle so thin is a line; a line so short is none
PALE = 250  # of 255: a line of this colour is not seen on paper
DEEPEST = 8  # forms in forms
STRAIGHT = 0.6  # points that a line may lean

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class TooLarge(Exception):
    """More pages, letters or shapes than are allowed."""


class Page:
    """What is gathered from a page, in its own coordinates (from the bottom left corner, not yet turned)."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, Box]] = []
        self.lines: list[Box] = []
        self.angles: Counter[int] = Counter()
        self.pictures = 0.0
        self.drawings = 0


def limit(seconds: int, memory: int) -> None:
    """Let the system end this process beyond its limits, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def pages(content: bytes, most: int, items: int) -> dict[str, Any]:
    """All pages, or the cause for which there are none."""
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(content, len(content), None)
    if not document:
        return {"cause": "password" if pdfium.FPDF_GetLastError() in PASSWORD else "damaged"}
    count = pdfium.FPDF_GetPageCount(document)
    if count > most:
        return {"cause": "too-large"}
    found = []
    for index in range(count):
        page = read_page(document, index, items)
        items -= len(page["letters"]) + len(page["across"]) + len(page["down"]) + page["drawings"]
        found.append(page)
    return {"pages": found}


def read_page(document: Any, index: int, items: int) -> dict[str, Any]:
    """One page, turned as a person sees it. A page that cannot be opened is an empty one with a picture."""
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        return {
            "width": 0,
            "height": 0,
            "letters": [],
            "across": [],
            "down": [],
            "pictures": 1.0,
            "drawings": 0,
        }
    if (
        pdfium.FPDFPage_GetAnnotCount(page) > 0
    ):  # what was typed into fields and notes becomes part of the page
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        pdfium.FPDF_ClosePage(page)
        page = pdfium.FPDF_LoadPage(document, index)
    turned = pdfium.FPDFPage_GetRotation(page)
    size = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    found = Page()
    read_letters(page, found, items)
    amount = pdfium.FPDFPage_CountObjects(page)
    objects = (pdfium.FPDFPage_GetObject(page, n) for n in range(amount))
    read_objects(objects, IDENTITY, found, items, DEEPEST)
    pdfium.FPDF_ClosePage(page)
    return shown(found, turned, size)


def read_letters(page: Any, found: Page, items: int) -> None:
    """The letters that are drawn; invisible ones, those the library made up and slanted ones are left out."""
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        return
    count = pdfium.FPDFText_CountChars(text)
    if count > items:
        raise TooLarge
    box = pdfium.FS_RECTF()
    for n in range(count):
        if pdfium.FPDFText_IsGenerated(text, n) == 1 or not is_drawn(text, n):
            continue
        quarter = angle(text, n)
        code = pdfium.FPDFText_GetUnicode(text, n)
        if quarter is None or not pdfium.FPDFText_GetLooseCharBox(text, n, ctypes.byref(box)):
            continue
        word = letter(code, pdfium.FPDFText_HasUnicodeMapError(text, n) == 1)
        if word.strip():
            found.angles[quarter] += 1
            found.letters.append((word, (box.left, box.bottom, box.right, box.top)))
    pdfium.FPDFText_ClosePage(text)


def is_drawn(text: Any, n: int) -> bool:
    owner = pdfium.FPDFText_GetTextObject(text, n)
    return not owner or pdfium.FPDFTextObj_GetTextRenderMode(owner) != INVISIBLE


def angle(text: Any, n: int) -> int | None:
    """The quarter turns of a letter; None for a slanted one (a watermark)."""
    turns = pdfium.FPDFText_GetCharAngle(text, n) / (math.pi / 2)
    return round(turns) % 4 if abs(turns - round(turns)) < 0.05 else None


def letter(code: int, unexplained: bool) -> str:
    """The letter, or U+FFFD if the file does not say which it is."""
    if unexplained or code == 0 or 0xD800 <= code < 0xF900 or code > 0x10FFFF:
        return "\ufffd"
    return chr(code) if code >= 32 and code not in (0xFFFE, 0xFFFF) else " "


def read_objects(objects: Iterator[Any], matrix: Matrix, found: Page, items: int, depth: int) -> None:
    """Lines and pictures among a page's objects, and inside the forms among them."""
    for thing in objects:
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == PATH:
            found.drawings += 1
            read_path(thing, matrix, found, items)
        elif kind == IMAGE:
            found.pictures += picture(thing, matrix)
        elif kind == FORM and depth:
            inner = (
                pdfium.FPDFFormObj_GetObject(thing, n) for n in range(pdfium.FPDFFormObj_CountObjects(thing))
            )
            read_objects(inner, times(own_matrix(thing), matrix), found, items, depth - 1)
        if found.drawings + len(found.lines) + len(found.letters) > items:
            raise TooLarge


def own_matrix(thing: Any) -> Matrix:
    m = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, ctypes.byref(m)):
        return IDENTITY
    return m.a, m.b, m.c, m.d, m.e, m.f


def times(a: Matrix, b: Matrix) -> Matrix:
    """First a, then b."""
    return (
        a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5],
    )  # fmt: skip


def moved(point: tuple[float, float], m: Matrix) -> tuple[float, float]:
    return point[0] * m[0] + point[1] * m[2] + m[4], point[0] * m[1] + point[1] * m[3] + m[5]


def picture(thing: Any, matrix: Matrix) -> float:
    """The area that a picture takes."""
    m = times(own_matrix(thing), matrix)  # a picture is the unit square, moved
    return abs(m[0] * m[3] - m[1] * m[2])


def read_path(thing: Any, matrix: Matrix, found: Page, items: int) -> None:
    """The straight lines of a shape: those it strokes, and those of the thin rectangles it fills."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(thing, ctypes.byref(fill), ctypes.byref(stroke))
    strokes = stroke.value and is_seen(thing, pdfium.FPDFPageObj_GetStrokeColor)
    fills = fill.value and is_seen(thing, pdfium.FPDFPageObj_GetFillColor)
    if not strokes and not fills:
        return
    for points in outlines(thing, times(own_matrix(thing), matrix), items):
        across = max(x for x, _ in points) - min(x for x, _ in points)
        down = max(y for _, y in points) - min(y for _, y in points)
        if strokes or (fills and min(across, down) <= THIN):
            found.lines += [(*a, *b) for a, b in zip(points, points[1:], strict=False) if is_line(a, b)]


def is_seen(thing: Any, colour: Any) -> bool:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not colour(thing, *map(ctypes.byref, parts)):
        return True
    *rgb, alpha = (part.value for part in parts)
    return alpha > 255 - PALE and min(rgb) < PALE


def is_line(a: tuple[float, float], b: tuple[float, float]) -> bool:
    across, down = abs(a[0] - b[0]), abs(a[1] - b[1])
    return max(across, down) >= SHORT and min(across, down) <= STRAIGHT


def outlines(thing: Any, matrix: Matrix, items: int) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of a shape; a curve counts as its ends only."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    count = pdfium.FPDFPath_CountSegments(thing)
    if count > items:
        raise TooLarge
    for n in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(thing, n)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = moved((x.value, y.value), matrix)
        if pdfium.FPDFPathSegment_GetType(segment) == MOVE and points:
            yield points
            points = []
        points.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def shown(found: Page, turned: int, size: tuple[float, float]) -> dict[str, Any]:
    """The page turned so that most of its letters stand upright, or as it says if it has none; from the top left."""
    width, height = size if turned % 2 == 0 else size[::-1]
    turns = (-found.angles.most_common(1)[0][0] if found.angles else turned) % 4
    letters = [[text, *corners(box, turns, width, height)] for text, box in found.letters]
    lines = [corners(box, turns, width, height) for box in found.lines]
    if turns % 2:
        width, height = height, width
    return {
        "width": width,
        "height": height,
        "letters": letters,
        "across": [[(t + b) / 2, left, right] for left, t, right, b in lines if right - left >= b - t],
        "down": [[(left + right) / 2, t, b] for left, t, right, b in lines if right - left < b - t],
        "pictures": found.pictures / max(1.0, width * height),
        "drawings": found.drawings,
    }


def corners(box: Box, turns: int, width: float, height: float) -> list[float]:
    """left, top, right, bottom after so many quarter turns to the right, counted from the top left."""
    xs, ys = [], []
    for x, y in ((box[0], box[1]), (box[2], box[3])):
        if turns == 1:
            x, y, high = y, width - x, width
        elif turns == 2:
            x, y, high = width - x, height - y, height
        elif turns == 3:
            x, y, high = height - y, x, width
        else:
            high = height
        xs.append(x)
        ys.append(high - y)
    return [round(value, 2) for value in (min(xs), min(ys), max(xs), max(ys))]


def main(seconds: int, memory: int, most: int, items: int) -> None:
    limit(seconds, memory)
    try:
        found = pages(sys.stdin.buffer.read(), most, items)
    except (TooLarge, MemoryError):
        found = {"cause": "too-large"}
    json.dump(found, sys.stdout, allow_nan=False)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
