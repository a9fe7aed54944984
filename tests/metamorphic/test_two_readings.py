"""A sheet that can be read in two ways, neither better than the other, is refused, and the refusal names both."""

from __future__ import annotations

import pytest

import sydata
from tests.metamorphic.law import OFFICE, concerns, told
from tests.metamorphic.page import Cell, Page
from tests.metamorphic.write import xlsx

TITLE = """
2024年春节双拥活动情况统计表
填报单位：黔江区 | | | 日期：2024年2月6日
"""
# Two columns of categories that contradict each other: whose are the figures?
TWO_LABELS = """
慰问对象   | 人员类别   | 走访慰问人数(人) | 慰问金金额(万元)
优抚对象   | 驻地部队   | 120 | 5.2
驻地部队   | 边海防官兵 | 30  | 2.1
边海防官兵 | 优抚对象   | 20  | 1.3
"""
# Categories down and across: a figure belongs to two, and nothing says of what it is a count.
CATEGORIES_BOTH_WAYS = """
走访慰问人数(人) | 优抚对象 | 驻地部队 | 边海防官兵
优抚对象         | 12 | 3  | 4
驻地部队         | 5  | 60 | 7
边海防官兵       | 8  | 9  | 10
"""
# Indicators down and across.
INDICATORS_BOTH_WAYS = """
项目             | 走访慰问人数(人) | 慰问金金额(万元) | 慰问品金额(万元)
走访慰问人数(人) | 120 | 5 | 2
慰问金金额(万元) | 12  | 6 | 3
慰问品金额(万元) | 14  | 7 | 4
"""
# Two rows of header, each complete, in another order.
TWO_HEADERS = """
项目 | 走访慰问人数 | 慰问金发放人数 | 慰问品发放人数
项目 | 慰问品发放人数 | 走访慰问人数 | 慰问金发放人数
优抚对象 | 120 | 110 | 100
驻地部队 | 30  | 20  | 10
"""


def drawn(text: str) -> Page:
    """The page of a drawing as page.lines() makes one; `<` and `^` merge."""
    rows = [[word.strip() for word in line.split("|")] for line in text.strip().splitlines()]
    words = {(r, c): word for r, row in enumerate(rows) for c, word in enumerate(row) if word}
    merges = []
    for r, c in [at for at, word in words.items() if word not in "<^"]:
        right = next(n for n in range(c + 1, 99) if words.get((r, n)) != "<") - 1
        down = next(n for n in range(r + 1, 99) if words.get((n, c)) != "^") - 1
        merges += [(r, c, down, right)] if (down, right) != (r, c) else []
    return Page({at: Cell(word) for at, word in words.items() if word not in "<^"}, tuple(merges))


@pytest.mark.parametrize(
    ("table", "first", "second"),
    [
        (TWO_LABELS, ("慰问对象", "A3", "A列"), ("人员类别", "B3", "B列")),
        (CATEGORIES_BOTH_WAYS, ("A4", "A列", "行"), ("B3", "第3行", "列")),
        (INDICATORS_BOTH_WAYS, ("A4", "A列", "行"), ("B3", "第3行", "列")),
        (TWO_HEADERS, ("A3", "B3", "第3行"), ("A4", "B4", "第4行")),
    ],
    ids=["two labels", "categories both ways", "indicators both ways", "two headers"],
)
def test_two_equal_readings_are_refused_and_both_named(table, first, second):
    result = sydata.normalize([("报表.xlsx", xlsx([drawn(TITLE + table.strip())]))], OFFICE)
    assert told(result.data) == {}
    assert [code for code, *_ in concerns(result.findings)] == ["no-table"]
    said = result.findings.query("code == 'no-table'")[["text", "cell", "message"]].sum(axis=1).iloc[0]
    said = said.replace(" ", "")
    assert any(word in said for word in first) and any(word in said for word in second), said
