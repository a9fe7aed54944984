"""Changed and cut off files of every kind never do worse than UnreadableFile, and never run away."""

from __future__ import annotations

import random
import time

import pytest

from sydata.errors import UnreadableFile
from tests.reading import drawn, test_excel_xml, test_web

KINDS = {
    "web": lambda: test_web.page(f"<h2>填报单位：黔江区</h2><table>{test_web.FORM}</table>"),
    "archive": lambda: test_web.archive(("a/sheet001.htm", f"<table>{test_web.FORM}</table>")),
    "excel-xml": lambda: test_excel_xml.book(test_excel_xml.FORM),
    "docx": lambda: drawn.document(("填报单位：黔江区",)),
    "xlsx": drawn.shared_xlsx,
    "xls": drawn.xls,
    "ods": drawn.ods,
}


@pytest.mark.parametrize("kind", KINDS)
def test_changed_bytes_end_in_sheets_or_a_cause(kind: str) -> None:
    original, draw = KINDS[kind](), random.Random(kind)
    started = time.process_time()
    for _ in range(120):
        data = bytearray(original)
        for _ in range(draw.randint(1, 12)):
            data[draw.randrange(len(data))] = draw.randrange(256)
        end = draw.choice([len(data), draw.randrange(len(data))])
        try:
            drawn.read(bytes(data[:end]))
        except UnreadableFile:
            continue
    assert time.process_time() - started < 20


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"]
)
def test_changed_parts_of_a_workbook_end_in_sheets_or_a_cause(part: str) -> None:
    original, draw = drawn.unzipped(drawn.shared_xlsx()), random.Random(part)
    for _ in range(120):
        data = bytearray(original[part])
        for _ in range(draw.randint(1, 4)):
            data[draw.randrange(len(data))] = draw.randrange(32, 127)
        try:
            drawn.read(drawn.zipped({**original, part: bytes(data)}))
        except UnreadableFile:
            continue
