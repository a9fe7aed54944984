"""Drawn files → the bytes that somebody would send: .xlsx by openpyxl, .csv by csv."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.corpus.nouns import Case, CaseError, DrawnFile, DrawnSheet

LEFT, ABOVE = "<", "^"
FIGURE = re.compile(r"-?\d+(\.\d+)?")
FORMATTED = re.compile(r"\[\[(.+?)\]\](.*)")
DAY = re.compile(r"d:(\d{4}-\d{2}-\d{2})")
Spot = tuple[int, int]
Area = tuple[int, int, int, int]


def draw(case: Case) -> list[tuple[str, bytes]]:
    """The files of a case, by name."""
    return [(file.name, _bytes(case, file)) for file in case.files]


def _bytes(case: Case, file: DrawnFile) -> bytes:
    if file.name.endswith(".csv"):
        return _csv(file)
    book = Workbook()
    book.remove(book.active)
    for sheet in file.sheets:
        _draw_sheet(case, book.create_sheet(sheet.name), sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _csv(file: DrawnFile) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in file.sheets[0].rows:
        writer.writerow(["" if raw in (LEFT, ABOVE) else _text(raw) for raw in row])
    return out.getvalue().encode(file.encoding)


def _draw_sheet(case: Case, page: Worksheet, sheet: DrawnSheet) -> None:
    for r, row in enumerate(sheet.rows, start=1):
        for c, raw in enumerate(row, start=1):
            if raw and raw not in (LEFT, ABOVE):
                _fill(page.cell(r, c), raw)
    for top, left, bottom, right in merges(case, sheet):
        page.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    page.sheet_state = "hidden" if sheet.hidden else "visible"
    for number in sheet.hidden_rows:
        page.row_dimensions[number].hidden = True
    for letters in sheet.hidden_columns:
        page.column_dimensions[letters].hidden = True


def _fill(cell: Cell, raw: str) -> None:
    """Writes a raw cell text as the value it stands for."""
    formatted, day = FORMATTED.fullmatch(raw), DAY.fullmatch(raw)
    if formatted:
        cell.value, cell.number_format = _number(formatted[2].strip()), formatted[1]
    elif day:
        cell.value, cell.number_format = datetime.fromisoformat(day[1]), "yyyy-mm-dd"
    elif FIGURE.fullmatch(raw):
        cell.value = _number(raw)
    elif raw.startswith("'"):
        cell.value = _text(raw)
        cell.data_type = "s"  # else '=1 would become a formula
    else:
        cell.value = _text(raw)  # openpyxl makes formulas of =… and errors of #REF!


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def _text(raw: str) -> str:
    """A cell's text as a csv would show it."""
    formatted, day = FORMATTED.fullmatch(raw), DAY.fullmatch(raw)
    if formatted:
        return formatted[2].strip()
    if day:
        return date.fromisoformat(day[1]).isoformat()
    plain = raw[1:] if raw.startswith("'") else raw
    return plain.replace("↵", "\n").replace("␣", " ").replace("¦", "|")


def merges(case: Case, sheet: DrawnSheet) -> list[Area]:
    """The merged areas of a sheet as (top, left, bottom, right) from 1. Raises CaseError if one is no rectangle."""
    areas: dict[Spot, list[Spot]] = {}
    owners: dict[Spot, Spot] = {}
    for r, row in enumerate(sheet.rows, start=1):
        for c, raw in enumerate(row, start=1):
            before = {LEFT: (r, c - 1), ABOVE: (r - 1, c)}.get(raw)
            if before is not None and before not in owners:
                raise CaseError(f"{_where(case, sheet, (r, c))}: {raw!r} has no cell to merge with")
            owners[r, c] = (r, c) if before is None else owners[before]
            areas.setdefault(owners[r, c], []).append((r, c))
    return [_area(case, sheet, spots) for spots in areas.values() if len(spots) > 1]


def _area(case: Case, sheet: DrawnSheet, spots: list[Spot]) -> Area:
    rows, columns = [r for r, _ in spots], [c for _, c in spots]
    top, left, bottom, right = min(rows), min(columns), max(rows), max(columns)
    if (bottom - top + 1) * (right - left + 1) != len(spots):
        raise CaseError(f"{_where(case, sheet, spots[0])}: the cells merged here are no rectangle")
    return top, left, bottom, right


def _where(case: Case, sheet: DrawnSheet, spot: Spot) -> str:
    return f"{case.path}:{sheet.line + spot[0]}: sheet {sheet.name!r}, {get_column_letter(spot[1])}{spot[0]}"
