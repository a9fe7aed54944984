from __future__ import annotations

from fractions import Fraction

from sydata.analysis.change import UnitChange
from sydata.analysis.subjects import subject
from sydata.analysis.titles import extremes, pulls, ranked, rises, shares

UNITS = [
    UnitChange("500101", "万州区", 200, 100),
    UnitChange("500102", "涪陵区", 90, 100),
    UnitChange("500103", "渝中区", 50, 50),
    UnitChange("500104", "大渡口区", None, 300),
]
PEOPLE = subject("visited_people")


def test_a_share_is_compared_with_the_first_year_shown() -> None:
    years = {2018: Fraction(200, 3), 2020: Fraction(50), 2024: Fraction(599, 10)}
    assert shares("优抚对象", years, "zh") == "优抚对象占比由 2018 年的 66.7% 降至 59.9%"
    assert shares("Entitled", years, "en") == "Entitled: share fell from 66.7% in 2018 to 59.9% in 2024"
    assert shares("优抚对象", {2024: Fraction(60)}, "zh") == "2024 年优抚对象占 60.0%"
    same = {2023: Fraction(60), 2024: Fraction(60001, 1000)}
    assert shares("优抚对象", same, "zh") == "优抚对象占比与 2023 年相同，为 60.0%"


def test_units_that_rose_and_fell_are_counted_over_those_with_both_years() -> None:
    assert rises(UNITS, "zh") == "两年都有数据的 3 个单位中，1 个增加，1 个减少"
    assert rises(UNITS[3:], "zh") == "没有两年都有数据的单位"


def test_the_largest_rise_and_fall_are_named() -> None:
    assert extremes(UNITS, "zh") == "增幅最大：万州区（增长 100.0%）；降幅最大：涪陵区（下降 10.0%）"
    assert extremes(UNITS, "en") == "Largest rise: 万州区 (up 100.0%); largest fall: 涪陵区 (down 10.0%)"
    assert extremes(UNITS[1:], "en") == "Largest fall: 涪陵区 (down 10.0%)"
    assert extremes(UNITS[2:], "zh") == "两年都有数据的 1 个单位中，0 个增加，0 个减少"


def test_a_unit_that_sent_nothing_may_move_the_total_most_and_did_not_fall() -> None:
    told = "万州区增加最多（+100 人），涪陵区减少最多（−10 人）；大渡口区本期无数据（−300 人）"
    assert pulls(UNITS, PEOPLE, "zh") == told
    new = UnitChange("500105", "江北区", 20, None)
    assert pulls([*UNITS[:2], new], PEOPLE, "zh") == told.split("；")[0]
    english = "涪陵区 took most away (−10 persons); 江北区 had no figure a year ago (+20 persons)"
    assert pulls([UNITS[1], new], PEOPLE, "en") == english
    assert pulls(UNITS[2:3], PEOPLE, "zh") == "各单位均无增减"


def test_half_of_the_units_have_at_least_the_middle_figure() -> None:
    assert ranked(UNITS[:3], PEOPLE, "zh") == "万州区最多，为 200 人；半数单位不低于 90 人"
    assert ranked(UNITS[:2], PEOPLE, "zh") == "万州区最多，为 200 人；半数单位不低于 200 人"
    assert ranked([], PEOPLE, "zh") == "本期无数据"
