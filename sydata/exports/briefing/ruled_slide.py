"""Native tables on slides: thin rules, figures to the right, the total in bold; long ones over several slides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from sydata.analysis.briefing import BriefTable, Figure, Row
from sydata.analysis.lead import LEAD
from sydata.catalog.briefing import phrase
from sydata.catalog.slides import slide_words
from sydata.charts.theme import LIGHT
from sydata.exports.briefing.stage import Box, Stage, Type, colour, inches, span, write
from sydata.wording import Lang

PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # the built-in style without fills and lines
HEAD = "#f4f1ea"
COLUMNS = ("visited_people", "cash_amount", "goods_cost", LEAD, "difficulties_solved")
ROWS = 15  # units on a slide
NAME, STATE = 3.1, 1.6  # inches
HEAD_ROW = 0.55  # inches
SIDE = Emu(60_000)


class Ruled(NamedTuple):
    """A table: heads, rows of words, which row is the total, and the widths (inches) of the first columns, of words,
    and the height of the head."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    total: int | None = None
    fixed: Sequence[float] = (NAME,)
    head: float = HEAD_ROW


def unit_slides(deck: Stage, notes: Sequence[str]) -> None:
    """Every unit with how it stands and its main figures, on as many slides as that takes; the total on each."""
    of, table = deck.of, deck.of.units
    wanted = [at for at, head in enumerate(table.heads) if head.id in ("unit", "state", *COLUMNS)]
    heads = [table.heads[at].text for at in wanted]
    units, totals = [row for row in table.rows if not row.total], [row for row in table.rows if row.total]
    parts = [units[at : at + ROWS] for at in range(0, len(units), ROWS)]
    title = _title(deck, table)
    for number, part in enumerate(parts, 1):
        page = slide_words("page", of.lang, number=number, count=len(parts)) if len(parts) > 1 else ""
        slide = deck.slide(title + page, notes)
        rows = [_cells(row, wanted, of.lang) for row in [*part, *totals]]
        box = Box(0.62, 1.42, 12.1, 0.305 * len(rows) + HEAD_ROW)
        ruled(slide, Ruled(heads, rows, len(rows) - 1 if totals else None, (NAME, STATE)), box, Type(12))


def _title(deck: Stage, table: BriefTable) -> str:
    """Who spent the most, as the title; only what the table is where nobody told."""
    at = next((n for n, head in enumerate(table.heads) if head.id == LEAD), None)
    told = [row for row in table.rows if not row.total and at and row.cells[at - 1].value is not None]
    if not told or at is None or in_doubt(table):
        return slide_words("units_bare", deck.of.lang)
    first = max(told, key=lambda row: row.cells[at - 1].value or 0)
    unit = table.heads[at].unit
    money = f"{first.cells[at - 1].text}{'' if deck.of.lang == 'zh' else ' '}{unit}"
    return slide_words("units", deck.of.lang, unit=first.label, money=money)


def in_doubt(table: BriefTable) -> bool:
    """Whether figures in question are in its total, so that nothing is said of who has the most."""
    return any(cell.doubtful for row in table.rows if row.total for cell in row.cells)


def marked(figure: Figure, lang: Lang) -> str:
    """A figure as it is written, with a mark where figures in question are in it."""
    return figure.text + (phrase("table", "in_question", lang) if figure.doubtful else "")


def _cells(row: Row, wanted: Sequence[int], lang: Lang) -> list[str]:
    return [row.label if at == 0 else marked(row.cells[at - 1], lang) for at in wanted]


def ruled(slide: Slide, what: Ruled, box: Box, type: Type) -> None:
    """A native table in a box; its head takes what it says of the height."""
    count = len(what.rows) + 1
    table = slide.shapes.add_table(count, len(what.heads), *inches(box)).table
    _plain_style(table)
    widths = _widths(what, box.width)
    for at, width in enumerate(widths):
        table.columns[at].width = Inches(width)
    for at, row in enumerate(table.rows):
        row.height = Inches((box.height - what.head) / max(len(what.rows), 1) if at else what.head)
    for at, head in enumerate(what.heads):
        cell = table.cell(0, at)
        cell.fill.solid()
        cell.fill.fore_color.rgb = colour(HEAD)
        _fill(cell, head, Type(type.size - 1, LIGHT.ink, True), at >= len(what.fixed))
    for number, line in enumerate(what.rows):
        for at, words in enumerate(line):
            look = _fits(words, Type(type.size, LIGHT.ink, number == what.total), widths[at])
            _fill(table.cell(number + 1, at), words, look, at >= len(what.fixed))


def _widths(what: Ruled, width: float) -> list[float]:
    rest = (width - sum(what.fixed)) / max(len(what.heads) - len(what.fixed), 1)
    return [what.fixed[at] if at < len(what.fixed) else rest for at in range(len(what.heads))]


def _fits(words: str, type: Type, width: float) -> Type:
    """The type, smaller where the words would break into two lines."""
    size = type.size
    while size > 8 and span(words, size) > width * 72 - 12:
        size -= 0.5
    return replace(type, size=size)


def _plain_style(table: Any) -> None:
    table.first_row = table.horz_banding = False
    table._tbl.tblPr.find(qn("a:tableStyleId")).text = PLAIN


def _fill(cell: Any, words: str, type: Type, right: bool) -> None:
    cell.margin_left = cell.margin_right = SIDE
    cell.margin_top = cell.margin_bottom = Emu(0)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    write(paragraph, words, type)
    _rule_below(cell)


def _rule_below(cell: Any) -> None:
    """A thin line under a cell, which pptx has no call for."""
    properties = cell._tc.get_or_add_tcPr()
    line = properties.makeelement(qn("a:lnB"), {"w": str(Pt(0.5))})
    fill = line.makeelement(qn("a:solidFill"), {})
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": LIGHT.faint.removeprefix("#").upper()}))
    line.append(fill)
    properties.insert(0, line)
