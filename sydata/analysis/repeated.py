"""Whole returns that repeat another one: the unit's own of the year before, or another unit's of the period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pandas as pd

from sydata.catalog.festivals import period_name, year_before
from sydata.catalog.rules import Thresholds
from sydata.model import Period

NAMED = 3  # units that a message names
Told = frozenset[tuple[str, str, int]]  # (category, indicator, value)


def repeated(facts: pd.DataFrame, period: Period, limits: Thresholds) -> Iterator[dict[str, Any]]:
    """same-as-last-year and same-as-other for the units of a period: rows of `plausible.COLUMNS`."""
    now, before = told(facts, period), told(facts, year_before(period))
    least = limits["same-as-last-year"]["figures"]
    for unit, figures in now.items():
        if figures == before.get(unit) and sum(value != 0 for *_, value in figures) >= least:
            words = {"count": len(figures), "other": period_name(year_before(period))}
            yield {"unit_code": unit, "code": "same-as-last-year", "params": words}
    yield from _twins(now, facts, limits["same-as-other"]["digits"])


def _twins(now: dict[str, Told], facts: pd.DataFrame, least: float) -> Iterator[dict[str, Any]]:
    names = facts.drop_duplicates("unit_code", keep="last").set_index("unit_code")["unit"].to_dict()
    alike: dict[Told, list[str]] = defaultdict(list)
    for unit, figures in now.items():
        alike[figures].append(unit)
    for figures, units in alike.items():
        for unit in units if len(units) > 1 and digits(figures) >= least else ():
            others = "、".join(names[other] for other in units[: NAMED + 1] if other != unit)
            words = {"count": len(figures), "names": others}
            yield {"unit_code": unit, "code": "same-as-other", "params": words}


def told(facts: pd.DataFrame, period: Period) -> dict[str, Told]:
    """What each unit said in a period."""
    here = (facts["year"] == period.year) & (facts["festival"] == period.festival) & facts["value"].notna()
    rows = facts.loc[here, ["unit_code", "category", "indicator", "value"]]
    found: dict[str, set[tuple[str, str, int]]] = defaultdict(set)
    for unit, category, indicator, value in rows.itertuples(index=False, name=None):
        found[unit].add((category, indicator, int(value)))
    return {unit: frozenset(figures) for unit, figures in found.items()}


def digits(figures: Told) -> int:
    """How much it says that two returns agree: the significant digits of the distinct figures other than zero."""
    return sum(len(str(abs(value)).rstrip("0")) for value in {value for *_, value in figures} if value)
