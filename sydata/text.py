"""How words are made comparable: one spelling for the many ways people write the same word."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

_BLANKS = re.compile(r"[\s\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]+")
_QUOTES = str.maketrans({c: '"' for c in "“”„‟〝〞「」『』"} | {c: "'" for c in "‘’"})
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0}

_UNSEEN = re.compile(
    r"[\x80-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """A stranger's text to be looked at: signs that nobody sees, or that turn the words around, are named: ‹U+202E›."""
    return text if text.isascii() else _UNSEEN.sub(lambda sign: f"‹U+{ord(sign[0]):04X}›", text)


def escape(text: str, quote: bool = True) -> str:
    """A stranger's text for a page: no markup, and nothing in it that cannot be seen."""
    return html.escape(visible(text), quote)


@lru_cache(maxsize=65536)
def squash(text: str) -> str:
    """Text for comparing: NFKC, no blanks or line breaks at all, straight quotes."""
    if text.isascii():  # most texts of a sheet are its figures, and ASCII is spelled one way only
        return "".join(text.split())
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text)).translate(_QUOTES)


_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")


def without_brackets(text: str) -> str:
    """Squashed text without what stands in brackets, nested ones too."""
    while (shorter := _BRACKETS.sub("", text)) != text:
        text = shorter
    return text


_HAN_BEFORE = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z][A-Za-z.,&/'-]{2,}")


def without_latin(text: str) -> str:
    """Squashed text without the foreign words that stand beside Chinese ones: a second line in English."""
    return _LATIN.sub("", text) if _HAN_BEFORE.search(text) else text


# What a number before it counts: 60 周岁, 1 级, 2 月, 3 人. Such a number is no item's.
_COUNTED = (
    "年月日号时点周岁级等类名人次个户件只支家场封份项条批期季度万千百十元块幅辆台起处所间栋组队排连营团旅师军"
)
_WORD_BEHIND = rf"(?=[\u3400-\u9fff])(?![{_COUNTED}])"
_LEVELS = r"(?!0|(?:8|10)\.1(?!\d))\d{1,2}(?:[.．]\d{1,2})"  # 8.1 may be 八一, 10.1 国庆
_BULLET = "[●○•◆◇■□▲△▶►◎▪▫➢➤✦❖※★☆✓✔√—–-]"  # what a list has before its items; alone ○ is a zero
_NUMBERING = re.compile(
    r"^(?:[(（]?[一二三四五六七八九十]{1,3}[)）、.．]|[(（]?\d{1,2}[)）、.．](?!\d)"
    rf"|{_LEVELS}{{1,2}}[)）、.．]?{_WORD_BEHIND}|{_BULLET}+(?=[\"'\u3400-\u9fff]))+"
)
_SET_APART = re.compile(rf"^\s*{_LEVELS}{{0,2}}[)）、.．]?[ \t\u00a0\u3000]+{_WORD_BEHIND}")


def without_numbering(text: str) -> str:
    """Squashed text without a leading item number or bullet: 一、 （二） 3. 1） 2.1 ●."""
    return _NUMBERING.sub("", text)


_SIGN_OF_ITEM = re.compile(r"^\s*[①-⑳❶-❿⑴-⒇⒈-⒛㈠-㈩Ⅰ-Ⅻⅰ-ⅻ]+[、.．)）]?\s*(?=[\u3400-\u9fff])")


def without_item(text: str) -> str:
    """Text as it stands without an item number that a blank sets apart (1 走访慰问, 2.1 慰问金), or one sign (①)."""
    if text[:1] > "z" or text[:1].isspace():
        text = _SIGN_OF_ITEM.sub("", text)
    return _SET_APART.sub("", text) if text[:1].isdigit() or text[:1].isspace() else text


def plain_digits(text: str) -> str:
    """Squashed text with the Chinese digits of a year as figures: 二〇二二年 → 2022年."""

    def figure(match: re.Match[str]) -> str:
        return "".join(str(_DIGITS[c]) for c in match.group(0))

    text = re.sub(r"(?<=[一二三四五六七八九〇○零])[Oo](?=[一二三四五六七八九〇○零])", "〇", text)
    return re.sub(r"[〇○零一二三四五六七八九]{4}(?=年|[-—~至到])", figure, text)
