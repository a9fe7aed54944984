"""Draws the Chongqing form (the only form of this field whose body is published) in a given style.

Every other layout is a construction of ours, modelled on published sheets of neighbouring systems.
"""

from __future__ import annotations

from collections.abc import Sequence

from sydata.model import Value
from sydata.sample import words
from sydata.sample.columns import TEXTS, column, heading, measure
from sydata.sample.figures import MONEY, Report
from sydata.sample.lines import Line
from sydata.sample.page import Page
from sydata.sample.style import Style

MARKS = "甲乙丙丁"
FOOT = (("填表人：", "双拥科工作人员"), ("审核人：", "分管负责人"), ("联系电话：", "023-00000000"))


def draw(report: Report, style: Style, table: Sequence[Line]) -> Page:
    """A page with the rows of the report in it, from the annex line to the footer."""
    page = Page(style.sheet)
    row = _top(page, report, style, 0)
    bottom = _turned(page, row, table, style) if style.turned else _table(page, row, table, style)
    page.table = (row, bottom)
    _foot(page, bottom + 1, style)
    page.widths = [17.0, 18.0] + [12.0] * max(0, len(style.columns) - 3) + [17.0]
    return page


def _top(page: Page, report: Report, style: Style, row: int) -> int:
    """Annex line, title, unit and date, measure line. Returns the row where the table starts."""
    last = len(style.columns) - 1
    if style.annex:
        page.put(row, 0, "附件")
        row += 1
    if style.title_in == "cell":
        page.title = page.put(row, 0, words.title(report.year, report.festival, style.title_way))
        page.merge(row, 0, row, last)
        row += 1
    row = _who_and_when(page, report, style, row)
    if style.measure_in == "line":
        page.put(row, last, f"单位：{style.money}")
        row += 1
    return row


def _who_and_when(page: Page, report: Report, style: Style, row: int) -> int:
    unit = words.unit_words(report.unit, style.unit_way, report.year) if style.unit_in == "cell" else ""
    day = words.date_words(report.fill_date, style.date_way) if style.date_way >= 0 else ""
    if style.lines == "cells":
        page.put(row, 0, "填报单位")
        page.unit = page.put(row, 1, unit or None)
        page.put(row, 4, "填报日期")
        page.date = page.put(row, 5, day or None)
        return row + 1
    if style.lines == "strip":
        page.unit = page.date = page.put(row, 0, f"填报单位（盖章）：{unit}        填报日期：{day}")
        page.merge(row, 0, row, len(style.columns) - 1)
        return row + 1
    page.unit = page.put(row, 0, f"填报单位（盖章）：{unit}")
    row, at = (row, 6) if style.lines == "one" else (row + 1, 0)
    page.date = page.put(row, at, "日期：" if not isinstance(day, str) else f"日期：{day}")
    if not isinstance(day, str):
        page.date = page.put(row, at + 1, day)
    return row + 1


def _header(page: Page, row: int, style: Style) -> int:
    """The header; returns the first row below it."""
    if style.header == "flat":
        for at, name in enumerate(style.columns):
            page.heads[name] = page.put(row, at, heading(name, style, flat=True))
        return row + 1
    groups = [column(name).group for name in style.columns]
    for at, name in enumerate(style.columns):
        if groups[at]:
            _group(page, row, at, groups, style)
            page.heads[name] = page.put(row + 1, at, heading(name, style, flat=False))
        else:
            page.heads[name] = page.put(row, at, heading(name, style, flat=False))
            if style.header == "merged":
                page.merge(row, at, row + 1, at)
    return row + 2


def _group(page: Page, row: int, at: int, groups: Sequence[str], style: Style) -> None:
    """The cell above a grouped column: the words once, or repeated."""
    first = at == 0 or groups[at - 1] != groups[at]
    if first or style.header == "repeated":
        page.put(row, at, groups[at])
    if first and style.header == "merged":
        end = at
        while end + 1 < len(groups) and groups[end + 1] == groups[at]:
            end += 1
        page.merge(row, at, row, end)


def _extra_rows(page: Page, row: int, style: Style) -> int:
    """A row of measures and a row of column numbers, where the style has them."""
    if style.measure_in == "row":
        for at, name in enumerate(style.columns):
            page.put(row, at, measure(name, style) or None)
        row += 1
    if style.number_row:
        texts = [name for name in style.columns if name in TEXTS] if style.number_row == "marks" else []
        for at in range(len(style.columns)):
            page.put(row, at, MARKS[at] if at < len(texts) else at + 1 - len(texts))
        row += 1
    return row


def _table(page: Page, row: int, table: Sequence[Line], style: Style) -> int:
    """Header and rows; returns the last row."""
    row = _extra_rows(page, _header(page, row, style), style)
    for number, line in enumerate(table):
        for at, name in enumerate(style.columns):
            page.put(row + number, at, cell(line, name, number + 1, style))
            _remember(page, line, name, row + number, at, style)
        if line.joined:
            item = style.columns.index("item")
            page.merge(row + number - 1, item, row + number, item)
    return row + len(table) - 1


def cell(line: Line, name: str, number: int, style: Style) -> Value:
    """What stands in a row under a column."""
    if name == "item":
        return None if line.joined else line.words
    if name == "unit":
        return line.unit or None
    if name == "lead":
        return line.lead or None
    if name == "serial":
        return number if line.kind == "data" else None
    value = line.values.get(name)
    if value is None:
        return None
    return words.money(value, style) if name in MONEY else words.count(value, style, measure(name, style))


def _remember(page: Page, line: Line, name: str, row: int, at: int, style: Style) -> None:
    """Note where a figure stands, and the number format that carries its word."""
    if name == "item":
        page.labels.setdefault(line.category or "total", (row, at))
    elif name in line.values:
        if line.kind == "total":
            page.totals[name] = (row, at)
        elif line.kind == "data":
            page.spots.setdefault((line.category, name), (row, at))
        if style.numbers == "format" and name in MONEY:
            page.formats[row, at] = f'0.00##"{style.money}"'


def _turned(page: Page, row: int, table: Sequence[Line], style: Style) -> int:
    """Indicators down, categories across, with the measure in a column of its own."""
    page.put(row, 0, "指标")
    page.put(row, 1, "计量单位")
    for at, line in enumerate(table, start=2):
        page.labels[line.category or "total"] = page.put(row, at, line.words)
    for down, name in enumerate((n for n in style.columns if n != "item"), start=row + 1):
        page.heads[name] = page.put(down, 0, column(name).flat)
        page.put(down, 1, measure(name, style) or ("件" if name == "difficulties_solved" else None))
        for at, line in enumerate(table, start=2):
            page.put(down, at, cell(line, name, at, style))
            _remember(page, line, name, down, at, style)
    return row + len(style.columns) - 1


def _foot(page: Page, row: int, style: Style) -> None:
    if style.footer:
        for at, (label, who) in enumerate(FOOT):
            page.put(row, at * 3, label + who)
        row += 1
    if style.note:
        page.put(row, 0, style.note)
        page.merge(row, 0, row, len(style.columns) - 1)
