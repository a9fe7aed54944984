"""Whether an office can set this: what does not go is a sentence in both languages, never an exception."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sydata.catalog.festivals import FESTIVALS, parse_period_id
from sydata.catalog.naming import match_unit
from sydata.catalog.offices import PARTS
from sydata.catalog.roll import KINDS, Collector, people, roll
from sydata.catalog.rules import MOST, RULES
from sydata.catalog.source import table
from sydata.catalog.teaching import Words, known_word
from sydata.catalog.terms import EVERYONE, Terms, named
from sydata.text import squash

LONGEST = 24  # letters of a unit's name: a longer text in a table is read as a sentence
MANY = 20  # names of one unit, and times that it left and came back
OWN = re.compile(r"-own-\d{4}")
_NAME = re.compile(r"(?=.*[^\W\d_])[^\W_][\w（）() ·•—\-、．.&“”]*")
_NOT_FREE = ("exact", "alias", "renamed", "ended", "ambiguous", "office")
_DAY, _DATE = re.compile(r"\d\d-\d\d"), re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

Wrong = tuple[str, Mapping[str, str]]  # the reason, and the words of its sentence


def refusal(office: str, key: str, value: Mapping[str, Any] | None, terms: Terms) -> Words | None:
    """Why the office cannot set this; None if it can. terms: what holds before. value None: as the catalog says."""
    wrong = next(_wrong(office, key, value, terms), None)
    if wrong is None:
        return None
    reason, words = wrong
    shown = {name: text[: 2 * LONGEST] for name, text in words.items()}
    return Words(*(text.format_map(shown) for text in table("words.toml")["setting_refused"][reason]))


def own_code(office: str, number: int) -> str:
    """The code of a reporter that only this office's own list has."""
    return f"{office}-own-{number:04d}"


def _wrong(office: str, key: str, value: Mapping[str, Any] | None, terms: Terms) -> Iterator[Wrong]:
    kind, _, rest = key.partition(":")
    if kind not in _CHECKS:
        yield _said("key", key)
        return
    try:
        yield from _CHECKS[kind](office, rest, value, terms)
    except (KeyError, TypeError, ValueError, AttributeError):
        yield _said("value", key)


def _said(reason: str, text: object, known: str = "") -> Wrong:
    return reason, {"text": str(text), "known": known}


def _day(_office: str, rest: str, value: Mapping[str, Any] | None, _terms: Terms) -> Iterator[Wrong]:
    of = parse_period_id(rest)
    if of is None:
        yield _said("period", rest)
    elif value is not None and not _is_day(value["day"], of.year):
        yield _said("day", value["day"])


def _is_day(text: str, year: int) -> bool:
    try:
        return bool(_DATE.fullmatch(text)) and abs(date.fromisoformat(text).year - year) <= 1
    except ValueError:
        return False


def _usual(_office: str, rest: str, value: Mapping[str, Any] | None, _terms: Terms) -> Iterator[Wrong]:
    festival, _, year = rest.partition(":")
    if festival not in FESTIVALS or parse_period_id(f"{year}-{festival}") is None:
        yield _said("period", rest)
    elif value is not None and not (_DAY.fullmatch(value["day"]) and _is_day(f"2023-{value['day']}", 2023)):
        yield _said("usual", value["day"])


def _asks(office: str, rest: str, value: Mapping[str, Any] | None, terms: Terms) -> Iterator[Wrong]:
    scope, _, since = rest.rpartition(":")
    codes = {of.code for of in people(roll(office, named(terms)))}
    if parse_period_id(since) is None:
        yield _said("period", since)
    if scope not in (EVERYONE, *KINDS) and scope not in codes:
        yield _said("unit", scope)
    if value is not None and (not value["parts"] or not set(value["parts"]) <= set(PARTS)):
        yield _said("parts", value["parts"])


def _threshold(_office: str, rest: str, value: Mapping[str, Any] | None, _terms: Terms) -> Iterator[Wrong]:
    rule, _, name = rest.partition(".")
    if rule not in RULES or name not in {each.id for each in RULES[rule].thresholds}:
        yield _said("key", rest)
    elif value is not None and not 0 < value["value"] <= MOST:
        yield _said("threshold", value["value"])


def _reporter(office: str, code: str, value: Mapping[str, Any] | None, terms: Terms) -> Iterator[Wrong]:
    listed = {of.code: of for of in people(office)}
    if code not in listed and not OWN.fullmatch(code.removeprefix(office)):
        yield _said("unit", code)
    if value is None:
        return
    if value["kind"] not in KINDS or (code in listed and value["kind"] != listed[code].kind):
        yield _said("kind", value["kind"])
    others = roll(office, (each for each in named(terms) if each.unit.code != code))
    yield from _names([value["name"], *value["aliases"]], others, code)
    if value["spans"] is not None and not _in_order(value["spans"]):
        yield _said("spans", "、".join("—".join(span) for span in value["spans"]))


def _names(names: Sequence[str], others: Collector, code: str) -> Iterator[Wrong]:
    """Each must be a name, and mean nobody and nothing else."""
    if len(names) > MANY or len({squash(name) for name in names}) < len(names):
        yield _said("twice", names[0])
    for name in names:
        if not 2 <= len(squash(name)) <= len(name) <= LONGEST or not _NAME.fullmatch(name):
            yield _said("name", name)
        elif other := _meaning(name, others, code):
            yield _said("known", name, other)


def _meaning(name: str, others: Collector, code: str) -> str:
    """What a name means already, beside its own unit; empty if nothing."""
    found = match_unit(name, others, None)
    if found.how in _NOT_FREE:
        units = [found.unit] if found.unit else list(found.candidates)
        return "、".join(unit.name for unit in units[:3] if unit.code != code)
    return known_word(name)


def _in_order(spans: Sequence[Sequence[str]]) -> bool:
    """Whether every bound is a period or open, none ends before it begins, and each begins after the last ended."""
    if len(spans) > MANY or any(b and parse_period_id(b) is None for span in spans for b in span):
        return False
    bounds = [(parse_period_id(first), parse_period_id(last)) for first, last in spans]
    backwards = any(first and last and last < first for first, last in bounds)
    pairs = zip(bounds, bounds[1:], strict=False)
    return not backwards and all(a and b and a < b for (_, a), (b, _) in pairs)


_CHECKS: Mapping[str, Callable[..., Iterator[Wrong]]] = {
    "deadline": _day,
    "usual": _usual,
    "asks": _asks,
    "threshold": _threshold,
    "reporter": _reporter,
}
