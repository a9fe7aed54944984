"""The sheets of the form: a category with every unit, all categories together, the form itself, further indicators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from math import ceil

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from sydata.analysis.lead import LEAD, PARTS
from sydata.catalog.categories import CATEGORIES
from sydata.catalog.indicators import INDICATORS
from sydata.catalog.offices import office
from sydata.catalog.printed import COLUMNS, printed
from sydata.exports.combined.look import BODY, PLACES, looks
from sydata.exports.combined.notes import notes
from sydata.exports.combined.page import Paper, fit, pages, points, set_page
from sydata.exports.combined.plan import Combined, Plan, in_wan, remark
from sydata.exports.tables import storable
from sydata.wide import FEN_PER_WAN

TITLE, LINE, HEAD, SUM, FIRST = 0, 1, 2, 4, 5  # rows of a sheet of units; two rows of head
UNIT, FIGURES = 1, 2  # its columns: number, unit, figures, remark
WIDTHS = {"order": 5.0, "unit": 25.0, "figure": 13.0, "remark": 27.0, "item": 34.0}
HEADS = {TITLE: 26.0, LINE: 18.0, HEAD: 18.0, HEAD + 1: 46.0}  # points
ROW_POINTS, LINE_POINTS = 13.5, 14.0  # a unit's row; a line below the table
LETTER = BODY / 2  # points a Latin letter takes in a line below a table; a Chinese one takes two of them
FULL = 0.95  # of such a line is filled: no letter but those of one width breaks exactly at its end
LATIN = 0x2E7F  # letters up to here take one
ALL = ""  # in place of a category: all of them


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook in the making. starts: code of a unit → the row of its first figure in the sheet of sources."""

    book: Workbook
    of: Combined
    plan: Plan
    paper: Paper
    starts: dict[str, int]
    look: dict[str, Format] = field(default_factory=dict)

    def name(self, category: str) -> str:
        """The name of a category's sheet, or of the sheet of all."""
        if category == ALL:
            return printed("sheet", "units", self.of.language)
        return CATEGORIES[category].short(self.of.language)

    def at(self, category: str, row: int, column: int) -> str:
        """The address of a cell on another sheet."""
        return f"'{self.name(category)}'!{xl_rowcol_to_cell(row, column)}"


def new(book: Workbook, of: Combined, made: Plan, paper: Paper) -> Book:
    """A book with its formats, before any sheet."""
    starts: dict[str, int] = {}
    for row, code in enumerate(made.trail["unit_code"], 1):
        starts.setdefault(code, row)
    return Book(book, of, made, paper, starts, looks(book, places(made)))


def places(made: Plan) -> int:
    """The decimal places of the longest amount of money, in 万元."""
    amounts = {value for (_, _, id), value in made.figures.items() if is_money(id)}
    return max([PLACES, *(-int(in_wan(value).as_tuple().exponent) for value in amounts)])


def shown(value: int, id: str) -> float | int:
    """A figure as its cell holds it: money in 万元."""
    return value / FEN_PER_WAN if is_money(id) else value


def is_money(id: str) -> bool:
    """Whether a column is of money."""
    return id == LEAD or INDICATORS[id].money


def put(sheet: Worksheet, at: tuple[int, int], text: str, look: Format) -> None:
    """Text, whatever it begins with; an empty cell where there is none."""
    if text:
        sheet.write_string(*at, storable(text), look)
    else:
        sheet.write_blank(*at, None, look)


def put_sum(
    into: Book, sheet: Worksheet, at: tuple[int, int], parts: str, told: tuple[str, int | None, str]
) -> None:
    """A sum of other cells that stays empty where all of them are.

    told: the indicator, the result, the prefix of the look.
    """
    id, value, prefix = told
    added = f"ROUND(SUM({parts}),6)" if is_money(id) else f"SUM({parts})"
    look = into.look[f"{prefix}money" if is_money(id) else f"{prefix}count"]
    result = "" if value is None else shown(value, id)
    sheet.write_formula(*at, f'=IF(COUNT({parts})=0,"",{added})', look, result)


