"""The head of a page: where we are, the question, and its answer in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from sydata.text import escape
from sydata.ui import data
from sydata.ui.i18n import _
from sydata.ui.open_page import Context


def page_head(page: Context, question: str, answer: str = "", covers: str = "") -> None:
    """Show office and period, the question as the title, the answer below it.

    covers: the periods that a page of more than one speaks of; nobody signs those as one, so no sign-off is told.
    """
    place = (page.office_name, covers or (page.period_name if page.chosen else ""))
    st.html(head_html(place, question, answer, "" if covers else sign_word(page)))


def sign_word(page: Context) -> str:
    """Whether the period of the page is signed off, and in which version; empty without a period."""
    if page.chosen is None:
        return ""
    found = next((each for each in data.signed(page.source) if each.period == page.chosen), None)
    if found is None:
        return _("not signed off")
    return _("signed off, version {version}").format(version=found.version)


def remarks(sentences: Sequence[str]) -> None:
    """Show what a reader must know before trusting the figures, a line each."""
    for sentence in sentences:
        st.html(f"<div class='sy-remark'>{escape(sentence)}</div>")


def head_html(place: tuple[str, str], question: str, answer: str, mark: str = "") -> str:
    """The head as markup. place: office and period; mark: whether the period is signed off."""
    office, period = place
    when = f" · <b>{escape(period)}</b>" if period else ""
    when += f" <span class='sy-tag'>{escape(mark)}</span>" if mark else ""
    lead = f"<p class='sy-lead'>{escape(answer)}</p>" if answer else ""
    return (
        f"<header class='sy-head'><p class='sy-kicker'>{escape(office)}{when}</p>"
        f"<h1>{escape(question)}</h1>{lead}</header>"
    )
