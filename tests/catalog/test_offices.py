from datetime import date

import pytest

from sydata.catalog.offices import (
    asks,
    changes,
    deadline,
    deadline_is_assumed,
    expected,
    office,
    overlaps,
    reporters,
    seed_offices,
)
from sydata.catalog.units import unit
from sydata.errors import SettingError


@pytest.mark.parametrize(
    ("code", "year", "count"),
    [
        ("500000", 2014, 41),
        ("500000", 2024, 41),
        ("500000", 2025, 41),
        ("500000", 2026, 39),
        ("440700", 2022, 7),
        ("141100", 2022, 13),
        ("500114", 2020, 30),
        ("500230", 2023, 30),
        ("440000", 2024, 21),
        ("410000", 2024, 18),
        ("110000", 2024, 16),
        ("500114001", 2024, 0),
    ],
)
def test_an_office_waits_for_the_units_directly_below_it(code, year, count):
    assert len(expected(code, year)) == count


def test_an_office_asks_for_the_table_unless_its_notice_says_more():
    assert asks("500000") == ("table",)
    assert asks("141100") == ("table", "report")
    assert asks("440000") == ("table",)


def test_chongqing_before_the_boundary_change_in_official_order():
    names = [of.name for of in expected("500000", 2025)]
    assert names[:6] == ["万州区", "涪陵区", "渝中区", "大渡口区", "江北区", "沙坪坝区"]
    assert names[-4:] == ["彭水苗族土家族自治县", "两江新区", "西部科学城重庆高新区", "万盛经开区"]


def test_chongqing_after_the_boundary_change():
    gone = {of.code for of in expected("500000", 2025)} - {of.code for of in expected("500000", 2026)}
    new = {of.code for of in expected("500000", 2026)} - {of.code for of in expected("500000", 2025)}
    assert gone == {"500105", "500112", "500000-liangjiang"}
    assert new == {"500000-liangjiang-2025"}


def test_reporters_hold_the_others_too_after_the_expected():
    others = reporters("500000", 2024)[41:]
    assert {of.kind for of in others} == {"department", "troop"}
    assert all(unit(of.code) == of for of in reporters("500000", 2024))


def test_a_merged_district_reports_until_its_last_year():
    assert "双桥区" in {of.name for of in reporters("500000", 2011)}
    assert "双桥区" not in {of.name for of in reporters("500000", 2012)}


def test_the_five_offices_of_the_known_notices():
    assert [(of.code, of.name_en, of.level) for of in seed_offices()] == [
        ("500000", "Chongqing", "province"),
        ("440700", "Jiangmen", "prefecture"),
        ("141100", "Lüliang", "prefecture"),
        ("500114", "Qianjiang", "county"),
        ("500230", "Fengdu", "county"),
    ]


def test_any_code_is_an_office():
    assert office("330205").name == "江北区"
    assert office("330205").name_en == "江北区"
    assert office("500000-wansheng").level == "county"
    assert office("500114001").level == "township"


def test_an_unknown_office_names_the_setting_and_what_is_wanted():
    with pytest.raises(SettingError, match="SYDATA_OFFICE = 123456.*500000"):
        office("123456")


@pytest.mark.parametrize(
    ("code", "year", "festival", "day"),
    [
        ("500000", 2024, "spring", date(2024, 2, 28)),
        ("440700", 2022, "spring", date(2022, 2, 23)),
        ("141100", 2022, "spring", date(2022, 2, 10)),
        ("500114", 2020, "army_day", date(2020, 8, 14)),
    ],
)
def test_a_deadline_from_a_notice_is_not_assumed(code, year, festival, day):
    assert deadline(code, year, festival) == day
    assert not deadline_is_assumed(code, year, festival)


@pytest.mark.parametrize(
    ("code", "year", "festival", "day"),
    [
        ("500000", 2025, "spring", date(2025, 2, 28)),
        ("500000", 2024, "army_day", date(2024, 8, 14)),
        ("440700", 2023, "spring", date(2023, 2, 23)),
        ("141100", 2023, "spring", date(2023, 2, 10)),
        ("330200", 2024, "army_day", date(2024, 8, 14)),
    ],
)
def test_a_usual_deadline_is_assumed(code, year, festival, day):
    assert deadline(code, year, festival) == day
    assert deadline_is_assumed(code, year, festival)


def test_a_festival_without_a_usual_day_has_no_deadline():
    assert deadline("500000", 2024, "annual") is None
    assert not deadline_is_assumed("500000", 2024, "annual")


def test_the_boundary_change_of_2025():
    change = changes("500000")[0]
    assert (change.effective, change.first_year) == (date(2025, 11, 6), 2026)
    assert change.before == ("500105", "500112", "500000-liangjiang")
    assert change.after == ("500000-liangjiang-2025",)
    assert change.related == ("500109",)
    assert change.note_zh.startswith("调整后口径，非完全可比")
    assert changes("440700") == ()


def test_changes_and_overlaps_speak_of_known_units():
    codes = {code for pair in overlaps("500000") for code in pair}
    codes |= {code for change in changes("500000") for code in change.before + change.after + change.related}
    assert len(codes) == 12
    assert all(unit(code) for code in codes)


def test_overlaps_name_the_inner_unit_first():
    assert ("500000-wansheng", "500110") in overlaps("500000")
    assert ("500000-gaoxin", "500106") in overlaps("500000")
    assert ("500000-gaoxin", "500107") in overlaps("500000")
    assert overlaps("440700") == ()
