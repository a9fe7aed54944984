"""Sheets as they were read, made a workbook: for files of a kind that takes no comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell as BookCell
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from sydata.exports.sendback.listing import LINE, columns_of, height
from sydata.exports.sendback.questions import COLUMNS, ROWS, Heading, Question, cell_of
from sydata.exports.tables import RISKY, TEXT_LIMIT, UNSTORABLE
from sydata.model import Merge, Sheet, Value, address, value_text

UNFIT = re.compile(r"[\[\]:*?/\\\0-\x1f]|^'|'$")  # letters that no sheet's name may hold
NAME_LIMIT = 31
NARROW, WIDE = 8, 30
LARGEST, FIRST_YEAR = 10**15, 1901  # the calendar of workbooks has a day too many in 1900
THIN = Side(style="thin", color="FFBFBFBF")
EDGES = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
SET = Alignment(wrap_text=True, vertical="center")
CENTRED = Alignment(wrap_text=True, vertical="center", horizontal="center")


@dataclass(frozen=True, slots=True)
class Rendering:
    """A workbook of sheets as read, the questions at their places in it, and what is to be said of it."""

    content: bytes
    questions: tuple[Question, ...]
    notes: tuple[str, ...]


def rendered(sheets: Sequence[Sheet], questions: Sequence[Question], head: Heading) -> Rendering:
    """Every sheet with its values, merged ranges and hidden lines; words around a table stand above and below it.

    Text is never a formula, and no formula of the original is written: its result is, or its text.
    """
    fitting = [sheet for sheet in sheets if len(sheet.rows) < ROWS and _width(sheet) <= COLUMNS]
    names = _names(fitting, head)
    book = Workbook()
    book.remove(book.active)
    for sheet, name in zip(fitting, names, strict=True):
        _write(book.create_sheet(name), sheet)
    if not any(sheet.visible for sheet in fitting):
        book.create_sheet(head.word("sheet", "body"))  # a workbook must show a sheet
    buffer = BytesIO()
    book.save(buffer)
    moved = tuple(_moved(each, fitting, names) for each in questions)
    return Rendering(buffer.getvalue(), moved, tuple(_notes(fitting, names, head)))


def _moved(question: Question, sheets: Sequence[Sheet], names: Sequence[str]) -> Question:
    """A question at the place where its cell stands now."""
    for sheet, name in zip(sheets, names, strict=True):
        if sheet.name == question.sheet:
            at = cell_of(question.cell)
            cell = address(at.row + len(sheet.before), at.column) if at is not None else question.cell
            return replace(question, sheet=name, cell=cell)
    return question


def _notes(sheets: Sequence[Sheet], names: Sequence[str], head: Heading) -> Iterator[str]:
    yield head.word("notes", "rebuilt")
    if any(mark.kind == "formula" for sheet in sheets for mark in sheet.marks.values()):
        yield head.word("notes", "formula")
    for sheet, name in zip(sheets, names, strict=True):
        if sheet.before:
            yield head.word("notes", "shifted").format(sheet=name, count=len(sheet.before))


def _names(sheets: Iterable[Sheet], head: Heading) -> list[str]:
    """Names that a workbook takes, each once."""
    found: list[str] = []
    taken: set[str] = {head.word("sheet", "name").casefold()}
    for sheet in sheets:
        plain = UNFIT.sub("", sheet.name)[:NAME_LIMIT] or head.word("sheet", "body")
        name, number = plain, 1
        while name.casefold() in taken:
            number += 1
            name = f"{plain[: NAME_LIMIT - 5]} {number}"
        taken.add(name.casefold())
        found.append(name)
    return found


def _width(sheet: Sheet) -> int:
    return max(map(len, sheet.rows), default=0)


# ---- one sheet ----
def _write(target: Worksheet, sheet: Sheet) -> None:
    down = len(sheet.before)
    for row, line in enumerate((*sheet.before, *sheet.after)):
        at = row if row < down else row + len(sheet.rows)
        _fill(target.cell(at + 1, 1), line.text)
    for row in range(len(sheet.rows)):
        for column in range(len(sheet.rows[row])):
            _put(target.cell(row + down + 1, column + 1), sheet, row, column)
    for top, left, bottom, right in sheet.merges:
        target.merge_cells(None, top + down + 1, left + 1, bottom + down + 1, right + 1)
        target.cell(top + down + 1, left + 1).alignment = CENTRED
    for row in sheet.hidden_rows:
        target.row_dimensions[row + down + 1].hidden = True
    _heights(target, sheet, _columns(target, sheet))
    _printed(target)
    target.sheet_state = "visible" if sheet.visible else "hidden"


def _put(cell: BookCell, sheet: Sheet, row: int, column: int) -> None:
    cell.border, cell.alignment = EDGES, SET
    mark = sheet.marks.get((row, column))
    if mark is not None and mark.kind == "error":
        cell.value, cell.data_type = mark.text, "e"
    elif mark is not None and mark.kind == "formula":
        _fill(cell, mark.text)
    elif not _storable(sheet.rows[row][column]):
        _fill(cell, value_text(sheet.rows[row][column]))
    else:
        cell.value = sheet.rows[row][column]
        form = "" if mark is None else mark.text if mark.kind == "format" else mark.format
        if form:
            cell.number_format = form


def _storable(value: Value) -> bool:
    """Whether a workbook holds a value as it is: numbers of 15 digits, dates of its calendar."""
    if isinstance(value, (int, float)):
        return abs(value) < LARGEST  # false for what is no number at all
    if isinstance(value, date):
        return value.year >= FIRST_YEAR
    return not isinstance(value, str)


def _fill(cell: BookCell, text: str) -> None:
    """Text, whatever it begins with."""
    cell.value = UNSTORABLE.sub("", text)[:TEXT_LIMIT]
    cell.data_type = "s"
    if text.startswith(RISKY):
        cell.quotePrefix = True


def _columns(target: Worksheet, sheet: Sheet) -> list[float]:
    """Sets the columns as wide as their words, a merged cell aside; gives back the widths."""
    widths = []
    across = {(merge.top, merge.left) for merge in sheet.merges if merge.right > merge.left}
    for column in range(_width(sheet)):
        texts = [sheet.text(row, column) for row in range(len(sheet.rows)) if (row, column) not in across]
        wanted = max((columns_of(line) for text in texts for line in text.split("\n")), default=0)
        dimension = target.column_dimensions[get_column_letter(column + 1)]
        dimension.width = min(max(wanted + 2, NARROW), WIDE)
        dimension.hidden = column in sheet.hidden_columns
        widths.append(dimension.width)
    return widths


def _heights(target: Worksheet, sheet: Sheet, widths: Sequence[float]) -> None:
    """Sets the rows as tall as their words; one merged downwards has room enough in its rows together."""
    merges = {(merge.top, merge.left): merge for merge in sheet.merges}
    tall = [LINE] * len(sheet.rows)
    for row, cells in enumerate(sheet.rows):
        for column in (at for at, value in enumerate(cells) if value is not None):
            merge = merges.get((row, column), Merge(row, column, row, column))
            room = int(sum(widths[merge.left : merge.right + 1]))
            down = range(merge.top, merge.bottom + 1)
            needed = height([(sheet.text(row, column), room)]) / len(down)
            for each in down:
                tall[each] = max(tall[each], needed)
    for row, points in enumerate(tall):
        target.row_dimensions[row + len(sheet.before) + 1].height = points


def _printed(target: Worksheet) -> None:
    """On paper: landscape, all columns on one page."""
    target.page_setup.orientation, target.page_setup.paperSize = "landscape", target.PAPERSIZE_A4
    target.page_setup.fitToWidth, target.page_setup.fitToHeight = 1, 0
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