# ---- a sheet of units ----
def units_sheet(into: Book, category: str) -> None:
    """Every unit with its figures of a category, the sum on top; or, of all categories, sums of those sheets."""
    sheet = into.book.add_worksheet(into.name(category))
    columns = into.plan.columns
    last = FIGURES + len(columns)
    _open(
        into,
        sheet,
        into.of.say("all") if category == ALL else CATEGORIES[category].name(into.of.language),
        last,
    )
    _head(into, sheet)
    for at, id in enumerate(columns, FIGURES):
        _sum_of_column(into, sheet, category, at, id)
    for number, row in enumerate(into.plan.rows):
        _unit_cells(into, sheet, number)
        said = row.mark if category == ALL else remark(into.plan, row, category, into.of)
        put(sheet, (FIRST + number, last), said, into.look["mark"])
        for at, id in enumerate(columns, FIGURES):
            _figure(into, sheet, (category, number), at, id)
    said_below = notes(into.of, into.plan, whole=category == ALL)
    below(
        into,
        sheet,
        (FIRST + len(into.plan.rows), last),
        said_below,
        width_of(into, "order", "unit", "remark"),
    )
    _fit(into, sheet, said_below)


def _open(into: Book, sheet: Worksheet, category: str, last: int) -> None:
    """Page, widths, title, and the line above the table."""
    set_page(sheet, into.of, into.paper, SUM, stamped=True)
    sheet.freeze_panes(FIRST, FIGURES)
    for at, width in [(0, "order"), (UNIT, "unit"), (last, "remark")]:
        sheet.set_column(at, at, WIDTHS[width])
    sheet.set_column(FIGURES, last - 1, WIDTHS["figure"])
    heading(into, sheet, last)
    sheet.merge_range(LINE, 0, LINE, FIGURES + 1, "", into.look["line"])
    put(sheet, (LINE, 0), into.of.say("of", category=category), into.look["line"])
    _when(into, sheet, last)


def _fit(into: Book, sheet: Worksheet, below: Sequence[str]) -> None:
    """Put head, sum, units and the sentences below on as few pages as can be read."""
    rows = [ROW_POINTS] * (1 + len(into.plan.rows))
    width = width_of(into, "order", "unit", "remark")
    heights = [*HEADS.values(), *rows, *(height_of(text, width) for text in below)]
    fit(sheet, pages(into.paper, width, heights, SUM))


def heading(into: Book, sheet: Worksheet, last: int) -> None:
    """The title over the whole width."""
    period, language = into.of.progress.asked.period, into.of.language
    title = printed("title", period.festival, language, office=office_name(into.of), year=period.year)
    sheet.merge_range(TITLE, 0, TITLE, last, "", into.look["title"])
    put(sheet, (TITLE, 0), title, into.look["title"])
    for row in (TITLE, LINE):
        sheet.set_row(row, HEADS[row])


def office_name(of: Combined) -> str:
    """The office in the language of the file."""
    known = office(of.office)
    return known.name if of.language == "zh" else known.name_en


def _when(into: Book, sheet: Worksheet, last: int) -> None:
    """The word 未审定 where it must be, and the day."""
    if into.of.draft:
        sheet.merge_range(LINE, FIGURES + 2, LINE, last - 3, "", into.look["draft"])
        put(sheet, (LINE, FIGURES + 2), into.of.say("draft"), into.look["draft"])
    sheet.merge_range(LINE, last - 2, LINE, last, "", into.look["right"])
    put(sheet, (LINE, last - 2), into.of.say("when", day=f"{into.of.created:%Y-%m-%d}"), into.look["right"])


def _head(into: Book, sheet: Worksheet) -> None:
    look, say = into.look["head"], into.of.say
    last = FIGURES + len(into.plan.columns)
    for at, text in [(0, say("number")), (UNIT, say("unit")), (last, say("remark"))]:
        tall(sheet, at, text, look)
    head_of_figures(into, sheet, FIGURES)
    sheet.merge_range(SUM, 0, SUM, UNIT, "", into.look["sum-text"])
    put(sheet, (SUM, 0), say("total"), into.look["sum-text"])
    put(sheet, (SUM, last), "", into.look["mark"])
    sheet.set_row(SUM, ROW_POINTS)


