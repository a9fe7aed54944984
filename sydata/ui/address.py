"""A page's own part of the address, so that a link opens the same view again.

The address leads; the session keeps the part when a change of page empties the address.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st


def asked(page_id: str, keys: Sequence[str]) -> dict[str, str]:
    """What the address asks for under these keys; without any, what the page was left with."""
    here = {key: st.query_params[key] for key in keys if key in st.query_params}
    return here or dict(st.session_state.get(_slot(page_id), {}))


def keep(page_id: str, keys: Sequence[str], values: Mapping[str, str]) -> None:
    """Write the values into address and session; keys without a value leave the address."""
    st.session_state[_slot(page_id)] = dict(values)
    for key in keys:
        if key in values:
            if st.query_params.get(key) != values[key]:
                st.query_params[key] = values[key]
        elif key in st.query_params:
            del st.query_params[key]


def _slot(page_id: str) -> str:
    return f"address_{page_id}"
