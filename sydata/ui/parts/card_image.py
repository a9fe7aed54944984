"""A picture of a card to take away, made in the reader's browser: nothing is sent anywhere, nothing is installed.

Charts in plotly are taken from the page as they stand; small multiples come as one SVG.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import streamlit as st

from sydata.charts.theme import FONTS, Theme
from sydata.text import escape
from sydata.ui.i18n import _
from sydata.ui.parts.scripts import PICTURE

NONE: Mapping[str, str] = MappingProxyType({})


def picture_button(svg: str, key: str, file_name: str) -> None:
    """A button that saves this SVG as PNG."""
    _button({"svg": svg, "file": f"{file_name}.png"}, key)


def chart_picture_button(
    key: str, heads: Sequence[str], file_name: str, theme: Theme, colours: Mapping[str, str] = NONE
) -> None:
    """A button that saves the plotly chart shown under this key; heads: the lines above it in the
    picture; colours: name → colour, where the chart needs a key.
    """
    _button(_chart_spec(key, heads, file_name, theme, colours), key)


def chart_copy_button(
    key: str, heads: Sequence[str], file_name: str, theme: Theme, colours: Mapping[str, str] = NONE
) -> None:
    """A button that copies the same picture to the clipboard; where a browser keeps it shut, it saves the picture."""
    words = {"copy": [_("Copied"), _("Saved instead")]}
    _button(_chart_spec(key, heads, file_name, theme, colours) | words, f"{key}_copy")


def _chart_spec(
    key: str, heads: Sequence[str], file_name: str, theme: Theme, colours: Mapping[str, str]
) -> dict[str, object]:
    look = {"ink": theme.ink, "muted": theme.muted, "paper": theme.paper, "fonts": FONTS.replace('"', "")}
    return {"chart": key, "heads": [*heads], "key": [*colours.items()], "file": f"{file_name}.png", **look}


def _button(spec: dict[str, object], key: str) -> None:
    st.html(button_html(spec, key), unsafe_allow_javascript=True, width="content")


def button_html(spec: dict[str, object], key: str) -> str:
    """The button as markup. `<` is written as an escape: Streamlit throws away what seems to hold markup."""
    told = json.dumps(spec).replace("<", "\\u003c").replace(">", "\\u003e")
    label = escape(_("Copy picture") if "copy" in spec else _("Save as picture"))
    return (
        f"<button class='sy-copy sy-picture-button' type='button' id='picture_{escape(key)}' "
        f"data-spec='{escape(told)}'>{label}</button><script>{PICTURE}</script>"
    )
