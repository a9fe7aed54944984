"""Labels of sums, beyond those of the list."""

from __future__ import annotations

import pytest

from sydata.catalog.categories import CATEGORY_OF_WORD, TOTAL_WORDS, category_key
from sydata.catalog.indicators import INDICATORS
from sydata.catalog.totals import subtotal_of, total_sense


def senses(labels: str) -> dict[str, str]:
    return {label: total_sense(category_key(label)) for label in labels.split()}


@pytest.mark.parametrize(
    ("sense", "labels"),
    [
        ("total", "以上合计 各项合计 以上各项合计 全部对象总计 三类人员合计 各单位共计 全区合计"),
        ("total", "本表总计 上述两类合计 合计总数"),
        ("total", "总计（1+2+3） 合计数 人员合计 各慰问对象合计 驻军合计 全县累计"),
        ("subtotal", "小计 部队小计 官兵小计 优抚对象小计 黔江区小计 城东街道小计"),
        ("subtotal", "本页合计 分类小计 主城片区小计 退役军人类小计"),
        ("", "上年合计 去年总计 其他合计 计划合计 其中小计 慰问金合计"),
        ("", "慰问品小计 人数合计 资金合计 金额合计 走访慰问人数合计"),
        ("", "总人数 人员总数 单位总数 合计人数 总 合 优抚对象 统计 会计 设计"),
    ],
)  # fmt: skip
def test_labels_of_sums_say_whether_they_sum_all(sense: str, labels: str) -> None:
    assert {label: found for label, found in senses(labels).items() if found != sense} == {}


def test_every_listed_total_is_one_and_no_category_is() -> None:
    assert {word for word in TOTAL_WORDS if not total_sense(word)} == set()
    assert {word for word in CATEGORY_OF_WORD if total_sense(word)} == set()


def test_no_word_of_an_indicator_is_a_total_that_the_list_does_not_name() -> None:
    words = {word for i in INDICATORS.values() for word in i.words}
    assert {word for word in words - TOTAL_WORDS if total_sense(word)} == set()


def test_a_subtotal_tells_what_it_is_of() -> None:
    labels = ["部队小计", "优抚对象小计", "黔江区小计", "小计", "本页小计", "主城小计", "部队合计"]
    assert [subtotal_of(label) for label in labels] == ["部队", "优抚对象", "黔江区", "", "", "", ""]


def test_a_long_label_is_a_sentence() -> None:
    assert total_sense("各" * 10_000 + "合计") == ""
