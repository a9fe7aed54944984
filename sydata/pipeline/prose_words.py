"""A report's sentences as words: figures, nouns, verbs and small words, each with its place in the line.

One pass over the text with one bounded expression, so that the time grows with the length and no faster.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from sydata.catalog import forms
from sydata.catalog.prose import LEXICON, NOISE, NOT_BEFORE, UNIT_ALIASES, Word
from sydata.model import Line
from sydata.pipeline.numbers import BAD, Number, parse

_QUOTES = dict.fromkeys("“”„‟〝〞「」『』", '"')
_BLANK = re.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff]")
TEXT, SPARE = Word("text"), Word("spare")


class Token(NamedTuple):
    """A word or figure and its place. kind: as Word.kind, else figure, range, odd, date, break or text."""

    kind: str
    text: str
    start: int
    end: int
    word: Word = TEXT

    @property
    def verb(self) -> str:
        return self.word.verb


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its words as written, its words as compared, and where each of those stood."""

    text: str
    plain: str
    at: tuple[int, ...]
    place: str
    paragraph: int
    number: int

    def written(self, start: int, end: int) -> str:
        """The words of a part, as they were written."""
        return self.text[self.at[start] : self.at[end - 1] + 1] if end > start else ""

    def first(self, words: Iterable[str]) -> int:
        """Where the first of these words begins; -1 if none is said."""
        return min((at for word in words if (at := self.plain.find(word)) >= 0), default=-1)


@lru_cache(maxsize=4096)
def _comparable(sign: str) -> str:
    """A sign in its plain width; ① and ² stay what they are, since they are no digits of a figure."""
    if unicodedata.decomposition(sign).startswith(("<wide>", "<narrow>")):
        return unicodedata.normalize("NFKC", sign)
    return _QUOTES.get(sign, sign)


_END = re.compile(r"[。！？!?\n\r\u2028\x0b\x0c]+")


def sentences(lines: Iterator[Line]) -> Iterator[Sentence]:
    """The sentences in order, those without words left out."""
    number = 0
    for paragraph, line in enumerate(lines):
        start, count = 0, 0
        ends = [*(found.end() for found in _END.finditer(line.text)), len(line.text)]
        for end in ends:
            part = line.text[start:end]
            start = end
            if part.strip():
                count, number = count + 1, number + 1
                yield _sentence(part, f"{line.place} 第{count}句", paragraph, number)


def _sentence(text: str, place: str, paragraph: int, number: int) -> Sentence:
    kept = [(i, _comparable(c)) for i, c in enumerate(text) if not _BLANK.match(c)]
    plain = "".join(c for _, c in kept)
    return Sentence(text, plain, tuple(i for i, _ in kept), place, paragraph, number)


# ---- one expression for everything that is no plain text ----
def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _grouped(words: Iterable[str]) -> str:
    """As _any, the words grouped by their first sign, so that few are tried at each place."""
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{re.escape(sign)}(?:{_any(rests)})" for sign, rests in groups.items())


def _units() -> str:
    """The units, longest first, each with what must not follow: 元旦 is no money."""
    words = {*(u for u in forms.MONEY_UNITS if u != "万"), *forms.COUNT_WORDS, *UNIT_ALIASES}
    parts = []
    for unit in sorted(words, key=len, reverse=True):
        never = _any(NOT_BEFORE.get(unit, []))
        parts.append(re.escape(unit) + (f"(?!{never})" if never else ""))
    return "|".join(parts)


