"""What a header means that no list knows: read from its parts, if these mean exactly one thing.

Words and rules are in wordparts.toml. Nothing here guesses: a character that no part covers, an order that nobody
writes, two readings that differ, each leave the header unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import product
from types import MappingProxyType
from typing import Any

from sydata.catalog.forms import GROUP_OF_WORD, INDICATOR_OF_WORD
from sydata.catalog.source import table
from sydata.catalog.wordcover import Cover, Lexicon, Part

_HEADER = table("wordparts.toml")["header"]
_LEXICON = Lexicon.of(
    (
        Part(word, kind, sense)
        for kind, senses in _HEADER["parts"].items()
        for sense, words in senses.items()
        for word in words
    ),
    _HEADER["longest"],
)
_SILENT = str.maketrans("", "", _HEADER["silent"])
_LETTERS: Mapping[str, str] = MappingProxyType(_HEADER["letters"])
_ORDER = re.compile(_HEADER["order"]["pattern"])
_MEASURES: Mapping[str, str] = MappingProxyType(_HEADER["measures"])
_GROUPS_OF_LEAF: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        leaf: frozenset(p.partition(">")[0] for p in INDICATOR_OF_WORD if p.partition(">")[2] == leaf)
        for leaf in {p.partition(">")[2] for p in INDICATOR_OF_WORD} - {""}
    }
)
_SHARED = frozenset(_HEADER["shared"])
_BARE: Mapping[str, str] = MappingProxyType(_HEADER["bare"])
_OBJECTS = ("object", "person")
MOST_LEVELS = 6


@dataclass(frozen=True, slots=True)
class HeaderSense:
    """What a header means. parts: (word part, what it was taken for), outermost first.

    measure: the counting word that the header itself names (份 of 慰问品份数), empty if none.
    """

    indicator: str
    parts: tuple[tuple[str, str], ...]
    measure: str = ""


@dataclass(frozen=True, slots=True)
class _Rule:
    """A line of wordparts.toml, whose head says what each field asks for."""

    meaning: str
    of: frozenset[str]
    allowed: frozenset[str]
    acts: frozenset[str]
    needs: frozenset[str]
    quantity: frozenset[str]
    sums: frozenset[str]
    under: frozenset[str]
    heads: frozenset[str]
    together: bool
    act: str
    whole: str
    without: str


@dataclass(frozen=True, slots=True)
class _Level:
    """One header cell in one reading.

    sums: how 合计 stands in it: "" not at all, tail, bare, over. head: its last object. follows: an act stands after
    an object. vague: it ends in 情况 and names no quantity.
    """

    objects: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()
    quantity: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()
    sums: str = ""
    head: str = ""
    follows: bool = False
    vague: bool = False
    group: str = ""
    parts: Cover = field(default=(), compare=False)


def _rule(entry: Mapping[str, Any]) -> _Rule:
    of = frozenset(entry.get("of", ()))
    return _Rule(
        meaning=entry["is"],
        of=of,
        allowed=of | frozenset(entry.get("also", ())),
        acts=frozenset(entry.get("acts", ())),
        needs=frozenset(entry.get("needs", ())),
        quantity=frozenset(entry.get("quantity", ("",))),
        sums=frozenset(entry.get("sums", ("", "tail"))),
        under=frozenset(("neutral", *entry.get("under", ()))),
        heads=frozenset(entry.get("heads", entry.get("of", ())[-1:])),
        together=entry.get("together", False),
        act=entry.get("act", ""),
        whole=entry.get("whole", ""),
        without=entry.get("without", ""),
    )


_INDICATORS = tuple(map(_rule, _HEADER["rules"]["indicators"]))
# Rules by the groups that may stand above and say nothing.
_RULES_UNDER: Mapping[frozenset[str], tuple[_Rule, ...]] = MappingProxyType(
    {
        under: tuple(rule for rule in _INDICATORS if rule.under == under)
        for under in dict.fromkeys(rule.under for rule in _INDICATORS)
    }
)
_GROUPS = tuple(map(_rule, _HEADER["rules"]["groups"]))
_GROUP_WORDS: Mapping[str, str] = MappingProxyType(
    {entry["is"]: entry["word"] for entry in _HEADER["rules"]["groups"]}
)


def header_sense(cores: tuple[str, ...]) -> HeaderSense | None:
    """The one indicator that a header's words name, outermost first; None if they don't name exactly one.

    A word that the catalog lists is no business of this function: ask the catalog first.
    """
    # Nothing of a hostile length is ever kept in the cache.
    if not 0 < len(cores) <= MOST_LEVELS or max(map(len, cores)) > _HEADER["longest"]:
        return None
    return _sense(cores)


@lru_cache(maxsize=8192)
def _sense(cores: tuple[str, ...]) -> HeaderSense | None:
    *above, leaf = cores
    readings = product(*map(_above, above), (level for level in _levels(leaf) if not level.vague))
    found = {meaning: levels for levels in readings for meaning in _meanings(levels)}
    if len(found) != 1 or "" in found:
        return None
    [(meaning, levels)] = found.items()
    if above and (_alone(leaf) not in ("", meaning) or _misplaced(leaf, levels)):
        return None
    return HeaderSense(meaning, tuple(_explained(levels)), _measure(levels[-1]))


def _alone(leaf: str) -> str:
    """What a leaf means without its headings: 走访慰问人数 below 发放慰问金情况 only stands in the wrong place."""
    sense = header_sense((leaf,))
    return INDICATOR_OF_WORD.get(leaf) or (sense.indicator if sense else "")


def _misplaced(leaf: str, levels: tuple[_Level, ...]) -> bool:
    """Whether the catalog knows a leaf without an object below other groups only: 发放总额 is of money, not goods."""
    group = next((level.group for level in reversed(levels[:-1]) if level.group not in ("", "neutral")), "")
    known = _GROUPS_OF_LEAF.get(leaf, frozenset())
    return bool(group and known) and group not in known and not levels[-1].objects


def group_sense(core: str) -> str:
    """The group of columns that a heading names: visit, cash, goods, solved, sum, neutral; empty if none for sure."""
    return GROUP_OF_WORD.get(core) or composed_group(core)


def composed_group(core: str) -> str:
    """The group that a heading's parts name, whatever the catalog lists."""
    return _composed_group(core) if len(core) <= _HEADER["longest"] else ""


