"""Units down, periods or indicators across, every figure printed; the shade compares within a column."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from sydata.charts.theme import ROW, Theme, axis, figure, labels_of, rows_axis, text_width

FITS = 49  # px a printed figure may take before it is written smaller
SHADE_TURN = 0.55  # above this part of the scale the printed figure turns to the colour of paper


def heatmap(frame: pd.DataFrame, theme: Theme) -> go.Figure:
    """frame: unit, column, shade (0–1, NA: not reported), text; rows and columns in frame order."""
    units, columns = list(dict.fromkeys(frame["unit"])), list(dict.fromkeys(frame["column"]))
    labels = dict(zip(frame["unit"], labels_of(frame), strict=True))
    shades = [None if pd.isna(value) else float(value) for value in frame["shade"]]
    return figure(
        theme,
        ROW * len(units) + 40,
        [_grid(frame, shades, (units, columns), theme), _print(frame, shades, theme)],
        xaxis=axis(theme, side="top", type="category", tickangle=0),
        yaxis=rows_axis(theme, len(units), units, list(labels.values())),
    )


def _grid(
    frame: pd.DataFrame, shades: list[float | None], names: tuple[list[str], list[str]], theme: Theme
) -> dict:
    """The shaded cells. names: of rows and columns, in their order."""
    units, columns = names
    cells = dict(zip(zip(frame["unit"], frame["column"], strict=True), shades, strict=True))
    return {
        "type": "heatmap",
        "z": [[cells.get((unit, column)) for column in columns] for unit in units],
        "x": columns,
        "y": units,
        "zmin": 0,
        "zmax": 1,
        "colorscale": [[0, theme.scale[0]], [1, theme.scale[1]]],
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hoverinfo": "skip",
    }


def _print(frame: pd.DataFrame, shades: list[float | None], theme: Theme) -> dict:
    """The figures as one text layer, so that each has a colour that reads on its shade."""
    colours = [
        theme.faint if shade is None else theme.paper if shade > SHADE_TURN else theme.ink for shade in shades
    ]
    longest = max(map(text_width, frame["text"]), default=0)
    return {
        "type": "scatter",
        "x": list(frame["column"]),
        "y": list(frame["unit"]),
        "mode": "text",
        "text": list(frame["text"]),
        "textfont": {"size": 11 if longest <= FITS else 10, "color": colours},
        "hovertemplate": "%{y} · %{x}<br><b>%{text}</b><extra></extra>",
    }
