"""The cases of sample_data/corpus: drawn sheets with what a right reading of them gives.

The format is described in sample_data/corpus/README.md. Nothing here reads a sheet: a person typed the expectations.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

CORPUS = Path(__file__).parents[2] / "sample_data" / "corpus"
GROUPS = ("layout", "defect", "wild", "foreign")
KEYS = ("unit", "year", "festival", "category")
ERRORS = ("#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", "#NULL!")
HELD_OUT = 5  # one case in so many is not looked at while the reader is tuned
BLANKS = " \t"


@dataclass
class Page:
    """A drawn sheet: its cells as typed."""

    name: str
    hidden: bool = False
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[str] = field(default_factory=list)
    lines: list[list[str]] = field(default_factory=list)


@dataclass
class Case:
    """A case: its files, and what a right reading gives. data is keyed by KEYS, blank figures left out."""

    name: str
    office: str = "500000"
    about: str = ""
    files: dict[str, list[Page]] = field(default_factory=dict)
    data: dict[tuple[str, ...], dict[str, Decimal]] = field(default_factory=dict)
    findings: list[tuple[str, str, str, str]] = field(default_factory=list)
    info: list[str] = field(default_factory=list)
    observations: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def held_out(self) -> bool:
        return int(hashlib.sha256(self.name.encode()).hexdigest(), 16) % HELD_OUT == 0

    def sources(self) -> list[tuple[str, bytes]]:
        """The files as (name, bytes)."""
        return [(name, _content(name, pages)) for name, pages in self.files.items()]


def names() -> list[str]:
    """Every case as `group/slug`."""
    return sorted(f"{p.parent.name}/{p.stem}" for g in GROUPS for p in (CORPUS / g).glob("*.txt"))


def load(name: str) -> Case:
    """The case of this name; ValueError naming file and line where it is badly written."""
    lines = (CORPUS / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    case, part = Case(name), "head"
    pages: list[Page] = []
    columns: list[str] = []
    for number, line in enumerate(lines, start=1):
        try:
            if line.startswith("=== "):
                pages = case.files.setdefault(line[4:].strip(BLANKS), [])
                part = "file"
            elif line.startswith("--- "):
                pages.append(_page(line[4:]))
                part = "sheet"
            elif line.startswith("+++ "):
                part, columns = line[4:].strip(), []
            else:
                _take(case, part, line, pages, columns)
        except (ValueError, IndexError, ArithmeticError) as error:
            raise ValueError(f"{name}.txt, line {number}: {line!r}: {error}") from error
    for page in (page for pages in case.files.values() for page in pages):
        while page.lines and page.lines[-1] == [""]:
            page.lines.pop()
    return case


def _page(text: str) -> Page:
    name, *flags = [part.strip(BLANKS) for part in text.split("|")]
    page = Page(name)
    for flag in flags:
        key, _, value = flag.partition(":")
        values = [v for v in re.split(r"[,\s]+", value) if v]
        page.hidden |= key == "hidden"
        page.hidden_rows += map(int, values) if key == "hidden-rows" else []
        page.hidden_columns += values if key == "hidden-columns" else []
    return page


def _take(case: Case, part: str, line: str, pages: list[Page], columns: list[str]) -> None:
    if part == "head":
        if line.startswith("#"):
            case.about += line[1:].strip() + " "
        elif line.startswith("office:"):
            case.office = line.partition(":")[2].strip()
        return
    if part == "sheet":
        pages[-1].lines.append(
            [cell.strip(BLANKS) for cell in line.split("|")] if line.strip() != "." else [""]
        )
        return
    if not line.strip() or line.startswith("#"):
        return
    if part == "data":
        _data(case, [cell.strip(BLANKS) for cell in line.split("|")], columns)
    elif part == "findings":
        place, code = line.strip().rsplit(" ", 1)
        case.findings.append((*_place(place.strip()), code))
    elif part == "info":
        case.info.append(line.split()[-1])
    elif part == "observations":
        case.observations.append(tuple(line.split()))
    else:
        raise ValueError(f"no part is called {part}")


def _data(case: Case, cells: list[str], columns: list[str]) -> None:
    if not columns:
        columns += cells
        return
    row = dict(zip(columns, cells, strict=False))
    key = tuple(row[name] for name in KEYS)
    if key in case.data:
        raise ValueError("the same unit, period and category again")
    case.data[key] = {name: Decimal(v) for name, v in row.items() if name not in KEYS and v}


def _place(text: str) -> tuple[str, str, str]:
    """(file, sheet, cell) with `?` for any and empty for none."""
    parts = text.split("!")
    file, sheet, cell = {1: ["?", "?"], 2: ["?"], 3: []}[len(parts)] + parts
    return file, sheet, "" if cell == "-" else cell


# ---- drawing ----
def _content(name: str, pages: list[Page]) -> bytes:
    if name.lower().endswith(".csv"):
        return _csv(pages[0].lines) if pages else b""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for page in pages:
        _draw(book.create_sheet(page.name), page)
    if not pages:
        book.create_sheet("Sheet1")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _csv(lines: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([[_text(c) if c not in ("<", "^") else "" for c in line] for line in lines])
    return out.getvalue().encode() if any(any(line) for line in lines) else b""


def _draw(sheet: Any, page: Page) -> None:
    width = max(map(len, page.lines), default=0)
    grid = [line + [""] * (width - len(line)) for line in page.lines]
    for r, line in enumerate(grid, start=1):
        for c, cell in enumerate(line, start=1):
            if cell and cell not in ("<", "^"):
                _cell(sheet.cell(r, c), cell)
    for top, left, bottom, right in _merges(grid):
        sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    sheet.sheet_state = "hidden" if page.hidden else "visible"
    for row in page.hidden_rows:
        sheet.row_dimensions[row].hidden = True
    for column in page.hidden_columns:
        sheet.column_dimensions[column].hidden = True


def _cell(target: Any, text: str) -> None:
    styled = re.fullmatch(r"\[\[(.+)\]\](-?\d+(?:\.\d+)?)", text)
    if styled:
        target.value, target.number_format = _number(styled[2]), styled[1]
    elif re.fullmatch(r"-?\d+(\.\d+)?", text):
        target.value = _number(text)
    elif text.startswith("d:"):
        target.value = date.fromisoformat(text[2:])
    elif text.startswith("=") or text in ERRORS:
        target.value = text
    else:
        target.value = _text(text)
        target.data_type = "s"


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def _text(cell: str) -> str:
    return cell.removeprefix("'").replace("↵", "\n").replace("␣", " ").replace("¦", "|")


def _merges(grid: list[list[str]]) -> Iterator[tuple[int, int, int, int]]:
    """Rectangles of `<` and `^` with the cell at their upper left."""
    for top, row in enumerate(grid):
        for left, cell in enumerate(row):
            if cell in ("<", "^"):
                continue
            right = next((c for c in range(left + 1, len(row)) if row[c] != "<"), len(row)) - 1
            bottom = next((r for r in range(top + 1, len(grid)) if grid[r][left] != "^"), len(grid)) - 1
            if right > left or bottom > top:
                yield top, left, bottom, right
