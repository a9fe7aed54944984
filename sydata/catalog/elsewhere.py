"""Names that exist outside an office: found so that a person can be told, never to be accepted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from sydata.catalog.divisions import above_division, division_level, divisions, townships
from sydata.catalog.stems import stem
from sydata.catalog.units import unit
from sydata.model import Unit

LONGEST = 16
# A text longer than province, prefecture, county and township in full is no name.
LONGEST_PATH = 48


@cache
def _country() -> Mapping[str, tuple[str, ...]]:
    """Official and short name → codes, down to the counties of the whole country."""
    names: dict[str, list[str]] = {}
    for code, name in divisions().items():
        for key in {name, stem(name, division_level(code))} - {""}:
            names.setdefault(key, []).append(code)
    return {name: tuple(codes) for name, codes in names.items()}


@cache
def _towns() -> Mapping[str, tuple[str, ...]]:
    names: dict[str, list[str]] = {}
    for code, name in townships().items():
        names.setdefault(name, []).append(code)
    return {name: tuple(codes) for name, codes in names.items()}


@lru_cache(maxsize=4096)
def codes_named(text: str, with_townships: bool = False) -> tuple[str, ...]:
    """The codes that a squashed name may mean; 宁波市江北区 and 浙江江北区 mean the one inside."""
    found = _country().get(text, ()) or (_towns().get(text, ()) if with_townships else ())
    if found or len(text) > LONGEST_PATH:
        return found
    for cut in range(2, len(text) - 1):
        heads = set(codes_named(text[:cut]))
        inner = codes_named(text[cut:], with_townships) if heads else ()
        inside = tuple(code for code in inner if heads.intersection(above_division(code)))
        if inside:
            return inside
    return ()


def is_full_name(text: str) -> bool:
    """Whether a text is an official name down to the counties, of three characters or more."""
    return len(text) >= 3 and text in _country() and any(divisions()[c] == text for c in _country()[text])


def ends_foreign(text: str, at_home: frozenset[str]) -> bool:
    """Whether the longest place name at the end of a text is not one of the names at home: …宁波市, …宁波."""
    for length in range(min(LONGEST, len(text)), 1, -1):
        name = text[-length:]
        if name in at_home:
            return False
        if is_full_name(name) or any(code.endswith("00") for code in _country().get(name, ())):
            return True
    return False


def codes_in(text: str, at_home: frozenset[str]) -> tuple[str, ...]:
    """The codes that the last official name in a longer text may mean, narrowed by the names before it."""
    before: set[str] = set()
    found: tuple[str, ...] = ()
    start = 0
    while start < len(text):
        name = _longest_name(text, start, at_home)
        if name and name not in at_home:
            codes = _country()[name]
            found = tuple(code for code in codes if before.intersection(above_division(code))) or codes
            before |= set(found)
        start += len(name) or 1
    return found


def _longest_name(text: str, start: int, at_home: frozenset[str]) -> str:
    for length in range(min(LONGEST, len(text) - start), 2, -1):
        name = text[start : start + length]
        if name in at_home or is_full_name(name):
            return name
    return ""


def units_of(codes: Iterable[str]) -> tuple[Unit, ...]:
    """The units behind codes, in their order."""
    found = (unit(code) for code in codes)
    return tuple(of for of in found if of is not None)
