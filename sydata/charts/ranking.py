"""Sorted bars of units with their figures printed; negative ones go left, for contributions."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from sydata.charts.theme import ROW, Theme, blank, rows_down


def ranking(frame: pd.DataFrame, theme: Theme) -> go.Figure:
    """frame: unit, value, text, in the order of the rows from top to bottom; a missing value has no bar.

    Negative values go to the left of zero, and then their colour stands back.
    """
    values = [None if pd.isna(value) else float(value) for value in frame["value"]]
    main = theme.scale[1]
    figure = blank(theme, ROW * len(frame) + 20)
    figure.add_bar(
        y=list(frame["unit"]),
        x=[value or 0 for value in values],
        orientation="h",
        marker={"color": [main if (value or 0) >= 0 else theme.categories["other"] for value in values]},
        text=list(frame["text"]),
        textposition="outside",
        textfont={"size": 12, "color": theme.ink},
        cliponaxis=False,
        hovertemplate="%{y}<br><b>%{text}</b><extra></extra>",
    )
    figure.update_layout(bargap=0.34)
    figure.update_xaxes(range=_span([value for value in values if value is not None]), showticklabels=False)
    rows_down(figure, len(frame), theme)
    return figure


def _span(values: list[float]) -> list[float]:
    """Zero is always in; room beside the ends for the printed figures."""
    low, high = min([0.0, *values]), max([0.0, *values])
    width = (high - low) or 1.0
    return [low - width * 0.3 if low else 0.0, high + width * 0.3]