def head_of_figures(into: Book, sheet: Worksheet, left: int) -> None:
    """The form's two rows of head, from this column on."""
    look, english = into.look["head"], into.of.language == "en"
    at = left
    for group, members in groupby(COLUMNS, key=lambda column: column.group):
        columns = list(members)
        if group[0]:
            sheet.merge_range(HEAD, at, HEAD, at + len(columns) - 1, group[english], look)
        for column in columns:
            words = f"{column.words[english]}\n{measure(into, column.id)}"
            if group[0]:
                put(sheet, (HEAD + 1, at), words, look)
            else:
                tall(sheet, at, words, look)
            at += 1
    for row in (HEAD, HEAD + 1):
        sheet.set_row(row, HEADS[row])


def tall(sheet: Worksheet, column: int, text: str, look: Format) -> None:
    """A head over both rows."""
    sheet.merge_range(HEAD, column, HEAD + 1, column, "", look)
    put(sheet, (HEAD, column), text, look)


def measure(into: Book, id: str) -> str:
    """`（万元）` below a column's words."""
    unit = INDICATORS["cash_amount" if id == LEAD else id].unit(into.of.language)
    return (f"（{unit}）" if into.of.language == "zh" else f"({unit})") if unit else ""


def _sum_of_column(into: Book, sheet: Worksheet, category: str, at: int, id: str) -> None:
    letter, rows = xl_col_to_name(at), into.plan.rows
    categories = into.plan.categories if category == ALL else (category,)
    value = into.plan.added(id, (row.code for row in rows), categories)
    parts = f"{letter}{FIRST + 1}:{letter}{FIRST + max(len(rows), 1)}"
    put_sum(into, sheet, (SUM, at), parts, (id, value, "sum-"))


def _unit_cells(into: Book, sheet: Worksheet, number: int) -> None:
    """The row's number, and the unit's name, which leads to the places of its figures."""
    row = into.plan.rows[number]
    sheet.set_row(FIRST + number, ROW_POINTS)
    sheet.write_number(FIRST + number, 0, number + 1, into.look["order"])
    start = into.starts.get(row.code)
    if start is None:
        put(sheet, (FIRST + number, UNIT), row.name, into.look["name"])
        return
    target = f"internal:'{printed('sheet', 'sources', into.of.language)}'!A{start + 1}"
    sheet.write_url(FIRST + number, UNIT, target, into.look["name"], storable(row.name))


def _figure(into: Book, sheet: Worksheet, of: tuple[str, int], at: int, id: str) -> None:
    """A unit's cell: the figure, the total of its parts, or the sum of the categories' sheets."""
    (category, number), made = of, into.plan
    code, row = made.rows[number].code, FIRST + number
    if category == ALL:
        parts = ",".join(into.at(each, row, at) for each in made.categories)
        put_sum(into, sheet, (row, at), parts, (id, made.added(id, [code], made.categories), ""))
    elif id == LEAD and made.is_sum(code, category):
        places = [xl_rowcol_to_cell(row, FIGURES + made.columns.index(part)) for part in PARTS]
        put_sum(into, sheet, (row, at), ",".join(places), (id, made.figure(code, category, id), ""))
    else:
        put_number(into, sheet, (row, at), id, made.figure(code, category, id))


def put_number(into: Book, sheet: Worksheet, at: tuple[int, int], id: str, value: int | None) -> None:
    """A figure, or an empty cell with its borders."""
    look = into.look["money" if is_money(id) else "count"]
    if value is None:
        sheet.write_blank(*at, None, look)
    else:
        sheet.write_number(*at, shown(value, id), look)


# ---- below a table ----
def width_of(into: Book, *others: str) -> float:
    """How wide a table of the form's columns and these others is, in points."""
    return sum(points(WIDTHS[name]) for name in (*others, *["figure"] * len(into.plan.columns)))


def below(into: Book, sheet: Worksheet, at: tuple[int, int], said: Sequence[str], width: float) -> int:
    """Sentences below a table, each over its whole width (points). at: the row of the first and the last column.

    Returns the first free row.
    """
    row, last = at
    for number, text in enumerate(said, row):
        sheet.merge_range(number, 0, number, last, "", into.look["note"])
        put(sheet, (number, 0), text, into.look["note"])
        sheet.set_row(number, height_of(text, width))
    return row + len(said)


def height_of(text: str, width: float) -> float:
    """How high a sentence is over a width, in points."""
    letters = sum(2 if ord(letter) > LATIN else 1 for letter in text)
    return LINE_POINTS * (ceil(letters * LETTER / (width * FULL)) or 1)
