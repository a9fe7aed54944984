"""The presentation: one message a screen, in letters that are read from three metres, moved by keys."""

from __future__ import annotations

import streamlit as st

from sydata.analysis.briefing import Briefing, Highlight
from sydata.catalog.briefing import phrase
from sydata.charts.enlarged import enlarged
from sydata.charts.highlight import highlight, key_of
from sydata.text import escape
from sydata.ui.briefing_panels import figures_frame
from sydata.ui.i18n import _
from sydata.ui.open_page import Context
from sydata.ui.parts.card import behind, chart, head_html
from sydata.ui.parts.scripts import FULL
from sydata.ui.registry import entry

SLIDE = "slide"  # the part of the address that names the screen
SCREEN = 2.0, (400, 560)  # of the charts: how much larger, and the px of their height
PHONE = 1.0, (150, 400)  # the same in a hand
# Nothing but the screen: the menu and the page's own frame are hidden here alone.
LOOK = """
<style>
[data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stSidebarCollapsedControl"],
[class*="st-key-take_slide"] { display: none; }
[data-testid="stMainBlockContainer"] { max-width: none; padding: 1.6vh 4vw 1vh; }
</style>
"""
FULL_SCREEN = f"<button class='sy-copy sy-full' type='button' id='go_full'>%s</button><script>{FULL}</script>"


def position(shown: Briefing) -> int:
    """Which screen: 0 the title, then a finding each, last the paragraph; from the address, kept within bounds."""
    asked = str(st.query_params.get(SLIDE, "0"))
    number = int(asked) if asked.isdecimal() and len(asked) < 4 else 0
    return min(number, last(shown))


def last(shown: Briefing) -> int:
    """The number of the last screen."""
    return len(shown.highlights) + 1


def move(to: int) -> None:
    """Go to a screen, from a widget's callback."""
    st.query_params[SLIDE] = str(to)


def screen(page: Context, shown: Briefing) -> None:
    """Draw the screen that the address names, and the keys below it."""
    st.html(LOOK)
    at = position(shown)
    with st.container(key="stage"):
        if at == 0:
            st.html(title_html(shown))
        elif at == last(shown):
            st.html(closing_html(shown))
        else:
            _finding(page, shown.highlights[at - 1], at)
    _keys(shown, at)


def title_html(shown: Briefing) -> str:
    """The first screen."""
    day = shown.created
    when = phrase("document", "date", shown.lang, year=day.year, month=day.month, day=day.day)
    by = phrase("document", "by", shown.lang, office=shown.office_name)
    body = "".join(f"<p>{line}</p>" for line in (escape(by), escape(when), f"<b>{escape(shown.status)}</b>"))
    return f"<header class='sy-head sy-slide sy-first'><h1>{escape(shown.title)}</h1>{body}</header>"


def closing_html(shown: Briefing) -> str:
    """The last screen: the paragraph as it stands in the report."""
    title, blocks = _("Overall"), "".join(f"<p>{escape(block)}</p>" for block in shown.blocks)
    return f"<header class='sy-head sy-slide sy-last'><h1>{escape(title)}</h1>{blocks}</header>"


def on_phone() -> bool:
    """Whether the screen is held in a hand, as far as the browser says."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def _finding(page: Context, found: Highlight, at: int) -> None:
    st.html(
        f"<header class='sy-head sy-slide'><h1><b>{at}</b>{escape(found.title)}</h1>"
        f"<p>{escape(found.message)}</p></header>"
    )
    key = key_of(found, page.theme)
    st.html(f"<div class='sy-slide-note'>{head_html('', found.note, key)}</div>")
    drawn = enlarged(highlight(found, page.theme), *(PHONE if on_phone() else SCREEN))
    chart(drawn, f"slide_{at}", found.title)
    behind(figures_frame(found), f"slide_{at}", f"{page.period.id}-{found.kind}", [_("Figure")])


def _keys(shown: Briefing, at: int) -> None:
    """Buttons with keys of their own: back, on (two keys), out; and how far it has come."""
    end = last(shown)
    with st.container(key="slide_keys", horizontal=True, vertical_alignment="center"):
        st.button(_("Back"), key="slide_back", shortcut="Left", on_click=move, args=(max(at - 1, 0),))
        st.button(_("Next slide"), key="slide_on", shortcut="Right", on_click=move, args=(min(at + 1, end),))
        st.button(
            _("Next screen"), key="slide_space", shortcut="Space", on_click=move, args=(min(at + 1, end),)
        )
        if st.button(_("Leave"), key="slide_out", shortcut="Esc"):
            st.query_params.pop(SLIDE, None)
            st.switch_page(entry("briefing").path)
        st.html(FULL_SCREEN % escape(_("Full screen")), unsafe_allow_javascript=True, width="content")
        version = (
            f"<b>{escape(shown.version)}</b>" if shown.draft else escape(shown.version)
        )  # it says so itself
        st.html(f"<p class='sy-slide-foot'>{version} · {at + 1}/{end + 1}</p>")
