"""Lines over the years, labelled where they end; a year without a figure is a gap."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from sydata.charts.theme import Theme, blank

HAN, LATIN = 14, 7  # px a character of a name takes to the right of the lines
CLOSE = 7  # years whose names fit side by side on a narrow screen


def trend(
    frame: pd.DataFrame, colours: Mapping[str, str], theme: Theme, chosen: tuple[str, int], height: int = 260
) -> go.Figure:
    """frame: series, label, year, value, text, doubtful; colours: of the series; chosen: series and year.

    The chosen point carries its figure; the other series stand back. An empty series chooses none. Doubtful
    points don't set the scale: one that leaves it is a gap in the line, with an arrow at the upper edge.
    """
    figure, top = blank(theme, height), _top(frame)
    years = range(int(frame["year"].min()), int(frame["year"].max()) + 1)
    away = frame["doubtful"] & (frame["value"] > top)
    for series, rows in frame[~away].groupby("series", sort=False):
        points = rows.set_index("year").reindex(years)
        _line(figure, points, colours[str(series)], str(series) == chosen[0])
        _name(figure, rows.dropna(subset="value"), colours[str(series)])
    _mark(figure, frame[~away], theme, chosen)
    _point_away(figure, frame[away], theme, top)
    _axes(figure, top, list(years))
    figure.update_layout(margin={"r": max(map(_width, frame["label"]))})
    return figure


def _line(figure: go.Figure, points: pd.DataFrame, colour: str, strong: bool) -> None:
    figure.add_scatter(
        x=list(points.index),
        y=[None if pd.isna(value) else float(value) for value in points["value"]],
        customdata=points[["label", "text"]].fillna("").to_numpy(),
        mode="lines+markers",
        connectgaps=False,
        line={"color": colour, "width": 2.5 if strong else 1.5},
        marker={"size": 6 if strong else 4, "color": colour},
        hovertemplate="%{x} · %{customdata[0]}<br><b>%{customdata[1]}</b><extra></extra>",
    )


def _name(figure: go.Figure, rows: pd.DataFrame, colour: str) -> None:
    """The series' name beside its last point, in its colour."""
    if len(rows):
        last = rows.sort_values("year").iloc[-1]
        _say(figure, last, last["label"], {"color": colour, "size": 12}, {"xanchor": "left", "xshift": 9})


def _mark(figure: go.Figure, frame: pd.DataFrame, theme: Theme, chosen: tuple[str, int]) -> None:
    """The figure of the chosen period, in the red of the product, over its point."""
    series, year = chosen
    hit = frame[(frame["series"] == series) & (frame["year"] == year) & frame["value"].notna()]
    for _, row in hit.iterrows():
        figure.add_scatter(
            x=[year],
            y=[float(row["value"])],
            mode="markers",
            marker={"size": 10, "color": theme.red},
            hoverinfo="skip",
        )
        ground = {"bgcolor": theme.paper, "borderpad": 1, "xanchor": "center", "yshift": 19}
        _say(figure, row, row["text"], {"color": theme.red, "size": 13}, ground)


def _say(figure: go.Figure, row: pd.Series, text: str, font: dict, place: dict) -> None:
    figure.add_annotation(
        x=int(row["year"]), y=float(row["value"]), text=text, showarrow=False, font=font, **place
    )


def _top(frame: pd.DataFrame) -> float:
    """Where the scale ends: above the largest figure that nobody doubts, or of all where all are doubted."""
    sure = frame[~frame["doubtful"]]
    values = (sure if len(sure) else frame)["value"].astype("Float64")
    return (float(values.max()) if values.notna().any() else 0.0) * 1.18 or 1.0


def _point_away(figure: go.Figure, rows: pd.DataFrame, theme: Theme, top: float) -> None:
    """Arrows at the upper edge: here is a figure in question, off the scale; its words come on hovering."""
    figure.add_scatter(
        x=list(rows["year"]),
        y=[top * 0.97] * len(rows),
        mode="markers",
        marker={"symbol": "arrow-up", "size": 12, "color": theme.red},
        customdata=rows[["label", "text"]].to_numpy(),
        hovertemplate="%{x} · %{customdata[0]}<br><b>%{customdata[1]}</b><extra></extra>",
    )


def _width(name: str) -> int:
    return 12 + sum(HAN if ord(letter) > 0x2E7F else LATIN for letter in name)


def _axes(figure: go.Figure, top: float, years: list[int]) -> None:
    """Zero at the foot; every second year named where there are many, always the last one."""
    named = years[::-1][:: 1 if len(years) <= CLOSE else 2]
    figure.update_xaxes(range=[years[0] - 0.4, years[-1] + 0.4], tickvals=named, tickformat="d")
    figure.update_yaxes(range=[0, top], showgrid=True, nticks=4, tickformat=",~r")
