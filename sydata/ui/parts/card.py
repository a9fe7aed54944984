"""A card: a title that states the finding, what is measured, the chart, and its table one click away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from sydata.charts.theme import NO_BAR
from sydata.exports.shown import shown_csv, shown_workbook
from sydata.text import escape
from sydata.ui.i18n import _, language
from sydata.ui.parts.card_image import chart_copy_button, chart_picture_button
from sydata.ui.parts.portion import portion
from sydata.ui.parts.table import table
from sydata.ui.parts.take import take_file
from sydata.ui.stamp import stamp


def card_head(title: str, note: str, key: Mapping[str, str] | None = None, hint: str = "") -> None:
    """Title, the small line, and a colour key (name → colour) where the chart has no direct labels.

    hint: what a reader of the screen can do; it stands behind the small line, and in no picture.
    """
    st.html(head_html(title, " · ".join(filter(None, [note, hint])), key or {}))


def head_html(title: str, note: str, key: Mapping[str, str]) -> str:
    """The head of a card as markup."""
    marks = "".join(f"<li><i style='background:{escape(c)}'></i>{escape(n)}</li>" for n, c in key.items())
    return f"<p class='sy-card-title'>{escape(title)}</p><p class='sy-note'>{escape(note)}</p>" + (
        f"<ul class='sy-key'>{marks}</ul>" if marks else ""
    )


def chart(
    figure: go.Figure, key: str, title: str, note: str = "", colours: Mapping[str, str] | None = None
) -> None:
    """Show a figure in our own look, with buttons that take it away as a picture under its title and note.

    The title is what a screen reader says; colours: the key above the chart, which the picture needs too.
    """
    st.plotly_chart(figure, theme=None, config=dict(NO_BAR), key=f"chart_{key}", alt=title)
    _take(key, title, note, colours or {})


def chart_to_pick(figure: go.Figure, key: str, title: str, note: str = "") -> int | None:
    """The same; a click on a mark gives its place among those of its kind, until it is clicked again."""
    shown = st.plotly_chart(
        figure,
        theme=None,
        config=dict(NO_BAR),
        key=f"chart_{key}",
        alt=title,
        on_select="rerun",
        selection_mode="points",
    )
    _take(key, title, note, {})
    points = shown["selection"]["points"]
    return int(points[0]["point_index"]) if points else None


def _take(key: str, title: str, note: str, colours: Mapping[str, str]) -> None:
    mark = stamp()
    heads = [line for line in (title, note, mark.origin) if line]
    with st.container(horizontal=True, key=f"take_{key}"):
        chart_picture_button(key, heads, _named(key), mark.theme, colours)
        chart_copy_button(key, heads, _named(key), mark.theme, colours)


def behind(
    frame: pd.DataFrame, key: str, file_name: str, numbers: Sequence[str], sums: int = 0, about: str = ""
) -> None:
    """The table behind a chart: folded, with the same rows to download. about: what the workbook says it is."""
    with st.expander(_("Show the table"), key=f"table_{key}"):
        part = portion(len(frame), f"table_{key}")
        table(frame.iloc[part], numbers, sums=max(0, sums - part.start))
        told = (about or file_name, "", stamp().origin)
        lang = language()  # the download is made after the run
        with st.container(horizontal=True, key=f"downloads_{key}"):
            name = _named(file_name)
            workbook, rows = (
                partial(shown_workbook, frame, numbers, told, lang),
                partial(shown_csv, frame, numbers),
            )
            take_file(_("Download this table (.xlsx)"), workbook, f"{name}.xlsx", f"workbook_{key}")
            take_file(_("Download this table (.csv)"), rows, f"{name}.csv", f"download_{key}")


def _named(name: str) -> str:
    """The name of a file, with the data version behind it."""
    return "_".join(filter(None, [name, stamp().mark]))
