"""The small stylesheet, and the colours it takes from the one theme."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from sydata.charts.theme import THEMES, Mode
from sydata.text import escape
from sydata.ui.i18n import _

# What white words stand on: in the dark the theme's own red, which is lighter for words on dark paper, is too light.
BUTTON: dict[Mode, str] = {"light": "#9c1c20", "dark": "#b94542"}
SHEET = Path(__file__).parent / "style.css"


def apply(mode: Mode) -> None:
    """Put the stylesheet on the page, in the colours of this mode and with the words of this language."""
    st.html(f"<style>{variables(mode)}{SHEET.read_text(encoding='utf-8')}</style>")


def variables(mode: Mode) -> str:
    """The colours as CSS variables, and the words that stand in for Streamlit's own English ones."""
    theme = THEMES[mode]
    values = {name: getattr(theme, name) for name in ("ink", "muted", "faint", "grid", "paper", "red")}
    values |= {"button": BUTTON[mode]} | {f"category-{id}": colour for id, colour in theme.categories.items()}
    words = {
        "brand": _("Double-support statistics"),
        "browse": _("Choose files"),
        "drop": _("or drag them here; many at once, archives too"),
    }
    lines = [f"--{name}: {value};" for name, value in values.items()]
    lines += [f'--word-{name}: "{_css_text(word)}";' for name, word in words.items()]
    return f":root {{ {' '.join(lines)} }}\n"


def _css_text(word: str) -> str:
    return escape(word, quote=False).replace("\\", "").replace('"', "")
