"""Words that a person explained once are read as what they mean, and nothing else changes."""

import pandas as pd
import pytest

import sydata
from sydata.catalog.learned import Lesson
from sydata.catalog.teaching import refusal
from sydata.ui.learning import unknown_words
from tests.pipeline.drawn import BODY, FIGURES, HEAD, figures, form, found, sheet, xlsx

MILITIA = BODY.replace("边海防官兵 ", "边疆守护家庭")


def read(text, *lessons):
    return sydata.normalize([("报表.xlsx", xlsx(sheet(text)))], lessons=lessons)


def test_a_category_once_explained_is_known():
    assert ("A7", "unknown-category") in found(read(form(MILITIA)))
    result = read(form(MILITIA), Lesson("category", "边疆守护 家庭", "border"))
    assert (figures(result), found(result)) == (FIGURES, [])


def test_a_column_once_explained_is_known_with_its_own_measure():
    head = HEAD.replace("走访慰问↵人数↵(人)", "登门关怀数（人）")
    assert ("C3", "unknown-column") in found(read(form(head=head)))
    result = read(form(head=head), Lesson("column", "登门关怀数", "visited_people"))
    assert (figures(result), found(result)) == (FIGURES, [])


def test_a_column_that_a_person_ignored_is_passed_over_in_silence():
    head = HEAD.replace("走访慰问↵人数↵(人)", "鱼水情指数")
    result = read(form(head=head), Lesson("column", "鱼水情指数", "ignored"))
    assert [row[1] for row in figures(result)] == [None, None, None]
    assert found(result) == []


def test_a_units_name_once_explained_is_known_in_its_line():
    text = form(line="填报单位：武陵山城")
    assert found(read(text)) == [("A2", "unknown-unit")]
    result = read(text, Lesson("unit", "武陵山城", "黔江区"))
    assert (figures(result), found(result)) == (FIGURES, [])


def test_a_lesson_of_an_indicator_that_is_no_more_is_left_out():
    assert found(read(form(), Lesson("column", "走访慰问人数", "no_such"))) == []


BELOW = """
2024年春节双拥活动情况统计表
填报单位：黔江区
项目 | 走访慰问人数（人） | 鱼水工程 | < | 慰问金（万元）
^ | ^ | 人数（人） | 惠民场次（场） | ^
优抚对象 | 1105 | 40 | 3 | 44.2
"""
PATHS = (
    Lesson("column", "鱼水工程 › 人数", "publicity_audience"),
    Lesson("column", "鱼水工程 › 惠民场次", "shows"),
)


def values(result, *names):
    return [None if value is pd.NA else value for value in result.data[list(names)].iloc[0]]


def test_a_column_below_a_group_that_nobody_knows_is_explained_with_its_group():
    assert found(read(BELOW)) == [("C4", "unknown-column"), ("D4", "unknown-column")]
    result = read(BELOW, *PATHS)
    assert found(result) == []
    assert values(result, "publicity_audience", "shows", "visited_people") == [40, 3, 1105]


def test_a_column_explained_with_its_group_means_nothing_below_another():
    assert found(read(BELOW.replace("鱼水工程", "军民共建"), *PATHS)) == [
        ("C4", "unknown-column"), ("D4", "unknown-column"),
    ]  # fmt: skip


def test_a_header_is_kept_in_the_words_that_stood_there():
    (kept,) = read(BELOW, *PATHS).batch.returns
    assert [column.header for column in kept.columns][1:3] == [
        "鱼水工程 › 人数（人）",
        "鱼水工程 › 惠民场次（场）",
    ]
    head = HEAD.replace("走访慰问↵人数↵(人)", "登门关怀数（人）")
    (kept,) = read(form(head=head), Lesson("column", "登门关怀数", "visited_people")).batch.returns
    assert ("登门关怀数（人）", "visited_people") in [(c.header, c.indicator) for c in kept.columns]


def test_a_path_that_is_left_out_is_passed_over_in_silence():
    ignored = [lesson._replace(meaning="ignored") for lesson in PATHS]
    assert found(read(BELOW + "驻地部队官兵 | 390 | 20 | 2 | 11.7", *ignored)) == []


def test_a_path_in_persons_is_never_read_as_money():
    assert ("C4", "unknown-column") in found(read(BELOW, Lesson("column", "鱼水工程 › 人数", "cash_amount")))


@pytest.mark.parametrize(
    "word", ["慰问金 › 人数", "鱼水工程 › 合计", "鱼水工程 › 其中现役", "鱼水工程 › 上年数"]
)
def test_a_path_that_the_catalog_reads_or_that_adds_up_is_not_learned(word):
    assert refusal(Lesson("column", word, "shows"), "500000") is not None


def test_a_path_may_be_learned_where_a_person_may_choose_it():
    assert [refusal(lesson, "500000") for lesson in PATHS] == [None, None]
    words = {unknown.word: unknown.offered for unknown in unknown_words(read(BELOW).batch, "500000")}
    assert [word in words for word in ("鱼水工程 › 人数", "鱼水工程 › 惠民场次")] == [True, True]
    assert all(lesson.meaning in words[lesson.word] for lesson in PATHS)
