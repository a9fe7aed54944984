"""The invented truth: what a unit did for one festival, before anyone writes it into a sheet.

Money is in 分, counts in ones, None is "not reported". Figures hang together: a unit has a size and a trend,
gatherings dip in 2020–2022, what a person gets lies where published practice puts it, and the district
founded in 2025 continues the three units it took over.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from sydata.model import Unit

WAN = 1_000_000
MONEY = ("cash_amount", "goods_cost", "total_amount")
FORM = (
    "visited_people", "cash_amount", "cash_recipients", "goods_cost", "goods_count", "goods_recipients",
    "total_amount", "difficulties_solved",
)  # fmt: skip
CATEGORIES = ("entitled", "garrison", "border")
MERGED_2025 = {
    "500000-liangjiang-2025": ("500105", "500112", "500000-liangjiang"),
}
DIP = {2020: 0.72, 2021: 0.8, 2022: 0.85}

Key = tuple[str, str]
Figures = dict[Key, int | None]


@dataclass(frozen=True)
class Report:
    """What one unit means to say for one period. figures: (category, indicator) → 分 or ones, or None.

    places: how many decimals of 万元 the unit writes; every amount is a multiple of that step.
    """

    unit: Unit
    year: int
    festival: str
    fill_date: date
    figures: Mapping[Key, int | None]
    places: int = 2

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories of the report, in the order of the form."""
        return tuple(dict.fromkeys(category for category, _ in self.figures))

    def get(self, category: str, indicator: str) -> int | None:
        return self.figures.get((category, indicator))


def add(values: Iterable[int | None]) -> int | None:
    """A sum that stays None where nothing was reported."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def with_extras(report: Report, names: Sequence[str], rng: Random) -> Report:
    """The report with figures for columns beyond the form, for the categories that report anything."""
    figures: Figures = dict(report.figures)
    for category in report.categories:
        people = report.get(category, "visited_people")
        for name in names:
            many = rng.randint(1, 6) if name == "meetings" else (people or 0) + rng.randint(0, 40)
            figures[category, name] = None if people is None else many
    return replace(report, figures=figures)


def with_totals(figures: Figures) -> Figures:
    """The figures with each row's 合计 = 慰问金 + 慰问品."""
    done = dict(figures)
    for category in dict.fromkeys(c for c, _ in figures):
        parts = (figures.get((category, "cash_amount")), figures.get((category, "goods_cost")))
        done[category, "total_amount"] = add(parts)
    return done


def size(code: str, seed: int) -> float:
    """How large a unit is beside the middling one; the same in every year."""
    if code in MERGED_2025:
        return 0.93 * sum(size(part, seed) for part in MERGED_2025[code])
    return math.exp(Random(f"{seed}/size/{code}").gauss(0, 0.45))


def _pace(code: str, year: int, festival: str, rng: Random, seed: int) -> float:
    trend = Random(f"{seed}/trend/{code}").uniform(-0.01, 0.06)
    calm = DIP.get(year, 1.0)
    return (
        (1 + trend) ** (year - 2018)
        * calm
        * (0.7 if festival == "army_day" else 1.0)
        * rng.uniform(0.9, 1.12)
    )


def _step(amount: float, places: int) -> int:
    """An amount in 分, cut to what `places` decimals of 万元 can show, and at least one such step."""
    step = WAN // 10**places
    return max(1, round(amount / step)) * step


def _row(people: int, per_head: float, rng: Random, places: int, share: float) -> dict[str, int]:
    """One category: people visited, money and goods, all of one piece."""
    cash_people = max(4, round(people * share * rng.uniform(0.55, 0.95)))
    goods_people = max(3, round(people * rng.uniform(0.35, 0.9)))
    items = goods_people + round(goods_people * rng.choice((0, 0, 0.5, 1)))
    people = max(people, cash_people, goods_people)
    return {
        "visited_people": people,
        "cash_amount": _step(cash_people * per_head * 100, places),
        "cash_recipients": cash_people,
        "goods_cost": _step(items * rng.uniform(80, 260) * 100, places),
        "goods_count": items,
        "goods_recipients": goods_people,
        "difficulties_solved": max(0, round(people / 60 * rng.uniform(0.2, 1.6))),
    }


def _gaps(row: Mapping[str, int], category: str, rng: Random) -> dict[str, int | None]:
    """Now and then a unit did nothing in a row (zeros), or leaves part of it blank."""
    chance = rng.random()
    if category == "entitled" or chance > 0.14:
        return dict(row)
    if chance < 0.05:
        return dict.fromkeys(row, 0)
    part = ("goods_cost", "goods_count", "goods_recipients") if chance < 0.1 else ("difficulties_solved",)
    return {key: None if key in part else value for key, value in row.items()}


def starts_border(code: str, seed: int) -> int:
    """The first year in which the unit fills the 边海防 row: 2021 for most, 2020 for some."""
    return Random(f"{seed}/border/{code}").choice((2021, 2021, 2021, 2020))


def decimals(code: str, seed: int) -> int:
    """How many decimals of 万元 the unit's accountant writes."""
    return Random(f"{seed}/places/{code}").choice((2, 2, 2, 4, 4, 1))


def invent(unit: Unit, year: int, festival: str, fill_date: date, seed: int) -> Report:
    """The report of a territorial unit for one period."""
    rng = Random(f"{seed}/{unit.code}/{year}/{festival}")
    scale = size(unit.code, seed) * _pace(unit.code, year, festival, rng, seed)
    places = decimals(unit.code, seed)
    plans = {
        "entitled": (max(30, round(620 * scale)), rng.uniform(300, 900), 0.9),
        "garrison": (max(25, round(340 * scale)), rng.uniform(400, 1100), 0.6),
        "border": (max(8, round(42 * scale)), rng.uniform(900, 2000), 1.0),
    }
    figures: Figures = {}
    for category, (people, per_head, share) in plans.items():
        row = _row(people, per_head, rng, places, share)
        told = _gaps(row, category, rng)
        reported = category != "border" or year >= starts_border(unit.code, seed)
        figures |= {(category, key): value if reported else None for key, value in told.items()}
    return Report(unit, year, festival, fill_date, with_totals(figures), places)


def invent_small(unit: Unit, year: int, festival: str, fill_date: date, seed: int) -> Report:
    """The report of a department or of a troop: one or two rows, small figures."""
    rng = Random(f"{seed}/{unit.code}/{year}/{festival}")
    rows = ("entitled", "garrison") if unit.kind != "troop" else ("entitled",)
    figures: Figures = {}
    for category in rows:
        row = _row(rng.randint(12, 60), rng.uniform(300, 1000), rng, 2, 0.9)
        figures |= {(category, key): value for key, value in row.items()}
    return Report(unit, year, festival, fill_date, with_totals(figures), 2)
