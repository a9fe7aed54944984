"""The chart of a finding of the briefing, by the kind that the finding asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from html import escape

import pandas as pd
import plotly.graph_objects as go

from sydata.analysis.briefing import Figure, Highlight
from sydata.catalog.briefing import Chart
from sydata.charts.dumbbell import dumbbell
from sydata.charts.ranking import ranking
from sydata.charts.split import split
from sydata.charts.theme import Theme, text_width
from sydata.charts.trend import COLUMNS, trend
from sydata.wording import figure, signed

ONE, BOTH, LEAST = 320, 310, 110  # px of such a card with bars to one side, to both, and of the bars at least
PAIR = 38  # px that a bar with two lines of name takes
MOST_ROOM = 0.7  # of them, for what is printed beside


def highlight(found: Highlight, theme: Theme) -> go.Figure:
    """The figures of a finding as its chart; bars and lines begin at zero, each figure is printed beside its mark."""
    return _DRAWN[found.chart](found, theme)


def _bars(found: Highlight, theme: Theme) -> go.Figure:
    names = _apart([" ".join(filter(None, [each.label, each.series])) for each in found.figures])
    rows = [
        (name, each.drawn, _printed(each, found), each.outlined or each.doubtful)
        for name, each in zip(names, found.figures, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["unit", "value", "text", "outlined"])
    keys = {each.key for each in found.figures}
    if keys <= set(theme.categories):
        frame = frame.assign(colour=[theme.categories[each.key] for each in found.figures])
    made = ranking(frame if frame["outlined"].any() else frame.drop(columns="outlined"), theme)
    values, texts = [float(row[1] or 0) for row in rows], [row[2] for row in rows]
    made.update_xaxes(range=_room(values, texts, max(map(text_width, names))))
    return _two_lines(made, names, found.figures) if found.chart == "pairs" else made


def _two_lines(made: go.Figure, names: Sequence[str], figures: Sequence[Figure]) -> go.Figure:
    """Each bar named by its group, and below that by its period."""
    lines = ["<br>".join(escape(line, quote=False) for line in (each.label, each.series)) for each in figures]
    made.update_yaxes(tickvals=list(names), ticktext=lines)
    return made.update_layout(height=PAIR * len(lines) + 20)


def _room(values: Sequence[float], texts: Sequence[str], names: int) -> list[float]:
    """The range of a card half as wide as a page, or on a phone: beside the bars is room for what is printed there."""
    low, high = min([0.0, *values]), max([0.0, *values])
    plot = max((BOTH if low < 0 else ONE) - names, LEAST)
    left, right = (
        max(
            [text_width(text) / plot for value, text in zip(values, texts, strict=True) if side(value)],
            default=0.0,
        )
        for side in (lambda value: value < 0, lambda value: value >= 0)
    )
    shrunk = min(1.0, MOST_ROOM / ((left + right) or 1.0))
    width = ((high - low) or 1.0) / (1 - (left + right) * shrunk)
    return [low - left * shrunk * width, high + right * shrunk * width]


def _printed(of: Figure, found: Highlight) -> str:
    """What stands beside a bar: the figure without its unit, which the small line of the card says."""
    if not isinstance(of.value, int):
        return of.text
    return signed(of.value, of.measure) if found.chart == "contributions" else figure(of.value, of.measure)


def _apart(names: Sequence[str]) -> list[str]:
    """Names that no two rows share: troop units are all called the same."""
    known, met = Counter(names), Counter[str]()
    made = []
    for name in names:
        met[name] += 1
        made.append(f"{name} {met[name]}" if known[name] > 1 else name)
    return made


def _before_now(found: Highlight, theme: Theme) -> go.Figure:
    pairs: dict[str, dict[str, Figure]] = {}
    for each in found.figures:
        pairs.setdefault(each.label, {})[each.series] = each
    before, now = found.series
    rows = [
        (label, _drawn(pair, before), _drawn(pair, now), _words(pair, found)) for label, pair in pairs.items()
    ]
    return dumbbell(pd.DataFrame(rows, columns=["unit", "before", "now", "text"]), theme, (before, now))


def _drawn(pair: Mapping[str, Figure], series: str) -> float | None:
    return pair[series].drawn if series in pair else None


def _words(pair: Mapping[str, Figure], found: Highlight) -> str:
    return " → ".join(pair[series].text for series in found.series if series in pair)


def _shares(found: Highlight, theme: Theme) -> go.Figure:
    rows = [(each.series, each.series, each.key, each.label, each.drawn, each.text) for each in found.figures]
    frame = pd.DataFrame(rows, columns=["bar", "bar_label", "category", "label", "share", "text"])
    return split(frame, theme, colours(theme))


def colours(theme: Theme) -> dict[str, str]:
    """The colours of categories, and of money and goods, which are none."""
    return {**theme.categories, "cash": theme.scale[1], "goods": theme.categories["other"]}


def key_of(found: Highlight, theme: Theme) -> dict[str, str]:
    """Name → colour of the parts of a chart of shares; empty for the others, which are labelled where they stand."""
    if found.chart != "shares":
        return {}
    return {each.label: colours(theme)[each.key] for each in found.figures}


def _years(found: Highlight, theme: Theme) -> go.Figure:
    rows = [("now", "", int(each.key), each.drawn, each.text, each.doubtful) for each in found.figures]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return trend(frame, {"now": theme.ink}, theme, ("now", int(frame["year"].max())), 238)


_DRAWN: Mapping[Chart, Callable[[Highlight, Theme], go.Figure]] = {
    "pairs": _bars, "bars": _bars, "ranking": _bars, "contributions": _bars, "before-now": _before_now,
    "shares": _shares, "years": _years,
}  # fmt: skip
