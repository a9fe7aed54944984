"""How the combined form looks on paper: fonts, borders and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

SONG, HEI = "宋体", "黑体"  # what offices have; others fall back to their own
RED = "#9C1C20"
COUNT = "#,##0"
PLACES = 2  # of money; more where an amount has them, blanks in their place elsewhere, so that points stand in line
BODY = 10.5  # pt
_BODY: dict[str, Any] = {"font_name": SONG, "font_size": BODY, "valign": "vcenter"}
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
