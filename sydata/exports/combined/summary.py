"""The form itself, for the whole office, and the table of indicators that the form does not have."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from sydata.catalog.categories import CATEGORIES
from sydata.catalog.indicators import INDICATORS
from sydata.catalog.printed import printed
from sydata.exports.combined import sheets
from sydata.exports.combined.notes import notes
from sydata.exports.combined.page import Pages, fit, set_page
from sydata.exports.combined.plan import Row
from sydata.exports.combined.sheets import FIGURES, FIRST, HEAD, LINE, SUM, Book, put

ITEM, LEFT, TOP = 0, 1, 4  # column of the categories, first column of figures, first row of categories


def summary_sheet(into: Book) -> None:
    """The form as a unit fills it in, filled in for all: categories down, the last row their total; to be signed."""
    sheet = into.book.add_worksheet(printed("sheet", "summary", into.of.language))
    last = len(into.plan.columns)
    set_page(sheet, into.of, into.paper, TOP, stamped=True)
    fit(sheet, Pages(1))
    sheet.set_column(ITEM, ITEM, sheets.WIDTHS["item"])
    sheet.set_column(LEFT, last, sheets.WIDTHS["figure"])
    sheets.heading(into, sheet, last)
    _line(into, sheet, last)
    sheets.tall(sheet, ITEM, into.of.say("item"), into.look["head"])
    sheets.head_of_figures(into, sheet, LEFT)
    _body(into, sheet)
    row = TOP + len(into.plan.categories) + 2
    put(sheet, (row, ITEM), into.of.say("sign"), into.look["line"])
    sheets.below(
        into, sheet, (row + 2, last), notes(into.of, into.plan, whole=True), sheets.width_of(into, "item")
    )


def _line(into: Book, sheet: Worksheet, last: int) -> None:
    """Who, the draft's mark, and when."""
    put(sheet, (LINE, ITEM), into.of.say("who", office=sheets.office_name(into.of)), into.look["line"])
    if into.of.draft:
        sheet.merge_range(LINE, LEFT + 2, LINE, last - 3, "", into.look["draft"])
        put(sheet, (LINE, LEFT + 2), into.of.say("draft"), into.look["draft"])
    sheet.merge_range(LINE, last - 2, LINE, last, "", into.look["right"])
    put(sheet, (LINE, last - 2), into.of.say("when", day=f"{into.of.created:%Y-%m-%d}"), into.look["right"])


def _body(into: Book, sheet: Worksheet) -> None:
    """A row a category, drawn from its sheet's sum; the total below adds them up."""
    made, codes = into.plan, [row.code for row in into.plan.rows]
    end = TOP + len(made.categories)
    for row, category in enumerate(made.categories, TOP):
        put(sheet, (row, ITEM), CATEGORIES[category].name(into.of.language), into.look["text"])
        sheet.set_row(row, 32)
        for at, id in enumerate(made.columns):
            parts = into.at(category, SUM, FIGURES + at)
            value = made.added(id, codes, [category])
            sheets.put_sum(into, sheet, (row, LEFT + at), parts, (id, value, ""))
    put(sheet, (end, ITEM), into.of.say("grand"), into.look["sum-text"])
    sheet.set_row(end, 26)
    for at, id in enumerate(made.columns):
        letter = xl_col_to_name(LEFT + at)
        value = made.added(id, codes, made.categories)
        sheets.put_sum(into, sheet, (end, LEFT + at), f"{letter}{TOP + 1}:{letter}{end}", (id, value, "sum-"))


def extra_sheet(into: Book) -> None:
    """Indicators beside the form's, of those who reported any, all categories together; no sheet where nobody did."""
    made, of = into.plan, into.of
    if not made.extra:
        return
    rows = [
        row
        for row in made.rows
        if any(made.added(id, [row.code], made.categories) is not None for id in made.extra)
    ]
    sheet = into.book.add_worksheet(printed("sheet", "extra", of.language))
    last = max(FIGURES + len(made.extra), FIGURES + 5)
    set_page(sheet, of, into.paper, SUM)
    sheet.freeze_panes(FIRST, FIGURES)
    sheet.set_column(1, 1, sheets.WIDTHS["unit"])
    sheet.set_column(FIGURES, last, sheets.WIDTHS["figure"])
    sheets.heading(into, sheet, last)
    put(sheet, (LINE, 0), of.say("of", category=of.say("all")), into.look["line"])
    _extra_units(into, sheet, rows)
    for at, id in enumerate(made.extra, FIGURES):
        _extra_column(into, sheet, (at, id), rows)
    sheet.set_row(HEAD, 22)
    sheet.set_row(HEAD + 1, 22)


def _extra_units(into: Book, sheet: Worksheet, rows: Sequence[Row]) -> None:
    look = into.look
    sheets.tall(sheet, 0, into.of.say("number"), look["head"])
    sheets.tall(sheet, 1, into.of.say("unit"), look["head"])
    sheet.merge_range(SUM, 0, SUM, 1, "", look["sum-text"])
    put(sheet, (SUM, 0), into.of.say("total"), look["sum-text"])
    for number, row in enumerate(rows):
        sheet.write_number(FIRST + number, 0, number + 1, look["order"])
        put(sheet, (FIRST + number, 1), row.name, look["name"])


def _extra_column(into: Book, sheet: Worksheet, of: tuple[int, str], rows: Sequence[Row]) -> None:
    (at, id), made, letter = of, into.plan, xl_col_to_name(of[0])
    words = f"{INDICATORS[id].name(into.of.language)}\n{sheets.measure(into, id)}"
    sheets.tall(sheet, at, words, into.look["head"])
    value = made.added(id, [row.code for row in rows], made.categories)
    parts = f"{letter}{FIRST + 1}:{letter}{FIRST + len(rows)}"
    sheets.put_sum(into, sheet, (SUM, at), parts, (id, value, "sum-"))
    for number, row in enumerate(rows, FIRST):
        sheets.put_number(into, sheet, (number, at), id, made.added(id, [row.code], made.categories))
