"""The whole country as figures alone: what every county-level unit reports to its office, period after period.

Nothing is written into sheets: at this size the store is what is tried, not the reader. The newest periods come
first, so that fewer returns are a shorter history of the same country, never a smaller country.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from itertools import islice, product
from types import MappingProxyType
from typing import NamedTuple

from sydata.catalog.divisions import division_level, divisions
from sydata.catalog.offices import expected
from sydata.model import Unit
from sydata.sample.figures import Report, invent

LAST_YEAR = 2026
YEARS = 20
FESTIVALS = ("army_day", "spring")  # of a year the later one first
MONTHS = {"spring": 2, "army_day": 8}


class Told(NamedTuple):
    """What a unit told its office."""

    office: str
    report: Report


@cache
def collecting(year: int = LAST_YEAR) -> Mapping[str, tuple[Unit, ...]]:
    """Office → the county-level units that it waits for; only offices that have such units directly below them."""
    found = {code: _counties(code, year) for code in divisions() if division_level(code) != "county"}
    return MappingProxyType({code: units for code, units in found.items() if units})


def _counties(office: str, year: int) -> tuple[Unit, ...]:
    below = expected(office, year)
    return tuple(of for of in below if len(of.code) == 6 and division_level(of.code) == "county")


def country(returns: int, seed: int = 0, one: str = "") -> Iterator[Told]:
    """This many returns of the country, by period, the newest first. The same arguments give the same returns.

    `one`: the code of an office to which all of them report, as no office of this country has it; empty: each unit
    reports to its own.
    """
    return islice(_all(seed, one), returns)


def _all(seed: int, one: str) -> Iterator[Told]:
    for back, festival in product(range(YEARS), FESTIVALS):
        year = LAST_YEAR - back
        day = date(year, MONTHS[festival], 12)
        for office, units in collecting().items():
            for unit in units:
                yield Told(one or office, invent(unit, year, festival, day, seed))
