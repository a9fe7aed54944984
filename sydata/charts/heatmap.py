"""Units down, periods or indicators across, every figure printed; the shade compares within a column."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from sydata.charts.theme import ROW, Theme, blank, rows_down

SHADE_TURN = 0.55  # above this part of the scale the printed figure turns to the colour of paper


def heatmap(frame: pd.DataFrame, theme: Theme) -> go.Figure:
    """frame: unit, column, shade (0–1, NA: not reported), text; rows and columns in frame order."""
    units, columns = list(dict.fromkeys(frame["unit"])), list(dict.fromkeys(frame["column"]))
    grid = frame.pivot(index="unit", columns="column", values="shade").reindex(index=units, columns=columns)
    figure = blank(theme, ROW * len(units) + 40)
    figure.add_heatmap(
        z=[[None if pd.isna(value) else float(value) for value in row] for row in grid.to_numpy()],
        x=columns,
        y=units,
        zmin=0,
        zmax=1,
        colorscale=[[0, theme.scale[0]], [1, theme.scale[1]]],
        showscale=False,
        xgap=2,
        ygap=2,
        hoverinfo="skip",
    )
    _print(figure, frame, theme)
    figure.update_xaxes(side="top", type="category", tickangle=0)
    rows_down(figure, len(units), theme)
    return figure


def _print(figure: go.Figure, frame: pd.DataFrame, theme: Theme) -> None:
    """The figures as one text layer, so that each has a colour that reads on its shade."""
    deep = frame["shade"].astype("Float64").fillna(0.0) > SHADE_TURN
    missing = frame["shade"].isna()
    colours = [
        theme.faint if gone else theme.paper if dark else theme.ink
        for gone, dark in zip(missing, deep, strict=True)
    ]
    figure.add_scatter(
        x=list(frame["column"]),
        y=list(frame["unit"]),
        mode="text",
        text=list(frame["text"]),
        textfont={"size": 11, "color": colours},
        hovertemplate="%{y} · %{x}<br><b>%{text}</b><extra></extra>",
    )
