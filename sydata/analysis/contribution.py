"""What moved a total in a year: whose reporting, whose figures, which category. Every list adds up exactly."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sydata.analysis.change import UnitChange, by_unit
from sydata.analysis.totals import Totals
from sydata.catalog.categories import CATEGORIES
from sydata.catalog.festivals import year_before
from sydata.model import Period

Kind = Literal["alike", "apart", "half", "new", "gone"]
KINDS: tuple[Kind, ...] = ("alike", "apart", "half", "new", "gone")


class Step(NamedTuple):
    """A part of the change of a total. units: how many it comes from."""

    kind: Kind
    moved: int
    units: int


@dataclass(frozen=True, slots=True)
class PartChange:
    """The figures of one category; None where nobody gave one."""

    category: str
    now: int | None
    before: int | None

    @property
    def contribution(self) -> int:
        """What the category adds to the change of the plain total; over all categories they add up to it exactly."""
        return (self.now or 0) - (self.before or 0)


def kind_of(unit: UnitChange, apart: Collection[str], halves: Collection[str]) -> Kind:
    """How a unit enters the change: see `steps`."""
    if unit.code in apart:
        return "apart"
    if unit.now is None or unit.before is None:
        return "gone" if unit.now is None else "new"
    return "half" if unit.code in halves else "alike"


def steps(
    units: Sequence[UnitChange], apart: Collection[str] = (), halves: Collection[str] = ()
) -> tuple[Step, ...]:
    """The change of the plain total, divided by how units reported; the steps add up to it exactly.

    alike: units with figures in both periods; apart: those that a boundary change set apart; half: those that gave
    only a part of a year that several festivals make (`halves`); new and gone: those with figures now or before only.
    """
    found: dict[Kind, list[int]] = {}
    for unit in units:
        found.setdefault(kind_of(unit, apart, halves), []).append(int(unit.contribution))
    return tuple(Step(kind, sum(found[kind]), len(found[kind])) for kind in KINDS if kind in found)


def by_category(totals: Totals, period: Period, indicator: str) -> tuple[PartChange, ...]:
    """Every category with a figure in either period, in the catalog's order; what nobody mapped comes last."""
    now, before = (totals.by_category(each, indicator) for each in (period, year_before(period)))
    there = now.keys() | before.keys()
    order = [id for id in CATEGORIES if id in there] + sorted(there - CATEGORIES.keys())
    return tuple(PartChange(id, now.get(id), before.get(id)) for id in order)


def by_both(totals: Totals, period: Period, indicator: str) -> Mapping[str, Mapping[str, int]]:
    """Unit code → category → what it adds. Over a unit they add up to its contribution, over all to the change."""
    now, before = (totals.by_both(each, indicator) for each in (period, year_before(period)))
    found: dict[str, dict[str, int]] = {}
    for unit, category in now.keys() | before.keys():
        moved = now.get((unit, category), 0) - before.get((unit, category), 0)
        found.setdefault(unit, {})[category] = moved
    return found


def largest(units: Sequence[UnitChange], most: int) -> tuple[list[UnitChange], list[UnitChange]]:
    """The units that moved the total most, the largest addition first; and all others."""
    weighed = sorted(units, key=lambda unit: -unit.weight)
    top = [unit for unit in weighed[:most] if unit.contribution]
    return sorted(top, key=lambda unit: -unit.contribution), weighed[len(top) :]


def changed(totals: Totals, period: Period, indicator: str) -> int:
    """The change of the plain total, as the sum of what all units add."""
    return sum(int(unit.contribution) for unit in by_unit(totals, period, indicator))
