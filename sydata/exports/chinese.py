"""What Word documents of any layout need for Chinese text."""

from __future__ import annotations

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls


def mark_chinese(document: Document) -> None:
    """Say that the document's Chinese letters are those of the mainland: else stops stand amid their square."""
    look = document.styles["Normal"].element.get_or_add_rPr()
    look.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-US" w:eastAsia="zh-CN"/>'))
