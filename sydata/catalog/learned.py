"""Words that a person of an office explained once: what a header, a label or a unit's name means there.

A learned word stands for a word that the catalog knows, and is read as that. Plain values: the store keeps them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, NamedTuple

from sydata.catalog.categories import CATEGORIES, category_key
from sydata.catalog.indicators import INDICATORS
from sydata.catalog.roll import Collector, Named, roll
from sydata.catalog.unit_index import key_of
from sydata.text import squash

Kind = Literal["column", "category", "unit"]
IGNORED = "ignored"  # a column that is no figure of ours
PATH = "›"  # between the levels of a header that is only known with the group above it
_NO_FIGURE = "编号"  # what an ignored header is read as


class Lesson(NamedTuple):
    """One explained word. meaning: an indicator's id or `ignored`, a category's id, or a unit's name.

    A column's word may be a path: 群众工作 › 受益人数 means something, and 受益人数 alone does not.
    """

    kind: Kind
    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Learned:
    """headers, labels, units: a word as it is compared → the known word it is read as. paths: of headers' levels."""

    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    units: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    paths: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.headers or self.labels or self.units or self.paths)

    def __reduce__(self) -> tuple[object, ...]:
        """For worker processes: views that nobody can write to do not travel, their words do."""
        return _learned, (dict(self.headers), dict(self.labels), dict(self.units), self.paths)

    def unit(self, text: str) -> str:
        """The name a unit's name is read as; the text itself if nobody explained it."""
        return self.units.get(key_of(text), text) if self.units else text


NOTHING = Learned()


class Desk(NamedTuple):
    """Who collects: the office's code, the words that it has learned, and its own list of reporters."""

    office: str
    learned: Learned = NOTHING
    own: tuple[Named, ...] = ()

    @property
    def roll(self) -> Collector:
        """The office as units are matched in it."""
        return roll(self.office, self.own)


Known = Lesson | Named  # what an office has said that changes how sheets are read


def desk_of(office: str, known: Iterable[Known]) -> Desk:
    """The desk of an office that has said all this."""
    given = tuple(known)
    words = learned(each for each in given if isinstance(each, Lesson))
    return Desk(office, words, tuple(each for each in given if isinstance(each, Named)))


def lesson_key(kind: Kind, word: str) -> str:
    """How a word of this kind is compared: two words with one key are one lesson."""
    if kind == "category":
        return category_key(word)
    return squash(word) if kind == "column" else key_of(word)


def learned(lessons: Iterable[Lesson]) -> Learned:
    """The lessons, ready for reading. A lesson whose meaning the catalog does not know any more is left out."""
    kept: dict[str, dict[str, str]] = {"column": {}, "category": {}, "unit": {}}
    for lesson in lessons:
        word = _read_as(lesson)
        if word:
            kept[lesson.kind][lesson_key(lesson.kind, lesson.word)] = word
    headers = {key: word for key, word in kept["column"].items() if PATH not in key}
    paths = tuple((key, word) for key, word in kept["column"].items() if PATH in key)
    return _learned(headers, kept["category"], kept["unit"], paths)


def _learned(
    headers: dict[str, str], labels: dict[str, str], units: dict[str, str], paths: tuple[tuple[str, str], ...]
) -> Learned:
    return Learned(MappingProxyType(headers), MappingProxyType(labels), MappingProxyType(units), paths)


def _read_as(lesson: Lesson) -> str:
    if lesson.kind == "unit":
        return lesson.meaning
    if lesson.kind == "category":
        return CATEGORIES[lesson.meaning].zh if lesson.meaning in CATEGORIES else ""
    if lesson.meaning == IGNORED:
        return _NO_FIGURE
    return INDICATORS[lesson.meaning].zh if lesson.meaning in INDICATORS else ""
