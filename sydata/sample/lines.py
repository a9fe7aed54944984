"""The rows of a form before they are placed: categories, their parts, 其中 rows and the 总计 row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from sydata.sample.columns import EXTRAS, KINDS, label
from sydata.sample.figures import FORM, MONEY, WAN, Report, add
from sydata.sample.style import Style
from sydata.sample.words import leads

Values = Mapping[str, int | None]


@dataclass(frozen=True)
class Line:
    """One row to be drawn. kind: `data`, `within` (其中) or `total`; joined: shares the label above it."""

    kind: str
    category: str
    words: str
    values: Values
    lead: str = ""
    joined: bool = False
    unit: str = ""


def _share(value: int | None, key: str, tenths: int, step: int) -> int | None:
    """A part of a figure, cut to whole steps."""
    if value is None:
        return None
    unit = step if key in MONEY else 1
    return value // unit * tenths // 10 * unit


def _part(values: Values, tenths: int, step: int) -> dict[str, int | None]:
    part = {key: _share(value, key, tenths, step) for key, value in values.items()}
    return part | {"total_amount": add((part.get("cash_amount"), part.get("goods_cost")))}


def _rest(values: Values, part: Values) -> dict[str, int | None]:
    return {key: None if value is None else value - (part[key] or 0) for key, value in values.items()}


def _divisible(values: Values, step: int) -> bool:
    sizes = [v // step if k in MONEY else v for k, v in values.items() if v and k in FORM[:-1]]
    return bool(sizes) and min(sizes) >= 10


def indicators(style: Style) -> list[str]:
    """The columns of the style that carry figures."""
    return [name for name in style.columns if name in FORM or name in EXTRAS or name.startswith("?")]


def _category_lines(report: Report, category: str, style: Style, rng: Random) -> list[Line]:
    step = WAN // 10**report.places
    values = {key: report.get(category, key) for key in indicators(style)}
    filled = any(value is not None for value in values.values())
    words = label(category, style)
    lead = leads(report.unit, rng) if filled else ""
    if style.split and category in KINDS and _divisible(values, step):
        part = _part(values, 6, step)
        names = KINDS[category] if style.split == "kinds" else (words, words)
        joined = style.split == "visits" and style.header == "merged"
        second = Line("data", category, names[1], _rest(values, part), leads(report.unit, rng), joined)
        return [Line("data", category, names[0], part, lead), second]
    lines = [Line("data", category, words, values, lead)]
    if style.within and category == "entitled" and filled:
        lines.append(Line("within", category, "其中：困难退役军人", _part(values, 3, step)))
    return lines


def _rounded(line: Line) -> Line:
    """The row with its 合计 cut to two decimals of 万元, as accountants do."""
    total = line.values.get("total_amount")
    cut = None if total is None else (total + 5000) // 10000 * 10000
    return Line(
        line.kind, line.category, line.words, {**line.values, "total_amount": cut}, line.lead, line.joined
    )


def total(parts: Sequence[Line], style: Style) -> Line:
    """The 总计 row of some rows."""
    values = {key: add(line.values[key] for line in parts) for key in indicators(style)}
    return Line("total", "", style.total_row, values)


def lines(report: Report, style: Style, rng: Random) -> list[Line]:
    """All rows of the table, in the order in which they are drawn."""
    rows = [line for category in report.categories for line in _category_lines(report, category, style, rng)]
    last = total([line for line in rows if line.kind == "data"], style)
    if style.round_total:
        rows, last = [_rounded(line) for line in rows], _rounded(last)
    if not style.total_row:
        return rows
    return [last, *rows] if style.total_first else [*rows, last]
