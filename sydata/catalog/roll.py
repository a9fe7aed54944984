"""An office with a list of its own: who reports to it beside, or under another name than, those of the catalog.

Wherever units are matched or listed, an office is named by its code, or by its Roll where it has such a list.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from sydata.catalog.offices import all_reporters
from sydata.catalog.units import unit
from sydata.model import Unit

KINDS = ("territorial", "department", "enterprise", "troop")  # kinds of reporters, in the order of lists


class Named(NamedTuple):
    """A unit of an office's own list, or one of the catalog under a name of the office's; its other names."""

    unit: Unit
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Roll:
    """The code of an office and its own list. mark: a digest of the list, by which two are compared quickly."""

    code: str
    mark: str
    own: tuple[Named, ...] = field(compare=False, repr=False)


Collector = str | Roll


def roll(code: str, own: Iterable[Named] = ()) -> Collector:
    """The office with its own list; its code alone where the list is empty."""
    given = tuple(own)
    return _roll(code, given) if given else code


@lru_cache(maxsize=256)
def _roll(code: str, own: tuple[Named, ...]) -> Roll:
    return Roll(code, hashlib.sha256(repr(own).encode()).hexdigest(), own)


def code_of(office: Collector) -> str:
    """The office's code."""
    return office if isinstance(office, str) else office.code


def own_of(office: Collector) -> tuple[Named, ...]:
    """The office's own list; () where it has none."""
    return () if isinstance(office, str) else office.own


@lru_cache(maxsize=256)
def people(office: Collector) -> tuple[Unit, ...]:
    """Everyone who reports or reported to the office: those of the catalog, then its own, by kind."""
    own = {named.unit.code: named.unit for named in own_of(office)}
    known = [own.pop(of.code, of) for of in all_reporters(code_of(office))]
    return tuple(sorted([*known, *own.values()], key=lambda of: KINDS.index(of.kind)))


@lru_cache(maxsize=1024)
def member(office: Collector, code: str) -> Unit | None:
    """The unit with this code: of the office's own list, else of the catalog; None for an unknown one."""
    own = (named.unit for named in own_of(office) if named.unit.code == code)
    return next(own, None) or unit(code)
