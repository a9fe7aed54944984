"""How a whole divides into categories: one bar a measure, each 100 % wide, in the fixed colours."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from sydata.charts.theme import Theme, axis, figure, text_on

BAR = 46  # px a bar with its name takes
NARROW = 9.0  # percent below which a part is too small for a printed share


def split(frame: pd.DataFrame, theme: Theme, colours: Mapping[str, str] | None = None) -> go.Figure:
    """frame: bar, bar_label, category, label, share (0–100), text; bars from top to bottom in frame order.

    colours: of the parts, where they are not the categories.
    """
    labels = dict(zip(frame["bar"], frame["bar_label"], strict=True))
    bars = list(labels)
    parts: dict[str, dict[str, tuple[float, str, str]]] = {}
    for bar, _name, category, *part in frame.itertuples(index=False):
        parts.setdefault(str(category), {})[bar] = (float(part[1]), part[0], part[2])
    return figure(
        theme,
        BAR * len(bars) + 16,
        [
            _part([rows.get(bar) for bar in bars], (colours or theme.categories)[id])
            for id, rows in parts.items()
        ],
        barmode="stack",
        bargap=0.52,
        annotations=[_label(at, label, theme) for at, label in enumerate(labels.values())],
        xaxis=axis(theme, range=[0, 100], showticklabels=False),
        yaxis=axis(theme, range=[len(bars) - 0.5, -0.6], showticklabels=False),
    )


def _label(at: int, text: str, theme: Theme) -> dict:
    font = {"size": 12, "color": theme.muted}
    return {"x": 0, "y": at, "text": text, "showarrow": False, "xanchor": "left", "yshift": 21, "font": font}


def _part(rows: list[tuple[float, str, str] | None], colour: str) -> dict:
    """One category in every bar. rows: share, label and text, or None where the bar has no such part."""
    shares = [row[0] if row else 0.0 for row in rows]
    return {
        "type": "bar",
        "y": list(range(len(rows))),  # places, not names: a bar named 2024 would be taken for a number
        "x": shares,
        "orientation": "h",
        "marker": {"color": colour, "line": {"width": 0}},
        "text": [f"{value:.1f}%" if value >= NARROW else "" for value in shares],
        "textposition": "inside",
        "insidetextanchor": "start",
        "insidetextfont": {"color": text_on(colour), "size": 12},
        "textangle": 0,
        "customdata": [list(row[1:]) if row else ["", ""] for row in rows],
        "hovertemplate": "%{customdata[0]}<br><b>%{customdata[1]}</b><extra></extra>",
    }
