"""Who may see anything at all: whoever is signed in and has a role; without sign-in, only this computer."""

from __future__ import annotations

import streamlit as st

from sydata.ui import sign_in
from sydata.ui.i18n import _
from sydata.ui.sign_in import is_loopback
from sydata.ui.who import visitor as who_visits


def is_local(address: str | None) -> bool:
    """Whether a visitor's address is this computer's; None is how the server names its own."""
    return address is None or is_loopback(address)


def visitor() -> str | None:
    """The address of the visitor of this run."""
    return st.context.ip_address


def admit() -> None:
    """Stop the run for whoever may not come in. The door (`sydata.ui.doorstep`) says so before, and at more length."""
    if not sign_in.is_set_up() and not is_local(visitor()):
        st.error(_("This service answers only on the computer it runs on. Sign-in has not been set up."))
        st.stop()
    if who_visits().person is None:
        st.error(_("Sign in first."))
        st.stop()
