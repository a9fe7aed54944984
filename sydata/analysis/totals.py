"""Sums that keep the difference between zero and nothing: what nobody reported is not there, a zero is.

A page asks for hundreds of sums; they are added up once (`add_up`), and looked up from then on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from sydata.catalog.festivals import SPAN
from sydata.model import Period

Key = tuple[str, str, int]  # indicator, festival, year
Sums = Mapping[str, int]
Cells = Mapping[tuple[str, str], int]  # (unit code, category) → sum
NOTHING: Sums = {}
NO_CELLS: Cells = {}
UNIT, CATEGORY = 0, 1


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of an office: names (unit code → name), and by unit and by category for each key.

    A key or an entry that is not there: nobody gave a figure. The festivals of a year taken together (SPAN) are
    keys too, of years in which figures of each are there. cells: the same by unit and category at once.
    """

    names: Mapping[str, str]
    units: Mapping[Key, Sums]
    categories: Mapping[Key, Sums]
    cells: Mapping[Key, Cells] = field(default_factory=dict)

    def by_unit(self, period: Period, indicator: str) -> Sums:
        """Unit code → sum."""
        return self.units.get((indicator, period.festival, period.year), NOTHING)

    def by_category(self, period: Period, indicator: str) -> Sums:
        """Category → sum."""
        return self.categories.get((indicator, period.festival, period.year), NOTHING)

    def by_both(self, period: Period, indicator: str) -> Cells:
        """(unit code, category) → sum."""
        return self.cells.get((indicator, period.festival, period.year), NO_CELLS)

    def years(self, indicator: str, festival: str) -> list[int]:
        """The years that have a figure of one festival, in their order."""
        return sorted(key[2] for key in self.units if key[:2] == (indicator, festival))

    def by_year(self, indicator: str, festival: str, category: str = "") -> dict[int, int]:
        """Year → sum of one festival, of all categories or of one; in the order of the years."""
        years = sorted(key[2] for key in self.categories if key[:2] == (indicator, festival))
        found = {year: self.categories[indicator, festival, year] for year in years}
        if category:
            return {year: sums[category] for year, sums in found.items() if category in sums}
        return {year: sum(sums.values()) for year, sums in found.items()}


def add_up(facts: pd.DataFrame) -> Totals:
    """The sums of facts (columns of `store.queries.facts`); rows without a value add nothing, not even 0."""
    rows = facts[facts["value"].notna()]
    last_names = facts.drop_duplicates("unit_code", keep="last")
    cells = _with_spans(_cells(rows))
    return Totals(
        names=dict(zip(last_names["unit_code"], last_names["unit"], strict=True)),
        units={key: _gathered(of.items(), UNIT) for key, of in cells.items()},
        categories={key: _gathered(of.items(), CATEGORY) for key, of in cells.items()},
        cells=cells,
    )


def _cells(rows: pd.DataFrame) -> dict[Key, dict[tuple[str, str], int]]:
    columns = ["indicator", "festival", "year", "unit_code", "category"]
    cells: dict[Key, dict[tuple[str, str], int]] = {}
    lists = [rows[column].tolist() for column in (*columns, "value")]
    for indicator, festival, year, unit, category, value in zip(*lists, strict=True):
        of = cells.setdefault((indicator, festival, int(year)), {})
        of[unit, category] = of.get((unit, category), 0) + int(value)
    return cells


def _with_spans(cells: dict[Key, dict[tuple[str, str], int]]) -> dict[Key, dict[tuple[str, str], int]]:
    """With the festivals of each year together, where every one of them has a figure of the indicator."""
    spans: dict[Key, dict[tuple[str, str], int]] = {}
    for indicator, year in {(key[0], key[2]) for key in cells}:
        parts = [cells.get((indicator, festival, year)) for festival in SPAN.parts]
        if all(parts):
            together = [pair for part in parts if part for pair in part.items()]
            spans[indicator, SPAN.id, year] = _added(together)
    return cells | spans


def _added(pairs: Iterable[tuple[tuple[str, str], int]]) -> dict[tuple[str, str], int]:
    sums: dict[tuple[str, str], int] = {}
    for key, value in pairs:
        sums[key] = sums.get(key, 0) + value
    return sums


def _gathered(cells: Iterable[tuple[tuple[str, str], int]], part: int) -> dict[str, int]:
    """Cells added up over what is not this part of their key."""
    sums: dict[str, int] = {}
    for key, value in cells:
        sums[key[part]] = sums.get(key[part], 0) + value
    return sums


def total(sums: Sums) -> int | None:
    """The whole of some parts; None where no part is there."""
    return sum(sums.values()) if sums else None
