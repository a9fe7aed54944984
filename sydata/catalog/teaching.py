"""Whether a word may be learned. What the catalog reads already keeps its meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sydata.catalog import forms
from sydata.catalog.categories import CATEGORIES, CATEGORY_OF_WORD, OF_WHICH, TOTAL_WORDS, category_key
from sydata.catalog.festivals import FESTIVALS
from sydata.catalog.grammar import group_sense, header_sense
from sydata.catalog.grammar_kinds import category_sense
from sydata.catalog.indicators import INDICATORS
from sydata.catalog.learned import IGNORED, PATH, Lesson, lesson_key
from sydata.catalog.naming import match_unit
from sydata.catalog.roll import Collector, people
from sydata.catalog.source import table
from sydata.text import squash, without_brackets

LONGEST = 200  # letters of a word; longer texts are sentences
_WORD = re.compile(r"[^\W\d_]")
_FIGURES = re.compile(r"[〇○零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟]+")
_NAMED = ("exact", "alias", "renamed", "ended", "ambiguous")
_LEAVES = frozenset(path.partition(">")[2] for path in forms.INDICATOR_OF_WORD if ">" in path)


class Words(NamedTuple):
    """A sentence in both languages."""

    zh: str
    en: str


class Known(NamedTuple):
    """What the catalog reads a word as; meaning is empty where it is a heading, a period or several units."""

    kind: str
    meaning: str
    name: str


def refusal(lesson: Lesson, office: Collector) -> Words | None:
    """Why the office cannot learn this, as a sentence in both languages; None if it can."""
    known = next(_otherwise_known(lesson, office), None)
    reason = _unfit(lesson, office) or ("known" if known else "")
    if not reason:
        return None
    words = {"word": lesson.word[:LONGEST], "known": known.name if known else ""}
    return Words(*(text.format_map(words) for text in table("words.toml")["lesson_refused"][reason]))


def meanings(kind: str, office: Collector) -> tuple[str, ...]:
    """Everything that a word of this kind can be said to mean, in the catalog's order; () for an unknown kind."""
    every = {
        "column": (*INDICATORS, IGNORED),
        "category": tuple(CATEGORIES),
        "unit": tuple(unit.name for unit in people(office)) if kind == "unit" else (),
    }
    return every.get(kind, ())


def known_word(word: str) -> str:
    """What the catalog reads a word as that is no unit's name: a header, a category, a period, a total, a figure."""
    if not _is_word(Lesson("unit", word, "")) or category_key(word) in TOTAL_WORDS:
        return word
    return next((known.name for known in _as_word(word)), "")


def _unfit(lesson: Lesson, office: Collector) -> str:
    """The reason that lies in the lesson itself; empty if there is none."""
    word, possible = squash(lesson.word), meanings(lesson.kind, office)
    levels = word.split(PATH) if lesson.kind == "column" else [word]
    if not possible:
        return "kind"
    if lesson.meaning not in possible:
        return "meaning"
    if not _is_word(lesson):
        return "no-word"
    if any(category_key(of) in TOTAL_WORDS or of.lstrip("(（").startswith(OF_WHICH) for of in levels):
        return "total"
    roles = (word for role in ("last_year", "ratio") for word in forms.COLUMN_ROLES[role])
    return "other-figure" if any(other in word for other in roles) and lesson.meaning != IGNORED else ""


def _is_word(lesson: Lesson) -> bool:
    """Figures, measures and the words for nothing stand in many cells, and none of them is a name."""
    word = squash(lesson.word)
    if not word or len(word) > LONGEST or not lesson_key(lesson.kind, lesson.word):
        return False
    if not _WORD.search(word) or _FIGURES.fullmatch(word):
        return False
    return not (word in forms.ZERO_WORDS or word in forms.MONEY_UNITS or word in forms.COUNT_WORDS)


def _otherwise_known(lesson: Lesson, office: Collector) -> Iterator[Known]:
    """What the catalog reads the word as, where that is not what the lesson says."""
    for known in _known(lesson, office):
        if (known.kind, known.meaning) != (lesson.kind, lesson.meaning):
            yield known


def _known(lesson: Lesson, office: Collector) -> Iterator[Known]:
    if lesson.kind == "column" and PATH in lesson.word:
        yield from _as_path(tuple(squash(lesson.word).split(PATH)))
        return
    yield from _as_word(lesson.word)
    yield from _as_unit(lesson, office)


def _as_word(text: str) -> Iterator[Known]:
    """What headers, categories and periods a word names."""
    for word in dict.fromkeys((squash(text), without_brackets(squash(text)))):
        yield from _as_header(word) if word else ()
    key = category_key(text)
    sense = category_sense(key)
    if category := CATEGORY_OF_WORD.get(key) or (sense.category if sense else ""):
        yield Known("category", category, CATEGORIES[category].zh)
    if any(key == word for festival in FESTIVALS.values() for word in festival.words):
        yield Known("period", "", key)


def _as_path(levels: tuple[str, ...]) -> Iterator[Known]:
    """A header that the catalog reads with the group above it."""
    sense, group = header_sense(levels), group_sense(levels[-2])
    if indicator := forms.INDICATOR_OF_WORD.get(f"{group}>{levels[-1]}") or (
        sense.indicator if sense else ""
    ):
        yield Known("column", indicator, INDICATORS[indicator].zh)


def _as_header(word: str) -> Iterator[Known]:
    sense = header_sense((word,))
    if indicator := forms.INDICATOR_OF_WORD.get(word) or (sense.indicator if sense else ""):
        yield Known("column", indicator, INDICATORS[indicator].zh)
    elif word in forms.GROUP_OF_WORD or word in _LEAVES or group_sense(word):
        yield Known("heading", "", word)
    elif any(word in words for role, words in forms.COLUMN_ROLES.items() if role != "ignored"):
        yield Known("heading", "", word)
    elif word in forms.COLUMN_ROLES["ignored"]:
        yield Known("column", IGNORED, word)


def _as_unit(lesson: Lesson, office: Collector) -> Iterator[Known]:
    """A name that means another unit, here or elsewhere; beside units' own names, only one of this office's."""
    found = match_unit(lesson.word, office, None)
    if found.how == "none" or (lesson.kind != "unit" and found.how not in _NAMED):
        return
    name = found.unit.name if found.unit else "、".join(unit.name for unit in found.candidates[:3])
    meaning = found.unit.name if found.unit and found.how != "ended" else ""
    yield Known("unit", meaning, name or lesson.word)
