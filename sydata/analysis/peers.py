"""One unit beside its peers: who they are, and where its figure lies among theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from sydata.analysis import values
from sydata.analysis.totals import Totals
from sydata.analysis.values import Value
from sydata.catalog.peers import LEAST, NEAR, OTHERS, SIZE, PeerKind, peer_kind
from sydata.catalog.units import unit
from sydata.model import Period


@dataclass(frozen=True, slots=True)
class Peers:
    """The codes of the units that one is compared with; near: they are the ones of its kind nearest to its size."""

    codes: tuple[str, ...]
    kind: PeerKind
    near: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A unit's figure among its peers'. Without a peer that has one, all but own is None.

    rank counts from the largest, the unit itself among its peers; None without a figure of its own.
    """

    own: Value | None
    middle: Fraction | None
    low: Value | None
    high: Value | None
    count: int
    rank: int | None


def peers(totals: Totals, code: str, festival: str) -> Peers:
    """The peers of a unit in one festival, among all units that ever gave a figure: see data/peers.toml."""
    own = unit(code)
    known = {each: found for each in totals.names if (found := unit(each)) is not None and each != code}
    if own is None:
        return Peers((), OTHERS["territorial"], near=False)
    kind = peer_kind(own)
    same = [each for each, found in known.items() if peer_kind(found) == kind]
    if len(same) < LEAST:
        kind = OTHERS[own.kind]
        same = [each for each, found in known.items() if found.kind == own.kind]
    sizes = usual(totals, festival)
    if len(same) <= NEAR or code not in sizes:
        return Peers(tuple(sorted(same)), kind, near=False)
    by_size = sorted(
        (each for each in same if each in sizes), key=lambda each: (_off(sizes, each, code), each)
    )
    return Peers(tuple(sorted(by_size[:NEAR])), kind, near=True)


def usual(totals: Totals, festival: str) -> dict[str, Fraction]:
    """Unit code → its usual size: the median over the years of a festival."""
    found: dict[str, list[int]] = {}
    for year in totals.years(SIZE, festival):
        for code, value in totals.by_unit(values.at_year(year, festival), SIZE).items():
            found.setdefault(code, []).append(value)
    return {code: middle(sizes) for code, sizes in found.items()}


def _off(sizes: Mapping[str, Fraction], one: str, other: str) -> Fraction:
    low, high = sorted((sizes[one], sizes[other]))
    return high / low if low else high + 1


def middle(figures: Iterable[Value]) -> Fraction:
    """The exact median."""
    return Fraction(median(map(Fraction, figures)))


def place(totals: Totals, at: Period, id: str, code: str, among: Peers, sure: Totals | None = None) -> Place:
    """Where a unit's figure of a period lies among those of its peers.

    sure: the sums without figures in question, where peers are to be taken from these.
    """
    own, figures = values.by_unit(totals, at, id).get(code), values.by_unit(sure or totals, at, id)
    theirs = [figures[each] for each in among.codes if each in figures]
    if not theirs:
        return Place(own, None, None, None, 0, None)
    rank = None if own is None else 1 + sum(each > own for each in theirs)
    return Place(own, middle(theirs), min(theirs), max(theirs), len(theirs), rank)


def over_years(
    totals: Totals, festival: str, id: str, code: str, among: Peers, sure: Totals | None = None
) -> dict[int, Place]:
    """Year → place, of the years in which the unit or a peer has a figure."""
    years = sorted(values.by_year(totals, id, festival))
    found = {year: place(totals, values.at_year(year, festival), id, code, among, sure) for year in years}
    return {year: each for year, each in found.items() if each.own is not None or each.count}
