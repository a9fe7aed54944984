"""What changed in a sheet since its unit's last one."""

import pytest

from sydata.analysis.layout import Change, comparable, drift
from sydata.model import ColumnReading

PEOPLE = ColumnReading("C", "走访慰问人数(人)", "visited_people", "人", "figure")
CASH = ColumnReading("D", "发放慰问金情况 › 发放金额(万元)", "cash_amount", "万元", "figure")
GOODS = ColumnReading("F", "购买慰问品支出金额(万元)", "goods_cost", "万元", "figure")
LABEL = ColumnReading("A", "项目", "", "", "label")
LAST_YEAR = ColumnReading("G", "上年慰问金", "cash_amount", "万元", "last-year")
BEFORE = (LABEL, PEOPLE, CASH, GOODS)
YUAN = ColumnReading("D", "发放慰问金情况 › 发放金额(元)", "cash_amount", "元", "figure")
OTHER_WORDS = ColumnReading("C", "慰问人数", "visited_people", "人", "figure")


def test_the_same_columns_are_the_same_layout() -> None:
    assert drift(BEFORE, BEFORE) == ()


def test_columns_in_another_order_or_place_with_other_blanks_are_the_same_layout() -> None:
    moved = ColumnReading("H", "走访慰问 人数（人）", "visited_people", "人", "figure")
    assert drift(BEFORE, (GOODS, CASH, moved)) == ()


def test_a_column_that_is_gone_is_lost_and_one_that_came_is_gained() -> None:
    assert drift((PEOPLE, CASH), (PEOPLE, GOODS)) == (
        Change("lost", "cash_amount", CASH.header),
        Change("gained", "goods_cost", "", GOODS.header),
    )


def test_another_unit_of_money_is_said_before_other_words() -> None:
    assert drift((PEOPLE, CASH), (OTHER_WORDS, YUAN)) == (
        Change("measure", "cash_amount", "万元", "元"),
        Change("header", "visited_people", PEOPLE.header, OTHER_WORDS.header),
        Change("header", "cash_amount", CASH.header, YUAN.header),
    )


def test_a_measure_that_nobody_wrote_is_no_change_of_measure() -> None:
    bare = ColumnReading("C", PEOPLE.header, "visited_people", "", "figure")
    assert drift((PEOPLE,), (bare,)) == ()


def test_last_years_column_does_not_stand_for_this_years() -> None:
    assert drift((PEOPLE, CASH), (PEOPLE, LAST_YEAR)) == (Change("lost", "cash_amount", CASH.header),)


def test_columns_that_stand_once_a_category_are_one_indicator() -> None:
    garrison = ColumnReading("D", "驻地部队 › 走访慰问人数(人)", "visited_people", "人", "figure")
    changes = drift((PEOPLE,), (PEOPLE, garrison))
    assert [(change.kind, change.indicator) for change in changes] == [("header", "visited_people")]


@pytest.mark.parametrize(
    "now",
    [(), (LABEL,), (PEOPLE, ColumnReading("B", "金额", "", "", "leaf"))],
    ids=["no columns", "no figures", "indicators in rows"],
)
def test_of_a_table_whose_rows_name_the_indicators_nothing_is_said(now: tuple[ColumnReading, ...]) -> None:
    assert (drift(BEFORE, now), drift(now, BEFORE), comparable(BEFORE, now)) == ((), (), False)


def test_an_indicator_that_the_catalog_no_longer_has_is_passed_over() -> None:
    gone = ColumnReading("Z", "旧指标", "no_such", "", "figure")
    assert drift((*BEFORE, gone), BEFORE) == ()
