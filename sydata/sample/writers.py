"""From drawn pages to the bytes of a file, by the kind of file."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO, StringIO

from docx import Document
from docx.shared import Pt

from sydata.model import value_text
from sydata.sample.opendocument import ods
from sydata.sample.package import restamp
from sydata.sample.page import Page
from sydata.sample.workbooks import xls, xlsx

Writer = Callable[[Sequence[Page]], bytes]


def text(encoding: str, separator: str) -> Writer:
    """A writer of separated text; the first page only, since a text file holds one table."""

    def write(pages: Sequence[Page]) -> bytes:
        out = StringIO()
        lines = csv.writer(out, delimiter=separator, lineterminator="\r\n")
        lines.writerows([value_text(value) for value in row] for row in pages[0].squared())
        return out.getvalue().encode(encoding)

    return write


def docx(pages: Sequence[Page]) -> bytes:
    """A Word document: what stands above and below the table becomes paragraphs."""
    document = Document()
    document.styles["Normal"].font.size = Pt(10)
    for page in pages:
        first, last = page.table
        _paragraphs(document, page, range(first))
        _word_table(document, page)
        _paragraphs(document, page, range(last + 1, len(page.rows)))
    out = BytesIO()
    document.save(out)
    return restamp(out.getvalue())


def _paragraphs(document: object, page: Page, rows: range) -> None:
    for r in rows:
        words = "    ".join(value_text(value) for value in page.rows[r] if value is not None)
        document.add_paragraph(words.replace("\n", ""))  # type: ignore[attr-defined]


def _word_table(document: object, page: Page) -> None:
    first, last = page.table
    rows = page.squared()[first : last + 1]
    table = document.add_table(len(rows), page.width, style="Table Grid")  # type: ignore[attr-defined]
    grid = [list(row.cells) for row in table.rows]
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value is not None:
                grid[r][c].text = value_text(value)
    for top, left, bottom, right in page.merges:
        if first <= top and bottom <= last:
            grid[top - first][left].merge(grid[bottom - first][right])


WRITERS: Mapping[str, Writer] = {
    "xlsx": xlsx,
    "xlsm": xlsx,
    "xls": xls,
    "et": xls,
    "et-ooxml": xlsx,
    "ods": ods,
    "csv-utf8": text("utf-8", ","),
    "csv-bom": text("utf-8-sig", ","),
    "csv-gbk": text("gb18030", ","),
    "csv-utf16": text("utf-16", "\t"),
    "csv-semicolon": text("utf-8-sig", ";"),
    "docx": docx,
}


def suffix(kind: str) -> str:
    """The file name's ending for a kind of file."""
    return "." + kind.split("-")[0]
