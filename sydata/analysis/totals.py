"""Sums that keep the difference between zero and nothing: what nobody reported is not there, a zero is.

A page asks for hundreds of sums of some years; they are added up once (`add_up`), each when it is first asked for,
and looked up from then on. What a page costs so depends on the years it shows, not on the years that are there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import numpy as np
import pandas as pd

from sydata.catalog.festivals import SPAN
from sydata.model import Period

Key = tuple[str, str, int]  # indicator, festival, year
Sums = Mapping[str, int]
Cells = Mapping[tuple[str, str], int]  # (unit code, category) → sum
NOTHING: Sums = {}
NO_CELLS: Cells = {}
UNIT, CATEGORY = 0, 1


K = TypeVar("K")
V = TypeVar("V")


class Lazily(Mapping[K, V], Generic[K, V]):
    """A mapping of known keys whose values are made when they are first asked for. Two threads may make one twice."""

    def __init__(self, keys: Iterable[K], make: Callable[[K], V]) -> None:
        self._keys, self._make = dict.fromkeys(keys), make
        self._made: dict[K, V] = {}

    def __getitem__(self, key: K) -> V:
        if key not in self._made:
            if key not in self._keys:
                raise KeyError(key)
            self._made[key] = self._make(key)
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[K]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


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
        units=Lazily(cells, lambda key: _gathered(cells[key].items(), UNIT)),
        categories=Lazily(cells, lambda key: _gathered(cells[key].items(), CATEGORY)),
        cells=cells,
    )


def _cells(rows: pd.DataFrame) -> Lazily[Key, Cells]:
    """The rows of each key side by side, and added up when they are asked for."""
    sides = ["indicator", "festival", "year"]
    places: Mapping[Key, np.ndarray] = {
        (indicator, festival, int(year)): found
        for (indicator, festival, year), found in rows.groupby(sides, sort=False).indices.items()
    }
    units, categories, values = (rows[name].to_numpy(object) for name in ("unit_code", "category", "value"))

    def make(key: Key) -> Cells:
        at = places[key]
        return _added(zip(zip(units[at], categories[at], strict=True), map(int, values[at]), strict=True))

    return Lazily(places, make)


def _with_spans(cells: Mapping[Key, Cells]) -> Lazily[Key, Cells]:
    """With the festivals of each year together, where every one of them has a figure of the indicator."""
    spans: dict[Key, list[Key]] = {}
    for indicator, year in dict.fromkeys((key[0], key[2]) for key in cells):
        parts = [(indicator, festival, year) for festival in SPAN.parts]
        if all(part in cells for part in parts):
            spans[indicator, SPAN.id, year] = parts

    def make(key: Key) -> Cells:
        if key not in spans:
            return cells[key]
        return _added(pair for part in spans[key] for pair in cells[part].items())

    return Lazily([*cells, *spans], make)


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
