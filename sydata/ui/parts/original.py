"""The button that hands out a file as it was submitted, or why this reader has none."""

from __future__ import annotations

import streamlit as st

from sydata.text import escape
from sydata.ui import data
from sydata.ui.i18n import _
from sydata.ui.open_page import Context
from sydata.ui.parts.take import ANY, take_file


def original_button(page: Context, file_id: int, label: str, file: str, key: str) -> None:
    """A button for the bytes of a file; a sentence where it holds what others handed in, or there is no right to it."""
    if page.may("originals") and data.is_kept(page.source, file_id):
        name = file.rsplit("/", 1)[-1]
        take_file(label, lambda: data.original(page.source, file_id)[1], name, key, "originals", ANY)
        return
    said = _("The file as it was submitted is not open to you: it may hold what other units reported.")
    st.html(f"<p class='sy-note'>{escape(said)}</p>")
