"""Festivals (节日) and periods (期): which there are, how they are ordered, and the words that name them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sydata.catalog.source import table
from sydata.model import Period


@dataclass(frozen=True, slots=True)
class Festival:
    """months_same, months_next: months of a fill date that lie in the festival's year, or in the year before."""

    id: str
    zh: str
    en: str
    rank: int
    words: tuple[str, ...]
    months_same: tuple[int, ...]
    months_next: tuple[int, ...]

    def name(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


def _festival(entry: dict) -> Festival:
    lists = {key: tuple(entry[key]) for key in ("words", "months_same", "months_next")}
    return Festival(**entry | lists)


FESTIVALS: Mapping[str, Festival] = MappingProxyType(
    {e["id"]: _festival(e) for e in table("festivals.toml")["festival"]}
)


@dataclass(frozen=True, slots=True)
class Span:
    """Feasts of one year that are summed where a reader asks for it: an id that no return bears."""

    id: str
    zh: str
    en: str
    rank: int
    parts: tuple[str, ...]

    def name(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


def _span(entry: dict) -> Span:
    return Span(**entry | {"parts": tuple(entry["parts"])})


SPAN: Span = _span(table("festivals.toml")["span"])
BOTH_WORDS: tuple[str, ...] = tuple(table("festivals.toml")["both"]["words"])
BOTH_MONTHS: Mapping[int, str] = MappingProxyType(
    {month: id for id, months in table("festivals.toml")["both"]["months"].items() for month in months}
)
ANNIVERSARY_BASE: int = table("festivals.toml")["anniversary"]["base"]


def period(year: int, festival: str) -> Period:
    """The period of this year and festival; KeyError for an unknown festival."""
    return Period(year, FESTIVALS[festival].rank, festival)


def parse_period_id(text: str) -> Period | None:
    """`2024-spring` as a period; None for anything else."""
    match = re.fullmatch(r"((?:19|20)\d\d)-([a-z_]+)", text)
    return period(int(match[1]), match[2]) if match and match[2] in FESTIVALS else None


def period_name(of: Period, language: str = "zh") -> str:
    """2024年春节, or 2024 Spring Festival."""
    name = festival_name(of.festival, language)
    return f"{of.year}年{name}" if language == "zh" else f"{of.year} {name}"


def year_before(of: Period) -> Period:
    """The same festival, or the same festivals together, one year before."""
    return Period(of.year - 1, of.rank, of.festival)


def span_of(year: int) -> Period:
    """The festivals of a year taken together: see SPAN."""
    return Period(year, SPAN.rank, SPAN.id)


def festival_name(id: str, language: str) -> str:
    """The name of a festival, or of those taken together."""
    return SPAN.name(language) if id == SPAN.id else FESTIVALS[id].name(language)
