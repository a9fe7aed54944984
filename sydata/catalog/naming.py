"""Which of an office's reporters a text names: a cell that holds a name, or a name inside a longer text.

Names are matched inside the office. Nothing is guessed: what fits two units, an ended unit or a unit
elsewhere says so, and a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from os.path import commonprefix
from typing import Literal, NamedTuple

from sydata.catalog.divisions import below_division, division_level
from sydata.catalog.elsewhere import codes_in, codes_named, ends_foreign, units_of
from sydata.catalog.roll import Collector, code_of
from sydata.catalog.source import table
from sydata.catalog.unit_index import Entry, OfficeIndex, key_of, office_index, peel_words
from sydata.catalog.units import successors
from sydata.model import Unit

MatchHow = Literal["exact", "alias", "renamed", "ended", "elsewhere", "ambiguous", "office", "none"]
SIGNS = " ,.:;·、。-_—~+'\"()[]{}<>《》〈〉【】〔〕*#/\\|=!?&"
_HAN = re.compile(r"[\u3400-\u9fff]")
_CODE = re.compile(r"(?<!\d)(?:\d{9}|\d{6})(?!\d)(?:-[a-z]+(?:-\d{4})?)?")
_TOWN = re.compile(r"[\u3400-\u9fff]{1,12}?(?:街道|镇|乡)")


@dataclass(frozen=True, slots=True)
class Match:
    """unit: the unit named, None unless there is exactly one.

    how: `exact` official name or code; `alias` a name in use; `renamed` a former name of the present unit;
    `ended` the unit does not report in that year any more (candidates: who took over); `elsewhere` the name
    belongs to units that do not report to this office (candidates); `ambiguous` several fit (candidates);
    `office` the text names the office itself (candidates: it); `none`: nothing known, or candidates names the
    unit whose part it is (黔江区教育局). text: the text as given.
    """

    unit: Unit | None
    candidates: tuple[Unit, ...]
    how: MatchHow
    text: str


class _Hit(NamedTuple):
    start: int
    end: int
    entry: Entry | None


def match_unit(text: str, office: Collector, year: int | None) -> Match:
    """The unit named by a cell that should hold a unit's name: 黔江, 重庆市黔江区退役军人事务局（盖章）.

    year: of the period; None where it is not known, which leaves 两江新区 ambiguous.
    """
    return replace(_match(key_of(text), office, year), text=text)


def find_unit(text: str, office: Collector, year: int | None) -> Match:
    """The unit named somewhere in a longer text: a file's, folder's or sheet's name.

    The longest name wins over names inside it. A short name only counts between signs, digits or known words
    (公开平台 does not name 开平). Two units are ambiguous; the office and what lies above it are headings.
    """
    return replace(_find(key_of(text), office, year), text=text)


@lru_cache(maxsize=16384)
def _match(key: str, office: Collector, year: int | None) -> Match:
    index, office_code = office_index(office), code_of(office)
    forms = tuple(_peeled(key, index))
    entries = [index.names.get(form) or index.codes.get(form) for form in forms]
    if best := min((entry for entry in entries if entry), key=lambda entry: entry.rank, default=None):
        return _resolve(best, year)
    if index.own.intersection(forms):
        return Match(None, units_of([office_code]), "office", "")
    for form in forms:
        if codes := codes_named(form, _collects_townships(office_code)):
            return _elsewhere(codes, index, office_code)
    found = _find(key, office, year)
    return _none() if found.how == "office" else found


def _elsewhere(codes: tuple[str, ...], index: OfficeIndex, office_code: str) -> Match:
    """The units outside, the nearest to the office first."""
    outside = [code for code in codes if code not in index.codes] or list(codes)
    outside.sort(key=lambda code: -len(commonprefix([code, office_code])))
    return Match(None, units_of(outside), "elsewhere", "")


def _none(*candidates: Unit) -> Match:
    return Match(None, candidates, "none", "")


@cache
def _collects_townships(office_code: str) -> bool:
    below = below_division(office_code)
    return bool(below) and division_level(below[0]) == "township"


def _resolve(entry: Entry, year: int | None) -> Match:
    """What an entry means in a year."""
    live = [of for of in entry.units if year is None or of.reports_in(year)]
    if len(live) == 1:
        return Match(live[0], (), entry.how, "")
    if live or len(entry.units) > 1:
        return Match(None, tuple(live) or entry.units, "ambiguous", "")
    return Match(entry.units[0], successors(entry.units[0].code), "ended", "")


def _peeled(key: str, index: OfficeIndex) -> Iterator[str]:
    """The text, and what is left of it as labels, office words and the office's own name are taken off."""
    ends, fronts = peel_words()
    fronts += tuple(index.heads)
    queue = [_unlabelled(key)]
    seen = set(queue)
    while queue:
        form = queue.pop(0)
        yield form
        shorter = [form.removesuffix(word) for word in ends] + [form.removeprefix(word) for word in fronts]
        for other in (rest.strip(SIGNS) for rest in shorter):
            if len(other) >= 2 and other not in seen:
                seen.add(other)
                queue.append(other)


