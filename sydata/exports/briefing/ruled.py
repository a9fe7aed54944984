"""Ruled tables of a document, written as XML in one go: python-docx takes seconds for a thousand cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Length

from sydata.exports.briefing.paper import HEI, LATIN, SMALL, SONG, plain

SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
TOGETHER = 3  # so many rows at either end of a table stay on one page
HALF_POINTS = int(SMALL.pt * 2)


class Ruling(NamedTuple):
    """A table: heads, rows of words, and the widths of its columns.

    words: so many columns of words, set to the left, figures to the right; strong: rows in 黑体; title: what those
    hear who have the document read out to them. A line end in a head begins a new line.
    """

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[Length]
    words: int = 1
    strong: Sequence[int] = ()
    title: str = ""


def ruled_table(document: Document, of: Ruling) -> None:
    """A table at the end of the document; its heads on every page, no row cut by a page, none alone on one."""
    twips = [width.twips for width in of.widths]
    lines = [_line(of.heads, twips, _Look(HEI, ["center"] * len(of.heads), True), head=True)]
    sides = ["left"] * of.words + ["right"] * (len(of.heads) - of.words)
    for at, row in enumerate(of.rows):
        near = at < TOGETHER or len(of.rows) - TOGETHER <= at
        look = _Look(HEI if at in of.strong else SONG, sides, near and at < len(of.rows) - 1)
        lines.append(_line(row, twips, look))
    document.element.body._insert_tbl(parse_xml(_table(twips, "".join(lines), of.title)))


class _Look(NamedTuple):
    """A row's face, the side of each cell, and whether it stays on the page of the next row."""

    face: str
    sides: Sequence[str]
    kept: bool


def _table(twips: Sequence[int], lines: str, title: str) -> str:
    rules = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in SIDES)
    room = "".join(f'<w:{side} w:w="57" w:type="dxa"/>' for side in ("left", "right"))
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{rules}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{room}</w:tblCellMar>'
        f"<w:tblCaption w:val={quoteattr(plain(title))}/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{lines}</w:tbl>"
    )


def _line(values: Sequence[str], twips: Sequence[int], look: _Look, head: bool = False) -> str:
    cells = "".join(
        _cell(text, width, side, look) for text, width, side in zip(values, twips, look.sides, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{cells}</w:tr>"


def _cell(text: str, width: int, side: str, of: _Look) -> str:
    look = (
        f'<w:rPr><w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:cs="{LATIN}" w:eastAsia="{of.face}"/>'
        f'<w:sz w:val="{HALF_POINTS}"/><w:szCs w:val="{HALF_POINTS}"/></w:rPr>'
    )
    words = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(plain(line))}</w:t>' for line in text.split("\n")
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"<w:p><w:pPr>{'<w:keepNext/>' if of.kept else ''}"
        f'<w:jc w:val="{side}"/>{look}</w:pPr><w:r>{look}{words}</w:r></w:p></w:tc>'
    )
