"""What adds and what takes away: a bar to either side of zero, its name and figure above it.

Names stand above the bars and not beside them, so that a phone has the whole width for both sides.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from sydata.charts.theme import PICKED, Theme, axis, doubts_of, figure, outline, span_of

BAR = 44  # px a bar with its words takes
WORDS = 17  # px from the middle of a bar up to its words


def diverging(frame: pd.DataFrame, theme: Theme) -> go.Figure:
    """frame: unit, value, text, in the order of the rows from top to bottom.

    A column `colour` gives bars their own colour; bars whose `outlined` is true are drawn in outline: they are of
    another kind; those whose `doubtful` is true end with the scale of the others. Otherwise bars to the left stand
    back.
    """
    given = [float(value) for value in frame["value"]]
    low, high = span_of(given, doubts_of(frame))
    values = [min(max(value, low), high) if high > low else 0.0 for value in given]
    room = ((high - low) or 1.0) * 0.01
    return figure(
        theme,
        BAR * len(frame) + 14,
        [_bars(frame, values, theme)],
        bargap=0.74,
        annotations=[each for at in range(len(frame)) for each in _words(at, frame.iloc[at], theme)],
        shapes=[_zero(at, theme) for at in range(len(frame))],
        xaxis=axis(theme, range=[low - room, high + room], showticklabels=False),
        yaxis=axis(theme, range=[len(frame) - 0.62, -0.86], showticklabels=False),
    )


def _bars(frame: pd.DataFrame, values: list[float], theme: Theme) -> dict:
    own = [theme.scale[1] if value >= 0 else theme.categories["other"] for value in values]
    colours = list(frame["colour"]) if "colour" in frame else own
    outlined = [bool(each) for each in frame["outlined"]] if "outlined" in frame else [False] * len(values)
    return {
        "type": "bar",
        "y": list(range(len(values))),
        "x": values,
        "orientation": "h",
        "marker": outline(colours, outlined),
        "unselected": dict(PICKED),
        "customdata": [[unit, text] for unit, text in zip(frame["unit"], frame["text"], strict=True)],
        "hovertemplate": "%{customdata[0]}<br><b>%{customdata[1]}</b><extra></extra>",
    }


def _words(at: int, row: pd.Series, theme: Theme) -> list[dict]:
    """The name at the left edge, the figure at the right one."""
    place = {"y": at, "xref": "paper", "yshift": WORDS, "showarrow": False}
    name = {"x": 0, "xanchor": "left", "text": row["unit"], "font": {"size": 12, "color": theme.ink}}
    told = {"x": 1, "xanchor": "right", "text": row["text"], "font": {"size": 12, "color": theme.muted}}
    return [place | name, place | told]


def _zero(at: int, theme: Theme) -> dict:
    """Zero, marked at each bar, so that no word is struck through."""
    line = {"color": theme.muted, "width": 1}
    return {"type": "line", "x0": 0, "x1": 0, "y0": at - 0.16, "y1": at + 0.16, "line": line}
