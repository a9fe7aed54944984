"""Notes who came, opened which page, took what away, was refused what. Where nobody signs in, nothing is noted.

What cannot be kept now (a locked store, a full disk) is kept with the next visit, as long as this process lives: a page
is not held back for it. The log says when that happens.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

import streamlit as st

from sydata import settings
from sydata.errors import SydataError
from sydata.settings import Settings
from sydata.store import visits
from sydata.store.visits import Kind, Visit
from sydata.ui import data, journal, sign_in
from sydata.ui.who import Visitor, visitor

AGAIN = timedelta(minutes=10)  # the same page, opened within that time in the same tab, is one visit
MOST_WAITING = 10_000
NOBODY = "?"
_NOTED = "visiting_noted"
_waiting: deque[Visit] = deque(maxlen=MOST_WAITING)
_lock = Lock()
_forgotten: set[datetime] = set()  # the day on which old visits were last dropped


def visited(page_id: str) -> None:
    """Somebody opened a page."""
    _note("opened", page_id)


def took(what: str, version: str = "") -> None:
    """Somebody took something away: which kind of thing, and of which version of the data."""
    _note("took", what, version)


def taking(make: Callable[[], bytes], what: str, version: str = "") -> Callable[[], bytes]:
    """The same maker of a file, which notes that it was taken away: it runs at the click, outside of the page's run."""
    if not sign_in.is_set_up():
        return make
    who = visitor().identity or NOBODY

    def made() -> bytes:
        _put(Visit(_now(), who, "took", what, version))
        return make()

    return made


def refused(what: str) -> None:
    """Somebody was told no: a page, an act, or to be let in at all."""
    _note("refused", what)


def refused_to(who: str, what: str) -> None:
    """The same of somebody known, outside of a page's run: a file that was asked for all the same."""
    if sign_in.is_set_up():
        _put(Visit(_now(), who, "refused", what))


def came(of: Visitor) -> None:
    """Somebody signed in; noted when they are first seen after it."""
    if of.new and of.identity:
        _put(Visit(_now(), of.identity, "signed-in"))


def left() -> None:
    """Somebody signs out."""
    _note("signed-out", "")


def _note(kind: Kind, what: str, version: str = "") -> None:
    if not sign_in.is_set_up():
        return
    now = _now()
    if kind in ("opened", "refused") and not _is_new(kind, what, now):
        return
    _put(Visit(now, visitor().identity or NOBODY, kind, what, version))


def _is_new(kind: str, what: str, now: datetime) -> bool:
    """Whether this tab has not told of it lately: a page runs with every click."""
    noted: dict[tuple[str, str], datetime] = st.session_state.setdefault(_NOTED, {})
    if (kind, what) in noted and now - noted[(kind, what)] < AGAIN:
        return False
    noted[(kind, what)] = now
    return True


def _put(one: Visit) -> None:
    with _lock:  # whoever takes them out is the one who writes them: two at once would write them twice
        due = [*_waiting, one]
        _waiting.clear()
    try:
        given = settings.load()
        visits.note(data.store(given.database_url), due)
        _forget_old(given, one.at)
    except SydataError as error:
        journal.failure("visit not kept yet", error)
        with _lock:
            _waiting.extendleft(reversed(due))


def _forget_old(given: Settings, now: datetime) -> None:
    """Once a day, what is older than the office keeps."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if today not in _forgotten:
        visits.forget(data.store(given.database_url), today - timedelta(days=given.visits_days))
        _forgotten.clear()
        _forgotten.add(today)


def _now() -> datetime:
    return datetime.now()
