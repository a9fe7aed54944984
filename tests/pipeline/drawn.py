"""Sheets drawn as text: a line a row, `|` between cells, so that a test reads like the sheet it tests.

`<` merges a cell with the one to its left, `^` with the one above, `↵` is a line break inside a cell, `'` before
a figure keeps it as text; other plain figures become numbers, as a workbook stores them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import openpyxl

import sydata
from sydata.model import Merge, Sheet, Value
from sydata.pipeline.run import Result

TITLE = "2024 年新年春节期间双拥活动情况统计表"
LINE = "填报单位（盖章）：黔江区双拥办 | | | | | | | 日期：2024年2月26日"
SOLVED = "解决实际困难情况（子女入学、家属就业、住房改造、看病就医、法律援助等）（填写数量）"
HEAD = f"""
项目|带队领导|走访慰问↵人数↵(人)|发放慰问金情况|<|发放慰问品情况|<|<|合计↵(万元)|{SOLVED}
^|^|^|发放金额(万元)|发放人数(人)|购买慰问品↵支出金额(万元)|发放慰问品数量(件)|发放人数(人)|^|^
"""
BODY = """
重点优抚对象、困难退役军人等优抚对象 | 副区长 | 1200 | 56.3 | 1100 | 12.5 | 800  | 790  | 68.8 | 5
驻地部队基层官兵                     | 区长   | 300  | 10   | 280  | 6.2  | 300  | 300  | 16.2 | 2
边海防官兵                           |        | 20   | 2    | 20   | 0.5  | 20   | 20   | 2.5  | 0
总 计                                |        | 1520 | 68.3 | 1400 | 19.2 | 1120 | 1110 | 87.5 | 7
"""
INDICATORS = (
    "visited_people", "cash_amount", "cash_recipients", "goods_cost", "goods_count", "goods_recipients",
    "total_amount", "difficulties_solved",
)  # fmt: skip
ENTITLED = ("entitled", 1200, 56.3, 1100, 12.5, 800, 790, 68.8, 5)
GARRISON = ("garrison", 300, 10, 280, 6.2, 300, 300, 16.2, 2)
BORDER = ("border", 20, 2, 20, 0.5, 20, 20, 2.5, 0)
FIGURES = [ENTITLED, GARRISON, BORDER]


def form(body: str = BODY, head: str = HEAD, title: str = TITLE, line: str = LINE, below: str = "") -> str:
    """The Chongqing form as text: title in row 1, unit line in 2, header in 3 and 4, figures from row 5."""
    return "\n".join(part.strip("\n") for part in (title, line, head, body, below) if part.strip())


def cells(text: str) -> list[list[str]]:
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip("\n").splitlines()]
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def sheet(text: str, file: str = "报表.xlsx", name: str = "Sheet1", **more: Any) -> Sheet:
    """The drawing as the readers would hand it over."""
    grid = cells(text)
    rows = tuple(tuple(_value(cell) for cell in row) for row in grid)
    return replace(Sheet(file, name, rows, _merges(grid)), **more)


def _value(cell: str) -> Value:
    if cell in ("", "<", "^"):
        return None
    if re.fullmatch(r"-?\d+(\.\d+)?", cell):
        return float(cell) if "." in cell else int(cell)
    return cell.removeprefix("'").replace("↵", "\n")


def _merges(grid: Sequence[Sequence[str]]) -> tuple[Merge, ...]:
    """Rectangles of `<` and `^` with the cell at their upper left."""
    found = []
    for top, row in enumerate(grid):
        for left, cell in enumerate(row):
            if cell in ("<", "^"):
                continue
            right = next((c for c in range(left + 1, len(row)) if row[c] != "<"), len(row)) - 1
            below = (r for r in range(top + 1, len(grid)) if grid[r][left] != "^")
            bottom = next(below, len(grid)) - 1
            if right > left or bottom > top:
                found.append(Merge(top, left, bottom, right))
    return tuple(found)


def xlsx(*sheets: Sheet) -> bytes:
    """A workbook with these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for drawn in sheets:
        page = book.create_sheet(drawn.name)
        for r, row in enumerate(drawn.rows, start=1):
            for c, value in enumerate(row, start=1):
                page.cell(r, c, value)
        for m in drawn.merges:
            page.merge_cells(
                start_row=m.top + 1, start_column=m.left + 1, end_row=m.bottom + 1, end_column=m.right + 1
            )
        page.sheet_state = "visible" if drawn.visible else "hidden"
        for row in drawn.hidden_rows:
            page.row_dimensions[row + 1].hidden = True
        for column in drawn.hidden_columns:
            page.column_dimensions[openpyxl.utils.get_column_letter(column + 1)].hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(
    text: str, file: str = "报表.xlsx", name: str = "Sheet1", office: str = "500000", **more: Any
) -> Result:
    """What normalize makes of a workbook with the drawn sheet."""
    return sydata.normalize([(file, xlsx(sheet(text, file, name, **more)))], office)


def found(result: Result, *severities: str) -> list[tuple[str, str]]:
    """(cell, code) of the findings that are errors or warnings, or of those severities."""
    rows = result.findings[result.findings["severity"].isin(severities or ("error", "warning"))]
    return list(rows[["cell", "code"]].itertuples(index=False, name=None))


def figures(result: Result) -> list[tuple[object, ...]]:
    """Each row of data: the category, then the form's eight figures, None where there is none."""
    frame = result.data[["category", *INDICATORS]].astype(object)
    return [tuple(row) for row in frame.where(frame.notna(), None).itertuples(index=False, name=None)]


def identity(result: Result) -> list[tuple[object, ...]]:
    """(unit, year, festival) of each unit and period in data."""
    frame = result.data[["unit", "year", "festival"]].drop_duplicates()
    return list(frame.itertuples(index=False, name=None))
