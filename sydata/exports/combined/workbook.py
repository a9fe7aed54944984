"""The combined form as a workbook: written with its results, so that a program that does not calculate shows them too.

XlsxWriter and not openpyxl, which cannot store the result of a formula: a viewer on a telephone, a mail program or a
reader like ours would show empty totals. python-pptx brings XlsxWriter along anyway.
"""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter import Workbook

from sydata.catalog.printed import printed
from sydata.exports.combined.page import Paper
from sydata.exports.combined.plan import Combined, plan
from sydata.exports.combined.sheets import ALL, new, office_name, units_sheet
from sydata.exports.combined.summary import extra_sheet, summary_sheet
from sydata.exports.combined.trail import sources_sheet

UNWORKED = re.compile(rb'<c( r="[A-Z]+[0-9]+"(?: s="[0-9]+")?)>(<f>[^<]*</f>)<v></v></c>')
PLAIN = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}


def combined_bytes(of: Combined, paper: Paper = "A4") -> bytes:
    """The form to sign; units over all categories and in each; further indicators; the source of each figure."""
    buffer = BytesIO()
    book = Workbook(buffer, PLAIN)
    made = plan(of)
    into = new(book, of, made, paper)
    book.set_properties(_properties(of))
    summary_sheet(into)
    units_sheet(into, ALL)
    for category in made.categories:
        units_sheet(into, category)
    extra_sheet(into)
    if len(made.trail):
        sources_sheet(into)
    book.close()
    return _with_blank_results(buffer.getvalue())


def _with_blank_results(content: bytes) -> bytes:
    """Mark sums that stay empty as having that result: XlsxWriter leaves them as if they had never been worked out."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as given, ZipFile(out, "w", ZIP_DEFLATED) as made:
        for part in given.infolist():
            text = given.read(part)
            if part.filename.startswith("xl/worksheets/"):
                text = UNWORKED.sub(rb'<c\1 t="str">\2<v></v></c>', text)
            made.writestr(part, text, ZIP_DEFLATED)
    return out.getvalue()


def _properties(of: Combined) -> dict[str, object]:
    period = of.progress.asked.period
    title = printed("title", period.festival, of.language, office=office_name(of), year=period.year)
    return {"title": title, "comments": of.version, "created": of.created}
