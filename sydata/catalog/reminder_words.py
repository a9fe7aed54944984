"""The words of reminders (催报): sentences with places to fill in, from data/reminders.toml."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sydata.catalog.divisions import division_level
from sydata.catalog.offices import Part, office
from sydata.catalog.source import table
from sydata.model import Period, Unit

LONGEST: int = table("reminders.toml")["one"]["longest"]


def phrase(group: str, key: str, **places: object) -> str:
    """The sentence of this group and key with its places filled in; KeyError if there is none."""
    return str(table("reminders.toml")[group][key]).format(**places)


def period_words(of: Period) -> str:
    """`2024年春节期间`, `2024年“八一”期间`."""
    return phrase("period", of.festival, year=of.year)


def papers(parts: Sequence[Part], short: bool = False) -> str:
    """`双拥活动情况统计表和书面报告`; short: `统计表和书面报告`."""
    return "和".join(phrase("part_short" if short else "part", part) for part in parts)


def day_words(day: date) -> str:
    """`2024年2月28日`."""
    return f"{day.year}年{day.month}月{day.day}日"


def you(unit: Unit) -> str:
    """How a unit is addressed: `你区`, `你镇`; `你单位` for all that is no place."""
    known = table("reminders.toml")["you"]
    return str(known.get(unit.name[-1:], known["other"]) if unit.kind == "territorial" else known["other"])


def addressee(unit: Unit) -> str:
    """To whom a letter goes: `黔江区双拥办`, and below the county or outside places the unit itself."""
    place = unit.kind == "territorial"
    if place and unit.code.isdigit():
        place = division_level(unit.code) != "township"
    return phrase("words", "office", name=unit.name) if place else unit.name


def sender(office_code: str) -> str:
    """Who sends it, and to whom the papers go: `重庆市双拥办`."""
    return phrase("words", "office", name=office(office_code).name)
