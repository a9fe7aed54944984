"""Units (填报单位): the national divisions, and what our own data add to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sydata.catalog.divisions import division_name, parent_division
from sydata.catalog.source import table
from sydata.model import Unit

DESIGNATION = r"[0-9０-９〇零一二三四五六七八九]{4,6}部队"  # the number of a troop unit, as people write it


@dataclass(frozen=True, slots=True)
class About:
    """What units.toml says of a unit. office: the office it reports to, if it has no national code."""

    unit: Unit
    office: str
    aliases: tuple[str, ...]
    former: tuple[str, ...]
    former_codes: tuple[str, ...]
    successors: tuple[str, ...]


def _about(entry: dict) -> About:
    name = entry.get("name") or division_name(entry["code"])
    if name is None:
        raise ValueError(f"units.toml: {entry['code']} is in no list and has no name")
    unit = Unit(
        entry["code"],
        name,
        entry.get("kind", "territorial"),
        entry.get("expected", True),
        entry.get("since"),
        entry.get("until"),
    )
    keys = ("aliases", "former", "former_codes", "successors")
    return About(unit, entry.get("office", ""), **{key: tuple(entry.get(key, ())) for key in keys})


@cache
def _entries() -> Mapping[str, dict]:
    return {entry["code"]: entry for entry in table("units.toml")["unit"]}


@cache
def about(code: str) -> About | None:
    """What our data add to a unit; None if nothing."""
    entry = _entries().get(code)
    return None if entry is None else _about(entry)


@cache
def own_units(office: str) -> tuple[Unit, ...]:
    """The units without a national code that report to this office, in the order of the data."""
    return tuple(_about(entry).unit for entry in _entries().values() if entry.get("office") == office)


@cache
def unit(code: str) -> Unit | None:
    """The unit with this code or id of ours; None for an unknown one."""
    if (known := about(code)) is not None:
        return known.unit
    name = division_name(code)
    return None if name is None else Unit(code, name)


def parent(code: str) -> str | None:
    """The code of the unit above, the office for a unit of ours; None for a province or unknown unit."""
    if (known := about(code)) is not None and known.office:
        return known.office
    return parent_division(code) if division_name(code) is not None else None


def within(code: str, above: str) -> bool:
    """Whether a unit lies somewhere below another."""
    step = parent(code)
    while step is not None and step != above:
        step = parent(step)
    return step is not None


def successors(code: str) -> tuple[Unit, ...]:
    """The units that took over from an ended one."""
    known = about(code)
    found = (unit(successor) for successor in known.successors) if known else ()
    return tuple(successor for successor in found if successor is not None)
