"""Long work: a bar that says how far it is, and a button that stops it and leaves everything whole.

A click on the button makes Streamlit run the page anew, which ends the work at its next word of progress, outside of
any transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from sydata.ui.i18n import _

_STOPPED = "stopped_work"
Words = Callable[[int, int], str]  # done, in all → what is said of it


@contextmanager
def at_work(work: str, words: Words) -> Iterator[Callable[[int, int], None]]:
    """Something long, known as `work` when it is stopped; gives what is to be told of its progress."""
    place = st.empty()
    with place.container(horizontal=True, vertical_alignment="center", key="at_work"):
        bar = st.progress(0.0, words(0, 0))
        st.button(_("Stop"), key="stop_work", on_click=_stop, args=(work,), icon=":material/stop_circle:")

    def tell(done: int, total: int) -> None:
        bar.progress(done / max(total, 1), words(done, total))

    yield tell
    place.empty()


def saved_words(done: int, total: int) -> str:
    """How far saving has come."""
    return _("{done} of {total} returns saved").format(done=done, total=total)


def _stop(work: str) -> None:
    st.session_state[_STOPPED] = work


def is_stopped(work: str) -> bool:
    """Whether this work was stopped, and nobody went on with it yet."""
    return bool(st.session_state.get(_STOPPED) == work)


def go_on() -> None:
    """What was stopped may begin again."""
    st.session_state.pop(_STOPPED, None)
