"""Sums that keep the difference between zero and nothing: what nobody reported is not there, a zero is.

A page asks for hundreds of sums; they are added up once (`add_up`), and looked up from then on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from sydata.model import Period

Key = tuple[str, str, int]  # indicator, festival, year
Sums = Mapping[str, int]
NOTHING: Sums = {}


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of an office: names (unit code → name), and by unit and by category for each key.

    A key or an entry that is not there: nobody gave a figure.
    """

    names: Mapping[str, str]
    units: Mapping[Key, Sums]
    categories: Mapping[Key, Sums]

    def by_unit(self, period: Period, indicator: str) -> Sums:
        """Unit code → sum."""
        return self.units.get((indicator, period.festival, period.year), NOTHING)

    def by_category(self, period: Period, indicator: str) -> Sums:
        """Category → sum."""
        return self.categories.get((indicator, period.festival, period.year), NOTHING)

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
    return Totals(
        names=dict(zip(last_names["unit_code"], last_names["unit"], strict=True)),
        units=_sums(rows, "unit_code"),
        categories=_sums(rows, "category"),
    )


def _sums(rows: pd.DataFrame, part: str) -> dict[Key, dict[str, int]]:
    summed = rows.groupby(["indicator", "festival", "year", part], observed=True)["value"].sum()
    sums: dict[Key, dict[str, int]] = {}
    for (indicator, festival, year, name), value in summed.items():
        sums.setdefault((indicator, festival, int(year)), {})[name] = int(value)
    return sums


def total(sums: Sums) -> int | None:
    """The whole of some parts; None where no part is there."""
    return sum(sums.values()) if sums else None
