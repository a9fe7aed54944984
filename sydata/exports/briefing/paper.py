"""An official document's page (GB/T 9704): margins, faces and sizes, numbered headings, page numbers.

Type sizes: 二号 22 pt, 三号 16 pt, 四号 14 pt, 五号 10.5 pt. Where a machine lacks a face, those that the font table
names beside it stand in.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section, _Footer, _Header
from docx.shared import Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from lxml import etree

from sydata.exports.chinese import mark_chinese

SONG_TITLE, FANG, HEI, KAI, SONG, LATIN = (
    "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体", "Times New Roman",
)  # fmt: skip
# What stands in for a face that is not installed: Word and WPS take the names from the font table.
INSTEAD = {
    SONG_TITLE: "方正小标宋_GBK,华文中宋,宋体,Noto Serif CJK SC",
    FANG: "仿宋,FangSong,华文仿宋,Noto Serif CJK SC",
    HEI: "SimHei,Noto Sans CJK SC",
    KAI: "楷体,KaiTi,华文楷体,Noto Serif CJK SC",
    SONG: "SimSun,Noto Serif CJK SC",
}
TITLE, BODY, PAGE_NUMBER, NOTE, SMALL = Pt(22), Pt(16), Pt(14), Pt(10.5), Pt(9)
LINE = Pt(28.9)  # 22 lines a page
TOP, BOTTOM, INNER, OUTER = Mm(37), Mm(35), Mm(28), Mm(26)
RED = RGBColor(0x9C, 0x1C, 0x20)
Align = WD_ALIGN_PARAGRAPH


def new_document(title: str, author: str, version: str, created: datetime, lang: str = "zh") -> Document:
    """An empty A4 document in the layout; title, author, data version and language are in its properties."""
    document = docx.Document()
    _page(document.sections[0])
    style = document.styles["Normal"]
    style.font.name, style.font.size = LATIN, BODY
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FANG)
    mark_chinese(document)
    style.paragraph_format.space_after = Pt(0)
    _name_faces(document)
    known = document.core_properties
    known.title, known.author, known.last_modified_by = plain(title), plain(author), plain(author)
    known.subject, known.comments, known.keywords = version, version, version
    known.language = "zh-CN" if lang == "zh" else "en"
    known.created = known.modified = created
    return document


def _page(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.left_margin, section.right_margin = INNER, OUTER
    section.header_distance, section.footer_distance = Mm(20), Mm(20)


def _name_faces(document: Document) -> None:
    """Put the faces and what stands in for them into the font table."""
    part = next(r.target_part for r in document.part.rels.values() if r.reltype.endswith("/fontTable"))
    root = parse_xml(part.blob)
    for face, names in INSTEAD.items():
        known = f'<w:font {nsdecls("w")} w:name="{face}"><w:altName w:val="{names}"/><w:charset w:val="86"/></w:font>'
        root.append(parse_xml(known))
    part._blob = _xml(root)


def _xml(root: object) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def landscape(document: Document) -> Length:
    """Begin a section on its side; gives the width of its text."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin, section.bottom_margin = INNER, OUTER
    section.left_margin = section.right_margin = Mm(20)
    section.header_distance, section.footer_distance = Mm(13), Mm(12)
    return Length(section.page_width - section.left_margin - section.right_margin)


