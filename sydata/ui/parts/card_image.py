"""A picture of a card to take away, made in the reader's browser: nothing is sent anywhere, nothing is installed.

Charts in plotly are taken from the page as they stand; small multiples come as one SVG.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType

import streamlit as st

from sydata.charts.theme import FONTS, Theme
from sydata.text import escape
from sydata.ui.i18n import _

NONE: Mapping[str, str] = MappingProxyType({})
SCRIPT = Path(__file__).parent / "picture.js"


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
    """The button as markup. Nothing in spec can end the script: `<` is written as an escape."""
    id = f"picture_{key}"
    told = json.dumps(spec | {"id": id}).replace("<", "\\u003c")
    label = escape(_("Copy picture") if "copy" in spec else _("Save as picture"))
    script = _script().replace("SPEC;", f"{told};", 1)
    return (
        f"<button class='sy-copy sy-picture-button' type='button' id='{escape(id)}'>{label}</button>"
        f"<script>{script}</script>"
    )


@cache
def _script() -> str:
    """The code without its notes; `<` before a letter is written as an escape, since Streamlit throws away a script
    that seems to hold markup.
    """
    lines = SCRIPT.read_text(encoding="utf-8").splitlines()
    code = "\n".join(line for line in lines if not line.strip().startswith("//"))
    return re.sub(r"<(?=[\w/!])", r"\\u003c", code)
