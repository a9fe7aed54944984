"""Sorted bars of units with their figures printed; negative ones go left."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from sydata.charts.theme import (
    PICKED,
    ROW,
    Theme,
    axis,
    doubts_of,
    figure,
    labels_of,
    outline,
    rows_axis,
    span_of,
    text_width,
)

# px of the bars on the narrowest screen: bars to one side shrink with a phone, those to both sides scroll.
NARROWEST, NARROWEST_BOTH = 190, 470
MOST_ROOM = 0.6  # of the width, for what is printed on one side


def ranking(frame: pd.DataFrame, theme: Theme) -> go.Figure:
    """frame: unit, value, text, in the order of the rows from top to bottom; a missing value has no bar.

    Negative values go to the left of zero, and then their colour stands back. Where the frame has a column
    `outlined`, the bars it is true for are drawn in outline: they are of another kind. Bars whose
    `doubtful` is true end with the scale of the others. A column `colour` gives the bars their own.
    """
    given = [0.0 if pd.isna(value) else float(value) for value in frame["value"]]
    low, high = span_of(given, doubts_of(frame))
    values = [min(max(value, low), high) for value in given]
    return figure(
        theme,
        ROW * len(frame) + 20,
        [_bars(frame, values, theme)],
        bargap=0.34,
        xaxis=axis(theme, range=_span(values, list(frame["text"])), showticklabels=False),
        yaxis=rows_axis(theme, len(frame), list(frame["unit"]), labels_of(frame)),
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
        "unselected": {**PICKED, "textfont": {"color": theme.muted}},
        "cliponaxis": False,
        "hovertemplate": "%{y}<br><b>%{text}</b><extra></extra>",
    }


def _marker(frame: pd.DataFrame, values: list[float], theme: Theme) -> dict:
    sides = [theme.scale[1] if value >= 0 else theme.categories["other"] for value in values]
    colours = list(frame["colour"]) if "colour" in frame else sides
    if "outlined" not in frame:
        return {"color": colours}
    return outline(colours, [bool(each) for each in frame["outlined"]])


def _span(values: Sequence[float], texts: Sequence[str]) -> list[float]:
    """Zero is always in; beside the bars is room for what is printed there, on a narrow screen too."""
    low, high = min([0.0, *values]), max([0.0, *values])
    narrowest = NARROWEST_BOTH if low < 0 else NARROWEST
    needs = [(value, text_width(text) / narrowest) for value, text in zip(values, texts, strict=True)]
    left = min(MOST_ROOM, max([need for value, need in needs if value < 0], default=0.0))
    right = min(MOST_ROOM, max([need for value, need in needs if value >= 0], default=0.0))
    width = ((high - low) or 1.0) / (1 - left - right)
    return [low - left * width, high + right * width]