def running_lines(document: Document, head: str, foot: str) -> None:
    """On every page: `head` above (nothing if empty), the page number and `foot` below; numbers stand outside."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for header in (section.header, section.even_page_header):
        _head_line(header, head)
    for footer, side in ((section.footer, Align.RIGHT), (section.even_page_footer, Align.LEFT)):
        _foot_lines(footer, foot, side)


def _head_line(header: _Header, text: str) -> None:
    paragraph = header.paragraphs[0]
    paragraph.alignment = Align.CENTER
    if text:
        run(paragraph, text, PAGE_NUMBER, HEI).font.color.rgb = RED


def _foot_lines(footer: _Footer, text: str, side: Align) -> None:
    number, version = footer.paragraphs[0], footer.add_paragraph()
    number.alignment = version.alignment = side
    for paragraph in (number, version):
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = PAGE_NUMBER
    run(number, "— ", PAGE_NUMBER, SONG, SONG)
    _field(number, "PAGE")
    run(number, " —", PAGE_NUMBER, SONG, SONG)
    run(version, text, SMALL, SONG)


def _field(paragraph: Paragraph, code: str) -> None:
    field = run(paragraph, "", PAGE_NUMBER, SONG, SONG)._element
    for kind in ("begin", "", "separate", "end"):
        if kind:
            field.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'))
        else:
            field.append(
                parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve"> {code} </w:instrText>')
            )


# ---- text ----
def plain(text: str) -> str:
    """The text without letters that no XML may hold."""
    return "".join(letter for letter in text if unicodedata.category(letter) not in ("Cc", "Cs", "Cn"))


def run(paragraph: Paragraph, text: str, size: Pt, face: str, latin: str = LATIN):  # type: ignore[no-untyped-def]  # docx has no types
    """Words at the end of a paragraph. Word takes the face of Chinese letters from w:eastAsia alone."""
    made = paragraph.add_run(plain(text))
    made.font.size, made.font.name = size, latin
    made._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
    return made


def title(document: Document, text: str, below: str) -> None:
    """The title in two sizes above the text, and a line below it."""
    paragraph = document.add_paragraph(style="Title")
    _quiet(paragraph)
    paragraph.alignment = Align.CENTER
    _lines(paragraph, Pt(35))
    paragraph.paragraph_format.space_before = LINE
    _black(run(paragraph, text, TITLE, SONG_TITLE))
    under = document.add_paragraph()
    under.alignment = Align.CENTER
    _lines(under, LINE)
    under.paragraph_format.space_after = LINE
    run(under, below, BODY, KAI)


def heading(document: Document, text: str, level: int, indent: bool = True) -> None:
    """一、 in 黑体 (level 1), （一） in 楷体 (level 2); the number is in the text. indent: two letters in."""
    paragraph = document.add_paragraph(style=f"Heading {level}")
    _quiet(paragraph)
    _lines(paragraph, LINE)
    paragraph.paragraph_format.first_line_indent = BODY * 2 if indent else Pt(0)
    paragraph.paragraph_format.keep_with_next = True
    _black(run(paragraph, text, BODY, HEI if level == 1 else KAI))


def body(document: Document, text: str, lang: str) -> Paragraph:
    """A paragraph of the text: its first line two letters in, set to both margins."""
    paragraph = document.add_paragraph()
    _lines(paragraph, LINE)
    paragraph.paragraph_format.first_line_indent = BODY * 2 if lang == "zh" else Pt(0)
    paragraph.paragraph_format.space_after = Pt(0) if lang == "zh" else Pt(8)
    paragraph.alignment = Align.JUSTIFY if lang == "zh" else Align.LEFT
    run(paragraph, text, BODY, FANG)
    return paragraph


def signature(document: Document, lines: Sequence[str]) -> None:
    """Who and when, at the right below the text."""
    for number, text in enumerate(lines):
        paragraph = document.add_paragraph()
        _lines(paragraph, LINE)
        paragraph.alignment = Align.RIGHT
        paragraph.paragraph_format.right_indent = BODY * 2
        paragraph.paragraph_format.space_before = Pt(0) if number else LINE
        paragraph.paragraph_format.keep_with_next = number < len(lines) - 1
        run(paragraph, text, BODY, FANG)


def caption(document: Document, text: str) -> None:
    """The line above a table, which stays with it."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(10), Pt(4)
    paragraph.paragraph_format.keep_with_next = True
    run(paragraph, text, NOTE, HEI)


def _lines(paragraph: Paragraph, height: Pt) -> None:
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = height


def _quiet(paragraph: Paragraph) -> None:
    """Take away what the template's headings bring: room above, rules, bold."""
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    borders = f"<w:pBdr {nsdecls('w')}><w:bottom w:val='nil'/></w:pBdr>"
    paragraph._p.get_or_add_pPr().insert_element_before(
        parse_xml(borders), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"
    )


def _black(made) -> None:  # type: ignore[no-untyped-def]  # docx has no types
    made.font.bold, made.font.color.rgb = False, RGBColor(0, 0, 0)


def bytes_of(document: Document) -> bytes:
    """The file."""
    out = BytesIO()
    document.save(out)
    return out.getvalue()
