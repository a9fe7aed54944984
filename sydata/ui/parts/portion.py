"""A page of many rows: an office with thousands of units gets them in parts, and is told which ones of how many."""

from __future__ import annotations

from math import ceil

import streamlit as st

from sydata.text import escape
from sydata.ui.i18n import _

ROWS = 100  # of a table, a grid or a board
MARKS = 60  # of a chart, whose labels must be read


def portion(count: int, key: str, most: int = ROWS) -> slice:
    """Which of `count` rows are shown: all, or a page of `most` with a switch and words for it above them.

    Whoever shows a part offers the whole as a download.
    """
    if count <= most:
        return slice(0, count)
    pages = ceil(count / most)
    with st.container(horizontal=True, vertical_alignment="center", key=f"portion_{key}"):
        number = min(st.pagination(pages, key=f"page_{key}"), pages)
        shown = slice((number - 1) * most, min(number * most, count))
        st.html(f"<p class='sy-note'>{escape(portion_words(shown, count))}</p>", width="content")
    return shown


def portion_words(shown: slice, count: int) -> str:
    """`1–100 of 2,972`; empty where all are shown."""
    if shown.stop - shown.start == count:
        return ""
    return _("{first}–{last} of {count}").format(
        first=f"{shown.start + 1:,}", last=f"{shown.stop:,}", count=f"{count:,}"
    )
