"""Sheets that hold several returns: forms below each other, units down, years side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from sydata.sample import words
from sydata.sample.columns import heading
from sydata.sample.draft import Document, Draft, bind, make
from sydata.sample.figures import FORM, Report
from sydata.sample.form import cell, draw
from sydata.sample.lines import lines, total
from sydata.sample.page import Page
from sydata.sample.style import FORM_COLUMNS, Style
from sydata.sample.writers import WRITERS


def stacked(pages: Sequence[Page]) -> Page:
    """One page with the others below each other, a blank row between."""
    whole = Page(pages[0].name, widths=pages[0].widths, table=pages[0].table)
    for page in pages:
        shift = len(whole.rows) + (1 if whole.rows else 0)
        for r, row in enumerate(page.squared()):
            for c, value in enumerate(row):
                whole.put(r + shift, c, value)
        whole.merges += [
            (top + shift, left, bottom + shift, right) for top, left, bottom, right in page.merges
        ]
        whole.table = (whole.table[0], page.table[1] + shift)
    return whole


def together(path: str, page: Page, drafts: Sequence[Draft]) -> Document:
    """A file of one page that holds all these returns."""
    whole = bind(path, drafts)
    return replace(whole, content=WRITERS[drafts[0].kind]([page]))


def rollup(path: str, reports: Sequence[Report], seed: int) -> Document:
    """A sheet of the office above: a row for each unit and category, and one 总计 row."""
    style = Style(columns=("unit", *FORM_COLUMNS), unit_in="nowhere", date_way=-1, label_way=1)
    drafts = [make(report, replace(style, columns=FORM_COLUMNS), "xlsx", seed) for report in reports]
    rows = [
        replace(line, unit=report.unit.name)
        for report in reports
        for line in lines(report, style, Random(f"{seed}/rollup/{report.unit.code}"))
        if line.kind == "data"
    ]
    page = draw(reports[0], style, [*rows, replace(total(rows, style), words="", unit="总计")])
    return together(path, page, drafts)


def side_by_side(path: str, reports: Sequence[Report], seed: int) -> Document:
    """Several years of one unit, each under a header of its own."""
    style = Style(columns=("item", *FORM), label_way=1, date_way=-1, sheet="历年对比")
    drafts = [make(report, style, "xlsx", seed) for report in reports]
    page = Page(style.sheet, table=(2, 4))
    page.put(0, 0, "历年双拥活动情况统计表")
    page.put(1, 0, f"填报单位：{reports[0].unit.name}")
    page.put(2, 0, "项目")
    page.merge(2, 0, 3, 0)
    for number, report in enumerate(reports):
        left = 1 + number * len(FORM)
        page.put(2, left, words.period_words(report.year, report.festival))
        page.merge(2, left, 2, left + len(FORM) - 1)
        for r, line in enumerate(lines(report, style, Random(seed)), start=4):
            page.put(r, 0, line.words)
            for at, name in enumerate(FORM):
                page.put(3, left + at, heading(name, style, flat=True))
                page.put(r, left + at, cell(line, name, r, style))
            page.table = (2, r)
    return together(path, page, drafts)
