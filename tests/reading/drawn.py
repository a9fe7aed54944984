"""One small form, written in every format the readers know, and ways to tamper with files."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import docx
import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

from sydata.model import Merge, Sheet
from sydata.reading import read_file
from sydata.reading.archive import source

ROWS: tuple[tuple[str | float | None, ...], ...] = (
    ("双拥活动情况统计表", None, None, None),
    ("项目", "发放慰问金", None, "备注"),
    (None, "金额（万元）", "人数（人）", None),
    ("重点优抚对象", 56.3, 1200.0, None),
    ("驻地部队\n基层官兵", 12.0, 80.0, "含火箭军"),
)
MERGES = (Merge(0, 0, 0, 3), Merge(1, 0, 2, 0), Merge(1, 1, 1, 2), Merge(1, 3, 2, 3))


def xlsx() -> bytes:
    return workbook(lambda sheet: None)


def workbook(change: Callable[[openpyxl.worksheet.worksheet.Worksheet], None]) -> bytes:
    """The form as .xlsx, after a change to its sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "汇总"
    for r, row in enumerate(ROWS, start=1):
        for c, value in enumerate(row, start=1):
            sheet.cell(r, c, value)
    for top, left, bottom, right in MERGES:
        sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    change(sheet)
    return _saved(book.save)


def shared_xlsx() -> bytes:
    """The form as .xlsx with a table of shared strings, as Excel and WPS write it (openpyxl does not)."""
    members = unzipped(xlsx())
    texts: list[bytes] = []

    def share(match: re.Match[bytes]) -> bytes:
        texts.append(match[1])
        return b' t="s"><v>%d</v></c>' % (len(texts) - 1)

    inline = re.compile(rb' t="inlineStr"><is><t>(.*?)</t></is></c>', re.DOTALL)
    members["xl/worksheets/sheet1.xml"] = inline.sub(share, members["xl/worksheets/sheet1.xml"])
    strings = b"".join(b"<si><t>%s</t></si>" % text for text in texts)
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    head = b'<?xml version="1.0" encoding="UTF-8"?>\n<sst %s count="%d" uniqueCount="%d">'
    members["xl/sharedStrings.xml"] = head % (space, len(texts), len(texts)) + strings + b"</sst>"
    return zipped(members)


def xls() -> bytes:
    return old_workbook(lambda sheet: None)


def old_workbook(change: Callable[[xlwt.Worksheet], None]) -> bytes:
    """The form as .xls, after a change to its sheet."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("汇总")
    covered = {
        (r, c): m for m in MERGES for r in range(m.top, m.bottom + 1) for c in range(m.left, m.right + 1)
    }
    for r, row in enumerate(ROWS):
        for c, value in enumerate(row):
            if (r, c) not in covered and value is not None:
                sheet.write(r, c, value)
    for m in MERGES:
        sheet.write_merge(m.top, m.bottom, m.left, m.right, ROWS[m.top][m.left])
    change(sheet)
    return _saved(book.save)


def ods() -> bytes:
    document = OpenDocumentSpreadsheet()
    table = Table(name="汇总")
    document.spreadsheet.addElement(table)
    for r, row in enumerate(ROWS):
        line = TableRow()
        table.addElement(line)
        for c, value in enumerate(row):
            line.addElement(_ods_cell(r, c, value))
    return _saved(document.save)


def _ods_cell(row: int, column: int, value: str | float | None) -> TableCell:
    merge = next((m for m in MERGES if m[:2] == (row, column)), None)
    if value is None:
        return CoveredTableCell() if any(_covers(m, row, column) for m in MERGES) else TableCell()
    span = {}
    if merge:
        span = {
            "numberrowsspanned": merge.bottom - merge.top + 1,
            "numbercolumnsspanned": merge.right - merge.left + 1,
        }
    if isinstance(value, float):
        return TableCell(valuetype="float", value=value, **span)
    cell = TableCell(valuetype="string", **span)
    for line in value.split("\n"):
        cell.addElement(P(text=line))
    return cell


def _covers(merge: Merge, row: int, column: int) -> bool:
    return merge.top <= row <= merge.bottom and merge.left <= column <= merge.right


def document(before: tuple[str, ...] = (), after: tuple[str, ...] = ()) -> bytes:
    """The form as a .docx table between paragraphs."""
    word = docx.Document()
    for line in before:
        word.add_paragraph(line)
    table = word.add_table(len(ROWS), 4)
    for merge in MERGES:
        table.cell(merge.top, merge.left).merge(table.cell(merge.bottom, merge.right))
    for r, row in enumerate(ROWS):
        for c, value in enumerate(row):
            if value is not None:
                table.cell(r, c).text = f"{value:g}" if isinstance(value, float) else value
    for line in after:
        word.add_paragraph(line)
    return _saved(word.save)


def _saved(save: Callable[[io.BytesIO], None]) -> bytes:
    buffer = io.BytesIO()
    save(buffer)
    return buffer.getvalue()


def read(content: bytes, name: str = "表") -> tuple[Sheet, ...]:
    return read_file(source(name, content))


def only(content: bytes) -> Sheet:
    (sheet,) = read(content)
    return sheet


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tampered(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A zip with one member changed."""
    members = unzipped(content)
    before = members[part]
    members[part] = change(before)
    assert members[part] != before
    return zipped(members)
