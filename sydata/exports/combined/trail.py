"""The sheet of sources: every figure of the form with the file, sheet and cell it stood in, and the words there."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from sydata.catalog.categories import CATEGORIES
from sydata.catalog.forms import reasons
from sydata.catalog.indicators import INDICATORS
from sydata.catalog.printed import printed
from sydata.exports.combined.page import set_page
from sydata.exports.combined.sheets import Book, put
from sydata.exports.tables import HEADERS

WIDTHS = {
    "unit": 20, "category": 14, "indicator": 20, "value": 13, "measure": 9, "text": 14, "file": 60, "sheet": 14,
    "cell": 9, "note": 20,
}  # fmt: skip
MEASURE = ("计量单位", "Unit")
NUMBER = 3  # the column of the value


class _Line(NamedTuple):
    unit: str
    category: str
    indicator: str
    value: float | None
    measure: str
    text: str
    file: str
    sheet: str
    cell: str
    note: str


def sources_sheet(into: Book) -> None:
    """One table, headings in row 1, in the order of the form's rows."""
    sheet = into.book.add_worksheet(printed("sheet", "sources", into.of.language))
    set_page(sheet, into.of, into.paper, 1)
    english = into.of.language == "en"
    for at, (name, width) in enumerate(WIDTHS.items()):
        sheet.set_column(at, at, width)
        head = MEASURE if name == "measure" else HEADERS[name]
        put(sheet, (0, at), head[english], into.look["plain-head"])
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(into.plan.trail), len(WIDTHS) - 1)
    for row, found in enumerate(into.plan.trail.to_dict("records"), 1):
        _write(into, sheet, row, _line(found, into.of.language), INDICATORS[str(found["indicator"])].money)


def _line(found: dict[Any, Any], language: str) -> _Line:
    indicator, category = INDICATORS[found["indicator"]], str(found["category"])
    return _Line(
        unit=str(found["unit"]),
        category=CATEGORIES[category].short(language) if category in CATEGORIES else category,
        indicator=indicator.name(language),
        value=None if pd.isna(found["value"]) else float(found["value"]),
        measure=indicator.unit(language),
        text=str(found["text"]),
        file=str(found["file"]),
        sheet=str(found["sheet"]),
        cell=str(found["cell"]),
        note=reasons(str(found["note"]), language),
    )


def _write(into: Book, sheet: Worksheet, row: int, line: _Line, money: bool) -> None:
    for at, value in enumerate(line):
        if at == NUMBER and value is not None:
            sheet.write_number(row, at, float(value), into.look["plain-money" if money else "plain-count"])
        elif isinstance(value, str) and value:
            put(sheet, (row, at), value, into.look["plain-text"])
