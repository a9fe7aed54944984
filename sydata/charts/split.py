"""How a whole divides into categories: one bar a measure, each 100 % wide, in the fixed colours."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from sydata.charts.theme import Theme, blank, text_on

BAR = 46  # px a bar with its name takes
NARROW = 9.0  # percent below which a part is too small for a printed share


def split(frame: pd.DataFrame, theme: Theme) -> go.Figure:
    """frame: bar, bar_label, category, label, share (0–100), text; bars from top to bottom in frame order."""
    bars = list(dict.fromkeys(frame["bar"]))
    figure = blank(theme, BAR * len(bars) + 16)
    for category, rows in frame.groupby("category", sort=False):
        _part(figure, rows.set_index("bar").reindex(bars), theme.categories[str(category)])
    font = {"size": 12, "color": theme.muted}
    for at, label in enumerate(frame.drop_duplicates("bar")["bar_label"]):
        figure.add_annotation(x=0, y=at, text=label, showarrow=False, xanchor="left", yshift=19, font=font)
    figure.update_layout(barmode="stack", bargap=0.52)
    figure.update_xaxes(range=[0, 100], showticklabels=False)
    figure.update_yaxes(range=[len(bars) - 0.5, -0.6], showticklabels=False)
    return figure


def _part(figure: go.Figure, rows: pd.DataFrame, colour: str) -> None:
    shares = rows["share"].astype("Float64").fillna(0.0).astype(float)
    figure.add_bar(
        y=list(range(len(rows))),  # places, not names: a bar named 2024 would be taken for a number
        x=list(shares),
        orientation="h",
        marker={"color": colour, "line": {"width": 0}},
        text=[f"{value:.1f}%" if value >= NARROW else "" for value in shares],
        textposition="inside",
        insidetextanchor="start",
        insidetextfont={"color": text_on(colour), "size": 12},
        textangle=0,
        customdata=rows[["label", "text"]].fillna("").to_numpy(),
        hovertemplate="%{customdata[0]}<br><b>%{customdata[1]}</b><extra></extra>",
    )
