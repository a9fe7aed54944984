"""Writes drawn pages as workbooks: OOXML and BIFF8 (.xls, and .et of WPS)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

import xlwt
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from sydata.model import address, column_letters
from sydata.sample.package import restamp
from sydata.sample.page import Page

THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
TITLE = Font(name="方正小标宋简体", size=18)
LINE = 15.0
BODY = Font(name="仿宋", size=11)


def xlsx(pages: Sequence[Page]) -> bytes:
    """An OOXML workbook, one worksheet a page."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for page in pages:
        _worksheet(book.create_sheet(page.name), page)
    out = BytesIO()
    book.save(out)
    return restamp(out.getvalue())


def _worksheet(sheet: Worksheet, page: Page) -> None:
    for r, row in enumerate(page.rows):
        for c, value in enumerate(row):
            boxed = page.table[0] <= r <= page.table[1]
            if value is not None or boxed:
                cell = sheet.cell(r + 1, c + 1, value)
                assert isinstance(cell, Cell)
                _dress(cell, page, (r, c), boxed)
    for top, left, bottom, right in page.merges:
        # added past merge_cells, which draws borders anew and takes a third of the time
        sheet.merged_cells.add(f"{address(top, left)}:{address(bottom, right)}")
    for c, width in enumerate(page.widths):
        sheet.column_dimensions[column_letters(c)].width = width
    for r, height in _heights(page).items():
        sheet.row_dimensions[r + 1].height = height
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for r in page.hidden_rows:
        sheet.row_dimensions[r + 1].hidden = True
    for c in page.hidden_columns:
        sheet.column_dimensions[column_letters(c)].hidden = True
    sheet.sheet_state = "visible" if page.visible else "hidden"


def _heights(page: Page) -> dict[int, float]:
    """Row heights in points for the words of the table; a merged cell shares its lines among its rows."""
    spans = {(top, left): bottom - top + 1 for top, left, bottom, _ in page.merges}
    heights = {} if page.title is None else {page.title[0]: 34.0}
    for r in range(page.table[0], page.table[1] + 1):
        texts = [
            (str(value), spans.get((r, c), 1)) for c, value in enumerate(page.rows[r]) if value is not None
        ]
        heights[r] = max((LINE * (text.count("\n") + 1) / span for text, span in texts), default=LINE) + 4
    return heights


def _dress(cell: Cell, page: Page, spot: tuple[int, int], boxed: bool) -> None:
    if spot == page.title:
        cell.font, cell.alignment = TITLE, MIDDLE
    elif boxed:
        cell.font, cell.border, cell.alignment = BODY, BOX, MIDDLE
    if spot in page.formats:
        cell.number_format = page.formats[spot]
    elif isinstance(cell.value, date):
        cell.number_format = "yyyy-mm-dd"


@cache
def _xls_styles() -> tuple[Any, Any, Any]:
    boxed = "borders: left thin, right thin, top thin, bottom thin; align: wrap on, horiz center, vert center"
    return xlwt.easyxf(""), xlwt.easyxf(boxed), xlwt.easyxf("", num_format_str="yyyy-mm-dd")


def xls(pages: Sequence[Page]) -> bytes:
    """A BIFF8 workbook. xlwt writes formulas with a stored zero, so none may be drawn here."""
    book = xlwt.Workbook(encoding="utf-8")
    for page in pages:
        sheet = book.add_sheet(page.name)
        sheet.visibility = 0 if page.visible else 1
        spans = {(top, left): (bottom, right) for top, left, bottom, right in page.merges}
        plain, boxed, dated = _xls_styles()
        for r, row in enumerate(page.rows):
            for c, value in enumerate(row):
                if value is None and (r, c) not in spans:
                    continue
                inside = page.table[0] <= r <= page.table[1]
                style = dated if isinstance(value, date) else boxed if inside else plain
                bottom, right = spans.get((r, c), (r, c))
                sheet.write_merge(r, bottom, c, right, value, style)
        for c, width in enumerate(page.widths):
            sheet.col(c).width = int(width * 256)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
