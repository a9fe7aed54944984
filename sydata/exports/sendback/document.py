"""A page of questions beside a Word document, a report in prose, or a file that nobody could open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO

from docx import Document as new_document
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt
from docx.table import Table, _Cell

from sydata.catalog.questions import PAGE_COLUMNS
from sydata.exports.chinese import mark_chinese
from sydata.exports.sendback.questions import Heading, Question, about, cell_of, said, until
from sydata.exports.tables import UNSTORABLE

FONT = "宋体"
WIDTHS: Mapping[str, float] = {
    "number": 1.3, "place": 3.2, "text": 3.6, "question": 7.0, "advice": 5.4, "answer": 5.2,
}  # fmt: skip
SIZE, TITLE_SIZE = 10.5, 16


def page_of_questions(questions: Sequence[Question], head: Heading, words: bool) -> bytes:
    """The questions as .docx. words: the file is a document, in whose tables cells are counted, not lettered."""
    document = new_document()
    _set_up(document)
    document.core_properties.title = UNSTORABLE.sub(
        "", " ".join([head.word("head", "title"), head.unit])
    ).strip()
    _paragraph(document, head.word("head", "title"), TITLE_SIZE, bold=True)
    for text in about(head):
        _paragraph(document, text)
    if until(head):
        _paragraph(document, until(head), bold=True)
    _paragraph(document, head.word("how", "page"))
    _table(document, questions, head, words)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _set_up(document: Document) -> None:
    """A4 on its side, in one font for Chinese and Latin letters."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.8)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(SIZE)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    mark_chinese(document)


def _paragraph(document: Document, text: str, size: float = SIZE, bold: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(4)
    run = paragraph.add_run(UNSTORABLE.sub("", text))
    run.bold, run.font.size = bold, Pt(size)


def _table(document: Document, questions: Sequence[Question], head: Heading, words: bool) -> None:
    table = document.add_table(rows=1, cols=len(PAGE_COLUMNS), style="Table Grid")
    table.autofit = False
    for column, name in zip(table.columns, PAGE_COLUMNS, strict=True):
        column.width = Cm(WIDTHS[name])
    _write(table, 0, [head.word("columns", name) for name in PAGE_COLUMNS], bold=True)
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for at, each in enumerate(questions, 1):
        table.add_row()
        cells = [str(each.number), _place(each, head, words), each.text, said(each, head), each.ask, ""]
        _write(table, at, cells)


def _write(table: Table, row: int, texts: Sequence[str], bold: bool = False) -> None:
    for cell, text, name in zip(table.rows[row].cells, texts, PAGE_COLUMNS, strict=True):
        cell.width = Cm(WIDTHS[name])
        _fill(cell, text, bold)


def _fill(cell: _Cell, text: str, bold: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)
    paragraph.add_run(UNSTORABLE.sub("", text)).bold = bold


def _place(each: Question, head: Heading, words: bool) -> str:
    """Where a question belongs: `表1 第3行第2列`, `段3`, or the whole."""
    at = cell_of(each.cell)
    cell = each.cell
    if at is not None and words:
        cell = head.word("head", "in_words").format(row=at.row + 1, column=at.column + 1)
    return " ".join(filter(None, (each.sheet, cell))) or head.word("head", "whole")
