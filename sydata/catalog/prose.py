"""How reports say figures in sentences: what is counted, verbs, and the small words that decide (data/prose.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from sydata.catalog import forms
from sydata.catalog.categories import CATEGORIES, GENERAL_WORDS, category_key
from sydata.catalog.indicators import INDICATORS, TEXT
from sydata.catalog.source import table
from sydata.text import squash

_DATA = table("prose.toml")


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that reports count. reads: its indicators, the first whose measure fits a figure is meant.

    verbs: kinds of verb of which one must be in force (none: any); by_verb: the indicator under a kind of verb;
    whom: a group of people, of `category`; kin: the thing meant where 家庭 or 家属 follows; at_border: the one meant
    where the border was named before; needs: words of which one must stand before the figure (none: any).
    """

    id: str
    reads: tuple[str, ...]
    verbs: tuple[str, ...]
    by_verb: Mapping[str, str]
    whom: bool
    category: str
    kin: str
    at_border: str
    needs: tuple[str, ...]


class Word(NamedTuple):
    """A word of reports. kind: `thing`, `verb`, `shut`, `spare`, `filler` or the name of a mark.

    id: the thing, the kind of verb, or the reason of a word that shuts figures out; verb: the kind of verb that a
    noun brings along (出动兵力); own: the one it begins with (走访对象).
    """

    kind: str
    id: str = ""
    verb: str = ""
    own: str = ""


def _thing(entry: dict) -> Thing:
    return Thing(
        id=entry["id"],
        reads=tuple(entry["reads"]),
        verbs=tuple(entry.get("verbs", ())),
        by_verb=MappingProxyType(entry.get("by_verb", {})),
        whom=entry.get("whom", False),
        category=entry.get("category", ""),
        kin=entry.get("kin", ""),
        at_border=entry.get("at_border", ""),
        needs=tuple(entry.get("needs", ())),
    )


THINGS: Mapping[str, Thing] = MappingProxyType({e["id"]: _thing(e) for e in _DATA["thing"]})
_VERB_OF = {squash(word): kind for kind, words in _DATA["verbs"].items() for word in words}
_VERBS = sorted(_VERB_OF, key=len, reverse=True)


def _own_verb(word: str, thing: str) -> str:
    """The kind of verb that a noun begins with; empty if none. 慰问 in 慰问金 is no visit."""
    own = next((_VERB_OF[verb] for verb in _VERBS if word.startswith(verb) and word != verb), "")
    return own if own != "visit" or "visit" in THINGS[thing].verbs or thing == "visits" else ""


def _small_words() -> Iterator[tuple[str, Word]]:
    """Everything but nouns, what outranks the words before it coming later."""
    for word in _DATA["fillers"]["words"]:
        yield squash(word), Word("filler")
    for word in _DATA["spare"]["words"]:
        yield squash(word), Word("spare")
    for reason, words in _DATA["shut"].items():
        for word in words:
            yield squash(word), Word("shut", reason)
    for mark, words in _DATA["marks"].items():
        for word in words:
            yield squash(word), Word(mark)
    for verb, kind in _VERB_OF.items():
        yield verb, Word("verb", kind, kind)


def _named() -> dict[str, str]:
    """The things' own words, each with its thing."""
    return {squash(word): e["id"] for e in _DATA["thing"] for word in e["words"]}


def _row_labels(named: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The row labels of a form and the thing they mean: that of the longest noun they end with, else their group's."""
    default = _DATA["row_labels"]
    for category in CATEGORIES.values():
        nouns = [w for w, thing in named.items() if THINGS[thing].category == category.id]
        nouns.sort(key=len, reverse=True)
        for label in map(squash, category.words):
            if label not in default["skip"] and label not in named:
                ending = next((noun for noun in nouns if label.endswith(noun)), None)
                yield label, named[ending] if ending else default[category.id]


def _headers(named: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Header words of a form that are nouns of a sentence too; a verb with a known noun reads better as two."""
    skip = _DATA["header_words"]["skip"]
    for entry in (e for e in _DATA["thing"] if "indicator" in e):
        for word in INDICATORS[entry["indicator"]].words:
            rests = [word.removeprefix(verb) for verb in _VERBS if word.startswith(verb)]
            if word not in skip and word not in named and not any(rest in named for rest in rests):
                yield word, entry["id"]


def _lexicon() -> dict[str, Word]:
    found = dict(_small_words())
    named = _named()
    for word, thing in _headers(named):
        own = _own_verb(word, thing)
        found[word] = Word("thing", thing, own or _VERB_OF.get(word, ""), own)
    for word, thing in (*_row_labels(named), *named.items()):
        found[word] = Word("thing", thing, _VERB_OF.get(word, ""), _own_verb(word, thing))
    return found


LEXICON: Mapping[str, Word] = MappingProxyType(_lexicon())
CARRIED = frozenset(_DATA["by_category"]["carried"])
NAMED = frozenset(_DATA["by_category"]["named"])
# Those told by the category of the group that they count or that a clause names.
BY_GROUP = (
    CARRIED | NAMED | {indicator for thing in THINGS.values() if thing.whom for indicator in thing.reads}
)
SUMS: Mapping[str, list[str]] = MappingProxyType(_DATA["parts"]["sums"])
SPLIT: Mapping[str, list[str]] = MappingProxyType(_DATA["parts"]["split"])
_PEOPLE = frozenset(_DATA["people"]["measures"])
_PEOPLE_INDICATORS = frozenset(_DATA["people"]["indicators"])
UNIT_ALIASES: Mapping[str, str] = MappingProxyType(_DATA["units"])
NOT_BEFORE: Mapping[str, list[str]] = MappingProxyType(_DATA["unit_not_before"])
NOISE: tuple[str, ...] = (*map(re.escape, _DATA["phrases"]["words"]), *_DATA["noise"]["patterns"])
SUMMARY: tuple[tuple[str, ...], ...] = (tuple(_DATA["summary"]["weak"]), tuple(_DATA["summary"]["strong"]))
GENERAL = frozenset(_DATA["general"]["words"]).union(*GENERAL_WORDS.values())
DOCUMENT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {key: tuple(sorted(words, key=len, reverse=True)) for key, words in _DATA["document"].items()}
)


def is_general(word: str) -> bool:
    """Whether a noun names a whole group, of which a finer noun beside it may be part."""
    return word in GENERAL or category_key(word) in GENERAL


@cache
def fits(indicator: str, unit: str) -> bool:
    """Whether a figure with this counting word or unit of money may be the indicator's: 人 and 户 count people."""
    found = INDICATORS[indicator]
    if found.measure == TEXT or not unit:
        return False
    if found.money:
        return unit in forms.MONEY_UNITS
    if unit in forms.MONEY_UNITS:
        return False
    return forms.same_measure(unit, indicator) or (indicator in _PEOPLE_INDICATORS and unit in _PEOPLE)


def counts_people(unit: str) -> bool:
    """Whether a counting word counts people or visits to them."""
    return unit in _PEOPLE
