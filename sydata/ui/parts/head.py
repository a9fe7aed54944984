"""The head of a page: where we are, the question, and its answer in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from sydata.ui.open_page import Context


def page_head(page: Context, question: str, answer: str = "") -> None:
    """Show office and period, the question as the title, the answer below it."""
    st.html(head_html((page.office_name, page.period_name if page.chosen else ""), question, answer))


def remarks(sentences: Sequence[str]) -> None:
    """Show what a reader must know before trusting the figures, a line each."""
    for sentence in sentences:
        st.html(f"<div class='sy-remark'>{escape(sentence)}</div>")


def head_html(place: tuple[str, str], question: str, answer: str) -> str:
    """The head as markup. place: office and period."""
    office, period = place
    when = f" · <b>{escape(period)}</b>" if period else ""
    lead = f"<p class='sy-lead'>{escape(answer)}</p>" if answer else ""
    return (
        f"<header class='sy-head'><p class='sy-kicker'>{escape(office)}{when}</p>"
        f"<h1>{escape(question)}</h1>{lead}</header>"
    )
