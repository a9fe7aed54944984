"""How a return is to be drawn: the words, the layout, the way figures are written. A plan is a value; a harmless
change takes a plan and gives another one (see harmless.py)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from tests.metamorphic import words
from tests.metamorphic.model import MEASURES, MONEY, Figure, Return
from tests.metamorphic.page import Cell

LISTS: Mapping[str, Mapping[str, words.Words] | words.Words] = {
    "flat": words.FLAT, "group": words.GROUP, "leaf": words.LEAF, "note": words.MEASURE_NOTE,
    "category": words.CATEGORY, "of-which": words.OF_WHICH, "total": words.TOTAL, "subtotal": words.SUBTOTAL,
    "label": words.LABEL, "unit-column": words.UNIT_COLUMN, "corner": words.CORNER, "remark": words.REMARK,
    "serial": words.SERIAL, "leader": words.LEADER, "last": words.LAST_YEAR, "ratio": words.RATIO,
    "measure-label": words.MEASURE_LABEL, "year": words.YEAR_HEAD, "unit": words.UNIT_NAME, "zero": words.ZERO,
    "unit-line": words.UNIT_LINE, "date-line": words.DATE_LINE, "money-line": words.MONEY_LINE,
    "title": words.TITLE, "date": words.DATE,
}  # fmt: skip
WAN = 10_000
DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True)
class Plan:
    """said: (kind, key) → the word used, where it is not the form's own; order, categories: as drawn.

    header: merged, repeated, first (unmerged, only the first cell filled) or flat (one level).
    measure_at: header, row, line, cell or nowhere; numbers: how figures are written (see figure()).
    extras: names of further rows and columns; total: bottom, top or none; layout: a key of layouts.LAYOUTS;
    pool: the units that further returns of the same file may come from.
    """

    returns: tuple[Return, ...]
    order: tuple[str, ...]
    categories: tuple[str, ...]
    said: Mapping[tuple[str, str], str] = field(default_factory=dict)
    header: str = "merged"
    measure_at: str = "header"
    money: str = "万元"
    numbers: str = "number"
    extras: frozenset[str] = frozenset()
    total: str = "bottom"
    lines: str = "apart"
    unit_at: str = "cell"
    title_at: str = "cell"
    layout: str = "one"
    across: bool = False
    pool: tuple[tuple[str, str], ...] = ()


def plain(of: Return, pool: tuple[tuple[str, str], ...] = ()) -> Plan:
    """The return as the form has it."""
    return Plan((of,), of.indicators, of.categories, pool=pool)


def say(plan: Plan, kind: str, key: str = "") -> str:
    """The word for something: the one chosen for this sheet, else the form's own."""
    options = LISTS[kind]
    own = options[key] if isinstance(options, Mapping) else options
    return plan.said.get((kind, key)) or own[0]


def readable(plan: Plan) -> Plan:
    """The plan without the combinations that no reader could understand or no clerk would write."""
    if plan.money == "元" and plan.measure_at == "nowhere":
        plan = replace(plan, measure_at="header")
    if plan.across:
        plan = replace(plan, extras=plan.extras - {"serial", "marks", "remark"})
    if plan.layout != "one":
        plan = replace(
            plan, unit_at="cell", title_at="cell", extras=plan.extras & {"remark", "leader", "subtotal"}
        )
    if plan.layout == "years beside" and plan.measure_at == "line":
        plan = replace(plan, measure_at="header")
    return plan


# ---- words with something in them ----
def chinese_year(year: int) -> str:
    return "".join(DIGITS[int(digit)] for digit in str(year))


def chinese_count(number: int) -> str:
    """1 to 99 in words: 二十六."""
    tens, ones = divmod(number, 10)
    lead = ("" if tens == 1 else DIGITS[tens]) + "十" if tens else ""
    return lead + (DIGITS[ones] if ones else "")


def short(name: str) -> str:
    """黔江 for 黔江区; 忠县 stays, and so do the autonomous counties."""
    return name[:-1] if 3 <= len(name) <= 4 and name[-1] in "区县" else name


def title(plan: Plan, of: Return, unit: str = "") -> str:
    """The title of a sheet of this return, or of the unit named."""
    y = of.year
    names = {
        "y": y,
        "l": y - 1,
        "c": chinese_year(y),
        "s": f"{y % 100:02}",
        "n": y - 1927,
        "u": unit or of.unit,
    }
    return say(plan, "title", of.festival).format(**names)


def unit_name(plan: Plan, of: Return) -> str:
    return say(plan, "unit").format(name=of.unit, short=short(of.unit))


def date_value(plan: Plan, day: date) -> str:
    numbers = {"y": day.year, "m": day.month, "d": day.day, "c": chinese_year(day.year)}
    return say(plan, "date").format(**numbers, cm=chinese_count(day.month), cd=chinese_count(day.day))


def measure(plan: Plan, indicator: str) -> str:
    return plan.money if indicator in MONEY else MEASURES[indicator]


def headed(plan: Plan, indicator: str, word: str) -> str:
    """A header word with its measure, if headers carry them here; the form prints none for 解决实际困难."""
    if plan.measure_at != "header" or indicator == "difficulties_solved":
        return word
    return word + say(plan, "note").format(measure(plan, indicator))


# ---- figures ----
def scaled(plan: Plan, indicator: str, value: Decimal) -> Decimal:
    """The number to write, in the plan's unit of money, without superfluous zeros."""
    value = value * WAN if indicator in MONEY and plan.money == "元" else value
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def figure(plan: Plan, indicator: str, value: Figure, *role: object) -> Cell:
    """A figure's cell; role defaults to nothing."""
    if value is None:
        return Cell(None, role)
    number, unit = scaled(plan, indicator, value), measure(plan, indicator)
    if not number and say(plan, "zero") != "0":
        return Cell(say(plan, "zero"), role)
    if plan.measure_at == "cell" and (number or plan.numbers == "format"):
        return Cell(f"{number:f}{unit}", role)
    return _written(plan.numbers, number, unit, role)


WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


def _written(way: str, number: Decimal, unit: str, role: tuple[object, ...]) -> Cell:
    texts = {
        "text": f"{number:f}", "thousands": f"{number:,f}", "wide": f"{number:f}".translate(WIDE),
        "wide thousands": f"{number:,f}".translate(WIDE), "suffix": f"{number:f}{unit}",
        "spaced suffix": f"{number:f} {unit}", "padded": f" {number:f}  ", "starred": f"{number:f}*",
        "marked": f"{number:f}①",
    }  # fmt: skip
    if way in texts:
        return Cell(texts[way], role)
    if way == "in words" and number == number.to_integral_value() and 0 < number < 11:
        return Cell(chinese_count(int(number)), role)
    formats = {
        "format": "#,##0.00##",
        "format with unit": f'#,##0.####"{unit}"',
        "format with commas": "#,##0",
    }
    whole = number == number.to_integral_value()
    form = "" if way == "format with commas" and not whole else formats.get(way, "")
    return Cell(number, role, format=form, noisy=way == "noisy" and not whole)


NUMBERS = (
    "number", "text", "thousands", "wide", "wide thousands", "suffix", "spaced suffix", "padded", "starred", "marked",
    "in words", "format", "format with unit", "format with commas", "noisy",
)  # fmt: skip
