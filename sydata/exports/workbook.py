"""The combined workbook: the data, every figure with its cell, the findings, and what the columns mean."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from math import ceil
from typing import Any, NamedTuple

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.properties import PageSetupProperties

from sydata.exports import dictionary
from sydata.exports.content import FIGURE_COLUMNS, Content
from sydata.exports.notes import notes
from sydata.exports.originals import INDEX
from sydata.exports.tables import labelled, risky, storable

NAMES = {
    "data": ("数据", "Data"),
    "figures": ("数据项", "Figures"),
    "findings": ("核查问题", "Findings"),
    "files": ("来源文件", "Sources"),
    "periods": ("报送期", "Periods"),
    "indicators": ("指标", "Indicators"),
    "categories": ("对象类别", "Categories"),
    "units": ("单位", "Units"),
    "notes": ("说明", "Notes"),
}
ROWS = 1_000_000  # a sheet holds 1,048,576
NARROWEST, WIDEST = 6, 48
BOLD = 1.1  # how much wider bold letters are
HEAD_LINE = 16  # columns of letters: a longer heading takes two lines
A4 = 9  # in the words of the format
LINE_POINTS, MOST_POINTS = 15.0, 409.0  # a line of text, and the tallest row there is
SAMPLED = 200  # rows that decide a column's width
HEAD_FONT = Font(
    name="Calibri", size=11, bold=True
)  # the face of the cells below: none given is a serif to some
HEAD_FILL = PatternFill("solid", start_color="F2EFE9")
LINES = Alignment(wrap_text=True, vertical="top")
HEAD_ALIGNMENT = Alignment(wrap_text=True, vertical="top")


class Style(NamedTuple):
    """How one column's cells are written."""

    number_format: str
    width: float


def workbook_bytes(content: Content) -> bytes:
    """The content as .xlsx: data, figures, findings, sources, periods, dictionary, notes; one table a sheet.

    Headings stand in row 1. Text is never a formula.
    """
    book = Workbook(write_only=True)
    book.properties.description = content.version
    tables = {
        "data": content.data,
        "figures": content.observations[list(FIGURE_COLUMNS)],
        "findings": content.findings,
        **({} if content.files is None else {"files": content.files[list(INDEX[1:])]}),
        **({"periods": dictionary.periods(content)} if content.versions else {}),
        "indicators": dictionary.indicators(content),
        "categories": dictionary.categories(content),
        "units": dictionary.units(content),
    }
    for name, frame in tables.items():
        _add(book, NAMES[name][content.language == "en"], labelled(frame, content.language))
    _add(book, NAMES["notes"][content.language == "en"], notes(content))
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def table_bytes(title: str, frame: pd.DataFrame) -> bytes:
    """One table as .xlsx."""
    return tables_bytes({title: frame})


def tables_bytes(tables: Mapping[str, pd.DataFrame]) -> bytes:
    """Several tables as .xlsx, each on a sheet under its name."""
    book = Workbook(write_only=True)
    for title, frame in tables.items():
        _add(book, title, frame)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _add(book: Workbook, title: str, frame: pd.DataFrame) -> None:
    """A table as a sheet; one too long for a sheet goes on in the next (数据项 2)."""
    for number, start in enumerate(range(0, max(len(frame), 1), ROWS), 1):
        part = frame.iloc[start : start + ROWS]
        sheet = book.create_sheet(title if number == 1 else f"{title} {number}")
        styles = [_style(part, column) for column in part.columns]
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(styles))}{len(part) + 1}"
        for index, style in enumerate(styles, 1):
            sheet.column_dimensions[get_column_letter(index)].width = style.width
        _printed(sheet)
        sheet.row_dimensions[1].height = LINE_POINTS * max(map(_head_lines, part.columns, styles), default=1)
        sheet.append([_head(sheet, str(column)) for column in part.columns])
        for number_of_row, row in enumerate(_rows(part), 2):
            cells = [_cell(sheet, value, s) for value, s in zip(row, styles, strict=True)]
            if height := _height(row, styles):
                sheet.row_dimensions[number_of_row].height = height
                for cell in filter(None, cells):
                    cell.alignment = LINES
            sheet.append(cells)


def _printed(sheet: WriteOnlyWorksheet) -> None:
    """On paper: landscape, all columns on a page's width, the headings on every page."""
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = "1:1"


def _head_lines(column: str, style: Style) -> int:
    return ceil((_columns(str(column)) * BOLD + 2) / style.width)


def _rows(frame: pd.DataFrame) -> Iterator[Sequence[Any]]:
    plain = frame.astype(object).where(frame.notna(), None)
    return plain.itertuples(index=False, name=None)


def _height(row: Sequence[Any], styles: Sequence[Style]) -> float | None:
    """The height of a row with a text of several lines; None leaves it to the program that opens the file."""
    lines = [
        sum(ceil(max(_columns(line), 1) / style.width) for line in value.split("\n"))
        for value, style in zip(row, styles, strict=True)
        if isinstance(value, str) and "\n" in value
    ]
    return min(max(lines) * LINE_POINTS, MOST_POINTS) if lines else None


def _style(frame: pd.DataFrame, column: str) -> Style:
    values = frame[column]
    shown = [line for value in values.head(SAMPLED).dropna() for line in str(value).splitlines()]
    widest = max([_columns(text) for text in shown] + [_head_width(column)])
    if pd.api.types.is_float_dtype(values):
        whole = (values.dropna() * 100 % 1).abs().lt(1e-9).all()  # more places are shown where they are used
        number_format = "#,##0.00" if whole else "#,##0.00####"
    elif pd.api.types.is_integer_dtype(values):
        number_format = (
            "0"
            if column
            in ("year", "年份", "Year", "since", "until", "起始年份", "终止年份", "First year", "Last year")
            else "#,##0"
        )
    else:
        number_format = "General"
    return Style(number_format, min(max(widest + 2, NARROWEST), WIDEST))


def _head_width(column: str) -> float:
    """A short heading whole, a long one in two lines; bold letters and the filter's arrow take room."""
    width = _columns(column) * BOLD
    return width + 2 if width <= HEAD_LINE else max(width / 2 + 4, HEAD_LINE)


def _columns(text: str) -> int:
    """The width of a text in Latin letters: a Chinese one takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _head(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    cell = _text(sheet, text)
    cell.font, cell.fill, cell.alignment = HEAD_FONT, HEAD_FILL, HEAD_ALIGNMENT
    return cell


def _cell(sheet: WriteOnlyWorksheet, value: Any, style: Style) -> WriteOnlyCell | None:
    if value is None:
        return None
    if isinstance(value, str):
        return _text(sheet, value)
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = style.number_format
    return cell


def _text(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    """A cell of text whatever it begins with; what looks like a formula is marked as text."""
    cell = WriteOnlyCell(sheet, storable(text))
    cell.data_type = "s"
    if risky(text):
        cell.quotePrefix = True
    return cell
