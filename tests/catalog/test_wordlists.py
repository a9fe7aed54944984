"""Lists of words written short."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from sydata.catalog import forms
from sydata.catalog.wordlists import any_of, expanded


def test_a_choice_stands_for_each_of_its_words() -> None:
    short = ["序号", "{填报|报送}单位{名称|}", "填报单位"]
    assert list(expanded(short)) == ["序号", "填报单位名称", "填报单位", "报送单位名称", "报送单位"]


@pytest.mark.parametrize(
    "words", [["a"], ["ab", "a", "abc"], ["单位", "单位名称", "日期", "("], ["ab", "cd"]]
)
def test_a_pattern_of_words_finds_the_longest_of_them(words: list[str]) -> None:
    pattern = re.compile(any_of(words))
    assert [m[0] for word in words if (m := pattern.match(word))] == words
    assert not pattern.match("x")


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("label", "项目 慰问对象类别 走访慰问对象分类 对象类型 人员类别 项目分类 对象名称 项目/指标"),
        ("label", "走访对象种类 优抚对象类型"),
        ("unit", "填报单位名称 报送区县 县市区 镇街名称 上报部门 单位全称 各区县 所属区县 行政区划 街道、乡镇"),
        ("ignored", "备注说明 情况说明 其他说明 需要说明的情况 其他需说明的事项 附注 顺序号 排号 No 行次 联系方式"),
        ("measure", "计量单位 计算单位 度量单位"),
        ("person", "慰问对象姓名 身份证号 银行卡号"),
    ],
)  # fmt: skip
def test_words_of_columns_that_hold_no_figures(role: str, words: str) -> None:
    assert set(words.split()) - forms.COLUMN_ROLES[role] == set()


def test_no_column_is_headed_in_two_ways() -> None:
    roles = ("label", "unit", "ignored", "person", "period", "value")
    both = (forms.COLUMN_ROLES[a] & forms.COLUMN_ROLES[b] for a, b in combinations(roles, 2))
    assert [words for words in both if words] == []


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (forms.UNIT_LINE, "填报单位 制表单位名称 汇总区县 编报部门 报送镇街 填报单位盖章 单位全称"),
        (forms.DATE_LINE, "填报日期 制表时间 呈报日期 报出日期 填写年月日 日期"),
        (forms.MONEY_LINE, "单位 金额单位 资金单位 币种单位 计量单位"),
        (forms.FOOTER, "制表人 复核人 填报人签字 分管领导签字 联系方式 经办人 单位盖章 填表说明"),
    ],
)
def test_words_of_lines_around_a_table(lines: tuple[str, ...], words: str) -> None:
    assert set(words.split()) - set(lines) == set()


@pytest.mark.parametrize(
    ("words", "is_title"),
    [
        ("2024年春节走访慰问统计表", True),
        ("黔江区双拥工作情况统计", True),
        ("2024年双拥活动汇总", True),
        ("双拥数据明细(一)", True),
        ("走访慰问情况", False),
        ("发放慰问金情况", False),
        ("走访慰问人数统计", False),
        ("统计", False),
        ("明细", False),
        ("2024年走访慰问人数", False),
    ],
)
def test_titles_end_in_what_they_are(words: str, is_title: bool) -> None:
    assert forms.has_title(words) == is_title


def test_no_header_of_figures_and_no_category_opens_a_line() -> None:
    lines = (*forms.UNIT_LINE, *forms.DATE_LINE, *forms.MONEY_LINE, *forms.FOOTER)
    figures = {*forms.INDICATOR_OF_WORD, *forms.GROUP_OF_WORD}
    assert {word for word in figures if word.startswith(lines) or forms.has_title(word)} == set()
