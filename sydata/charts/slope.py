"""A few items in two periods: a line each from then to now, with both figures written at its ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from sydata.charts.theme import MARGIN, Theme, apart, axis, doubts_of, figure, text_width

HEIGHT = 240  # px
HEAD = 34  # px above the scale, for the names of the periods
ENDS = ("before", "now")


def slope(frame: pd.DataFrame, colours: Mapping[str, str], theme: Theme, names: tuple[str, str]) -> go.Figure:
    """frame: series, label, before, now (missing: no such end), before_text, now_text; names: of the periods.

    The scale begins at zero; rows whose `doubtful` is true end with the scale of the others.
    Texts that would stand on each other are moved apart.
    """
    doubts = doubts_of(frame)
    sure = frame[[not each for each in doubts]] if not all(doubts) else frame
    top = max([0.0, *(float(v) for end in ENDS for v in sure[end] if not pd.isna(v))]) * 1.06 or 1.0
    frame = frame.assign(**{end: frame[end].astype("float64").clip(upper=top) for end in ENDS})
    left, right = [*frame["before_text"], names[0]], [*(frame["now_text"] + frame["label"]), names[1]]
    margin = {"t": HEAD, "l": _room(left), "r": _room(right)}
    return figure(
        theme,
        HEIGHT + HEAD,
        [_line(row, colours[row["series"]]) for row in frame.to_dict("records")],
        annotations=[*_texts(frame, "before", top, colours), *_texts(frame, "now", top, colours)]
        + [_name(at, name, theme) for at, name in enumerate(names)],
        margin=MARGIN | margin,
        xaxis=axis(theme, range=[-0.02, 1.02], showticklabels=False),
        yaxis=axis(theme, range=[0, top], showticklabels=False, zeroline=True, zerolinecolor=theme.grid),
    )


def _room(texts: Sequence[str]) -> int:
    return 18 + max(map(text_width, texts), default=0)


def _line(row: Mapping, colour: str) -> dict:
    ends = [None if pd.isna(row[end]) else float(row[end]) for end in ENDS]
    return {
        "type": "scatter",
        "x": [0, 1],
        "y": ends,
        "mode": "lines+markers",
        "line": {"color": colour, "width": 2.5},
        "marker": {"size": 8, "color": colour},
        "cliponaxis": False,
        "customdata": [row["before_text"], row["now_text"]],
        "hovertemplate": f"{row['label']}<br><b>%{{customdata}}</b><extra></extra>",
    }


def _texts(frame: pd.DataFrame, end: str, top: float, colours: Mapping[str, str]) -> list[dict]:
    """The figures at one end, behind those of now the names, from the top down and never on each other."""
    rows = frame[frame[end].notna()].sort_values(end, ascending=False).to_dict("records")
    heights = apart([float(row[end]) / top * HEIGHT for row in rows])
    now = end == "now"
    return [
        {
            "x": 1 if now else 0,
            "y": height / HEIGHT * top,
            "text": f"{row[f'{end}_text']} {row['label']}" if now else row[f"{end}_text"],
            "xanchor": "left" if now else "right",
            "xshift": 9 if now else -9,
            "showarrow": False,
            "font": {"size": 12, "color": colours[row["series"]]},
        }
        for row, height in zip(rows, heights, strict=True)
    ]


def _name(at: int, name: str, theme: Theme) -> dict:
    side = {"xanchor": "left" if at else "right", "xshift": 9 if at else -9}
    font = {"size": 12, "color": theme.muted}
    return {
        "x": at,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 8,
        "text": name,
        "showarrow": False,
        "font": font,
    } | side
