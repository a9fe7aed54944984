"""A stranger's words stay words in documents and slides, whatever they are made of."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from lxml import etree
from openpyxl import load_workbook
from pptx import Presentation

from sydata.analysis.briefing import Briefing, brief
from sydata.analysis.totals import add_up
from sydata.exports.briefing.document import briefing_document
from sydata.exports.briefing.slides import briefing_slides
from sydata.exports.progress_document import letters_document, progress_document
from sydata.exports.sendback import send_back
from sydata.model import Unit
from tests.exports.sent import HEAD, ask, convert
from tests.exports.test_progress import report
from tests.exports.test_slides import years

STRANGE = {
    "formula": ("=cmd|'/c calc'!A1", "=cmd|'/c calc'!A1"),
    "markup": ("<script>a</script>&amp;&lt;]]>", "<script>a</script>&amp;&lt;]]>"),
    "control": ("甲\x01\x0b\x1f乙\ufffe", "甲乙"),
    "turned": ("甲\u202e乙\u2066", "甲‹U+202E›乙‹U+2066›"),
    "endless": ("长" * 5000, "长" * 59 + "…"),
    "pictures": ("😀🪿区", "😀🪿区"),
    "field": ('{ INCLUDETEXT "c:\\x" }', '{ INCLUDETEXT "c:\\x" }'),
}
each = pytest.mark.parametrize(("words", "seen"), list(STRANGE.values()), ids=list(STRANGE))


def told(words: str) -> Briefing:
    """A briefing in which a unit, a finding, and the office are called so."""
    given = years()
    facts = given.facts.assign(unit=given.facts["unit"].where(given.facts["unit_code"] != "500101", words))
    made = brief(replace(given, facts=facts, totals=add_up(facts)))
    first = replace(made.highlights[0], title=words[:100], message=words[:200])
    return replace(made, office_name=words[:200], highlights=(first, *made.highlights[1:]))


def parts(content: bytes) -> dict[str, Any]:
    """Every part of a package, parsed: broken XML raises."""
    with ZipFile(BytesIO(content)) as package:
        names = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
        return {name: etree.fromstring(package.read(name)) for name in names}


def nothing_runs(content: bytes) -> None:
    """No link and no field but the page's number, no macro, nothing fetched from elsewhere."""
    for name, root in parts(content).items():
        kinds = {etree.QName(element).localname for element in root.iter("{*}*")}
        assert not kinds & {"hlinkClick", "hyperlink", "fldSimple", "attachedTemplate", "script"}, name
        fields = {element.text.strip() for element in root.iter("{*}instrText")}
        assert fields <= {"PAGE"}, name
        assert "External" not in {element.get("TargetMode") for element in root.iter("{*}Relationship")}, name


@each
def test_words_of_a_slide_are_words(words: str, seen: str) -> None:
    content = briefing_slides(told(words))
    nothing_runs(content)
    slides = Presentation(BytesIO(content)).slides
    cells = [
        cell.text for slide in slides for shape in slide.shapes if shape.has_table
        for row in shape.table.rows for cell in row.cells
    ]  # fmt: skip
    assert seen in cells
    for chart in (shape.chart for slide in slides for shape in slide.shapes if shape.has_chart):
        book = load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        assert "f" not in {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row}


@each
def test_words_of_the_document_are_words(words: str, seen: str) -> None:
    content = briefing_document(told(words))
    nothing_runs(content)
    document = docx.Document(BytesIO(content))
    assert seen in [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert len(document.core_properties.author) <= 255


@each
def test_words_of_letters_progress_and_questions_are_words(words: str, seen: str) -> None:
    unit = Unit("500102", words)
    letter = f"题\n{words}：\n正文\n单位\n日期"
    _, page = send_back("x.docx", b"", [ask("B4", text=words, message=words)], replace(HEAD, unit=words), ())
    seen = seen.rstrip("…")
    for content in (progress_document(report(unit)), letters_document([letter]), page):
        nothing_runs(content)
        body = etree.tostring(parts(content)["word/document.xml"], encoding="unicode", method="text")
        assert seen in body


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_prints_a_document_of_strange_words(tmp_path: Path) -> None:
    import pypdfium2

    words = "".join(words for words, _ in STRANGE.values())
    (tmp_path / "a.docx").write_bytes(briefing_document(told(words)))
    convert(tmp_path, "pdf", "a.docx")
    pages = pypdfium2.PdfDocument(tmp_path / "out" / "a.pdf")
    said = "".join(page.get_textpage().get_text_range() for page in pages)
    assert "cmd|" in re.sub(r"\s", "", said)
    assert len(pages) < 20
