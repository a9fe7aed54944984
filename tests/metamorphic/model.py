"""True returns: what a unit would have to say if it wrote without slips. Every sheet of these tests is drawn from one.

Money is a Decimal of 万元, exact to the 元; counts are whole Decimals; None is a figure that was not reported.
The figures are plausible by the published practice of the field: cash 200 to 2,000 元 a head, goods 80 to 600,
recipients never above the people visited, 合计 the sum of cash and goods.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sydata.catalog.offices import expected
from tests.metamorphic.dice import Dice

OFFICE = "500000"
CATEGORIES = ("entitled", "garrison", "border")
GROUPS: Mapping[str, tuple[str, ...]] = {
    "visit": ("visited_people",),
    "cash": ("cash_amount", "cash_recipients"),
    "goods": ("goods_cost", "goods_count", "goods_recipients"),
    "sum": ("total_amount",),
    "solved": ("difficulties_solved",),
}
FORM = tuple(indicator for group in GROUPS.values() for indicator in group)
RESERVE = ("letters", "meetings", "new_year_prints", "honour_plates", "child_school", "spouse_jobs")
MONEY = frozenset({"cash_amount", "goods_cost", "total_amount"})
MEASURES: Mapping[str, str] = {
    "visited_people": "人", "cash_amount": "万元", "cash_recipients": "人", "goods_cost": "万元",
    "goods_count": "件", "goods_recipients": "人", "total_amount": "万元", "difficulties_solved": "件",
    "letters": "封", "meetings": "场", "new_year_prints": "份", "honour_plates": "块", "child_school": "人",
    "spouse_jobs": "人",
}  # fmt: skip
YEARS = range(2018, 2027)
Figure = Decimal | None


@dataclass(frozen=True)
class Return:
    """What one unit reports for one period; figures: (category, indicator) → value, complete for both."""

    code: str
    unit: str
    year: int
    festival: str
    day: date
    categories: tuple[str, ...]
    indicators: tuple[str, ...]
    figures: Mapping[tuple[str, str], Figure]

    def total(self, indicator: str) -> Figure:
        """The sum over the categories; None if none of them reports the indicator."""
        return added(self.figures[category, indicator] for category in self.categories)


def added(values: Any) -> Figure:
    """The sum of the values that are there; None if there are none."""
    there = [value for value in values if value is not None]
    return sum(there, Decimal(0)) if there else None


def _money(dice: Dice, heads: int, least: int, most: int, places: int) -> Decimal:
    """What so many heads got, in 万元 to so many places."""
    yuan = Decimal(heads * dice.number(least, most))
    return (yuan / 10_000).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP).normalize() + Decimal(0)


def _spending(
    dice: Dice, visited: int, band: tuple[int, int], places: int, full: bool
) -> tuple[Figure, Figure]:
    """(amount, recipients): paid to most of those visited, paid to nobody, or left blank."""
    state = "paid" if full else dice.one_of("paid", "paid", "paid", "none", "blank")
    if state == "paid":
        heads = max(1, visited * dice.number(60, 100) // 100)
        return _money(dice, heads, *band, places), Decimal(heads)
    return (Decimal(0), Decimal(0)) if state == "none" else (None, None)


def _category(dice: Dice, places: int, full: bool, columns: tuple[str, ...]) -> dict[str, Figure]:
    """A row of figures, the form's and the columns' own; full: each is there and above zero."""
    visited = dice.number(5, 3000)
    cash, cash_heads = _spending(dice, visited, (200, 2000), places, full)
    goods, goods_heads = _spending(dice, visited, (80, 600), places, full)
    count = None if goods_heads is None else goods_heads * dice.one_of(1, 2, 3)
    solved = _count(dice, 30, full)
    row = [Decimal(visited), cash, cash_heads, goods, count, goods_heads, added((cash, goods)), solved]
    reserve = {i: _count(dice, 400, full) for i in RESERVE if i in columns}
    return dict(zip(FORM, row, strict=True)) | reserve


def _count(dice: Dice, most: int, full: bool) -> Figure:
    """A count above zero; or also zero, or left blank."""
    return Decimal(dice.number(1, most)) if full or dice.number(0, 4) else dice.one_of(None, Decimal(0))


def indicators(dice: Dice) -> tuple[str, ...]:
    """The columns of a form: all eight, or some groups of them, perhaps with columns of the reserve list."""
    groups = dice.some(list(GROUPS), len(GROUPS)) if dice.perhaps() else list(GROUPS)
    form = tuple(i for group in GROUPS if group in groups or group == "visit" for i in GROUPS[group])
    more = dice.some(RESERVE, 2)
    return form + tuple(more) if len(form) + len(more) > 1 else (*form, "letters")


def period(dice: Dice) -> tuple[int, str]:
    """(year, festival)"""
    return dice.of(YEARS), dice.one_of("spring", "army_day")


def _units() -> tuple[tuple[str, str], ...]:
    """(code, name) of the districts and counties that report in every year: none that was founded or dissolved
    between, and no new area that overlaps with its neighbours."""
    lasting = (unit for unit in expected(OFFICE, YEARS[0]) if unit.since is None and unit.until is None)
    return tuple((unit.code, unit.name) for unit in lasting if unit.code.isdigit())


UNITS = _units()


@dataclass(frozen=True)
class Wanted:
    """What a return is asked to have; the rest is drawn. full: every figure is there and above zero, for tests in
    which each cell has to matter."""

    unit: tuple[str, str]
    period: tuple[int, str] | None = None
    columns: tuple[str, ...] | None = None
    full: bool = False


def drawn_return(dice: Dice, wanted: Wanted) -> Return:
    """A true return."""
    year, festival = wanted.period or period(dice)
    columns = wanted.columns or indicators(dice)
    places = dice.one_of(2, 4)
    categories = CATEGORIES if dice.number(0, 3) < 3 else CATEGORIES[:2]
    rows = {category: _category(dice, places, wanted.full, columns) for category in categories}
    figures = {(category, i): rows[category][i] for category in categories for i in columns}
    month, last = dice.one_of((2, 26), (1, 31)) if festival == "spring" else (8, 12)
    day = date(year, month, dice.number(1, last))
    return Return(*wanted.unit, year, festival, day, categories, columns, figures)
