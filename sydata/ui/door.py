"""The door to a store: where it lies, and how far whoever reads through it reaches.

What a page reads is cached under its door, so nothing read for one person is ever shown to another who reaches less.
No page opens a store by any other way.
"""

from __future__ import annotations

from typing import NamedTuple, Self

import streamlit as st
from sqlalchemy import Engine

from sydata.rights import Person, Reach
from sydata.store import database, faults
from sydata.store.reach import reading_as, writing_as

WHOLE = Reach()  # no bound


class Door(str):
    """The address of a store, and the rows of it that are within reach.

    As a text it says both, and is hashed as that: it is in the key of every cache, several dozen times a run, and what
    a cache makes of nested dataclasses takes several times as long.
    """

    __slots__ = ("reach", "url")
    url: str
    reach: Reach

    def __new__(cls, url: str, reach: Reach) -> Self:
        door = super().__new__(cls, f"{reach!r} {url}")
        door.url, door.reach = url, reach
        return door


class Source(NamedTuple):
    """Which figures: the door to a store, an office in it, and the revision that was read."""

    door: Door
    office: str
    revision: int


def _is_same(engine: Engine) -> bool:
    return not faults.was_replaced(engine)


@st.cache_resource(max_entries=4, show_spinner=False, validate=_is_same)
def store(url: str) -> Engine:
    """The open store at this address, whole; opened anew, with all that is checked then, where another file took its
    place. For the service itself and the example data; pages have a door.
    """
    return database.open_store(url)


def engine(door: Door) -> Engine:
    """The store as it is seen through a door: rows within reach, and no writes."""
    return reading_as(store(door.url), door.reach)


def writer(door: Door, person: Person) -> Engine:
    """The same for a person who acts: it writes by functions marked `needs`, as far as the person may."""
    return writing_as(store(door.url), person, door.reach)


def source(door: Door, office: str) -> Source:
    """The store as it is now."""
    return Source(door, office, database.revision(engine(door)))
