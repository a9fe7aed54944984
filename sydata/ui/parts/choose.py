"""Switches that keep their choice when the page changes."""

from __future__ import annotations

import streamlit as st

from sydata.analysis.lead import LEAD
from sydata.analysis.subjects import Subject, selectable, subject
from sydata.ui.i18n import _
from sydata.wording import Lang

_KEPT = "indicator"


def indicator(lang: Lang) -> Subject:
    """Which measure the page shows; total spending until another is chosen."""
    ids = [each.id for each in selectable()]
    st.session_state["choose_indicator"] = st.session_state.get(_KEPT, LEAD)
    chosen = st.pills(
        _("Measure"),
        ids,
        format_func=lambda id: subject(id).short(lang),
        key="choose_indicator",
        label_visibility="collapsed",
        required=True,
    )
    chosen = chosen or LEAD  # nothing chosen: `required` is only kept by the browser
    st.session_state[_KEPT] = chosen
    return subject(chosen)
