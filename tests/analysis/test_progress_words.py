from __future__ import annotations

from datetime import date

import pytest

from sydata.analysis.progress import STATES, Asked, Standing, grid, progress
from sydata.analysis.progress_words import (
    answer,
    content_sign,
    content_title,
    five,
    repeated,
    standing_sign,
    standing_words,
)
from sydata.catalog.festivals import period
from sydata.catalog.progress_words import sign
from tests.analysis.test_progress import REPORT, A, B, C, asked, drawn


@pytest.mark.parametrize(
    ("standing", "zh", "en", "narrow"),
    [
        (Standing(A, "on-time"), "按时", "on time", "✓"),
        (Standing(A, "late", (), 5), "逾期 5 天", "5 days late", "逾+5"),
        (Standing(A, "late", (), 1), "逾期 1 天", "1 day late", "逾+1"),
        (Standing(A, "question", (), 1200), "待核 · 逾期 1,200 天", "in question · 1,200 days late", "核>99"),
        (Standing(A, "half", ("report",)), "缺书面报告", "lacks the written report", "半"),
        (Standing(A, "missing", ("table", "report")), "未报", "missing", "缺"),
        (Standing(A, "not-yet"), "尚未设立", "not yet founded", "·"),
    ],
)
def test_a_standing_in_full_and_in_a_narrow_cell(standing: Standing, zh: str, en: str, narrow: str) -> None:
    assert (standing_words(standing, "zh"), standing_words(standing, "en")) == (zh, en)
    assert standing_sign(standing, "zh") == narrow


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_two_states_that_want_different_things_share_a_sign(language: str) -> None:
    signs = {state: sign("state", state, language) for state in STATES}
    assert signs.pop("received") == signs["on-time"]
    assert len(set(signs.values())) == len(signs)


def test_the_sentence_tells_once_who_sent_words_and_who_sent_half() -> None:
    frame = drawn({}, REPORT | {"unit_code": "500102"})
    both = progress(frame, asked(A, B, C, parts=("table", "report")))
    assert answer(both, "2024年春节", "zh") == (
        "2024年春节应报 3 个单位，已报 2 个（1 个只有文字），报送率 66.7%，按时 2 个，按时率 66.7%。"
        "1 个单位未报送：渝中区，1 个只报一半。"
    )
    assert answer(progress(drawn(), asked()), "2024年春节", "zh") == "本期没有应报单位名单。"


def test_the_five_numbers_without_a_last_day_leave_time_open() -> None:
    assert five(progress(drawn({}), asked(A, B, deadline=None)).coverage) == ("2", "1", "50.0%", "—", "—")


def test_who_was_missing_more_than_once_is_named_with_how_often() -> None:
    three = [Asked(period(year, "spring"), (A, B, C), date(year, 2, 28)) for year in (2024, 2023, 2022)]
    seen = grid(drawn({}, {"year": 2023}, {"year": 2024, "unit_code": "500102"}), three)
    assert repeated(seen, "zh") == "近 3 期中有 2 个单位两次以上未报：渝中区（3 次）、涪陵区（2 次）"
    assert repeated(seen, "en") == "2 units were missing more than once in 3 periods: 渝中区 (3), 涪陵区 (2)"
    assert repeated(grid(drawn({}), three[:1]), "zh") == "近 1 期没有单位两次以上未报"


def test_a_cell_of_completeness_says_how_many_of_its_parts() -> None:
    row = {"unreadable": 0, "blank": 1, "number": 2, "zero": 0, "content": "blank"}
    assert (content_sign(row, "zh"), content_sign(row, "en")) == ("空1/3", "B1/3")
    assert content_sign(row | {"number": 0}, "zh") == "空"
    assert content_sign(row | {"blank": 0, "content": "number"}, "zh") == "●"


def test_the_title_of_completeness_counts_the_cells() -> None:
    assert (
        content_title((1030, 1040), 9, 1, "zh")
        == "1,040 个单元格中已填 1,030 个（99.0%），9 个空白，1 个不可读"
    )
    assert content_title((4, 4), 0, 0, "en") == "4 of 4 cells are filled (100.0%)"
    assert content_title((0, 0), 0, 0, "zh") == "本期没有计入的报表"
