"""Files and pages that are no returns: damaged files, a photograph, a name list, notes, templates, prose."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from docx import Document as Word

from sydata.sample.package import restamp
from sydata.sample.page import Page
from sydata.sample.workbooks import xlsx


def picture() -> bytes:
    """A grey PNG of 16 × 16 points, as if the form had been photographed."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    points = zlib.compress(b"".join(b"\x00" + b"\x80" * 16 for _ in range(16)))
    header = struct.pack(">IIBBBBB", 16, 16, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", points) + chunk(b"IEND", b"")


def truncated(content: bytes) -> bytes:
    """A transfer that broke off."""
    return content[: len(content) // 2]


def name_list() -> bytes:
    """花名册: one row a person, with placeholders where the names would be."""
    page = Page("花名册")
    page.put(0, 0, "困难退役军人花名册")
    for at, words in enumerate(("序号", "姓名", "类别", "家庭住址", "联系方式")):
        page.put(1, at, words)
    for number in range(1, 9):
        kind = "残疾军人" if number % 2 else "带病回乡退伍军人"
        row = (str(number), f"人员{number}", kind, "某街道某社区", "略")
        for at, words in enumerate(row):
            page.put(1 + number, at, words)
    page.table = (1, 9)
    return xlsx([page])


def prose() -> bytes:
    """A report in words where a table was asked for."""
    word = Word()
    for text in (
        "江津区2024年春节期间双拥工作情况报告",
        "春节期间，江津区双拥办组织走访慰问驻地部队和优抚对象，区领导带队走访部队6支，慰问优抚对象812人，"
        "发放慰问金45.6万元，发放慰问品320份，召开座谈会4场。",
        "下一步，将继续做好双拥工作。",
        "2024年2月20日",
    ):
        word.add_paragraph(text)
    out = BytesIO()
    word.save(out)
    return restamp(out.getvalue())


def instructions() -> Page:
    """填表说明: a page of text beside the form."""
    page = Page("填表说明")
    for row, text in enumerate(
        (
            "填表说明",
            "一、金额以万元为单位，保留两位小数。",
            "二、人数、件数填整数。",
            "三、没有开展的填“无”。",
        )
    ):
        page.put(row, 0, text)
    return page
