"""A finding's figures as a native chart that carries its data: Edit Data opens the very numbers of the briefing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pptx.chart.chart import Chart
from pptx.chart.data import ChartData
from pptx.chart.series import BarSeries
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Pt

from sydata.analysis.briefing import Figure, Highlight
from sydata.charts.highlight import colours
from sydata.charts.theme import LIGHT, text_on
from sydata.exports.briefing.plots import PLOTS, Plot, exact, number_format, without_gaps
from sydata.exports.briefing.stage import LATIN, Box, colour, inches, name_han, span
from sydata.exports.tables import guarded, storable

NOW, BEFORE, LESS = (
    LIGHT.scale[1],
    LIGHT.faint,
    LIGHT.categories["other"],
)  # this period; the one before; minus
PARTS = colours(LIGHT)
CHART_BOX = Box(0.62, 2.42, 12.1, 4.15)
ROOM = 0.14  # of the range is left beyond the longest bar for its label
LABELS = 12  # pt
FEW, TIGHT = 8, 9  # so many groups take labels of the usual size; those of more, in pt
NAMED = 3  # so few groups say the series at each bar
LEAST = 10.0  # pt: a name that must be smaller to stand inside its part stands above the bars
BAR_POINTS = 700.0  # about how long a whole bar is


def draw(slide: Slide, found: Highlight, box: Box = CHART_BOX) -> Chart:
    """The finding's chart on a slide. Its alternative text is the finding's sentence."""
    plot = without_gaps(PLOTS[found.chart](found))
    data = ChartData(number_format=number_format(found))
    data.categories = [_name(name) for name in plot.names]
    for name, figures in plot.series:
        data.add_series(_name(name), [exact(f) for f in figures])
    frame: Any = slide.shapes.add_chart(plot.kind, *inches(box), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", storable(found.message))
    chart: Chart = frame.chart
    _look(chart, plot)
    LOOKS[found.chart](chart, found, plot)
    return chart


def _name(words: str) -> str:
    """A name in the chart's workbook, which would calculate what looks like a formula."""
    return guarded(storable(words))


# ---- how it looks ----
def _look(chart: Chart, plot: Plot) -> None:
    """No legend, no grid, no value axis; bars from zero with room for their labels; names where they can be read."""
    chart.has_legend = chart.has_title = False
    chart.font.size, chart.font.name = Pt(LABELS), LATIN
    chart.font.color.rgb = colour(LIGHT.ink)
    name_han(chart._chartSpace.txPr.p_lst[0].pPr.defRPr)
    values, names = chart.value_axis, chart.category_axis
    values.has_major_gridlines, values.visible = False, False
    numbers = [
        f.drawn for _, figures in plot.series for f in figures if f is not None and f.drawn is not None
    ]
    least, most = min([0.0, *numbers]), max([0.0, *numbers])
    room = (most - least) * ROOM or 1.0
    values.minimum_scale = least - room if least < 0 else 0.0
    values.maximum_scale = most + room if most > 0 or not least else 0.0
    names.has_major_gridlines = False
    names.major_tick_mark = names.minor_tick_mark = XL_TICK_MARK.NONE
    names.format.line.color.rgb = colour(LIGHT.faint)
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.reverse_order = plot.kind in (XL_CHART_TYPE.BAR_CLUSTERED, XL_CHART_TYPE.BAR_STACKED_100)


def _paint(series: BarSeries, fill: str) -> None:
    series.invert_if_negative = False
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = colour(fill)


def _point(series: BarSeries, at: int, colour_of: str, hollow: bool) -> None:
    """One bar in a colour of its own; hollow, an outline alone: it is of another kind than the others.

    No pattern, which some programs draw as a plain pale bar.
    """
    look = series.points[at].format
    look.fill.solid()
    look.fill.fore_color.rgb = colour(LIGHT.paper if hollow else colour_of)
    if hollow:
        look.line.color.rgb, look.line.width = colour(colour_of), Pt(2)


def _labels(series: BarSeries, size: float, fill: str, inside: bool = False) -> Any:
    labels = series.data_labels
    labels.show_value = True
    labels.position = XL_LABEL_POSITION.CENTER if inside else XL_LABEL_POSITION.OUTSIDE_END
    labels.font.size, labels.font.name = Pt(size), LATIN
    labels.font.color.rgb = colour(fill)
    name_han(labels._element.txPr.p_lst[0].pPr.defRPr)
    # else some programs break a label at the width of its bar
    labels._element.txPr.bodyPr.set("wrap", "none")
    return labels


def _named(labels: Any, between: str) -> None:
    """Let labels say the series too: no legend to look up."""
    labels.show_series_name = True
    element = labels._element
    for old in element.findall(qn("c:separator")):
        element.remove(old)
    separator = element.makeelement(qn("c:separator"), {})
    separator.text = between
    element.find(qn("c:showBubbleSize")).addnext(separator)


