from __future__ import annotations

from fractions import Fraction

import pytest

from sydata.analysis.change import Change, LikeForLike, change
from sydata.analysis.coverage import Coverage
from sydata.analysis.lead import LEAD
from sydata.analysis.subjects import subject
from sydata.analysis.words import (
    comparable,
    compared,
    complete,
    joined,
    over_years,
    parted,
    visited_and_spent,
)
from sydata.model import Unit


@pytest.mark.parametrize(
    ("moved", "zh", "en"),
    [
        (change(112, 100), "比2023年春节增长 12.0%", "up 12.0% from 2023年春节"),
        (change(96, 100), "比2023年春节下降 4.0%", "down 4.0% from 2023年春节"),
        (change(5, 5), "与2023年春节持平", "unchanged from 2023年春节"),
        (change(5, 0), "2023年春节为零", "2023年春节 was zero"),
        (change(5, None), "2023年春节无可比数据", "2023年春节 has no comparable figures"),
    ],
)
def test_a_change_is_said_in_words_without_inventing_a_percentage(moved: Change, zh: str, en: str) -> None:
    assert (compared(moved, "2023年春节", "zh"), compared(moved, "2023年春节", "en")) == (zh, en)


def test_like_for_like_says_how_many_units_it_covers() -> None:
    assert comparable(LikeForLike(change(102, 100), 38), "zh") == "可比口径（38 个单位）增长 2.0%"
    assert comparable(LikeForLike(change(None, None), 0), "zh") == ""


def test_what_nobody_reported_is_left_out_of_the_sentence() -> None:
    nothing = change(None, None)
    money = change(56_300_000, None)
    assert visited_and_spent(change(1234, 1), money, "zh") == "共走访慰问 1,234 人，合计投入 56.30 万元"
    assert visited_and_spent(nothing, money, "zh") == "合计投入 56.30 万元"
    assert joined([["", ""], ["a", "", "b"]], "zh") == "A，b。"


def test_shares_move_in_points() -> None:
    said = parted("优抚对象", "合计投入", Fraction(624, 10), Fraction(-13, 10), "zh")
    assert said == "优抚对象占合计投入的 62.4%，比上年降低 1.3 个百分点"
    assert parted("优抚对象", "合计投入", Fraction(50), None, "zh") == "优抚对象占合计投入的 50.0%"


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ({2022: 1, 2023: 3, 2024: 5}, "2024年春节合计投入为2022年以来最高"),
        ({2022: 5, 2023: 3, 2024: 1}, "2024年春节合计投入为2022年以来最低"),
        ({2020: 9, 2021: 1, 2022: 2, 2023: 3, 2024: 4}, "春节合计投入连续 3 年增长"),
        ({2023: 1}, "2024年春节无数据"),
    ],
)
def test_the_years_are_summed_up_by_what_stands_out(years: dict[int, int], said: str) -> None:
    assert over_years(subject(LEAD), years, 2024, "春节", "zh") == said


def test_missing_units_are_named() -> None:
    gone = (Unit("500101", "万州区"), Unit("500102", "涪陵区"))
    covered = Coverage(41, 39, 39 / 41, 39, 1.0, 2, gone, (), (), ())
    assert complete(covered, "zh") == "2 个单位未报送：万州区、涪陵区，2 个待核"
