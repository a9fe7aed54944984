"""Pages as an .xlsx file, written by hand: no library stands between what a test draws and what the reader gets."""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from tests.metamorphic.page import Cell, Page, address

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
DATE_FORMAT = "yyyy-mm-dd"
FIRST_DAY = date(1899, 12, 30)

HIDDEN = ' state="hidden"'


def xlsx(pages: Iterable[Page]) -> bytes:
    """A workbook with these sheets."""
    pages = list(pages)
    formats = sorted({_format(cell) for page in pages for cell in page.cells.values()} - {""})
    numbers = range(1, len(pages) + 1)
    parts = {
        "[Content_Types].xml": _types(numbers),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook(pages),
        "xl/_rels/workbook.xml.rels": _relations(
            [*(("worksheet", f"worksheets/sheet{n}.xml") for n in numbers), ("styles", "styles.xml")]
        ),
        "xl/styles.xml": _styles(formats),
    } | {f"xl/worksheets/sheet{n}.xml": _sheet(page, formats) for n, page in zip(numbers, pages, strict=True)}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, HEAD + text)
    return out.getvalue()


def _types(numbers: Iterable[int]) -> str:
    parts = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    parts += [(f"/xl/worksheets/sheet{n}.xml", "worksheet") for n in numbers]
    named = "".join(f'<Override PartName="{at}" ContentType="{KIND}.{kind}+xml"/>' for at, kind in parts)
    package = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    )
    return f'<Types xmlns="{PACKAGE}/content-types">{package}{named}</Types>'


def _relations(targets: list[tuple[str, str]]) -> str:
    links = (
        f'<Relationship Id="rId{n}" Type="{LINKS}/{kind}" Target="{at}"/>'
        for n, (kind, at) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(links)}</Relationships>'


def _workbook(pages: Sequence[Page]) -> str:
    sheets = (
        f'<sheet name={quoteattr(page.name)} sheetId="{n}"{HIDDEN * page.hidden} r:id="rId{n}"/>'
        for n, page in enumerate(pages, 1)
    )
    return f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{"".join(sheets)}</sheets></workbook>'


def _styles(formats: list[str]) -> str:
    codes = "".join(
        f'<numFmt numFmtId="{164 + n}" formatCode={quoteattr(f)}/>' for n, f in enumerate(formats)
    )
    look = 'fontId="0" fillId="0" borderId="0"'
    own = "".join(
        f'<xf numFmtId="{164 + n}" {look} xfId="0" applyNumberFormat="1"/>' for n in range(len(formats))
    )
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="{len(formats)}">{codes}</numFmts>'
        '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
        '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
        f'<borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" {look}/></cellStyleXfs>'
        f'<cellXfs count="{len(formats) + 1}"><xf numFmtId="0" {look} xfId="0"/>{own}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _sheet(page: Page, formats: list[str]) -> str:
    by_row: dict[int, list[str]] = {}
    for place, cell in sorted(page.cells.items(), key=lambda item: item[0]):
        by_row.setdefault(place[0], []).append(_cell(address(place), cell, formats))
    hidden = {row: ' hidden="1"' if row in page.hidden_rows else "" for row in {*by_row, *page.hidden_rows}}
    rows = (f'<row r="{r + 1}"{hidden[r]}>{"".join(by_row.get(r, []))}</row>' for r in sorted(hidden))
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData>{"".join(_merges(page))}</worksheet>'


def _merges(page: Page) -> Iterator[str]:
    if page.merges:
        areas = (f"{address((top, left))}:{address((down, right))}" for top, left, down, right in page.merges)
        yield f'<mergeCells count="{len(page.merges)}">'
        yield from (f'<mergeCell ref="{area}"/>' for area in areas)
        yield "</mergeCells>"


def _format(cell: Cell) -> str:
    return cell.format or (DATE_FORMAT if isinstance(cell.value, date) else "")


def _cell(at: str, cell: Cell, formats: list[str]) -> str:
    form = _format(cell)
    style = f' s="{formats.index(form) + 1}"' if form else ""
    if cell.value is None:
        return f'<c r="{at}"{style}/>'
    if isinstance(cell.value, str):
        text = escape(cell.value).replace("\n", "&#10;")
        return f'<c r="{at}"{style} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    return f'<c r="{at}"{style}><v>{_number(cell.value, cell.noisy)}</v></c>'


def _number(value: Decimal | date, noisy: bool) -> str:
    if isinstance(value, date):
        return str((value - FIRST_DAY).days)
    return repr(math.nextafter(float(value), math.inf)) if noisy and value else f"{value:f}"