def _both(chart: Chart, found: Highlight, plot: Plot) -> list[Any]:
    """Paint the series of two periods, the earlier one faint; their labels."""
    fills = dict(zip(found.series, (BEFORE, NOW), strict=False))
    made = []
    for series, (name, figures) in zip(chart.plots[0].series, plot.series, strict=True):
        _paint(series, fills.get(name, NOW))
        _hollow(series, figures, fills.get(name, NOW))
        made.append(_labels(series, LABELS if len(plot.names) <= FEW else TIGHT, LIGHT.ink))
    return made


def _pairs(chart: Chart, found: Highlight, plot: Plot) -> None:
    alone = all(
        sum(figures[at] is not None for _, figures in plot.series) == 1 for at in range(len(plot.names))
    )
    chart.plots[0].gap_width, chart.plots[0].overlap = (200, 100) if alone else (90, -8)
    for labels in _both(chart, found, plot):
        labels.font.size = Pt(14)
        _named(labels, "\n")


def _before_now(chart: Chart, found: Highlight, plot: Plot) -> None:
    """Few units say their periods at the bars; many have a key above them."""
    chart.plots[0].gap_width, chart.plots[0].overlap = 45, 0
    labels = _both(chart, found, plot)
    if len(plot.names) <= NAMED:
        for each in labels:
            _named(each, " ")
        return
    chart.category_axis.tick_labels.font.size = Pt(LABELS if len(plot.names) <= FEW else TIGHT + 1)
    chart.has_legend = True
    chart.legend.include_in_layout = False
    chart.legend.font.size = Pt(LABELS)
    chart.legend.position = XL_LEGEND_POSITION.TOP


def _shares(chart: Chart, found: Highlight, plot: Plot) -> None:
    chart.plots[0].gap_width, chart.plots[0].overlap = 55, 100
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, 1
    chart.category_axis.tick_labels.font.size = Pt(14)
    for series, (_, figures) in zip(chart.plots[0].series, plot.series, strict=True):
        key = next((f.key for f in figures if f is not None), "")
        fill = PARTS.get(key, LIGHT.muted)
        _paint(series, fill)
        size = _size_in(series.name, min(f.drawn or 0 for f in figures if f is not None))
        labels = _labels(series, max(size, LEAST), text_on(fill), inside=True)
        if size >= LEAST:
            _named(labels, "\n")
    if any(series.data_labels._element.find(qn("c:separator")) is None for series in chart.plots[0].series):
        _key(chart)


def _size_in(name: str, percent: float) -> float:
    """The size at which a name stands inside a part of the bar."""
    return min(13.0, (percent / 100 * BAR_POINTS - 4) / max(span(name, 1), 1))


def _key(chart: Chart) -> None:
    """Above the bars, what each colour is, where a part is too narrow for its name.

    All of them: programs do not agree on which entry of a key a number means, so none is left out.
    """
    chart.has_legend = True
    chart.legend.include_in_layout = False
    chart.legend.font.size = Pt(LABELS)
    chart.legend.position = XL_LEGEND_POSITION.TOP


def _years(chart: Chart, found: Highlight, plot: Plot) -> None:
    (series,), figures = chart.plots[0].series, plot.series[0][1]
    chart.plots[0].gap_width = 55 if len(figures) > NAMED else 250
    _paint(series, BEFORE)
    for at, each in enumerate(figures):
        last = at == len(figures) - 1
        if last or (each is not None and each.doubtful):
            _point(series, at, NOW if last else LIGHT.muted, each is not None and each.doubtful)
    _labels(series, 13 if len(figures) <= FEW + 1 else 11, LIGHT.ink)


def _contributions(chart: Chart, found: Highlight, plot: Plot) -> None:
    (series,), figures = chart.plots[0].series, plot.series[0][1]
    chart.plots[0].gap_width = 40
    _paint(series, NOW)
    for at, each in enumerate(figures):
        if each is not None:
            less = (each.drawn or 0) < 0
            fill = PARTS.get(each.key, LESS if less else NOW)
            _point(series, at, fill, each.outlined or each.doubtful)
    _labels(series, LABELS, LIGHT.ink)


def _ranked(chart: Chart, found: Highlight, plot: Plot) -> None:
    (series,), figures = chart.plots[0].series, plot.series[0][1]
    chart.plots[0].gap_width = 45
    _paint(series, NOW)
    for at, each in enumerate(figures):
        if each is not None and (each.key in PARTS or each.doubtful):
            _point(series, at, PARTS.get(each.key, NOW), each.doubtful)
    _labels(series, 13, LIGHT.ink)


def _hollow(series: BarSeries, figures: Sequence[Figure | None], fill: str) -> None:
    for at, each in enumerate(figures):
        if each is not None and (each.doubtful or each.outlined):
            _point(series, at, fill, True)


LOOKS: Mapping[str, Callable[[Chart, Highlight, Plot], None]] = {
    "pairs": _pairs,
    "before-now": _before_now,
    "shares": _shares,
    "years": _years,
    "contributions": _contributions,
    "ranking": _ranked,
    "bars": _ranked,
}