_UNIT = _units()
_NEAR, _SOME = (_any(forms.NUMBER_WORDS[f"approximate_{side}"]) for side in ("before", "after"))
_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?:\.[0-9]{1,8})?(?![0-9]|[.,][0-9])"
_COUNTED = "(?<![人户件份个次总指基倍])"  # before 数: 人数10人 is ten, 数10人 is not
_ODD = rf"[0-9]{{1,20}}(?:[.,][0-9]{{1,20}}){{1,20}}|{_COUNTED}[数几]10{{0,4}}(?![0-9])"
_HAN = "(?![百千]?[万亿元])[零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟]{1,16}"
_TAIL = rf"整?(?:{_SOME})?(?:\((?:{_UNIT})\))?"
_MONTH_DAY = r"[0-9]{1,2}月(?:[0-9]{1,2}[日号]?(?:[-—–~至到]{1,2}[0-9]{1,2}[日号])?)?"
_TO = r"(?:[-—–~]{1,2}|至|到)"
_MASTER = re.compile(
    rf"(?P<date>(?:(?:19|20)[0-9]{{2}}年?底?{_TO})?(?:19|20)[0-9]{{2}}年(?:度|底|初|末)?(?:{_MONTH_DAY})?"
    rf"|(?:19|20)[0-9]{{2}}[./-][0-9]{{1,2}}(?:[./-][0-9]{{1,2}})?(?![0-9万元亿])|{_MONTH_DAY}|[0-9]{{1,2}}日"
    rf"|(?:19|20)[0-9]{{2}}(?=元旦|春节|新春|新年|八一|\"八一)|[二〇○零一二三四五六七八九]{{4}}年)"
    rf"|(?P<noise>{'|'.join(NOISE)}|[0-9]{{16,400}})"
    rf"|(?P<range>{_DIGITS}(?:万?(?:{_UNIT}))?{_TO}{_DIGITS}(?:[万亿](?!元))?(?:{_UNIT})?"
    rf"|{_HAN}(?:{_UNIT})?[至到]{_HAN}(?:{_UNIT}))"
    rf"|(?P<figure>(?:{_NEAR})?(?<![0-9])(?P<digits>{_DIGITS})(?:{_SOME})?(?:[万亿](?!元))?(?:{_SOME})?"
    rf"(?P<unit>{_UNIT})?{_TAIL})"
    rf"|(?P<odd>(?:{_ODD})(?:[万亿](?!元))?(?:{_UNIT})?)"
    rf"|(?P<han>(?:{_NEAR})?(?:{_COUNTED}[数几上])?{_HAN}(?:{_SOME})?(?P<hanunit>{_UNIT}){_TAIL})"
    r'|(?P<quoted>"[^"0-9]{0,40}"|《[^》]{0,60}》)'
    rf"|(?P<word>{_grouped(LEXICON)})"
    r"|(?P<break>[,;()\[\]【】。！？!?])"
)
_ROMAN_ITEM = re.compile(r"\(?[0-9]{1,2}[.)、](?![0-9])")


def tokens(sentence: Sentence) -> list[Token]:
    """The sentence's words in order; what is no known word is `text`."""
    found: list[Token] = []
    item = _ROMAN_ITEM.match(sentence.plain)
    last = item.end() if item else 0
    for match in _MASTER.finditer(sentence.plain, last):
        if match.start() > last:
            found.append(Token("text", sentence.plain[last : match.start()], last, match.start()))
        found.append(_token(match))
        last = match.end()
    if last < len(sentence.plain):
        found.append(Token("text", sentence.plain[last:], last, len(sentence.plain)))
    return found


def _token(match: re.Match[str]) -> Token:
    kind, text = match.lastgroup or "", match.group(0)
    for kind in ("date", "noise", "range", "odd", "figure", "han", "quoted", "word", "break"):
        if match[kind] is not None:
            break
    span = match.span()
    if kind == "word":
        word = LEXICON[text]
        return Token(word.kind, text, *span, word)
    if kind == "quoted":
        word = LEXICON.get(text[1:-1], SPARE)
        return Token(word.kind, text, *span, word) if word.kind == "thing" else Token("spare", text, *span)
    if kind == "han":
        return Token("figure", text, *span, Word("figure", "han"))
    return Token("spare" if kind == "noise" else kind, text, *span)


# ---- figures ----
@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a sentence: its words as written, the number they make, and its unit (场 for 场次)."""

    text: str
    number: Number
    unit: str
    small: bool


_UNIT_AT = re.compile(rf"(?P<unit>{_UNIT})(?P<tail>{_TAIL})$")
_SPLIT_DIGITS = re.compile(r"[0-9０-９]\s+[0-9０-９]")
_VAGUE = re.compile(r"[数几上]|[一二三四五六七八九两]{2}")


@lru_cache(maxsize=16384)
def _number(plain: str) -> tuple[Number, str]:
    """The number of a figure's plain words, and its unit."""
    found = _UNIT_AT.search(plain)
    unit = found["unit"] if found else ""
    alias = UNIT_ALIASES.get(unit, unit) or unit
    if found and alias != unit:
        plain = plain[: found.start()] + alias + found["tail"]
    number = parse(plain)
    # 三十万元 is parsed as so many 元, though 万元 stands at its end: the parsed unit is the one that holds.
    return (BAD if _VAGUE.search(plain) else number), number.unit or alias


def figure(sentence: Sentence, token: Token) -> Figure:
    """A figure token as a number. Digits with a blank between them may be two numbers, so they are none."""
    text = sentence.written(token.start, token.end)
    number, unit = _number(token.text)
    if _SPLIT_DIGITS.search(text):
        number = BAD
    one = token.word.id == "han" and (number.amount is not None and number.amount < 10)
    return Figure(text, number, unit, one)
