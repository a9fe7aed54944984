"""A cell of a web page: its words, or the figure that Excel and WPS keep beside them, and its number format."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from lxml import etree

from sydata.model import Mark, Value
from sydata.reading.formats import telling
from sydata.reading.html import words

DIGITS = re.compile(r"-?[\d,.]*\d")
PLAIN = re.compile(r"-?\d{1,15}(?:\.\d{1,10})?\Z")
FORMAT = re.compile(r"""mso-number-format\s*:\s*(?:"([^"]{0,200})"|'([^']{0,200})'|([^;"']{0,200}))""")
ESCAPE = re.compile(r"\\(?:00([0-9A-Fa-f]{2})|(.))", re.DOTALL)
NAMED = {"Percent": "0.00%", "Currency": "¥#,##0.00"}
ERRORS = re.compile(r"#(?:REF|DIV/0|VALUE|NAME|NUM|NULL)[!?]?|#N/A", re.IGNORECASE)
STYLES = 1 << 20  # as many letters of style sheets as are looked at


def formats(root: etree._Element) -> dict[str, str]:
    """The telling number formats of a page, by the class that carries them (see formats.telling)."""
    found: dict[str, str] = {}
    sheets = ("".join(style.itertext()) for style in root.iter("style"))
    for block in "\n".join(sheets)[:STYLES].split("}"):
        selector, _, body = block.rpartition("{")
        code = _format(body)
        if code:
            names = re.findall(r"\.([\w-]{1,60})", selector[-500:])
            found.update(dict.fromkeys(names, code))
    return found


def _format(style: str) -> str:
    """The number format in a style, if it tells a unit or a percent."""
    match = FORMAT.search(style)
    if not match:
        return ""
    raw = next((group for group in match.groups() if group), "").strip()
    code = ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else "\\" + m[2] if m[2] in ".!" else m[2], raw)
    code = NAMED.get(code, code.replace("\\.", "."))
    return code if telling(code) else ""


def value(cell: etree._Element, by_class: Mapping[str, str]) -> tuple[Value, Mark | None]:
    """A cell's value and what is to be said about it.

    Excel shows `12.3万` and keeps 123456 beside it (x:num): that figure counts, its mark shows the format. A
    page of another program holds the figure and the format: the mark shows that, too.
    """
    shown = words(cell)
    kept = _kept(cell)
    if cell.get("x:err") is not None or ERRORS.fullmatch(shown):
        return None, Mark("error", shown or cell.get("x:err") or "#ERROR")
    if cell.get("x:fmla") and not shown:
        return None, Mark("formula", cell.get("x:fmla", ""))
    if kept is not None:
        code = DIGITS.sub("0", shown) or _given(cell, by_class)
        return kept, Mark("format", code) if telling(code) else None
    code = _given(cell, by_class)
    if code and PLAIN.match(shown):
        return float(shown), Mark("format", code)
    return shown or None, None


def _kept(cell: etree._Element) -> float | None:
    """The figure that Excel wrote beside the words, or that WPS and LibreOffice wrote so (sdval)."""
    for name in ("x:num", "sdval"):
        try:
            figure = float(cell.get(name) or "")
        except ValueError:
            continue
        if math.isfinite(figure):
            return figure
    return None


def _given(cell: etree._Element, by_class: Mapping[str, str]) -> str:
    own = _format(cell.get("style", ""))
    return own or next((by_class[name] for name in cell.get("class", "").split() if name in by_class), "")
