"""How figures are written for people, in Chinese and English: pure text, the same on screen and in exports.

Money arrives as an integer number of 分 and is written in 万元. Nothing here rounds a figure to nothing: an
amount or a change too small for its places is written with more places, or as less than the smallest.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Literal

Lang = Literal["zh", "en"]

FEN_PER_WAN = 1_000_000
MINUS = "−"  # the typographic minus: as wide as the plus sign, so that columns of changes align
MISSING = "—"
CHANGE_WORDS = {
    "zh": {
        "up": "增长",
        "down": "下降",
        "level": "持平",
        "zero-base": "上年同期为零",
        "no-base": "无上年数据",
        "no-figure": "本期无数据",
    },
    "en": {
        "up": "up",
        "down": "down",
        "level": "unchanged",
        "zero-base": "zero a year earlier",
        "no-base": "no figure a year earlier",
        "no-figure": "no figure",
    },
}
UP, DOWN, LEVEL = "↑", "↓", "→"


def number(value: int) -> str:
    """1234 → `1,234`; a negative number carries the typographic minus."""
    return f"{value:,}".replace("-", MINUS)


def wan(fen: int) -> str:
    """分 → 万元 with two places, half up: 56300000 → `56.30`. Below 0.01 every place is shown."""
    amount = Decimal(fen) / FEN_PER_WAN
    if fen and abs(amount) < Decimal("0.01"):
        return f"{amount.normalize():f}".replace("-", MINUS)
    return f"{amount.quantize(Decimal('0.01'), ROUND_HALF_UP):,}".replace("-", MINUS)


def ratio(value: Fraction, places: int = 2) -> str:
    """A ratio with so many places, half up; one too small for them is less than the smallest: `<0.01`."""
    size = rounded(abs(value), places)
    if value and not size:
        return f"<{Decimal(1).scaleb(-places)}"
    return f"{MINUS if value < 0 else ''}{size:,}"


def figure(value: int | Fraction | None, measure: str) -> str:
    """The figure without its unit; a missing one is a dash, never 0. Money is in 分.

    What is no whole number, such as the middle of two figures, is rounded to 分, or to two places.
    """
    if value is None:
        return MISSING
    if isinstance(value, Fraction) and measure == "money":
        return wan(int(rounded(value, 0)))
    if isinstance(value, Fraction):
        return number(int(value)) if value.denominator == 1 else ratio(value, min(value.denominator - 1, 2))
    return wan(value) if measure == "money" else number(value)


def signed(value: int | Fraction, measure: str) -> str:
    """A difference with its sign: `+1,234`, `−0.50`; zero has none."""
    text = figure(value if value >= 0 else -value, measure)
    return f"{'+' if value > 0 else MINUS}{text}" if value else text


def rounded(value: Fraction, places: int = 1) -> Decimal:
    """A fraction to decimal places, half up."""
    step = Decimal(1).scaleb(-places)
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(step, ROUND_HALF_UP)


def percent(value: Fraction) -> str:
    """The size of a percentage with one place: `12.3%`; a change that rounds to nothing is `<0.1%`."""
    size = rounded(abs(value))
    return "<0.1%" if value and not size else f"{size:,}%"


def share(part: int, whole: int) -> str:
    """A part of a whole: `45.2%`; a dash where the whole is zero."""
    return percent(Fraction(part * 100, whole)) if whole else MISSING


def points(value: Fraction, lang: Lang = "zh") -> str:
    """A change of a share with its sign: `+1.3 个百分点`, `−0.4 percentage points`."""
    size = rounded(abs(value))
    sign = "" if not size else "+" if value > 0 else MINUS
    word = "个百分点" if lang == "zh" else "percentage points"
    return f"{sign}{size} {word}"


def arrow(difference: int | Fraction) -> str:
    """The arrow beside a change; the word always stands with it, so that no reader depends on the glyph."""
    return UP if difference > 0 else DOWN if difference < 0 else LEVEL


def change_words(percent_change: Fraction | None, reason: str, lang: Lang = "zh") -> str:
    """A change as a word and a size: `增长 12.3%`, `持平`; without a percentage, the reason instead."""
    words = CHANGE_WORDS[lang]
    if percent_change is None:
        return words[reason or "level"]
    if percent_change == 0:
        return words["level"]
    return f"{words['up' if percent_change > 0 else 'down']} {percent(percent_change)}"


# ---- places ----
_PLACES = ((re.compile(r"段([0-9]+)"), "paragraph {}"), (re.compile(r"第([0-9]+)行"), "line {}"))
_SENTENCE = re.compile(r" 第([0-9]+)句")


def place_words(place: str, lang: Lang) -> str:
    """Where something stands, for people: cells as they are; in English also paragraph, line and sentence of a text."""
    if lang == "zh":
        return place
    for found, words in _PLACES:
        place = found.sub(lambda number, words=words: words.format(number[1]), place)  # type: ignore[misc]  # `words=words` has no type
    return _SENTENCE.sub(lambda number: f", sentence {number[1]}", place)
