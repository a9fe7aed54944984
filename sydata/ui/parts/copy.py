"""A button that copies what stands in a text area to the clipboard."""

from __future__ import annotations

import streamlit as st

from sydata.text import escape
from sydata.ui.i18n import _
from sydata.ui.parts.scripts import COPY


def copy_button(area: str, key: str) -> None:
    """Show the button; area: the key of the text area that it copies."""
    st.html(copy_html(area, key), unsafe_allow_javascript=True, width="content")


def copy_html(area: str, key: str) -> str:
    """The button as markup. Both keys are ours: letters, digits, `-` and `_`."""
    label, done = escape(_("Copy")), escape(_("Copied"))
    button = f"<button class='sy-copy' type='button' id='{key}' data-area='{area}' data-done='{done}'>{label}</button>"
    return f"{button}<script>{COPY}</script>"
