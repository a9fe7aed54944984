"""Switches that keep their choice when the page changes, and write it into the address."""

from __future__ import annotations

from collections.abc import Callable, Collection

import streamlit as st

from sydata.analysis.lead import LEAD
from sydata.analysis.subjects import Subject, derived, selectable, subject
from sydata.ui.i18n import _
from sydata.wording import Lang

_TURNED = "unit_turned"
MEASURE, UNIT = "measure", "unit"  # parts of the address


def indicator(lang: Lang, with_derived: bool = False) -> Subject:
    """Which measure the page shows; total spending until another is chosen.

    with_derived: the page can show ratios too, which never add up.
    """
    ids = [each.id for each in (*selectable(), *(derived() if with_derived else ()))]
    st.session_state["choose_indicator"] = _wanted(MEASURE, ids, LEAD)
    chosen = st.pills(
        _("Measure"),
        ids,
        format_func=lambda id: subject(id).short(lang),
        key="choose_indicator",
        label_visibility="collapsed",
        required=True,
    )
    chosen = chosen or LEAD  # nothing chosen: `required` is only kept by the browser
    _keep(MEASURE, chosen)
    return subject(chosen)


def unit(codes: Collection[str], default: str, name: Callable[[str], str]) -> str:
    """Which unit the page looks at."""
    st.session_state["choose_unit"] = _wanted(UNIT, codes, default)
    chosen = st.selectbox(_("Unit"), list(codes), format_func=name, key="choose_unit")
    _keep(UNIT, chosen)
    return chosen


def turn_to(code: str) -> None:
    """Look at this unit from here on: before `unit` is asked. The same again changes nothing: a mark stays picked."""
    if st.session_state.get(_TURNED) != code:
        st.session_state[_TURNED] = st.session_state["choose_unit"] = code
        _keep(UNIT, code)


def _wanted(part: str, ids: Collection[str], default: str) -> str:
    """What the address asks for if it is new, what was chosen before, or the default."""
    asked = str(st.query_params.get(part, ""))
    if asked in ids and asked != st.session_state.get(f"{part}_written"):
        return asked
    widget = st.session_state.get("choose_indicator" if part == MEASURE else "choose_unit")
    kept = st.session_state.get(f"{part}_kept", default)
    return next((str(id) for id in (widget, kept) if id in ids), default)


def _keep(part: str, chosen: str) -> None:
    st.session_state[f"{part}_kept"] = st.session_state[f"{part}_written"] = chosen
    if st.query_params.get(part) != chosen:
        st.query_params[part] = chosen
