"""Progress as a Word document: the sentence, the five numbers, who owes what, the periods, and the letters."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import docx
import pandas as pd
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.text.font import CT_RPr
from docx.shared import Cm, Length, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from sydata.analysis.progress_words import answer
from sydata.analysis.reminders import INDENT
from sydata.catalog.festivals import period_name
from sydata.exports.chinese import mark_chinese
from sydata.exports.progress import ProgressReport, tables
from sydata.exports.tables import UNSTORABLE
from sydata.wording import MISSING

FACE, HEADING_FACE = "仿宋", "黑体"
BODY, SMALL, TITLE = Pt(14), Pt(8), Pt(18)
TEXT_WIDTH, NAMES_WIDTH, CELL_MARGIN = Cm(15.8), Cm(3.2), 40  # the last in twentieths of a point
TITLES = {"zh": "{office}{period}双拥活动情况统计表报送进度", "en": "{office}: reporting for {period}"}
IN_DOCUMENT = ("five", "open", "grid")


def progress_document(of: ProgressReport) -> bytes:
    """All but the cells as .docx, each letter on a page of its own."""
    document = _new()
    made = tables(of)
    office, period = made["five"].iloc[0, 1], period_name(of.progress.asked.period, of.language)
    title = TITLES[of.language].format(office=office, period=period)
    document.core_properties.title = UNSTORABLE.sub("", title)
    _title(document, title)
    indent = INDENT if of.language == "zh" else ""
    _paragraph(document, of.told(indent + answer(of.progress, period, of.language)))
    for name in IN_DOCUMENT:
        if len(made[name]):
            _heading(document, of.word(name))
            _table(
                document, made[name].drop(columns=made[name].columns[:1]) if name == "open" else made[name]
            )
    for letter in of.letters:
        document.add_page_break()
        _letter(document, of.told(letter.text).split("\n"))
    return _bytes(document)


def letters_document(letters: Sequence[str]) -> bytes:
    """Letters as .docx, each on a page of its own. A letter: title, addressee, paragraphs, and last sender and date."""
    document = _new()
    for number, text in enumerate(letters):
        if number:
            document.add_page_break()
        _letter(document, text.split("\n"))
    return _bytes(document)


def _letter(document: Document, lines: Sequence[str]) -> None:
    """The first line is the title; the last two stand right, unless a person has made them paragraphs."""
    for number, line in enumerate(lines):
        last = number >= max(len(lines) - 2, 2) and not line.startswith(INDENT)
        if number:
            _paragraph(document, line, right=last)
        else:
            _title(document, line)


def _new() -> Document:
    """A4 upright, with faces that have Chinese letters: Word takes them from w:eastAsia alone."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.PORTRAIT, Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.6)
    font = document.styles["Normal"].font
    font.name, font.size = FACE, BODY
    _face(document.styles["Normal"].element.get_or_add_rPr(), FACE)
    mark_chinese(document)
    return document


def _face(properties: CT_RPr, face: str) -> None:
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), face)


def _title(document: Document, text: str) -> None:
    _run(document, text, TITLE, HEADING_FACE).alignment = WD_ALIGN_PARAGRAPH.CENTER


def _heading(document: Document, text: str) -> None:
    paragraph = _run(document, text, BODY, HEADING_FACE)
    paragraph.paragraph_format.space_before = Pt(12)
    paragraph.paragraph_format.keep_with_next = True


def _paragraph(document: Document, text: str, right: bool = False) -> None:
    paragraph = _run(document, text, BODY, FACE)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _run(document: Document, text: str, size: Pt, face: str) -> Paragraph:
    """A paragraph of one run; letters that no XML may hold are left out."""
    paragraph = document.add_paragraph()
    run = paragraph.add_run(UNSTORABLE.sub("", text))
    run.font.size, run.font.name = size, face
    _face(run._element.get_or_add_rPr(), face)
    paragraph.paragraph_format.space_after = Pt(4)
    return paragraph


def _table(document: Document, frame: pd.DataFrame) -> None:
    """A ruled table in small letters, its heads repeated on every page; nothing is a dash."""
    table = document.add_table(rows=1 + len(frame), cols=len(frame.columns), style="Table Grid")
    table.autofit = False
    rest = int((TEXT_WIDTH - NAMES_WIDTH) / max(len(frame.columns) - 1, 1))
    widths = [NAMES_WIDTH, *[Length(rest)] * (len(frame.columns) - 1)]
    body = frame.astype(object).where(frame.notna() & (frame != ""), MISSING)
    heads = tuple(str(name).replace("年", "年\n", 1) for name in frame.columns)
    rows = [heads, *body.itertuples(index=False)]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width  # LibreOffice goes by the columns, Word by the cells
    for row, values in zip(table.rows, rows, strict=True):
        for cell, value, width in zip(row.cells, values, widths, strict=True):
            cell.width = width
            _fill(cell.paragraphs[0], str(value))
    _finish(table)


def _fill(paragraph: Paragraph, text: str) -> None:
    run = paragraph.add_run(UNSTORABLE.sub("", text))
    run.font.size = SMALL


def _finish(table: Table) -> None:
    """Heads on every page, rows that no page cuts, and little room beside the text."""
    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        for name in ("w:cantSplit", *(["w:tblHeader"] if number == 0 else [])):
            properties.append(properties.makeelement(qn(name), {}))
    margins = table._tbl.tblPr.makeelement(qn("w:tblCellMar"), {})
    for side in ("left", "right"):
        given = {qn("w:w"): str(CELL_MARGIN), qn("w:type"): "dxa"}
        margins.append(margins.makeelement(qn(f"w:{side}"), given))
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")


def _bytes(document: Document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()
