"""Who may see anything at all. Without sign-in, only this computer."""

from __future__ import annotations

from ipaddress import ip_address

import streamlit as st

from sydata.ui.i18n import _


def is_local(address: str | None) -> bool:
    """Whether a visitor's address is this computer's; None is how the server names its own."""
    return address is None or ip_address(address).is_loopback


def visitor() -> str | None:
    """The address of the visitor of this run."""
    return st.context.ip_address


def admit() -> None:
    """Stop the run for a visitor from another computer."""
    if not is_local(visitor()):
        st.error(_("This service answers only on the computer it runs on. Sign-in has not been set up."))
        st.stop()
