from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from sydata.analysis.briefing import Briefing, brief
from sydata.exports.briefing import BRIEFINGS, briefing_by_suffix, suffixes
from sydata.exports.briefing.document import briefing_document
from sydata.exports.version import bare
from tests.analysis.briefed import WAN, material

ROWS = [
    (
        year,
        code,
        category,
        {"visited_people": 10 * n, "cash_amount": n * year % 17 * WAN, "goods_cost": n * WAN},
    )
    for year in (2023, 2024)
    for n, code in enumerate(("500101", "500102", "500103"), 1)
    for category in ("entitled", "garrison")
]
SIGNED = {"version": "2024-spring v1 · 审定 2024-03-05", "signed": 1}


def made(lang: str = "zh", **changes: object) -> tuple[Briefing, Document]:
    of = replace(material(*ROWS), lang=lang)
    of = replace(of, stamp=of.stamp._replace(**changes)) if changes else of
    briefing = brief(of)
    return briefing, docx.Document(BytesIO(briefing_document(briefing)))


def headers(document: Document) -> list[str]:
    return [
        header.paragraphs[0].text
        for section in document.sections
        for header in (section.header, section.even_page_header)
    ]


def test_a_draft_says_so_on_every_page_and_a_signed_period_on_none() -> None:
    _briefing, document = made()
    assert document.settings.odd_and_even_pages_header_footer
    assert set(headers(document)) == {"未审定"}
    assert set(headers(made(**SIGNED)[1])) == {""}


def test_the_text_is_the_briefings_own_under_numbered_headings() -> None:
    briefing, document = made()
    texts = [paragraph.text for paragraph in document.paragraphs]
    headings = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert headings == ["一、总体情况", "二、要点", "三、数据来源和说明"]
    assert [text for text in texts if text in briefing.blocks] == list(briefing.blocks)
    for number, found in enumerate(briefing.highlights):
        assert f"（{'一二三四五六七八'[number]}）{found.title}" in texts
        assert found.message in texts


def test_the_tables_hold_the_briefings_figures() -> None:
    briefing, document = made()
    for shown, table in zip(briefing.tables, document.tables, strict=False):
        cells = [[cell.text for cell in row.cells] for row in table.rows]
        assert [text.replace("\n", "") for text in cells[0]] == [head.text for head in shown.heads]
        assert cells[1:] == [[row.label, *(figure.text for figure in row.cells)] for row in shown.rows]
    evidence = [row.cells[3].text for row in document.tables[-1].rows][1:]
    assert evidence == [figure.text for found in briefing.highlights for figure in found.figures]


def test_a_row_tells_its_finding_and_period_on_whichever_page_it_stands() -> None:
    briefing, document = made()
    rows = [[cell.text for cell in row.cells] for row in document.tables[-1].rows][1:]
    wanted = [number for number, found in enumerate(briefing.highlights, 1) for _ in found.figures]
    assert [int(row[0].split(".")[0]) for row in rows] == wanted
    assert all(all(row) for row in rows)


def test_heads_are_on_every_page_and_no_row_is_cut_or_left_alone() -> None:
    _briefing, document = made()
    assert document.tables
    for table in document.tables:
        rows = table._tbl.tr_lst
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
        assert [at for at, row in enumerate(rows) if row.trPr.find(qn("w:tblHeader")) is not None] == [0]
        kept = [
            all(p.paragraph_format.keep_with_next for c in row.cells for p in c.paragraphs)
            for row in table.rows
        ]
        assert kept[0]
        assert kept[-2]
        assert not kept[-1]


@pytest.mark.parametrize(("lang", "tag"), [("zh", "zh-CN"), ("en", "en")])
def test_the_document_tells_its_language_and_names_its_tables(lang: str, tag: str) -> None:
    briefing, document = made(lang)
    assert document.core_properties.language == tag
    assert document.core_properties.title == briefing.title
    captions = [table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) for table in document.tables]
    assert captions[:-1] == [table.title for table in briefing.tables]


def test_page_and_faces_are_those_of_the_standard() -> None:
    _briefing, document = made()
    section = document.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins if margin is not None] == [37, 35, 28, 26]
    data = briefing_document(_briefing)
    with ZipFile(BytesIO(data)) as package:
        text, fonts = package.read("word/document.xml").decode(), package.read("word/fontTable.xml").decode()
    for face in ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"):
        assert f'w:eastAsia="{face}"' in text or face == "仿宋_GB2312"
        assert f'w:name="{face}"' in fonts
    assert "w:altName" in fonts


def test_the_data_version_stands_in_foot_and_properties() -> None:
    briefing, document = made()
    assert document.core_properties.subject == briefing.version
    for footer in (document.sections[0].footer, document.sections[0].even_page_footer):
        assert footer.paragraphs[-1].text == f"数据版本：{bare(briefing.version)}"
        assert "PAGE" in footer.paragraphs[0]._p.xml


def test_only_the_chosen_parts_are_in_it() -> None:
    briefing, _document = made()
    short = replace(briefing, parts=frozenset({"paragraph"}))
    document = docx.Document(BytesIO(briefing_document(short)))
    assert document.tables == []
    assert briefing.highlights[0].message not in [paragraph.text for paragraph in document.paragraphs]


def test_the_english_document_has_english_headings() -> None:
    briefing, document = made("en")
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert {"1. Overall", "2. Findings", "3. Sources and notes"} <= set(texts)
    assert f"2.1 {briefing.highlights[0].title}" in texts
    assert headers(document)[0] == "Draft, not signed off"


def test_letters_that_no_document_may_hold_are_left_out() -> None:
    briefing, _document = made()
    odd = replace(briefing, office_name="重庆\x0b市\ufffe")
    assert docx.Document(BytesIO(briefing_document(odd))).core_properties.author == "重庆市"


@pytest.mark.parametrize("kind", BRIEFINGS, ids=lambda kind: kind.suffix)
def test_every_registered_file_is_made_and_found_by_its_suffix(kind: object) -> None:
    of = material(*ROWS)
    assert kind.write(brief(of), of)  # type: ignore[attr-defined]
    assert briefing_by_suffix(kind.suffix.upper()) is kind  # type: ignore[attr-defined]


def test_an_unknown_suffix_has_no_writer() -> None:
    assert briefing_by_suffix(".odt") is None
    assert ".docx" in suffixes()
