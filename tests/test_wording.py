from __future__ import annotations

from fractions import Fraction

import pytest

from sydata.wording import (
    MISSING,
    arrow,
    change_words,
    figure,
    number,
    percent,
    place_words,
    points,
    share,
    signed,
    wan,
)  # fmt: skip


@pytest.mark.parametrize(
    ("fen", "written"),
    [
        (56_300_000, "56.30"),
        (0, "0.00"),
        (123_456_785_000, "123,456.79"),
        (-56_305_000, "−56.31"),
        (9_999, "0.009999"),
        (5, "0.000005"),
    ],
)
def test_money_is_written_in_wan_and_never_rounded_to_nothing(fen: int, written: str) -> None:
    assert wan(fen) == written


def test_a_missing_figure_is_a_dash_and_zero_is_zero() -> None:
    assert (figure(None, "人"), figure(0, "人"), figure(0, "money")) == (MISSING, "0", "0.00")


def test_differences_carry_their_sign() -> None:
    assert (signed(1234, "人"), signed(-500_000, "money"), signed(0, "人")) == ("+1,234", "−0.50", "0")
    assert number(-1234) == "−1,234"


def test_percentages_round_half_up_and_never_to_nothing() -> None:
    assert (percent(Fraction(1225, 100)), percent(Fraction(1, 100)), percent(Fraction(0))) == (
        "12.3%",
        "<0.1%",
        "0.0%",
    )
    assert (share(1, 3), share(1, 0)) == ("33.3%", MISSING)


def test_points_say_direction_by_sign() -> None:
    assert (points(Fraction(13, 10)), points(Fraction(-4, 10), "en")) == (
        "+1.3 个百分点",
        "−0.4 percentage points",
    )


def test_changes_are_said_by_word_and_arrow() -> None:
    assert [change_words(Fraction(x), "") for x in (5, -5, 0)] == ["增长 5.0%", "下降 5.0%", "持平"]
    assert change_words(None, "zero-base") == "上年同期为零"
    assert [arrow(x) for x in (5, -5, 0)] == ["↑", "↓", "→"]


@pytest.mark.parametrize(
    ("place", "english"),
    [
        ("C8", "C8"),
        ("C8、C9", "C8、C9"),
        ("段2 第1句", "paragraph 2, sentence 1"),
        ("第3行 第12句", "line 3, sentence 12"),
        ("段2", "paragraph 2"),
        ("", ""),
    ],
)
def test_a_place_in_a_text_is_named_in_the_readers_language(place: str, english: str) -> None:
    assert (place_words(place, "zh"), place_words(place, "en")) == (place, english)
