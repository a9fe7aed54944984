"""What every picture and table that leaves a page carries: office, period and data version.

Like the language it belongs to one run of the script: `open_page` sets it, the cards ask for it.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import NamedTuple

from sydata.charts.theme import LIGHT, Theme


class Stamp(NamedTuple):
    """origin: the line that says where figures come from; mark: the same for the name of a file."""

    origin: str = ""
    mark: str = ""
    theme: Theme = LIGHT


NONE = Stamp()
_stamp: ContextVar[Stamp] = ContextVar("stamp", default=NONE)


def use(stamp: Stamp) -> None:
    """Mark with this from here on, in this run."""
    _stamp.set(stamp)


def stamp() -> Stamp:
    """The mark of this run."""
    return _stamp.get()
