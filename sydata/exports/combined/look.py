"""How the combined form looks on paper: fonts, borders, page, header and footer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from sydata.exports.combined.plan import Combined

Paper = Literal["A4", "A3"]
PAPERS: Mapping[Paper, int] = {"A4": 9, "A3": 8}  # the numbers Excel knows them by
MARGINS = {"left": 0.5, "right": 0.5, "top": 0.75, "bottom": 0.7}  # inches
SONG, HEI = "宋体", "黑体"  # what offices have; others fall back to their own
RED = "#9C1C20"
COUNT = "#,##0"
PLACES = 2  # of money; more where an amount has them, blanks in their place elsewhere, so that points stand in line
ONE_PAGE = 60  # rows that A3 takes on one page and can still be read
HEADER_LIMIT = 255  # characters of a page's header or footer
_BODY: dict[str, Any] = {"font_name": SONG, "font_size": 10.5, "valign": "vcenter"}
_LINED: dict[str, Any] = _BODY | {"border": 1}
_LOOKS: Mapping[str, dict[str, Any]] = {
    "title": {"font_name": HEI, "font_size": 16, "align": "center", "valign": "vcenter"},
    "line": _BODY,
    "right": _BODY | {"align": "right"},
    "draft": _BODY | {"align": "center", "bold": True, "font_color": RED},
    "head": _LINED | {"font_name": HEI, "align": "center", "text_wrap": True},
    "text": _LINED | {"text_wrap": True, "indent": 1},
    "name": _LINED | {"shrink": True, "indent": 1},
    "mark": _LINED | {"shrink": True, "font_size": 9, "indent": 1},
    "order": _LINED | {"align": "center"},
    "money": _LINED,
    "count": _LINED | {"num_format": COUNT},
    "sum-text": _LINED | {"bold": True, "align": "center"},
    "sum-money": _LINED | {"bold": True},
    "sum-count": _LINED | {"bold": True, "num_format": COUNT},
    "note": _BODY | {"text_wrap": True, "valign": "top"},
    "plain": {"font_name": SONG, "font_size": 10},
    "plain-head": {"font_name": HEI, "font_size": 10, "bottom": 1, "text_wrap": True},
    "plain-text": {
        "font_name": SONG,
        "font_size": 10,
        "valign": "top",
        "text_wrap": True,
        "quote_prefix": True,
    },
    "plain-money": {"font_name": SONG, "font_size": 10},
    "plain-count": {"font_name": SONG, "font_size": 10, "num_format": COUNT},
}


def looks(book: Workbook, places: int) -> dict[str, Format]:
    """The book's formats by their names here. places: those of the longest amount of money."""
    money = {"num_format": "#,##0." + "0" * PLACES + "?" * (places - PLACES)}
    return {
        name: book.add_format(look | money if name.endswith("money") else look)
        for name, look in _LOOKS.items()
    }


def set_page(sheet: Worksheet, of: Combined, paper: Paper, repeated: int, rows: int = 0) -> None:
    """Landscape, as wide as the paper, `repeated` rows on top of every page; draft and version around it.

    rows: how many there are, if they belong on one page where they fit.
    """
    sheet.set_landscape()
    sheet.set_paper(PAPERS[paper])
    sheet.set_margins(**MARGINS)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 1 if paper == "A3" and 0 < rows <= ONE_PAGE else 0)
    sheet.repeat_rows(0, repeated - 1)
    if of.draft:
        sheet.set_header(f'&C&"{HEI},Regular"&12&K{RED[1:]}{of.say("draft")}')
    sheet.set_footer(f"&L&8{_plain(' ' + of.say('version', version=of.version))}&R&9{of.say('page')}")


def _plain(text: str) -> str:
    """Text whose ampersands are no commands."""
    return text.replace("&", "&&")[: HEADER_LIMIT - 60]
