"""Writes drawn pages as an OpenDocument workbook, by hand: the usual library orders its namespaces by accident."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from sydata.model import Value
from sydata.sample.package import package
from sydata.sample.page import Page, Spot

KIND = "application/vnd.oasis.opendocument.spreadsheet"
URN = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = " ".join(f'xmlns:{name}="{URN}:{name}:1.0"' for name in ("office", "table", "text"))
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
MANIFEST = (
    f'{HEAD}<manifest:manifest xmlns:manifest="{URN}:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{KIND}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def ods(pages: Sequence[Page]) -> bytes:
    """An OpenDocument workbook, one table a page."""
    tables = "".join(_table(page) for page in pages)
    content = (
        f'{HEAD}<office:document-content {NAMES} office:version="1.2"><office:body><office:spreadsheet>'
        f"{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    parts = {"mimetype": KIND, "content.xml": content, "META-INF/manifest.xml": MANIFEST}
    return package([(name, text.encode()) for name, text in parts.items()])


def _table(page: Page) -> str:
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in page.merges}
    covered = {
        (r + i, c + j) for (r, c), (down, over) in spans.items() for i in range(down) for j in range(over)
    }
    covered -= set(spans)
    rows = ""
    for r, row in enumerate(page.squared()):
        cells = (_cell(value, (r, c), spans, covered) for c, value in enumerate(row))
        rows += f"<table:table-row>{''.join(cells)}</table:table-row>"
    return f"<table:table table:name={quoteattr(page.name)}>{rows}</table:table>"


def _cell(value: Value, spot: Spot, spans: dict[Spot, tuple[int, int]], covered: set[Spot]) -> str:
    if spot in covered:
        return "<table:covered-table-cell/>"
    span = ""
    if spot in spans:
        down, over = spans[spot]
        span = f' table:number-rows-spanned="{down}" table:number-columns-spanned="{over}"'
    lines = "" if value is None else "".join(f"<text:p>{escape(t)}</text:p>" for t in str(value).split("\n"))
    return f"<table:table-cell{span}{_typed(value)}>{lines}</table:table-cell>"


def _typed(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return f' office:value-type="float" office:value="{value!r}"'
    if isinstance(value, date):
        return f' office:value-type="date" office:date-value="{value.isoformat()}"'
    return ' office:value-type="string"'
