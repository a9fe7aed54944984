"""What a cell says as a number: exactly, with the word that stands behind it, or why it says none.

Pure and cached: the same words always give the same answer, and a batch repeats few of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from sydata.catalog import forms
from sydata.model import Mark, Value
from sydata.text import squash

Kind = Literal["blank", "zero", "number", "bad", "formula"]


@dataclass(frozen=True, slots=True)
class Number:
    """amount: the number as written, times 万 where that word multiplies it; None unless kind is number or zero.

    unit: the word behind the number, empty if none; places: the decimals printed; approximate: 约, 余, 多 …
    note: a second counting word in brackets, as in 63人（户）.
    """

    kind: Kind
    amount: Decimal | None = None
    unit: str = ""
    places: int = 0
    approximate: bool = False
    note: str = ""


LONGEST = 200  # characters; more are a text, and no number
BLANK = Number("blank")
BAD = Number("bad")
ZERO = Number("zero", Decimal(0))


def parse(value: Value, mark: Mark | None = None) -> Number:
    """The number in a cell. Dates, booleans, ranges and words that are no number are `bad`, never 0."""
    if mark is not None and mark.kind == "error":
        return BAD
    if mark is not None and mark.kind == "formula":
        return Number("formula")
    if value is None:
        return BLANK
    if isinstance(value, (bool, date, time, timedelta)):
        return BAD
    number = _from_text(value) if isinstance(value, str) else _from_number(value)
    return _with_format(number, shown_format(mark)) if mark is not None else number


def shown_format(mark: Mark) -> str:
    """The number format that a marked figure is shown in; empty if it tells nothing."""
    return mark.text if mark.kind == "format" else mark.format


@lru_cache(maxsize=65536)
def _from_number(value: float) -> Number:
    """A stored number. Floats carry at most 15 true digits; the rest is noise of binary arithmetic."""
    if value != value or value in (float("inf"), float("-inf")):
        return BAD
    amount = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
    exponent = amount.normalize().as_tuple().exponent
    return Number("number", amount, places=max(0, -int(exponent)))


_SKIPPED = re.compile(r"_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]", re.DOTALL)
_SHOWS = re.compile(
    r'(.*?)(?:G/通用格式|General|([#0?][#0?,.]*)(?:(?:[!\\]\.|"\.")([#0?]+)(,*))?)(.*)', re.I | re.S
)


def _with_format(number: Number, code: str) -> Number:
    """The number as its format shows it: `0!.0,"万元"` makes 563000 56.3万元, and a percent is no figure."""
    match = _SHOWS.fullmatch(_SKIPPED.sub(lambda m: m[1] or "", code.split(";")[0]))
    if number.kind != "number" or number.amount is None or number.unit or match is None:
        return number
    before, figure, behind_point, thousands, after = (part or "" for part in match.groups())
    commas = len(figure) - len(figure.rstrip(",")) + len(thousands)
    amount = number.amount.scaleb(-3 * commas - len(behind_point)).normalize()
    printed = [re.sub(r'["!\\]', "", words) for words in (before, after)]
    return _from_text(f"{printed[0]}{amount:f}{printed[1]}")


_BEFORE = "|".join(map(re.escape, sorted(forms.NUMBER_WORDS["before"], key=len, reverse=True)))
_NEAR = "|".join(map(re.escape, sorted(forms.NUMBER_WORDS["approximate_before"], key=len, reverse=True)))
_SOME = "|".join(map(re.escape, sorted(forms.NUMBER_WORDS["approximate_after"], key=len, reverse=True)))
_UNITS = sorted({*(u for u in forms.MONEY_UNITS if u != "万"), *forms.COUNT_WORDS}, key=len, reverse=True)
_WORDS = "|".join(map(re.escape, _UNITS))
_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_HAN = r"[零〇○一二三四五六七八九十百千万亿两点壹贰叁肆伍陆柒捌玖拾佰仟]+"
_PATTERN = re.compile(
    rf"(?:{_BEFORE})?(?P<near>{_NEAR})?(?:{_BEFORE})?(?P<sign>[-−—+])?(?P<figure>{_FIGURE}|{_HAN})"
    rf"(?P<some1>{_SOME})?(?P<times>[万亿](?!元))?(?P<some2>{_SOME})?(?P<unit>{_WORDS})?整?(?P<some3>{_SOME})?"
    rf"(?:\((?P<note>{_WORDS})\))?"
)
_VAGUE = tuple(forms.NUMBER_WORDS["vague"])
_TIMES = {"万": 10_000, "亿": 100_000_000}
_PLACES = {"万": 4, "亿": 8}
# A break or a run of blanks between figures separates two numbers; a single blank is a slip of the hand.
_TWO_NUMBERS = re.compile(r"\d[^\S\n\r]*[\n\r]\s*\d|\d\s{2,}\d")


_SENTENCE_END = re.compile(r"(?<=\w)\s*[,，;；。]$")  # left behind a figure that was cut out of a sentence


@lru_cache(maxsize=65536)
def _from_text(text: str) -> Number:
    if len(text) > LONGEST:
        return BAD if text.strip() else BLANK
    bare = _SENTENCE_END.sub("", text.strip().strip("".join(forms.FOOTNOTES)).strip())
    if not bare:
        return BAD if text.strip() else BLANK
    if len(bare) > LONGEST:
        return BAD
    # What turns the direction of writing shows a person 21 where 12 is stored: nobody can say which is meant.
    if _TWO_NUMBERS.search(bare) or any(c in "²³¹½¼¾\u202e" for c in bare):
        return BAD
    words = squash(bare)
    if words in forms.ZERO_WORDS:
        return ZERO
    if words.startswith(_VAGUE):
        return BAD
    match = _PATTERN.fullmatch(words)
    return _number(match) if match else BAD


def _number(match: re.Match[str]) -> Number:
    part = match.groupdict()
    near = any(part[key] for key in ("near", "some1", "some2", "some3"))
    figure = part["figure"].replace(",", "")
    amount = Decimal(figure) if figure[-1].isdigit() and figure.isascii() else _chinese(figure)
    # 三百多: with Chinese figures "some" leaves open how much, so there is no number to keep.
    if amount is None or (near and not figure.isascii()):
        return BAD
    unit, times, note = part["unit"] or "", part["times"] or "", part["note"] or ""
    if unit and note in forms.MONEY_UNITS:
        return BAD
    unit = note if note in forms.MONEY_UNITS else unit
    places = len(figure.partition(".")[2]) if figure.isascii() else 0
    amount *= _TIMES.get(times, 1) * (-1 if part["sign"] in ("-", "−", "—") else 1)
    if not unit and (times or "万" in figure or "亿" in figure):
        # 5.6万, 五万六千 and 0.2亿 are so many 万元 in a column of money, so many ten thousands in a count.
        amount, unit, times = amount / 10_000, "万", "" if times == "万" else times
    return Number("number", amount, unit, max(0, places - _PLACES.get(times, 0)), near, note)


_HAN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")
}
_HAN_DIGITS |= {"〇": 0, "○": 0, "两": 2}
_HAN_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}


def _chinese(text: str) -> Decimal | None:
    """三百二十 → 320, 贰仟零伍 → 2005, 二〇二 → 202, 五点六 → 5.6; None where the figures make no number."""
    whole, point, fraction = text.partition("点")
    if point and (not fraction or any(c not in _HAN_DIGITS for c in fraction)):
        return None
    value = _chinese_whole(whole)
    if value is None:
        return None
    return Decimal(f"{value}.{''.join(str(_HAN_DIGITS[c]) for c in fraction)}") if point else Decimal(value)


def _chinese_whole(text: str) -> int | None:
    for word, times in (("亿", 100_000_000), ("万", 10_000)):
        left, found, right = text.partition(word)
        if found:
            high, low = _chinese_whole(left), _chinese_whole(right) if right else 0
            if high is None or low is None or low >= times or _skips(right, low, times):
                return None
            return high * times + low
    if text and all(c in _HAN_DIGITS for c in text):
        return int("".join(str(_HAN_DIGITS[c]) for c in text))
    return _chinese_thousands(text)


def _skips(right: str, low: int, times: int) -> bool:
    """Whether places are left out without 零: 一万五 means 15000 in speech and looks like 10005."""
    return bool(right) and low * 10 < times and _HAN_DIGITS.get(right[0]) != 0


def _chinese_thousands(text: str) -> int | None:
    """Below 万. 一百二 is refused: it means 120 in speech and looks like 102."""
    total, digit, last, gap = 0, -1, 10_000, False
    for c in text:
        if c in _HAN_TENS:
            step = _HAN_TENS[c]
            if step * (10 if gap else 1) >= last or (digit < 0 and not (step == 10 and total == 0)):
                return None
            total, digit, last, gap = total + (1 if digit < 0 else digit) * step, -1, step, False
        elif digit > 0 or c not in _HAN_DIGITS:
            return None
        else:
            gap = gap or _HAN_DIGITS[c] == 0
            digit = _HAN_DIGITS[c]
    if not text or (digit > 0 and not gap and 10 < last < 10_000):
        return None
    return total + max(digit, 0)
