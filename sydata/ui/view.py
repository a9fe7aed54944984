"""What the reader looks at: office, period, language, and which store. It lives in the address of the page.

The address leads, so that a link opens the same view; the session keeps the view when a change of page
empties the address.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import streamlit as st

from sydata.catalog.festivals import parse_period_id
from sydata.catalog.units import unit
from sydata.model import Period
from sydata.ui.i18n import LANGUAGES
from sydata.wording import Lang

KEYS = ("office", "period", "lang", "store")
SAMPLE = "sample"
MISSING = "missing"  # the part of an address that names a page that does not exist, put there by the server
LONGEST = 60  # signs of it that are told
_KEPT = "view"


@dataclass(frozen=True, slots=True)
class View:
    """period is None until one is chosen; store is `real`, or `sample` for the store of the example data.

    no_office and no_period are what was asked for and is not there, closed an office that was asked for and is not
    the reader's; empty where all is as asked.
    """

    office: str
    lang: Lang
    period: Period | None = None
    store: Literal["real", "sample"] = "real"
    no_office: str = ""
    no_period: str = ""
    closed: str = ""


def asked(default: View) -> View:
    """The view that address and session ask for; what they leave open or get wrong is the default's.

    Anybody can write anything into an address: only what the catalog knows is taken from it.
    """
    kept: dict[str, str] = st.session_state.get(_KEPT, {})
    wanted = {key: str(st.query_params.get(key) or kept.get(key, "")) for key in KEYS}
    known = _is_office(wanted["office"])
    return View(
        office=wanted["office"] if known else default.office,
        lang="en" if wanted["lang"] == "en" else "zh" if wanted["lang"] in LANGUAGES else default.lang,
        period=parse_period_id(wanted["period"]) or default.period,
        store="sample" if wanted["store"] == SAMPLE else "real",
        no_office="" if known else wanted["office"],
        no_period=wanted["period"],
    )


def within(view: View, offices: Sequence[str] | None, own: str) -> View:
    """The view in one of these offices (None: any): in `own` where another was asked for."""
    if offices is None or view.office in offices:
        return view
    return replace(view, office=own, closed=view.office)


def _is_office(code: str) -> bool:
    return re.fullmatch(r"[0-9a-z-]{1,40}", code) is not None and unit(code) is not None


def keep(view: View) -> None:
    """Write the view into the address and the session."""
    values = {"office": view.office, "period": view.period.id if view.period else "", "lang": view.lang}
    values["store"] = SAMPLE if view.store == SAMPLE else ""
    st.session_state[_KEPT] = values
    for key, value in values.items():
        if value and st.query_params.get(key) != value:
            st.query_params[key] = value
        elif not value and key in st.query_params:
            del st.query_params[key]


def turn(**changes: str) -> None:
    """Change keys of the view from a widget's callback; the run that follows opens with them."""
    kept = dict(st.session_state.get(_KEPT, {})) | changes
    st.session_state[_KEPT] = kept
    for key, value in changes.items():
        if value:
            st.query_params[key] = value
        elif key in st.query_params:
            del st.query_params[key]


def settled(view: View, periods: Sequence[Period]) -> View:
    """The view with a period that the store has: the one asked for, else the latest."""
    if not periods:
        return replace(view, period=None, no_period="")
    if view.period in periods:
        return replace(view, no_period="")
    return replace(view, period=max(periods))
