"""Which figure of a finding stands where in its chart: names along an axis, series, and how numbers are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from pptx.enum.chart import XL_CHART_TYPE

from sydata.analysis.briefing import Figure, Highlight

FORMATS = {
    "money": "#,##0.00", "count": "#,##0", "percent": '0.0"%"', "points": "0.0", "yuan": "#,##0.0", "ratio": "0.00",
}  # fmt: skip
PLACES = 6  # of 万元: an amount to the 分
CENT = 0.01  # the smallest amount that two places show


class Plot(NamedTuple):
    """What a chart is made of: its kind, the names along its axis, and for each series its name and figures."""

    kind: Any
    names: Sequence[str]
    series: Sequence[tuple[str, Sequence[Figure | None]]]


def _grouped(found: Highlight, kind: Any) -> Plot:
    by: dict[tuple[str, str], Figure] = {}
    for each in found.figures:
        by[each.series, _free(each, by)] = each
    names = list(dict.fromkeys(name for _, name in by))
    return Plot(kind, names, [(s, [by.get((s, name)) for name in names]) for s in found.series])


def _free(figure: Figure, taken: Mapping[tuple[str, str], Figure]) -> str:
    """Its label, numbered where another of the series has it: troop units are all called the same."""
    number, name = 1, figure.label
    while (figure.series, name) in taken:
        number += 1
        name = f"{figure.label} {number}"
    return name


def _single(found: Highlight, kind: Any) -> Plot:
    return Plot(kind, [f.label for f in found.figures], [(found.unit or found.title, found.figures)])


def _stacked(found: Highlight) -> Plot:
    """A bar a period, a series a part: the reverse of the other kinds."""
    parts = list(dict.fromkeys(f.label for f in found.figures))
    by = {(f.series, f.label): f for f in found.figures}
    series = [(part, [by.get((when, part)) for when in found.series]) for part in parts]
    return Plot(XL_CHART_TYPE.BAR_STACKED_100, found.series, series)


PLOTS: Mapping[str, Callable[[Highlight], Plot]] = {
    "pairs": lambda found: _grouped(found, XL_CHART_TYPE.COLUMN_CLUSTERED),
    "before-now": lambda found: _grouped(found, XL_CHART_TYPE.BAR_CLUSTERED),
    "shares": _stacked,
    "years": lambda found: _single(found, XL_CHART_TYPE.COLUMN_CLUSTERED),
    "contributions": lambda found: _single(found, XL_CHART_TYPE.BAR_CLUSTERED),
    "ranking": lambda found: _single(found, XL_CHART_TYPE.BAR_CLUSTERED),
    "bars": lambda found: _single(found, XL_CHART_TYPE.BAR_CLUSTERED),
}


def without_gaps(plot: Plot) -> Plot:
    """The plot without series and names of which there is no number at all."""
    there = [any(map(_number, figures)) for _, figures in plot.series]
    series = [each for each, so in zip(plot.series, there, strict=True) if so]
    kept = [at for at in range(len(plot.names)) if any(_number(figures[at]) for _, figures in series)]
    return Plot(
        plot.kind,
        [plot.names[at] for at in kept],
        [(name, [figures[at] for at in kept]) for name, figures in series],
    )


def exact(figure: Figure | None) -> float | None:
    """The number to the 分, and no further than a workbook can hold it."""
    return None if figure is None or figure.drawn is None else round(figure.drawn, PLACES)


def _number(figure: Figure | None) -> bool:
    return figure is not None and figure.drawn is not None


def number_format(found: Highlight) -> str:
    """How the chart writes its numbers; small amounts of money show the places they have."""
    plain = FORMATS.get(found.measure, "#,##0")
    small = any(f.drawn and abs(f.drawn) < CENT for f in found.figures)
    plain = "#,##0.00####" if found.measure == "money" and small else plain
    return f"+{plain};−{plain};{plain}" if found.chart == "contributions" else plain
