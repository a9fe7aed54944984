"""The sidebar: office, period, language. A change goes into the address, and so into every page."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from sydata.catalog.festivals import period_name
from sydata.catalog.offices import office, seed_offices
from sydata.model import Period
from sydata.ui.i18n import LANGUAGES, _
from sydata.ui.view import View, turn


def sidebar(view: View, periods: Sequence[Period], offices: Sequence[str] | None = None) -> None:
    """Draw the controls, set to the view. offices: between which the reader may choose; None for all."""
    with st.sidebar, st.container(key="view_controls"):
        _office(view, offices)
        if view.period:
            _period(view, periods)
        _language(view)


def _choose(key: str, value: str) -> None:
    """Set a widget to the view's value before it is drawn: its own memory does not survive a page change."""
    st.session_state[f"choose_{key}"] = value


def _changed(key: str) -> None:
    turn(**{key: st.session_state[f"choose_{key}"]})


def _office(view: View, offices: Sequence[str] | None) -> None:
    every = [each.code for each in seed_offices()] if offices is None else offices
    codes = list(dict.fromkeys([*every, view.office]))
    _choose("office", view.office)
    st.selectbox(
        _("Office"),
        codes,
        format_func=lambda code: office(code).name if view.lang == "zh" else office(code).name_en,
        key="choose_office",
        on_change=_changed,
        args=("office",),
        filter_mode=None,
    )


def _period(view: View, periods: Sequence[Period]) -> None:
    names = {each.id: period_name(each, view.lang) for each in sorted(periods, reverse=True)}
    _choose("period", view.period.id if view.period else "")
    st.selectbox(
        _("Period"),
        list(names),
        format_func=lambda id: names[id],
        key="choose_period",
        on_change=_changed,
        args=("period",),
        filter_mode=None,
    )


def _language(view: View) -> None:
    _choose("lang", view.lang)
    st.segmented_control(
        _("Language"),
        list(LANGUAGES),
        format_func=lambda lang: LANGUAGES[lang],
        key="choose_lang",
        on_change=_changed,
        args=("lang",),
        required=True,
        label_visibility="collapsed",
    )
