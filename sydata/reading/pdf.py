"""PDF with text: ruled tables become sheets, the lines around them their paragraphs. Scans are named as such."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sydata.errors import UnreadableFile
from sydata.model import Line, Sheet
from sydata.reading import document, letters, ruling
from sydata.reading.budget import Budget
from sydata.reading.document import Table
from sydata.reading.letters import Letter
from sydata.reading.pdf_pages import Piece, joined
from sydata.reading.ruling import Grid

WORKER = Path(__file__).with_name("pdf_worker.py")
PICTURE = 0.3  # of a page: a picture so large on a page without text is a scan
OUTLINES = 200  # shapes on a page without text: its letters were made drawings
NOT_INSTALLED = "ModuleNotFoundError"


class Page(NamedTuple):
    """What is drawn on a page; see pdf_worker."""

    letters: list[Letter]
    across: list[list[float]]
    down: list[list[float]]
    pictures: float
    drawings: int

    @property
    def is_picture(self) -> bool:
        """Whether all that a person sees on it is a picture."""
        return not self.letters and (self.pictures >= PICTURE or self.drawings >= OUTLINES)


def read(file: str, content: bytes, budget: Budget) -> tuple[Sheet, ...]:
    """Every ruled table a sheet; a table that goes on over pages is one.

    Pages that are pictures are told in `unread` of the last sheet. Raises UnreadableFile (scan, password,
    damaged, empty, too-large; pdf, where the library is missing).
    """
    pages = [_page(page) for page in _drawn(content, budget)]
    pictures = tuple(f"第{n}页" for n, page in enumerate(pages, start=1) if page.is_picture)
    if not any(page.letters for page in pages):
        raise UnreadableFile("scan" if pictures or any(p.pictures or p.drawings for p in pages) else "empty")
    pieces = [piece for n, page in enumerate(pages, start=1) for piece in _pieces(page, n, budget)]
    tables, rest = joined(pieces)
    if pictures and not tables:
        raise UnreadableFile("scan", "、".join(pictures))
    return document.sheets(file, tables, rest, "pdf", budget, pictures)


def _drawn(content: bytes, budget: Budget) -> list[dict[str, Any]]:
    """What the worker finds on the pages."""
    limits = (budget.seconds, budget.memory, budget.pages, budget.drawn)
    command = [sys.executable, "-P", str(WORKER), *map(str, limits)]
    try:
        ended = subprocess.run(
            command, input=content, capture_output=True, timeout=budget.seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile("too-large", f"more than {budget.seconds} seconds") from error
    except OSError as error:
        raise UnreadableFile("pdf", str(error)) from error
    if ended.returncode:
        missing = NOT_INSTALLED.encode() in ended.stderr
        raise UnreadableFile(
            "pdf" if missing else "damaged", f"the PDF library ended with {ended.returncode}"
        )
    found = json.loads(ended.stdout)
    if "cause" in found:
        raise UnreadableFile(found["cause"])
    return list(found["pages"])


def _page(page: dict[str, Any]) -> Page:
    drawn = [Letter(*letter) for letter in page["letters"]]
    return Page(drawn, page["across"], page["down"], page["pictures"], page["drawings"])


def _pieces(page: Page, number: int, budget: Budget) -> list[Piece]:
    """The lines and the tables of a page from top to bottom."""
    pieces: list[Piece] = []
    rest = page.letters
    for grid in sorted(ruling.grids(page.across, page.down, budget), key=lambda g: g.area):
        inside = [one for one in rest if grid.at(one.x, one.y) is not None]
        table = _table(grid, inside)
        if table is not None:
            pieces.append(Piece(grid.ys[0], table, grid.xs, None))
            rest = [one for one in rest if grid.at(one.x, one.y) is None]
    for row in letters.rows(rest):
        pieces.append(Piece(row.y, None, (), Line(row.text, f"第{number}页")))
    return [*sorted(pieces, key=lambda piece: piece.top), Piece.end_of_page()]


def _table(grid: Grid, inside: Sequence[Letter]) -> Table | None:
    """The grid's cells as a table; None if it holds no rows and columns of words."""
    filled = letters.fill(grid, inside)
    places = [*filled.values, *filled.marks]
    if len({row for row, _ in places}) < 2 or len({column for _, column in places}) < 2:
        return None
    width = len(grid.xs) - 1
    table = Table(before=[], rows=[[None] * width for _ in grid.ys[1:]])
    for (row, column), value in filled.values.items():
        table.rows[row][column] = value
    table.notes.marks = filled.marks
    table.merges = {m[:2]: m for m in grid.cells.values() if m[:2] != m[2:]}
    return table
