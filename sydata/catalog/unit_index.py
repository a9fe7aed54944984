"""Every name and code under which an office's reporters are known, worked out once an office.

A name claimed by several units goes to the strongest claim (official, listed, short, former by rule); equal
claims stay together, and the year or a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from sydata.catalog.divisions import above_division, division_level, division_name
from sydata.catalog.roll import Collector, Named, code_of, own_of, people
from sydata.catalog.source import table
from sydata.catalog.stems import short_names, stem, swapped_names
from sydata.catalog.units import about, parent, unit
from sydata.model import Unit
from sydata.text import squash

How = Literal["exact", "alias", "renamed"]
# What must stand around a name in a longer text for it to count.
Bounds = Literal["free", "left", "both"]
CLOSING = tuple("县区市旗州镇乡局委会队")


class Entry(NamedTuple):
    """The units that a name means. rank: strength of the claim, 0 the strongest."""

    units: tuple[Unit, ...]
    how: How
    rank: int
    bounds: Bounds


@dataclass(frozen=True, slots=True)
class OfficeIndex:
    """names: squashed lower-case name → entry; own: names of the office; heads: of it and all above.

    home: all names that do not point elsewhere.
    """

    names: Mapping[str, Entry]
    codes: Mapping[str, Entry]
    own: frozenset[str]
    heads: frozenset[str]
    home: frozenset[str]
    longest: int


def key_of(text: str) -> str:
    """The spelling under which names are kept and looked up."""
    return squash(text).lower()


def _claims(of: Unit, above: tuple[str, ...], own: Named | None) -> Iterator[tuple[str, How, int]]:
    yield of.name, "exact", 0
    if own is not None:
        yield from ((name, "alias", 1) for name in own.aliases)
        if (listed := unit(of.code)) is not None and listed.name != of.name:
            yield listed.name, "renamed", 1
    if (known := about(of.code)) is not None:
        yield from ((name, "alias", 1) for name in known.aliases)
        yield from ((name, "renamed", 1) for name in known.former)
    if of.kind == "territorial":
        level = division_level(of.code) if of.code.isdigit() else "county"
        yield from ((name, "alias", 2) for name in short_names(of.name, level, above))
        if of.code.isdigit():
            yield from ((name, "renamed", 3) for name in swapped_names(of.name, level))


def _bounds(name: str, rank: int) -> Bounds:
    if rank == 0 and len(name) >= 3:
        return "free"
    return "left" if len(name) >= 4 or name.endswith(CLOSING) else "both"


def _add(names: dict[str, Entry], name: str, entry: Entry) -> None:
    before = names.get(name)
    if before is None or entry.rank < before.rank:
        names[name] = entry
    elif entry.rank == before.rank and entry.units[0] not in before.units:
        names[name] = before._replace(units=before.units + entry.units)


def _code_entries(units: tuple[Unit, ...]) -> Mapping[str, Entry]:
    codes = {of.code: Entry((of,), "exact", 0, "free") for of in units}
    for of in units:
        known = about(of.code)
        for code in known.former_codes if known else ():
            codes[code] = Entry((of,), "renamed", 1, "free")
    return codes


def _own_names(code: str) -> tuple[str, ...]:
    found = unit(code)
    name = found.name if found else ""
    level = division_level(code) if code.isdigit() else "county"
    return tuple(other for other in (name, stem(name, level)) if other)


def _above(office_code: str) -> tuple[str, ...]:
    if division_name(office_code) is not None:
        return above_division(office_code)
    above = parent(office_code)
    return (above, *above_division(above)) if above else ()


@cache
def office_index(office: Collector) -> OfficeIndex:
    """The index of an office; of an unknown one or one without reporters, an empty one."""
    own = _own_names(code_of(office))
    heads = own + tuple(name for code in _above(code_of(office)) for name in _own_names(code))
    names: dict[str, Entry] = {}
    units = people(office)
    listed = {named.unit.code: named for named in own_of(office)}
    for of in units:
        for name, how, rank in _claims(of, heads, listed.get(of.code)):
            if rank < 2 or name not in heads:
                key = key_of(name)
                _add(names, key, Entry((of,), how, rank, _bounds(key, rank)))
    home = frozenset((*names, *heads))
    longest = max(map(len, home), default=0)
    return OfficeIndex(names, _code_entries(units), frozenset(own), frozenset(heads), home, longest)


@cache
def peel_words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Office words for the end of a name, and words for its front; the longest first."""
    words = table("unit_words.toml")
    return (
        tuple(sorted(map(key_of, words["offices"]), key=len, reverse=True)),
        tuple(sorted(map(key_of, words["fronts"]), key=len, reverse=True)),
    )
