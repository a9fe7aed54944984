"""Carrying out what a person decided on a page, and telling of it once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import streamlit as st

from sydata.errors import Refused, SydataError
from sydata.store.acting import Clerk
from sydata.text import escape
from sydata.ui import data, journal
from sydata.ui.i18n import _, language
from sydata.ui.learning import reader
from sydata.ui.open_page import Context
from sydata.ui.opening import readers

_TOLD = "acting_told"
Act = Callable[[Clerk], str]  # what it did, in words


def clerk(page: Context) -> Clerk:
    """Whoever sits at this page, now."""
    engine = data.writer(page.source.door, page.person)
    return Clerk(
        engine, page.office.code, page.person.id, datetime.now(), reader(page.office.code, readers())
    )


def do(page: Context, act: Act) -> None:
    """Carry out what a person decided, and tell of it in the next run; what does not go is said at once."""
    try:
        with st.spinner(_("Saving …")), journal.timed("act"):
            st.session_state[_TOLD] = act(clerk(page))
    except Refused as refused:
        remark(refusal(refused))
        return
    except LookupError:
        remark(_("Somebody changed this meanwhile: open the page again."))
        return
    except SydataError as error:
        remark(str(error))
        return
    st.rerun()


def refusal(refused: Refused) -> str:
    """Why something was refused, in the reader's language."""
    return refused.zh if language() == "zh" else refused.en


def allowed(act: Callable[[], object]) -> bool:
    """Do what may be refused; where it is, say why. Whether it was done."""
    try:
        act()
    except Refused as refused:
        remark(refusal(refused))
        return False
    return True


def telling(act: Callable[[Clerk], object], words: str) -> Act:
    """The act, and what is told of it once it is done."""

    def told(by: Clerk) -> str:
        act(by)
        return words

    return told


def told_last() -> str:
    """What the last decision did, once."""
    return str(st.session_state.pop(_TOLD, ""))


def remark(text: str) -> None:
    """A sentence that must be read."""
    st.html(f"<div class='sy-remark'>{escape(text)}</div>")
