from datetime import date, datetime
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sydata.pipeline.dates import contradicts, festival_of_both, parse_date, period_words, year_of_fill


@pytest.mark.parametrize(
    "value",
    [
        "2024年2月26日", "2024 年 2 月 26 日", "2024.2.26", "2024-02-26", "2024/2/26", "20240226", 20240226, 45348,
        45348.0, "二〇二四年二月二十六日", "２０２４年２月２６日", date(2024, 2, 26), datetime(2024, 2, 26, 9, 30),
        "日期：2024年2月26日（盖章）",
    ],
)  # fmt: skip
def test_a_fill_date_in_any_of_its_forms(value):
    assert parse_date(value) == date(2024, 2, 26)


@pytest.mark.parametrize(
    "value",
    [
        "2024年2月",
        "2月26日",
        "2024年2月30日",
        "年 月 日",
        "",
        None,
        1200,
        3.5,
        True,
        "2024",
        float("nan"),
        float("inf"),
        1e300,
    ],
)
def test_what_is_no_whole_date_is_none(value):
    assert parse_date(value) is None


@pytest.mark.parametrize(
    ("title", "year", "festival"),
    [
        ("2024 年新年春节期间双拥活动情况统计表", 2024, "spring"),
        ("二〇二四年春节期间双拥活动情况统计表", 2024, "spring"),
        ("二O二四年元旦春节", 2024, "spring"),
        ("２０２４年春节", 2024, "spring"),
        ("2024年元旦春节双拥活动统计表", 2024, "spring"),
        ("2024年“两节”期间走访慰问", 2024, "spring"),
        ("2023—2024年元旦春节双拥活动统计表", 2024, "spring"),
        ("2023年底至2024年春节双拥活动统计表", 2024, "spring"),
        ("24年春节双拥统计表", 2024, "spring"),
        ("渝拥办〔2023〕20号附件 2024年春节双拥统计表", 2024, "spring"),
        ("2020年“八一”期间走访慰问驻黔部队和优抚对象情况统计表", 2020, "army_day"),
        ("2020年8.1双拥统计表", 2020, "army_day"),
        ("2020年8·1双拥统计表", 2020, "army_day"),
        ("2020年八·一建军节", 2020, "army_day"),
        ("庆祝建军93周年双拥活动统计表", 2020, "army_day"),
        ("第96个“八一”建军节", 2023, "army_day"),
        ("2023年度双拥工作统计表", 2023, "annual"),
        ("2024年中秋国庆慰问统计表", 2024, "other"),
        ("春节双拥统计表", None, "spring"),
        ("2024年双拥统计表", 2024, ""),
        ("双拥统计表", None, ""),
        ("2024年春节八一双拥统计表", 2024, ""),
        ("八一街道双拥统计表", None, ""),
        ("黔江区20240226", None, ""),
    ],
)
def test_the_period_that_a_title_says(title, year, festival):
    words = period_words(title)
    assert (words.year, words.festival, words.clash) == (year, festival, "")


def test_an_anniversary_that_is_not_the_year_is_a_clash():
    words = period_words("2023年建军91周年双拥活动统计表")
    assert (words.year, words.festival, words.clash) == (2023, "army_day", "建军91周年")


@pytest.mark.parametrize(
    ("festival", "day", "year"),
    [
        ("spring", date(2023, 12, 26), 2024),
        ("spring", date(2023, 11, 1), 2024),
        ("spring", date(2024, 2, 26), 2024),
        ("spring", date(2024, 6, 30), 2024),
        ("spring", date(2024, 8, 1), None),
        ("army_day", date(2024, 8, 14), 2024),
        ("army_day", date(2024, 3, 1), None),
    ],
)
def test_the_year_of_a_sheet_by_the_day_it_was_filled_in(festival, day, year):
    assert year_of_fill(festival, day) == year


@pytest.mark.parametrize(
    ("day", "against"),
    [
        (date(2024, 2, 26), False), (date(2023, 12, 20), False), (date(2024, 7, 26), False),
        (date(2025, 2, 26), True), (date(2023, 2, 26), True), (date(2024, 12, 1), True),
    ],
)  # fmt: skip
def test_a_fill_date_of_another_year_contradicts_the_title(day, against):
    assert contradicts(2024, "spring", day) is against


def test_the_month_says_which_double_feast():
    months = [festival_of_both(date(2024, month, 1)) for month in (12, 1, 3, 6, 9, 10)]
    assert months == ["spring", "spring", "spring", "", "other", "other"]


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)))
def test_every_way_to_write_a_date_reads_back(day):
    y, m, d = day.year, day.month, day.day
    spelt = [f"{y}年{m}月{d}日", f"{y}.{m}.{d}", f"{y}-{m:02}-{d:02}", f"{y}/{m}/{d}", f"{y}{m:02}{d:02}"]
    assert [parse_date(text) for text in spelt] == [day] * 5


@given(st.integers(2000, 2060), st.sampled_from(["春节", "元旦春节", "“八一”", "建军节", "8·1"]))
def test_the_year_before_a_festival_is_its_year(year, festival):
    words = period_words(f"{year}年{festival}期间双拥活动情况统计表")
    assert (words.year, words.festival) == (year, "spring" if "春" in festival else "army_day")


@given(st.text(max_size=30))
def test_no_text_makes_the_period_fail(text):
    assert period_words(text).clash in text or period_words(text).clash


def test_a_long_text_costs_little_to_look_through():
    started = process_time()
    assert parse_date("一" * 40_000) is None
    assert process_time() - started < 1
