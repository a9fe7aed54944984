"""Ruled tables of a document, written as XML in one go: python-docx takes seconds for a thousand cells."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Length

from sydata.exports.briefing.paper import HEI, LATIN, SMALL, SONG, plain

SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
HALF_POINTS = int(SMALL.pt * 2)


def ruled_table(
    document: Document, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[Length],
    words: int = 1, strong: Sequence[int] = (),
) -> None:  # fmt: skip
    """A table at the end of the document; its heads on every page, no row cut by a page.

    words: so many columns of words, set to the left, figures to the right; strong: rows in 黑体.
    """
    twips = [width.twips for width in widths]
    lines = [_line(heads, twips, ["center"] * len(heads), HEI, head=True)]
    sides = ["left"] * words + ["right"] * (len(heads) - words)
    lines += [_line(row, twips, sides, HEI if at in strong else SONG) for at, row in enumerate(rows)]
    document.element.body._insert_tbl(parse_xml(_table(twips, "".join(lines))))


def _table(twips: Sequence[int], lines: str) -> str:
    rules = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in SIDES)
    room = "".join(f'<w:{side} w:w="57" w:type="dxa"/>' for side in ("left", "right"))
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{rules}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{room}</w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{lines}</w:tbl>"
    )


def _line(
    values: Sequence[str], twips: Sequence[int], sides: Sequence[str], face: str, head: bool = False
) -> str:
    cells = "".join(_cell(*each, face) for each in zip(values, twips, sides, strict=True))
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{cells}</w:tr>"


def _cell(text: str, width: int, side: str, face: str) -> str:
    look = (
        f'<w:rPr><w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:cs="{LATIN}" w:eastAsia="{face}"/>'
        f'<w:sz w:val="{HALF_POINTS}"/><w:szCs w:val="{HALF_POINTS}"/></w:rPr>'
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:jc w:val="{side}"/>{look}</w:pPr>'
        f'<w:r>{look}<w:t xml:space="preserve">{escape(plain(text))}</w:t></w:r></w:p></w:tc>'
    )
