"""Offices (汇总单位): who reports to whom, until when, and where borders moved or overlap.

Any unit of the national list is an office; data/offices.toml says more of some.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from sydata.catalog.divisions import Level, below_division, division_level
from sydata.catalog.source import table
from sydata.catalog.units import own_units, unit
from sydata.errors import SettingError
from sydata.model import Unit

Part = Literal["table", "report"]
PARTS: tuple[Part, ...] = (
    "table",
    "report",
)  # what a return may consist of: statistics sheet, written report


@dataclass(frozen=True, slots=True)
class Office:
    """default_deadlines: festival → (month, day) used for a year whose notice is not known."""

    code: str
    name: str
    name_en: str
    level: Level
    default_deadlines: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class BoundaryChange:
    """Codes before and after a change; related: units whose borders moved with it.

    first_year: the first period year under the new borders.
    """

    effective: date
    first_year: int
    before: tuple[str, ...]
    after: tuple[str, ...]
    related: tuple[str, ...]
    note_zh: str
    note_en: str


@cache
def _entry(code: str) -> dict[str, Any]:
    return next((entry for entry in table("offices.toml")["office"] if entry["code"] == code), {})


def _month_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)


@cache
def office(code: str) -> Office:
    """The office with this code; its English name is the Chinese one where we know none.

    SettingError if no unit has this code.
    """
    found = unit(code)
    if found is None:
        raise SettingError(
            f"SYDATA_OFFICE = {code}: no unit has this code / 没有这个代码的单位; "
            "use the six or nine digits of a division, such as 500000 / 请填行政区划代码，如 500000"
        )
    entry = _entry(code)
    usual = table("offices.toml")["usual"] | entry.get("usual", {})
    deadlines = MappingProxyType({festival: _month_day(text) for festival, text in usual.items()})
    level = division_level(code) if code.isdigit() else "county"
    return Office(code, found.name, entry.get("name_en", found.name), level, deadlines)


@cache
def seed_offices() -> tuple[Office, ...]:
    """The offices whose published notices the data know."""
    return tuple(office(entry["code"]) for entry in table("offices.toml")["office"])


@cache
def all_reporters(office_code: str) -> tuple[Unit, ...]:
    """Everyone who reports or reported in some year, in the office's order; () if nobody is below."""
    below = (unit(code) for code in below_division(office_code))
    return (*(found for found in below if found is not None), *own_units(office_code))


@cache
def reporters(office_code: str, year: int) -> tuple[Unit, ...]:
    """The office's list for periods of this year: those it waits for and those whose sheets it knows."""
    return tuple(found for found in all_reporters(office_code) if found.reports_in(year))


@cache
def expected(office_code: str, year: int) -> tuple[Unit, ...]:
    """The reporters that the office waits for in periods of this year."""
    return tuple(found for found in reporters(office_code, year) if found.expected)


@cache
def asks(office_code: str) -> tuple[Part, ...]:
    """The parts of a return that the office asks for, in the order of PARTS; the sheet alone, unless it says more."""
    wanted = _entry(office_code).get("asks", ["table"])
    return tuple(part for part in PARTS if part in wanted)


def deadline(office_code: str, year: int, festival: str) -> date | None:
    """The last day for returns: of the year's notice, else the usual one (see deadline_is_assumed).

    None for festivals without a usual day (annual, other).
    """
    known = _entry(office_code).get("deadlines", {}).get(f"{year}-{festival}")
    if known is not None:
        return known
    usual = office(office_code).default_deadlines.get(festival)
    return None if usual is None else date(year, *usual)


def deadline_is_assumed(office_code: str, year: int, festival: str) -> bool:
    """Whether deadline() gives a usual day because no notice of that year is known."""
    noticed = f"{year}-{festival}" in _entry(office_code).get("deadlines", {})
    return not noticed and deadline(office_code, year, festival) is not None


def _change(entry: dict[str, Any]) -> BoundaryChange:
    codes: dict[str, Any] = {key: tuple(entry[key]) for key in ("before", "after", "related")}
    facts = {key: value for key, value in entry.items() if key != "office"}
    return BoundaryChange(**facts | codes)


@cache
def changes(office_code: str) -> tuple[BoundaryChange, ...]:
    """The boundary changes among the office's reporters, the latest first."""
    found = (_change(entry) for entry in table("offices.toml")["change"] if entry["office"] == office_code)
    return tuple(sorted(found, key=lambda change: change.effective, reverse=True))


@cache
def overlaps(office_code: str) -> tuple[tuple[str, str], ...]:
    """Pairs (inner, outer): the outer unit may have counted the inner one's figures again."""
    return tuple(
        (inner, outer)
        for entry in table("offices.toml")["overlap"]
        if entry["office"] == office_code
        for inner, outer in entry["pairs"]
    )
