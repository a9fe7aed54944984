"""Two years of every unit on one line: a hollow dot before, a full dot now."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from sydata.charts.theme import (
    MARGIN,
    PICKED,
    ROW,
    Theme,
    axis,
    doubts_of,
    figure,
    labels_of,
    rows_axis,
    text_width,
)


def dumbbell(frame: pd.DataFrame, theme: Theme, names: tuple[str, str]) -> go.Figure:
    """frame: unit, before, now, text (the change in words), short (for the margin), top to bottom; names: of the years.

    A unit with only one of the two has only that dot. Rows whose `doubtful` is true don't set the scale: what leaves
    it is a red arrow at its end.
    """
    hollow = {"color": theme.paper, "line": {"color": theme.muted, "width": 1.6}}
    full = {"color": theme.scale[1]}
    doubts = doubts_of(frame)
    sure = frame[[not each for each in doubts]] if not all(doubts) else frame
    top = max([0.0, *_known(sure["before"]), *_known(sure["now"])])
    end, away = top * 1.05, {name: list(frame[name] > top) for name in ("before", "now")}
    frame = frame.assign(**{name: frame[name].clip(upper=end) for name in away})
    return figure(
        theme,
        ROW * len(frame) + 64,
        [
            _stems(frame, theme),
            _dots(frame, "before", names[0], hollow | _symbols(away["before"], hollow, theme)),
            _dots(frame, "now", names[1], full | _symbols(away["now"], full, theme)),
        ],
        xaxis=axis(
            theme, range=[-0.04 * top, top * 1.08 or 1], showgrid=True, side="top", tickformat=",~r", nticks=4
        ),
        yaxis=rows_axis(theme, len(frame), list(frame["unit"]), labels_of(frame)),
        annotations=_changes(frame, theme),
        margin=MARGIN | {"r": 10 + max(map(text_width, frame["short"]), default=0)},
        showlegend=True,
        legend=_legend(theme),
    )


def _symbols(away: list[bool], marker: dict, theme: Theme) -> dict:
    """A red arrow for what leaves the scale; nothing changes where nothing does."""
    if not any(away):
        return {}
    colours = [theme.red if each else marker["color"] for each in away]
    return {"symbol": ["triangle-right" if each else "circle" for each in away], "color": colours}


def _changes(frame: pd.DataFrame, theme: Theme) -> list[dict]:
    """The change of each unit, in a column at the right edge."""
    font = {"size": 11, "color": theme.muted}
    place = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 8, "showarrow": False, "font": font}
    return [
        {"y": unit, "text": text} | place for unit, text in zip(frame["unit"], frame["short"], strict=True)
    ]


def _known(values: pd.Series) -> list[float]:
    return [float(value) for value in values if not pd.isna(value)]


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


def _stems(frame: pd.DataFrame, theme: Theme) -> dict:
    x: list[float | None] = []
    y: list[str | None] = []
    for unit, before, now in frame[["unit", "before", "now"]].itertuples(index=False):
        if not (pd.isna(before) or pd.isna(now)):
            x += [float(before), float(now), None]
            y += [unit, unit, None]
    line = {"color": theme.faint, "width": 3}
    return {
        "type": "scatter",
        "x": x,
        "y": y,
        "mode": "lines",
        "line": line,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _dots(frame: pd.DataFrame, column: str, name: str, marker: dict) -> dict:
    return {
        "type": "scatter",
        "x": [None if pd.isna(value) else float(value) for value in frame[column]],
        "y": list(frame["unit"]),
        "mode": "markers",
        "name": name,
        "marker": {"size": 10, **marker},
        "unselected": dict(PICKED),
        "cliponaxis": False,
        "customdata": list(frame["text"]),
        "hovertemplate": "%{y}<br><b>%{customdata}</b><extra></extra>",
    }