@lru_cache(maxsize=8192)
def _composed_group(core: str) -> str:
    plain = [level for level in _levels(core) if not level.whole]
    found = {rule.meaning for level in plain for rule in _GROUPS if _holds(rule, (level,))}
    return found.pop() if len(found) == 1 else ""


@lru_cache(maxsize=8192)
def _levels(core: str) -> tuple[_Level, ...]:
    """The different readings of one header cell."""
    covers = _LEXICON.covers(core.translate(_SILENT))
    return tuple(dict.fromkeys(_level(cover) for cover in covers if _ordered(cover)))


def _ordered(cover: Cover) -> bool:
    """Whether the parts stand as people put them, none of them twice."""
    letters = "".join(_LETTERS[part.kind] for part in cover)
    return len({part.text for part in cover}) == len(cover) and _ORDER.fullmatch(letters) is not None


def _level(cover: Cover) -> _Level:
    senses = {kind: frozenset(p.sense for p in cover if p.kind == kind) for kind in _LETTERS}
    objects = [place for place, p in enumerate(cover) if p.kind in _OBJECTS]
    return _Level(
        objects=frozenset(cover[place].sense for place in objects),
        acts=senses["act"],
        quantity=senses["quantity"],
        whole=senses["whole"],
        sums=("tail" if senses["quantity"] else "bare") if senses["sum"] else "",
        head=cover[objects[-1]].sense if objects else "",
        follows=bool(objects) and any(p.kind == "act" for p in cover[objects[0] :]),
        vague=bool(senses["filler"]) and not senses["quantity"],
        parts=cover,
    )


