"""Two years of every unit on one line: a hollow dot before, a full dot now."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from sydata.charts.theme import ROW, Theme, blank, rows_down


def dumbbell(frame: pd.DataFrame, theme: Theme, names: tuple[str, str]) -> go.Figure:
    """frame: unit, before, now, text (the change in words), top to bottom; names: of the two years.

    A unit with only one of the two has only that dot.
    """
    figure = blank(theme, ROW * len(frame) + 64)
    _stems(figure, frame, theme)
    _dots(
        figure,
        frame,
        "before",
        names[0],
        {"color": theme.paper, "line": {"color": theme.muted, "width": 1.6}},
    )
    _dots(figure, frame, "now", names[1], {"color": theme.scale[1]})
    top = frame[["before", "now"]].astype("Float64").max(skipna=True).max()
    figure.update_xaxes(range=[0, (0 if pd.isna(top) else float(top)) * 1.08 or 1], showgrid=True, side="top")
    figure.update_xaxes(tickformat=",~r", nticks=5)
    rows_down(figure, len(frame), theme)
    figure.update_layout(showlegend=True, legend=_legend(theme))
    return figure


def _legend(theme: Theme) -> dict:
    return {
        "orientation": "h",
        "x": 0,
        "y": 1,
        "yref": "container",
        "yanchor": "top",
        "font": {"color": theme.muted, "size": 12},
        "itemclick": False,
        "itemdoubleclick": False,
    }


def _stems(figure: go.Figure, frame: pd.DataFrame, theme: Theme) -> None:
    both = frame.dropna(subset=["before", "now"])
    x: list[float | None] = []
    y: list[str | None] = []
    for unit, before, now in both[["unit", "before", "now"]].itertuples(index=False):
        x += [float(before), float(now), None]
        y += [unit, unit, None]
    figure.add_scatter(
        x=x, y=y, mode="lines", line={"color": theme.faint, "width": 3}, hoverinfo="skip", showlegend=False
    )


def _dots(figure: go.Figure, frame: pd.DataFrame, column: str, name: str, marker: dict) -> None:
    figure.add_scatter(
        x=[None if pd.isna(value) else float(value) for value in frame[column]],
        y=list(frame["unit"]),
        mode="markers",
        name=name,
        marker={"size": 10, **marker},
        cliponaxis=False,
        customdata=frame["text"].to_numpy(),
        hovertemplate="%{y}<br><b>%{customdata}</b><extra></extra>",
    )
