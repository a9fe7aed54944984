"""Sorted bars of units with their figures printed; negative ones go left, for contributions."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from sydata.charts.theme import ROW, Theme, axis, figure, rows_axis


def ranking(frame: pd.DataFrame, theme: Theme) -> go.Figure:
    """frame: unit, value, text, in the order of the rows from top to bottom; a missing value has no bar.

    Negative values go to the left of zero, and then their colour stands back. Where the frame has a column
    `outlined`, the bars it is true for are drawn in outline and hatched: they are of another kind.
    """
    values = [0.0 if pd.isna(value) else float(value) for value in frame["value"]]
    return figure(
        theme,
        ROW * len(frame) + 20,
        [_bars(frame, values, theme)],
        bargap=0.34,
        xaxis=axis(theme, range=_span(values), showticklabels=False),
        yaxis=rows_axis(theme, len(frame)),
    )


def _bars(frame: pd.DataFrame, values: list[float], theme: Theme) -> dict:
    return {
        "type": "bar",
        "y": list(frame["unit"]),
        "x": values,
        "orientation": "h",
        "marker": _marker(frame, values, theme),
        "text": list(frame["text"]),
        "textposition": "outside",
        "textfont": {"size": 12, "color": theme.ink},
        "cliponaxis": False,
        "hovertemplate": "%{y}<br><b>%{text}</b><extra></extra>",
    }


def _marker(frame: pd.DataFrame, values: list[float], theme: Theme) -> dict:
    colours = [theme.scale[1] if value >= 0 else theme.categories["other"] for value in values]
    if "outlined" not in frame:
        return {"color": colours}
    outlined = [bool(each) for each in frame["outlined"]]
    pattern = {"shape": ["/" if each else "" for each in outlined], "fillmode": "replace", "size": 6}
    return {
        "color": colours,
        "line": {"color": colours, "width": [1.2 if each else 0 for each in outlined]},
        "pattern": pattern,
    }


def _span(values: list[float]) -> list[float]:
    """Zero is always in; room beside the ends for the printed figures."""
    low, high = min([0.0, *values]), max([0.0, *values])
    width = (high - low) or 1.0
    return [low - width * 0.3 if low else 0.0, high + width * 0.3]
