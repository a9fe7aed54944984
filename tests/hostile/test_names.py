"""Names and words that are made to look like others: nothing in them is hidden, and none leads elsewhere."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sydata.exports.originals import safe_path
from sydata.exports.tables import guarded, storable
from sydata.pipeline.numbers import parse
from sydata.reading.archive import safe_name
from sydata.text import escape, visible


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("表\u202efdp.exe", "表fdp.exe"),
        ("表\u2066\u200b\ufeff.xlsx", "表.xlsx"),
        ("表\x00.csv", "表.csv"),
        ("表\x85\u2028.csv", "表.csv"),
        ("表\U000e0041.csv", "表.csv"),
        ("..\\..\\C:\\表.csv", "C:/表.csv"),
        ("//server/share/表.csv", "server/share/表.csv"),
    ],
)
def test_a_name_has_no_signs_that_nobody_sees_and_no_way_out(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize(
    "name", ["CON", "nul.csv", "LPT1.xlsx", "C:/表.csv", "a:b", "../表\u202e.csv", "表. ."]
)
def test_a_name_on_the_way_out_is_one_that_every_system_takes(name: str) -> None:
    made = safe_path(name)
    assert not set(made) & set('<>:"|?*\\\u202e')
    assert made.partition(".")[0].lower() not in ("con", "nul", "lpt1", "")
    assert not made.endswith((".", " "))


def test_signs_that_turn_the_words_around_are_named() -> None:
    assert visible("甲\u202e乙\u2066") == "甲‹U+202E›乙‹U+2066›"
    assert escape("<b>\u200f") == "&lt;b&gt;‹U+200F›"
    assert guarded("=1\u202e") == "'=1‹U+202E›"
    assert storable("甲\u202e\x01") == "甲‹U+202E›"
    assert visible("👨‍👩‍👧 万州区 ABC") == "👨‍👩‍👧 万州区 ABC"


def test_a_figure_that_is_shown_from_right_to_left_is_no_number() -> None:
    assert parse("\u202e12").amount is None  # a person sees 21
    assert parse("\u200e12").amount == Decimal(12)
