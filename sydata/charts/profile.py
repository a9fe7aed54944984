"""One unit over the years beside its peers: their range as a band, their middle as a dashed line, its own on top."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from sydata.charts.theme import LOWER, MARGIN, Theme, axis, figure, text_width

HEIGHT = 220  # px
COLUMNS = ["year", "own", "text", "middle", "low", "high", "peers"]


def profile(frame: pd.DataFrame, theme: Theme, names: tuple[str, str], top: float) -> go.Figure:
    """frame: COLUMNS, a row a year, in order; own, middle, low and high may be missing; peers: their figures in words.

    names: of the unit and of its peers' middle; top: where the scale ends, the same for charts side by side.
    """
    own, middle = (_values(frame, column) for column in ("own", "middle"))
    years = [int(year) for year in frame["year"]]
    room = max(map(text_width, names)) + 12
    last = {name: _last(years, line) for name, line in zip(names, (own, middle), strict=True)}
    return figure(
        theme,
        HEIGHT,
        [*_band(frame, years, theme), _middle(years, middle, theme), _own(frame, years, own, theme)],
        annotations=_names(last, (theme.scale[1], theme.muted), top),
        margin=MARGIN | {"r": room},
        xaxis=axis(
            theme, range=[years[0] - 0.4, years[-1] + 0.4], tickvals=years[::-1][::2], tickformat="d", **LOWER
        ),
        yaxis=axis(theme, range=[0, top], showgrid=True, nticks=4, tickformat=",~r"),
    )


def _values(frame: pd.DataFrame, column: str) -> list[float | None]:
    return [None if pd.isna(value) else float(value) for value in frame[column]]


def _band(frame: pd.DataFrame, years: list[int], theme: Theme) -> list[dict]:
    """From the lowest to the highest peer, over the years that have peers."""
    there = [at for at, value in enumerate(frame["low"]) if not pd.isna(value)]
    x = [years[at] for at in there]
    edge = {"type": "scatter", "x": x, "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    low, high = ([float(frame[column].iloc[at]) for at in there] for column in ("low", "high"))
    return [edge | {"y": low}, edge | {"y": high, "fill": "tonexty", "fillcolor": theme.grid}]


def _middle(years: list[int], values: list[float | None], theme: Theme) -> dict:
    line = {"color": theme.muted, "width": 1.5, "dash": "dash"}
    return {"type": "scatter", "x": years, "y": values, "mode": "lines", "line": line, "hoverinfo": "skip"}


def _own(frame: pd.DataFrame, years: list[int], values: list[float | None], theme: Theme) -> dict:
    return {
        "type": "scatter",
        "x": years,
        "y": values,
        "mode": "lines+markers",
        "line": {"color": theme.scale[1], "width": 2.5},
        "marker": {"size": 7, "color": theme.scale[1]},
        "connectgaps": False,
        "cliponaxis": False,
        "customdata": frame[["text", "peers"]].to_numpy().tolist(),
        "hovertemplate": "%{x}<br><b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
    }


def _last(years: list[int], values: Sequence[float | None]) -> tuple[int, float] | None:
    known = [(year, value) for year, value in zip(years, values, strict=True) if value is not None]
    return known[-1] if known else None


def _names(ends: dict[str, tuple[int, float] | None], colours: tuple[str, str], top: float) -> list[dict]:
    """Each line's name at its end; where both end close to each other the upper one moves up, the lower down."""
    points = [end for end in ends.values() if end]
    close = len(points) == 2 and abs(points[0][1] - points[1][1]) < 0.09 * top
    higher = max(points, key=lambda point: point[1]) if points else None
    return [
        {
            "x": end[0],
            "y": end[1],
            "text": name,
            "showarrow": False,
            "xanchor": "left",
            "xshift": 9,
            "yshift": (8 if end is higher else -8) if close else 0,
            "font": {"size": 12, "color": colour},
        }
        for (name, end), colour in zip(ends.items(), colours, strict=True)
        if end
    ]