def _unlabelled(key: str) -> str:
    key = key.strip(SIGNS)
    for label in table("unit_words.toml")["labels"]:
        if key.startswith(label):
            return re.sub(r"^(?:\((?:盖章|公章|签章|章)\))?[:;,._]*", "", key[len(label) :]).strip(SIGNS)
    return key


@lru_cache(maxsize=16384)
def _find(key: str, office: Collector, year: int | None) -> Match:
    index, office_code = office_index(office), code_of(office)
    hits = [*_code_hits(key, index), *_name_hits(key, index)]
    named = [_in_context(hit.entry, key[hit.end :], year) for hit in hits if hit.entry is not None]
    if named:
        return _combined(named)
    if codes := codes_in(key, index.heads):
        return _elsewhere(codes, index, office_code)
    if any(key[hit.start : hit.end] in index.own for hit in hits):
        return Match(None, units_of([office_code]), "office", "")
    return _none()


def _combined(matches: list[Match]) -> Match:
    """One match from those of every name in a text: they agree, or the text is ambiguous."""
    firm = [match for match in matches if match.how != "ambiguous"]
    units = {match.unit.code: match.unit for match in firm if match.unit}
    if len(units) > 1:
        return Match(None, tuple(units.values()), "ambiguous", "")
    if not firm:
        return matches[0]
    only = next(iter(units.values()), None)
    unclear = [match for match in matches if match.how == "ambiguous" and only not in match.candidates]
    return unclear[0] if unclear else min(firm, key=lambda match: match.unit is not None)


def _code_hits(key: str, index: OfficeIndex) -> Iterator[_Hit]:
    for found in _CODE.finditer(key):
        if (entry := index.codes.get(found[0])) is not None:
            yield _Hit(found.start(), found.end(), entry)


def _name_hits(key: str, index: OfficeIndex) -> list[_Hit]:
    """Names in the text, the longer ones first, none overlapping another."""
    taken: list[_Hit] = []
    for length in range(min(index.longest, len(key)), 1, -1):
        for start in range(len(key) - length + 1):
            hit = _hit(key, start, start + length, index)
            if hit and not any(hit.start < other.end and other.start < hit.end for other in taken):
                taken.append(hit)
    return taken


def _hit(key: str, start: int, end: int, index: OfficeIndex) -> _Hit | None:
    name = key[start:end]
    entry = index.names.get(name)
    if entry is None:
        return _Hit(start, end, None) if name in index.heads else None
    if entry.bounds != "free" and not _opens(key[:start], index):
        return None
    if entry.bounds == "both" and not _closes(key[end:]):
        return None
    return None if ends_foreign(key[:start], index.home) else _Hit(start, end, entry)


def _opens(left: str, index: OfficeIndex) -> bool:
    """Whether a name may begin after this text."""
    if not left or not _HAN.match(left[-1]):
        return True
    return left.endswith(tuple(table("unit_words.toml")["before"])) or left.endswith(tuple(index.heads))


def _closes(right: str) -> bool:
    """Whether a name may end before this text."""
    return not right or not _HAN.match(right) or right.startswith(_after_words())


@cache
def _after_words() -> tuple[str, ...]:
    return (*table("unit_words.toml")["after"], *peel_words()[0])


def _in_context(entry: Entry, rest: str, year: int | None) -> Match:
    """What a name means, unless the words after it make it the name of somebody below (黔江区太极镇)."""
    match = _resolve(entry, year)
    if match.unit is None or match.unit.kind != "territorial" or _closes(rest):
        return match
    if inside := _below_at(rest, match.unit.code):
        return Match(None, inside, "elsewhere", "")
    return _none(match.unit) if _other_body().match(rest) else match


def _below_at(rest: str, code: str) -> tuple[Unit, ...]:
    """The units directly below whose official name begins the text; townships only where one may stand."""
    if not code.isdigit() or (division_level(code) == "county" and not _TOWN.match(rest)):
        return ()
    return tuple(of for of in units_of(below_division(code)) if rest.startswith(of.name))


@cache
def _other_body() -> re.Pattern[str]:
    """A township or an organisation at the beginning of a text."""
    words = table("unit_words.toml")
    endings = "|".join(words["bodies"] + ["街道", "镇", "乡"])
    return re.compile(rf"(?!{'|'.join(words['all_below'])})[\u3400-\u9fff]{{1,12}}?(?:{endings})")
