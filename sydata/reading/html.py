"""HTML as strangers write it: its encoding, its tree, the rows of its tables, the words a person would see."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from lxml import etree

from sydata.errors import UnreadableFile
from sydata.reading.text import MARKS

CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,30})""", re.IGNORECASE)
XML_ENCODING = re.compile(rb"""<\?xml[^>]{0,100}encoding\s*=\s*["']([A-Za-z0-9_.-]{2,30})""")
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}
HIDING = re.compile(r"display\s*:\s*none", re.IGNORECASE)
SPACE = re.compile(r"[ \t\r\n\f\xa0\u3000]+")
SILENT = frozenset("script style head template noscript object svg math rt rp del audio video iframe".split())
INLINE_BREAKS = frozenset("p div li h1 h2 h3 h4 h5 h6 tr".split())
LEAST_ROWS = 2


def decode(content: bytes, charset: str = "") -> str:
    """The text of a page: by its byte order mark, as UTF-8 if it is, by the charset it states, else GB18030."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    stated = CHARSET.search(content[:4096]) or XML_ENCODING.match(content.lstrip()[:200])
    encodings = ["utf-8", charset, stated[1].decode() if stated else "", "gb18030"]
    known = [WIDER.get(name.lower(), name) for name in encodings if _is_text_encoding(name)]
    for encoding in known:
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, ValueError):
            continue
    return content.decode(known[-1] if len(known) < 3 else known[1], "replace")


def _is_text_encoding(name: str) -> bool:
    try:
        return bool(name) and codecs.lookup(name)._is_text_encoding
    except (LookupError, ValueError):
        return False


def parse(text: str) -> etree._Element | None:
    """The tree of a page, mended as browsers do; None if it holds nothing. Nothing is fetched."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile("damaged", f"HTML: {error}") from error


def nearest(element: etree._Element, *tags: str) -> etree._Element | None:
    """The closest element around this one with such a tag."""
    return next(element.iterancestors(*tags), None)


def is_hidden(element: etree._Element) -> bool:
    """Whether its own style says that it is not shown."""
    return "style" in element.attrib and bool(HIDING.search(element.get("style", "")))


def is_silent(element: etree._Element) -> bool:
    """Whether a person sees none of what is inside."""
    return not isinstance(element.tag, str) or element.tag in SILENT or is_hidden(element)


def number(element: etree._Element, name: str, default: int = 1) -> int:
    """A whole number from an attribute, as browsers take it: leading digits count."""
    found = re.match(r"\s*(\d{1,9})", element.get(name, ""))
    return int(found[1]) if found else default


def rows(table: etree._Element) -> Iterator[tuple[etree._Element | None, list[etree._Element]]]:
    """The rows of a table and their cells, not those of tables inside; cells without a row make one."""
    loose: list[etree._Element] = []
    for element in _children(table, ("tr", "td", "th")):
        if element.tag != "tr":
            loose.append(element)
            continue
        if loose:
            yield None, loose
            loose = []
        yield element, list(_children(element, ("td", "th")))
    if loose:
        yield None, loose


def _children(parent: etree._Element, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """The nearest descendants with these tags, looked for through forms and groups of rows."""
    waiting = list(parent)[::-1]
    while waiting:
        element = waiting.pop()
        if element.tag in tags:
            yield element
        elif element.tag != "table":
            waiting += list(element)[::-1]


def hidden_columns(table: etree._Element, widest: int) -> Iterator[int]:
    """The columns that `col` elements hide."""
    place = 0
    for col in _children(table, ("col", "tr", "td", "th")):
        if col.tag != "col" or place > widest:
            return
        span = max(1, min(number(col, "span"), widest))
        if is_hidden(col):
            yield from range(place, place + span)
        place += span


def arranges(table: etree._Element) -> bool:
    """Whether a table only arranges a page: it holds tables, and hardly any words beside them."""
    if next(table.iterdescendants("table"), None) is None:
        return False
    telling = 0
    for _, cells in rows(table):
        own = [c for c in cells if next(c.iterdescendants("table"), None) is None and words(c)]
        telling += len(own) > 1
    return telling < LEAST_ROWS


def own_text(element: etree._Element) -> str:
    """The words that an element itself holds: its text, or what stands in a form's field."""
    if element.tag == "input":
        kind = element.get("type", "text").lower()
        return element.get("value", "") if kind in ("text", "number", "tel", "date", "search") else ""
    if element.tag == "select":
        options = list(element.iter("option"))
        chosen = [o for o in options if "selected" in o.attrib] or options[:1]
        return "".join(chosen[0].itertext()) if chosen else ""
    return "" if element.tag == "option" else (element.text or "")


def words(cell: etree._Element) -> str:
    """What a person reads in a cell, with its line breaks; tables inside it are read apart."""
    parts: list[str] = []
    walker = etree.iterwalk(cell, events=("start", "end"))
    skipped: etree._Element | None = None
    for event, element in walker:
        if event == "start" and skipped is None:
            if element is not cell and (is_silent(element) or element.tag == "table"):
                skipped = element
                walker.skip_subtree()
            else:
                parts.append("\x00" if element.tag in INLINE_BREAKS else "")
                parts.append("\x00" if element.tag == "br" else own_text(element))
        elif event == "end" and (skipped is None or element is skipped):
            skipped = None
            parts.append("\x00" if element.tag in INLINE_BREAKS else "")
            parts.append((element.tail or "") if element is not cell else "")
    lines = [collapse(line) for line in "".join(parts).split("\x00")]
    return "\n".join(line for line in lines if line)


def collapse(text: str) -> str:
    """Runs of blanks and line breaks of the source are one blank to a person."""
    return SPACE.sub(" ", text).strip()
