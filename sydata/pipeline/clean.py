"""Raw figures become typed ones: exact integers, with what was odd about each. Plain values, fit for travelling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from sydata.catalog import forms
from sydata.catalog.indicators import INDICATORS, TEXT, money_indicators
from sydata.model import value_text
from sydata.pipeline.figures import Raw
from sydata.pipeline.numbers import Number, parse, shown_format
from sydata.text import squash

LARGEST = 10**17  # beyond it no sheet of this field means what it says, and sums would overflow 64 bits

BODY = ("category", "leaf", "unknown")  # the kinds of lines that a total adds up


class Typed(NamedTuple):
    """A figure as value: 分 or ones, None without a value. found: a measure that is not the column's."""

    value: int | None
    tolerance: float
    kind: str
    found: str


NOTHING = Typed(None, 0.0, "blank", "")


def typed(raw: Raw, blank_is_zero: bool) -> tuple[Typed, Number]:
    """The exact value of a raw figure and the number it was read from."""
    number = parse(raw.value, raw.mark)
    if number.kind == "blank" and blank_is_zero:
        return Typed(0, 0.0, "zero", ""), number
    if number.amount is None:
        return Typed(None, 0.0, number.kind, ""), number
    money = INDICATORS[raw.indicator].money
    return (_money if money else _count)(raw, number, number.amount), number


def _money(raw: Raw, number: Number, amount: Decimal) -> Typed:
    unit = "万元" if number.unit == "万" else number.unit
    if unit and unit not in forms.MONEY_UNITS:
        return Typed(None, 0.0, "bad", "")
    scale = forms.MONEY_UNITS[unit or raw.measure or "万元"]
    value = int((amount * scale).to_integral_value(ROUND_HALF_UP))
    # Half a unit in the last printed place; a whole number is taken as exact, its zeros were dropped.
    tolerance = 0.5 * scale * 10.0**-number.places if number.places else 0.0
    return _bounded(value, tolerance, number.kind, "")


def _count(raw: Raw, number: Number, amount: Decimal) -> Typed:
    unit = number.unit
    if unit in forms.MONEY_UNITS and unit != "万":
        return Typed(None, 0.0, "bad", "")
    if unit == "万" or (not unit and raw.measure.startswith("万")):
        amount *= 10_000
    if amount != amount.to_integral_value():
        return Typed(None, 0.0, "fraction", "")
    odd = next(
        (u for u in (number.note, unit) if u and u != "万" and not forms.same_measure(u, raw.indicator)), ""
    )
    return _bounded(int(amount), 0.0, number.kind, odd)


def _bounded(value: int, tolerance: float, kind: str, found: str) -> Typed:
    return Typed(value, tolerance, kind, found) if abs(value) < LARGEST else Typed(None, 0.0, "bad", "")


def written(raw: Raw) -> str:
    """The words in the cell: an error or a formula as the workbook shows it, a percent as a percent.

    A value that was worked out stands before its formula: 68.8（=D5+F5）.
    """
    if raw.mark is None:
        return value_text(raw.value)
    if raw.mark.kind in ("error", "formula"):
        return raw.mark.text
    words = value_text(raw.value)
    if "%" in shown_format(raw.mark) and isinstance(raw.value, (int, float)):
        words = f"{value_text(float(f'{raw.value * 100:.12g}'))}%"
    return f"{words}（{raw.mark.text}）" if raw.mark.kind == "computed" else words


def rows(raws: Iterable[Raw], blank_is_zero: bool) -> Iterator[tuple[object, ...]]:
    """The figures of one form, a tuple of plain values each, in the order of `frames.ROW`.

    Text indicators keep their words and have no value. reason is empty for a figure that counts; formula is
    what a value was worked out from, empty for a value that stood in the file.
    """
    for raw in raws:
        figure, approximate = _told(raw, blank_is_zero)
        mark, over, unit, period = raw.mark, raw.over, raw.unit, raw.period
        yield (
            raw.row, raw.column, raw.row_kind, raw.category, raw.label, raw.indicator, *figure, approximate,
            value_text(raw.value) if mark is None else written(raw), raw.reason, raw.measure,
            mark.text if mark is not None and mark.kind == "computed" else "",
            raw.record, ",".join(sorted(over)) if over else "",
            squash(unit.text) if unit else "", squash(period.text) if period else "",
        )  # fmt: skip


def _told(raw: Raw, blank_is_zero: bool) -> tuple[Typed, bool]:
    """A figure's value, and whether it is approximate. Most are plain numbers, which need no reading of words."""
    if raw.indicator in _TEXTS:
        return NOTHING, False
    if raw.mark is None and (plain := _plain(raw)) is not None:
        return plain, False
    figure, number = typed(raw, blank_is_zero)
    return figure, number.approximate


_TEXTS = frozenset(indicator.id for indicator in INDICATORS.values() if indicator.measure == TEXT)
_MONEY = money_indicators()
_ALL_TRUE = 10.0**15  # below it every digit of a whole number that is stored as a float is true


def _plain(raw: Raw) -> Typed | None:
    """The value of a stored number without a sign, in whole numbers from its 15 true digits on: as `typed` has it.

    None for anything else, and for money that is finer than 分 and has to be rounded.
    """
    value, measure = raw.value, raw.measure
    if value.__class__ is not float:
        return None
    money = raw.indicator in _MONEY
    scale = forms.MONEY_UNITS[measure or "万元"] if money else 10_000 if measure.startswith("万") else 1
    if 0 <= value < _ALL_TRUE and value.is_integer():
        return _bounded(int(value) * scale, 0.0, "number", "")
    whole, _, decimals = f"{value:.15g}".partition(".")
    if not money or not whole.isdecimal() or not decimals.isdecimal():  # a sign, an exponent, inf or nan
        return None
    fen, rest = divmod(int(whole + decimals) * scale, 10 ** len(decimals))
    return None if rest else _bounded(fen, 0.5 * scale * 10.0 ** -len(decimals), "number", "")
