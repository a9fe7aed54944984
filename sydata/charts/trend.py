"""Lines over the years, labelled where they end; a year without a figure is a gap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from sydata.charts.theme import LOWER, MARGIN, Theme, apart, axis, figure, text_width

CLOSE = 7  # years whose names fit side by side on a narrow screen
FOOT = 56  # px of margins and names of years
HEAD = 26  # px above the scale, where the chosen figure is written clear of every line
COLUMNS = ["series", "label", "year", "value", "text", "doubtful"]


class Point(NamedTuple):
    """A row of the frame."""

    series: str
    label: str
    year: int
    value: float
    text: str
    doubtful: bool


def trend(
    frame: pd.DataFrame, colours: Mapping[str, str], theme: Theme, chosen: tuple[str, int], height: int = 260
) -> go.Figure:
    """frame: series, label, year, value, text, doubtful; colours: of the series; chosen: series and year.

    The chosen point carries its figure above the scale; the other series stand back. An empty series chooses
    none. Doubtful points don't set the scale: one that leaves it is a gap in the line, with an arrow at the
    upper edge.
    """
    points = [Point(*row) for row in frame[COLUMNS].itertuples(index=False) if not pd.isna(row[3])]
    years = list(range(int(frame["year"].min()), int(frame["year"].max()) + 1))
    top = _top(points)
    away = [point for point in points if point.doubtful and point.value > top]
    series: dict[str, list[Point]] = {}
    for point in points:
        series.setdefault(point.series, []).extend([point] if point not in away else [])
    drawn = {id: sorted(line, key=lambda point: point.year) for id, line in series.items() if line}
    hit = [point for point in drawn.get(chosen[0], []) if point.year == chosen[1]]
    lines = [_line(line, years, colours[id], id == chosen[0]) for id, line in drawn.items()]
    return figure(
        theme,
        height,
        [*lines, *[_dot(point, theme) for point in hit], _arrows(away, theme, top)],
        annotations=[
            *_names(drawn, colours, (top, height)),
            *[_figure(point, years, theme) for point in hit],
        ],
        shapes=[_hairline(point, top, theme) for point in hit],
        margin=MARGIN | {"t": HEAD if hit else MARGIN["t"], "r": 12 + max(map(text_width, frame["label"]))},
        **_axes(theme, top, years),
    )


def _line(line: Sequence[Point], years: Sequence[int], colour: str, strong: bool) -> dict:
    at = {point.year: point for point in line}
    return {
        "type": "scatter",
        "x": list(years),
        "y": [at[year].value if year in at else None for year in years],
        "customdata": [[at[year].label, at[year].text] if year in at else ["", ""] for year in years],
        "mode": "lines+markers",
        "connectgaps": False,
        "line": {"color": colour, "width": 2.5 if strong else 1.5},
        "marker": {"size": 6 if strong else 4, "color": colour},
        "hovertemplate": "%{x} · %{customdata[0]}<br><b>%{customdata[1]}</b><extra></extra>",
    }


def _names(
    drawn: Mapping[str, Sequence[Point]], colours: Mapping[str, str], scale: tuple[float, int]
) -> list[dict]:
    """The series' names beside their last points; those that would stand on each other are moved apart.

    scale: where it ends, and how many px high the chart is.
    """
    top, height = scale
    px = max(height - FOOT, 1)
    lasts = sorted(((line[-1], id) for id, line in drawn.items()), key=lambda end: -end[0].value)
    heights = apart([px * last.value / top for last, _id in lasts])
    return [_name(last, colours[id], at * top / px) for (last, id), at in zip(lasts, heights, strict=True)]


def _name(last: Point, colour: str, height: float) -> dict:
    """The series' name beside its last point, in its colour."""
    font = {"color": colour, "size": 12}
    return {
        "x": last.year,
        "y": height,
        "text": last.label,
        "showarrow": False,
        "font": font,
        "xanchor": "left",
        "xshift": 9,
    }


def _dot(point: Point, theme: Theme) -> dict:
    """The chosen point, in the red of the product."""
    return {
        "type": "scatter",
        "x": [point.year],
        "y": [point.value],
        "mode": "markers",
        "marker": {"size": 10, "color": theme.red},
        "hoverinfo": "skip",
    }


def _figure(point: Point, years: Sequence[int], theme: Theme) -> dict:
    """The chosen figure above the scale; near the ends it stands to the inner side of its year."""
    place = (point.year - years[0]) / max(years[-1] - years[0], 1)
    return {
        "x": point.year,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "xanchor": "left" if place < 0.2 else "right" if place > 0.8 else "center",
        "text": point.text,
        "showarrow": False,
        "font": {"color": theme.red, "size": 13},
    }


def _hairline(point: Point, top: float, theme: Theme) -> dict:
    """From the chosen point up to its figure."""
    line = {"color": theme.red, "width": 1, "dash": "dot"}
    return {"type": "line", "x0": point.year, "x1": point.year, "y0": point.value, "y1": top, "line": line}


def _top(points: Sequence[Point]) -> float:
    """Where the scale ends: above the largest figure that nobody doubts, or of all where all are doubted."""
    sure = [point.value for point in points if not point.doubtful]
    return max([0.0, *(sure or [point.value for point in points])]) * 1.18 or 1.0


def _arrows(away: Sequence[Point], theme: Theme, top: float) -> dict:
    """Arrows at the upper edge: here is a figure in question, off the scale; its words come on hovering."""
    return {
        "type": "scatter",
        "x": [point.year for point in away],
        "y": [top * 0.97] * len(away),
        "mode": "markers",
        "marker": {"symbol": "arrow-up", "size": 12, "color": theme.red},
        "customdata": [[point.label, point.text] for point in away],
        "hovertemplate": "%{x} · %{customdata[0]}<br><b>%{customdata[1]}</b><extra></extra>",
    }


def _axes(theme: Theme, top: float, years: list[int]) -> dict[str, dict]:
    """Zero at the foot; every second year named where there are many, always the last one."""
    named = years[::-1][:: 1 if len(years) <= CLOSE else 2]
    return {
        "xaxis": axis(
            theme, range=[years[0] - 0.4, years[-1] + 0.4], tickvals=named, tickformat="d", **LOWER
        ),
        "yaxis": axis(theme, range=[0, top], showgrid=True, nticks=4, tickformat=",~r"),
    }
