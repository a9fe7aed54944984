"""How words are made comparable: one spelling for the many ways people write the same word."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_BLANKS = re.compile(r"[\s\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]+")
_QUOTES = str.maketrans({c: '"' for c in "“”„‟〝〞「」『』"} | {c: "'" for c in "‘’"})
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0}


@lru_cache(maxsize=65536)
def squash(text: str) -> str:
    """Text for comparing: NFKC, no blanks or line breaks at all, straight quotes."""
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


_NUMBERING = re.compile(r"^(?:[(（]?[一二三四五六七八九十]{1,3}[)）、.．]|[(（]?\d{1,2}[)）、.．](?!\d))+")


def without_numbering(text: str) -> str:
    """Squashed text without a leading item number: 一、 （二） 3. 1）."""
    return _NUMBERING.sub("", text)


def plain_digits(text: str) -> str:
    """Squashed text with the Chinese digits of a year as figures: 二〇二二年 → 2022年."""

    def figure(match: re.Match[str]) -> str:
        return "".join(str(_DIGITS[c]) for c in match.group(0))

    text = re.sub(r"(?<=[一二三四五六七八九〇○零])[Oo](?=[一二三四五六七八九〇○零])", "〇", text)
    return re.sub(r"[〇○零一二三四五六七八九]{4}(?=年|[-—~至到])", figure, text)
