"""A card: a title that states the finding, what is measured, the chart, and its table one click away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from sydata.charts.theme import NO_BAR
from sydata.exports import data
from sydata.ui.i18n import _
from sydata.ui.parts.table import table


def card_head(title: str, note: str, key: Mapping[str, str] | None = None) -> None:
    """Title, the small line, and a colour key (name → colour) where the chart has no direct labels."""
    st.html(head_html(title, note, key or {}))


def head_html(title: str, note: str, key: Mapping[str, str]) -> str:
    """The head of a card as markup."""
    marks = "".join(f"<li><i style='background:{escape(c)}'></i>{escape(n)}</li>" for n, c in key.items())
    return f"<p class='sy-card-title'>{escape(title)}</p><p class='sy-note'>{escape(note)}</p>" + (
        f"<ul class='sy-key'>{marks}</ul>" if marks else ""
    )


def chart(figure: go.Figure, key: str, title: str) -> None:
    """Show a figure in our own look; the title is what a screen reader says."""
    st.plotly_chart(figure, theme=None, config=dict(NO_BAR), key=f"chart_{key}", alt=title)


def behind(frame: pd.DataFrame, key: str, file_name: str, numbers: Sequence[str], sums: int = 0) -> None:
    """The table behind a chart: folded, with the same rows to download."""
    with st.expander(_("Show the table"), key=f"table_{key}"):
        table(frame, numbers, sums=sums)
        st.download_button(
            _("Download this table"),
            lambda: csv_bytes(frame),
            f"{file_name}.csv",
            "text/csv",
            key=f"download_{key}",
            on_click="ignore",
        )


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """The rows of a table as a text file that a Chinese spreadsheet opens with its characters intact."""
    return data.csv_bytes(frame, changes=True)