def _above(core: str) -> tuple[_Level, ...]:
    """The readings of a cell above the leaf: a group as its plain word, a heading such as 座谈会 as its parts."""
    group = group_sense(core)
    if group == "neutral":
        return (_Level(group=group, parts=(Part(core, "group", group),)),)
    if group:
        [level, *_] = _levels(_GROUP_WORDS[group])
        part = Part(core, "group", group)
        return (replace(level, sums="over" if level.sums else "", group=group, parts=(part,)),)
    return tuple(level for level in _levels(core) if not level.quantity and not level.sums)


def _meanings(levels: tuple[_Level, ...]) -> Iterator[str]:
    """The indicators whose rule a reading fulfils; "" if a rule says that it is ambiguous."""
    for under, rules in _RULES_UNDER.items():
        counted = tuple(level for level in levels if level.group not in under)
        yield from (rule.meaning for rule in rules if _holds(rule, counted))


def _holds(rule: _Rule, levels: tuple[_Level, ...]) -> bool:
    """Whether cells read together name all that a rule asks for, and nothing else."""
    said = _together(levels)
    return (
        rule.of <= _whole_names(said.objects) <= rule.allowed
        and said.acts <= rule.acts
        and (not rule.needs or bool(said.acts & rule.needs))
        and (said.quantity or {""}) <= rule.quantity
        and said.sums in rule.sums
        and (not rule.whole or rule.whole in said.whole)
        and (not rule.without or rule.without not in said.whole)
        and _arranged(rule, levels)
    )


@lru_cache(maxsize=8192)
def _whole_names(objects: frozenset[str]) -> frozenset[str]:
    """Objects with bare names, such as 物品, taken for their whole ones beside a whole name or another bare one."""
    sure = objects & set(_BARE.values()) or len(objects & _BARE.keys()) > 1
    return frozenset(_BARE.get(name, name) for name in objects) if sure else objects


@lru_cache(maxsize=8192)
def _together(levels: tuple[_Level, ...]) -> _Level:
    """All that cells name, as if they were one."""
    return _Level(
        objects=frozenset[str]().union(*(level.objects for level in levels)),
        acts=frozenset[str]().union(*(level.acts for level in levels)),
        quantity=frozenset[str]().union(*(level.quantity for level in levels)),
        whole=frozenset[str]().union(*(level.whole for level in levels)),
        sums=next((level.sums for level in levels if level.sums), ""),
    )


def _arranged(rule: _Rule, levels: tuple[_Level, ...]) -> bool:
    """Whether the parts stand to each other as a rule asks."""
    named = [level for level in levels if level.objects]
    follows = any(level.follows for level in levels)
    return (
        (not named or _BARE.get(named[-1].head, named[-1].head) in rule.heads)
        and (rule.act == "" or follows == (rule.act == "last"))
        and (not rule.together or len({level.objects for level in named}) <= 1)
        and (rule.together or not _strayed(levels))
    )


def _strayed(levels: tuple[_Level, ...]) -> bool:
    """合计金额 or 总人数 without an object of its own below 慰问品: it may belong to the columns beside it as well."""
    if not levels or levels[-1].objects or levels[-1].acts:
        return False
    leaf = levels[-1]
    whole = bool(leaf.sums) or ("total" in leaf.whole and bool(leaf.quantity & _SHARED))
    return whole and any(level.objects for level in levels[:-1])


def _explained(levels: Iterable[_Level]) -> Iterator[tuple[str, str]]:
    for level in levels:
        yield from ((part.text, part.sense) for part in level.parts)


def _measure(leaf: _Level) -> str:
    named = [_MEASURES[p.text] for p in leaf.parts if p.kind == "quantity" and p.text in _MEASURES]
    return named[0] if len(set(named)) == 1 else ""
