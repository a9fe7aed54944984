import pytest

from sydata.catalog import forms
from sydata.catalog.indicators import INDICATORS
from sydata.pipeline.headers import bare_measure, header_word, meaning, money_in
from tests.pipeline.drawn import SOLVED


def says(*path):
    found = meaning(tuple(path))
    return found.role, found.indicator, found.measure


@pytest.mark.parametrize(
    ("path", "indicator", "measure"),
    [
        (("走访慰问\n人数\n(人)",), "visited_people", "人"),
        (("走 访 慰 问 人 数（人）",), "visited_people", "人"),
        (("发放慰问金情况", "发放金额(万元)"), "cash_amount", "万元"),
        (("发放慰问金情况", "发放人数(人)"), "cash_recipients", "人"),
        (("发放慰问品情况", "购买慰问品\n支出金额\n(万元)"), "goods_cost", "万元"),
        (("发放慰问品情况", "发放慰问品数量(件)"), "goods_count", "件"),
        (("发放慰问品情况", "发放人数(人)"), "goods_recipients", "人"),
        (("合计\n(万元)",), "total_amount", "万元"),
        ((SOLVED,), "difficulties_solved", ""),
        (("带队领导",), "lead_official", ""),
        (("走访慰问活动情况", "发放慰问金情况", "发放金额"), "cash_amount", ""),
        (("发放慰问金情况（元）", "发放金额"), "cash_amount", "元"),
        (("发放慰问金情况（万元）", "发放金额（元）"), "cash_amount", "元"),
        (("发放慰问金情况（万元）", "发放人数"), "cash_recipients", ""),
        (("慰问金金额万元",), "cash_amount", "万元"),
        (("慰问金金额（单位：元）",), "cash_amount", "元"),
        (("慰问金金额（单位：万元，保留两位小数）",), "cash_amount", "万元"),
        (("慰问金金额（人民币元）",), "cash_amount", "元"),
        (("慰问金金额（百万元）",), "cash_amount", "百万元"),
        (("1.走访慰问人数",), "visited_people", ""),
        (("走访慰问人数/人",), "visited_people", "人"),
        (("慰问品数量：件",), "goods_count", "件"),
        (("（一）走访慰问人数*",), "visited_people", ""),
        (("走访慰问人数（含家属）",), "visited_people", ""),
        (("走访慰问人数（户）",), "visited_people", "户"),
        (("慰问金（品）（万元）",), "cash_and_goods", "万元"),
        (("解决实际困难情况", "子女入学"), "child_school", ""),
        (("发放慰问品情况", "慰问信"), "letters", ""),
        (("实发慰问金（万元）",), "cash_amount", "万元"),
        (("慰问现金（元）",), "cash_amount", "元"),
        (("购买慰问品（万元）",), "goods_cost", "万元"),
        (("发放慰问金情况", "发放（万元）"), "cash_amount", "万元"),
        (("现金慰问情况", "领取人员数"), "cash_recipients", ""),
        (("实物慰问情况", "花费金额（元）"), "goods_cost", "元"),
    ],
)  # fmt: skip
def test_a_column_is_known_by_its_whole_path(path, indicator, measure):
    assert says(*path) == ("figure", indicator, measure)


@pytest.mark.parametrize(
    "path",
    [
        ("发放人数",), ("人数",), ("走访慰问",), ("走访慰问人次",), ("走访慰问户数",), ("人均慰问金（元）",),
        ("慰问金标准（元/人）",), ("慰问金金额（元/人）",), ("慰问金金额（每人500元）",), ("慰问金金额（美元）",),
        ("慰问金金额（万元或元）",), ("慰问金金额（人）",), ("走访慰问人数（万元）",), ("走访慰问人数（不含家属）",),
        ("慰问金（含慰问品）",), ("2023年走访慰问人数",), ("计划走访慰问人数",), ("未走访慰问人数",),
        ("发放慰问金情况", "慰问品金额"), ("发放慰问品情况", "慰问金金额"), ("发放慰问金情况", "合计"),
        ("发放慰问品情况", "慰问金"), ("别的情况", "走访慰问人数"), ("合计", "人数"), ("xyz",),
        ("慰问（元）",), ("走访慰问（万元）",), ("支出（万元）",), ("投入（元）",), ("实发慰问金",), ("慰问品（人）",),
        ("优抚对象（元）",), ("发放慰问品情况", "发放（万元）"),
    ],
)  # fmt: skip
def test_a_path_that_says_something_else_stays_unknown(path):
    role, indicator, _ = says(*path)
    assert (role in ("unknown", "leaf"), indicator) == (True, "")


@pytest.mark.parametrize(
    ("path", "role", "indicator"),
    [
        (("上年走访慰问人数",), "last-year", "visited_people"),
        (("走访慰问人数", "上年同期"), "last-year", "visited_people"),
        (("发放慰问金情况", "去年金额"), "last-year", "cash_amount"),
        (("走访慰问人数（去年）",), "last-year", "visited_people"),
        (("走访慰问人数同比（%）",), "ratio", ""),
        (("占比",), "ratio", ""),
        (("其中：市级资金（万元）",), "of-which", ""),
        (("合计", "其中：慰问金"), "of-which", ""),
        (("备注",), "ignored", ""),
        (("序号",), "ignored", ""),
        (("项目",), "label", ""),
        (("区县",), "unit", ""),
        (("年度",), "period", ""),
        ((), "empty", ""),
        (("", " "), "empty", ""),
    ],
)
def test_columns_that_carry_no_figure_of_this_year(path, role, indicator):
    assert says(*path)[:2] == (role, indicator)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("元", "元"), ("（元）", "元"), ("单位：万元", "万元"), ("计量单位:人", "人"), ("件、份", "件"),
        ("人/户", "人"), ("万人", "万人"), ("慰问金元", ""), ("走访慰问人数（人）", ""), ("项目", ""),
        ("", ""), ("1", ""),
    ],
)  # fmt: skip
def test_a_cell_that_holds_nothing_but_a_measure(text, measure):
    assert bare_measure(text) == measure


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("人民币元", ("元",)), ("元(保留两位小数)", ("元",)), ("人、户、万元", ("万元",)), ("百万元", ("百万元",)),
        ("万元或元", ("万元", "元")), ("美元", ()), ("人", ()), ("万人", ()),
    ],
)  # fmt: skip
def test_the_units_of_money_in_words(text, units):
    assert money_in(text) == units


def test_every_word_of_the_catalog_means_its_indicator():
    wrong = [
        (word, found.indicator)
        for indicator in INDICATORS.values()
        for word in indicator.words
        if (found := meaning((word,))).role == "figure" and found.indicator != indicator.id
    ]
    assert wrong == []


def test_a_path_of_the_catalog_means_its_indicator_under_every_word_for_its_group():
    wrong = []
    for word, group in forms.GROUP_OF_WORD.items():
        for indicator in INDICATORS.values():
            for path in indicator.paths:
                of, _, leaf = path.partition(">")
                if of == group and says(word, leaf)[1] != indicator.id:
                    wrong.append((word, leaf, says(word, leaf)))
    assert wrong == []


@pytest.mark.parametrize(
    "text", ["慰问金（品）", "合计（4+6）", "走访慰问人数（人、户）", "((", "【】", "（（万元））"]
)
def test_taking_a_header_apart_ends(text):
    assert header_word(text).core.count("(") <= text.count("(")
