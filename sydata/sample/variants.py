"""Layout variants: a named one for every trait a sheet of this field may have, and a mixture of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random
from typing import Any

from sydata.model import Unit
from sydata.sample.style import FORM_COLUMNS, Style

PERMUTED = (
    "item", "visited_people", "goods_cost", "goods_count", "goods_recipients", "cash_amount",
    "cash_recipients", "total_amount", "difficulties_solved", "lead",
)  # fmt: skip
WITH_EXTRAS = (*FORM_COLUMNS[:3], "letters", *FORM_COLUMNS[3:8], "meetings", *FORM_COLUMNS[8:], "remark")
NOTE = "注：1.本表由各区县双拥办汇总后报送；2.合计=发放慰问金金额+购买慰问品支出金额。"

VARIANTS: Mapping[str, Mapping[str, Any]] = {
    "原表": {},
    "空格断行": {"breaks": " ", "title_way": 6},
    "表头未合并": {"header": "unmerged", "lines": "one"},
    "表头重复": {"header": "repeated", "title_way": 1},
    "单行表头": {"header": "flat", "lines": "cells", "date_way": 2},
    "列序调换": {"columns": PERMUTED, "title_way": 2, "unit_way": 2},
    "增加列": {"columns": WITH_EXTRAS, "unit_way": 3},
    "带列号": {"number_row": "marks", "footer": True, "note": NOTE},
    "带序号备注": {"columns": ("serial", *FORM_COLUMNS, "remark"), "label_way": 1, "number_row": "digits"},
    "单位行": {"measure_in": "row", "lines": "strip", "date_way": 1},
    "以元为单位": {"measure_in": "line", "money": "元", "label_way": 1},
    "元列": {"money": "元", "unit_way": 4},
    "文本数字": {"numbers": "text", "zero": "无"},
    "千分位": {"numbers": "thousands", "money": "元", "title_way": 4},
    "全角数字": {"numbers": "fullwidth", "unit_way": 5},
    "数字带单位": {"numbers": "suffix", "label_way": 2},
    "金额带元": {"numbers": "yuan", "zero": "/"},
    "格式带单位": {"numbers": "format", "date_way": 4},
    "一类多行": {"split": "visits", "footer": True},
    "分小类": {"split": "kinds", "label_way": 1, "total_row": "合 计"},
    "其中行": {"within": True, "label_way": 1, "total_row": "总计"},
    "合计在首行": {"total_first": True, "total_row": "合计", "label_way": 1},
    "合计取整": {"round_total": True},
    "标题在表名": {"title_in": "sheet", "annex": False},
    "标题在文件名": {"title_in": "file", "annex": False, "date_way": -1},
    "单位在表名": {"unit_in": "sheet"},
    "单位在文件名": {"unit_in": "file", "date_way": 3},
    "单位在文件夹": {"unit_in": "folder", "zero": "—"},
}
PLAIN_TEXT = ("单位在表名", "标题在表名", "格式带单位", "一类多行")
COMMON = ("原表", "原表", "原表", "表头未合并", "带列号", "单位行", "增加列", "列序调换", "文本数字")


def variant(name: str) -> Style:
    """The form with one trait changed."""
    return replace(Style(), **VARIANTS[name])


def _has_sheet_names(kind: str) -> bool:
    return not kind.startswith("csv") and kind != "docx"


def suits(name: str, kind: str) -> bool:
    """Whether a kind of file can carry the trait: text and Word have no sheet names and no number formats."""
    return _has_sheet_names(kind) or name not in PLAIN_TEXT


def choose(unit: Unit, year: int, festival: str, kind: str, seed: int) -> Style:
    """The sheet a unit sends: its habit of these years, with wording that changes from time to time."""
    habit = Random(f"{seed}/habit/{unit.code}/{year // 3}")
    names = [name for name in (*COMMON, *COMMON, *VARIANTS) if suits(name, kind)]
    style = variant(habit.choice(names))
    rng = Random(f"{seed}/style/{unit.code}/{year}/{festival}")
    changes: dict[str, Any] = {"zero": rng.choice(("0", "0", "无", "/", "—"))}
    if style.title_in == "cell" and not style.title_way:
        changes["title_way"] = rng.randrange(6)
    if style.unit_in == "cell" and not style.unit_way:
        changes["unit_way"] = rng.randrange(6)
    if style.date_way == 0:
        changes["date_way"] = rng.randrange(5)
    return replace(style, **changes)
