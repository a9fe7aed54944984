from __future__ import annotations

from datetime import date

from sydata.analysis.progress import progress
from sydata.analysis.reminders import Desk, letters, reminders, to_all
from sydata.model import Unit
from tests.analysis.test_progress import REPORT, A, B, C, asked, drawn

DESK = Desk("500000", date(2024, 3, 5))
BOTH = ("table", "report")


def test_a_letter_names_period_deadline_what_is_missing_and_to_whom_it_goes() -> None:
    (letter,) = reminders(progress(drawn(), asked(A)), DESK)
    assert letter.text == (
        "关于催报2024年春节期间双拥活动情况统计表的函\n"
        "万州区双拥办：\n"
        "\u3000\u30002024年春节期间双拥活动情况统计表应于2024年2月28日前报送。\n"
        "\u3000\u3000截至2024年3月5日，尚未收到你区的统计表，已超过报送时限6天。\n"
        "\u3000\u3000请抓紧核实填报，并于接到本函后3个工作日内报送重庆市双拥办。如已报送，请告知报送时间和方式，以便核对。\n"
        "重庆市双拥办\n"
        "2024年3月5日"
    )


def test_half_a_return_is_asked_for_its_other_half() -> None:
    (letter,) = reminders(progress(drawn(), asked(A, parts=BOTH)), DESK)
    assert "尚未收到你区的统计表和书面报告" in letter.text
    (letter,) = reminders(progress(drawn({}), asked(A, parts=BOTH)), DESK)
    assert letter.lines[0] == "关于催报2024年春节期间书面报告的函"
    assert "已收到你区的统计表，尚未收到书面报告，已超过报送时限6天。" in letter.text
    (letter,) = reminders(progress(drawn(REPORT), asked(A)), DESK)
    assert "已收到你区的书面报告，尚未收到统计表" in letter.text


def test_before_the_last_day_it_reminds_and_reproaches_nothing() -> None:
    (letter,) = reminders(progress(drawn(), asked(A)), Desk("500000", date(2024, 2, 28)))
    assert letter.lines[0] == "关于报送2024年春节期间双拥活动情况统计表的提醒"
    assert "超过" not in letter.text
    assert "按时报送重庆市双拥办" in letter.text


def test_without_a_last_day_none_is_invented() -> None:
    (letter,) = reminders(progress(drawn(), asked(A, deadline=None)), DESK)
    assert "应于" not in letter.text
    assert "超过" not in letter.text


def test_days_are_not_counted_for_years() -> None:
    (letter,) = reminders(progress(drawn(), asked(A)), Desk("500000", date(2026, 3, 5)))
    assert "尚未收到你区的统计表，已超过报送时限。" in letter.text


def test_towns_and_departments_are_addressed_as_themselves() -> None:
    units = (Unit("500114106", "石会镇"), Unit("500114-a", "区教委", "department"))
    written = reminders(progress(drawn(), asked(*units)), Desk("500114", date(2024, 3, 5)))
    assert [letter.lines[1] for letter in written] == ["石会镇：", "区教委："]
    assert ["你镇" in letter.text for letter in written] == [True, False]
    assert "你单位" in written[1].text


def test_the_letter_to_all_counts_and_names_them() -> None:
    of = progress(drawn({}, REPORT | {"unit_code": "500102"}), asked(A, B, C, parts=BOTH))
    letter = to_all(of, DESK)
    assert letter is not None
    assert letter.lines[0] == "关于催报2024年春节期间双拥活动情况统计表和书面报告的通知"
    assert letter.lines[2].endswith("截至2024年3月5日，应报3个单位，已报2个，报送率66.7%。")
    assert letter.lines[3:6] == (
        "\u3000\u3000以下1个单位尚未报送：渝中区。",
        "\u3000\u3000以下1个单位尚缺统计表：涪陵区。",
        "\u3000\u3000以下1个单位尚缺书面报告：万州区。",
    )


def test_where_nothing_is_owed_there_is_no_letter() -> None:
    of = progress(drawn({}), asked(A))
    assert to_all(of, DESK) is None
    assert letters(of, DESK) == ()


def test_troop_units_are_not_named_to_all() -> None:
    letter = to_all(progress(drawn(), asked(A, Unit("t", "12345部队", "troop"))), DESK)
    assert letter is not None
    assert "万州区、驻军单位1个。" in letter.text
    assert "12345" not in letter.text
