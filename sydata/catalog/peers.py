"""Kinds of units that are compared with each other, as data says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from sydata.catalog.source import table
from sydata.model import Unit


@dataclass(frozen=True, slots=True)
class PeerKind:
    """A kind of units, named in the plural."""

    id: str
    zh: str
    en: str

    def name(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


LEAST: int = table("peers.toml")["least"]
NEAR: int = table("peers.toml")["near"]
SIZE: str = table("peers.toml")["size"]
OTHERS: Mapping[str, PeerKind] = MappingProxyType(
    {id: PeerKind(id, names["zh"], names["en"]) for id, names in table("peers.toml")["others"].items()}
)


@cache
def _kinds() -> tuple[tuple[tuple[str, ...], PeerKind], ...]:
    entries = table("peers.toml")["kind"]
    return tuple((tuple(e["endings"]), PeerKind(e["id"], e["zh"], e["en"])) for e in entries)


def peer_kind(unit: Unit) -> PeerKind:
    """The kind of a unit; of all territorial ones where its name says no more."""
    if unit.kind == "territorial":
        for endings, kind in _kinds():
            if unit.name.endswith(endings):
                return kind
    return OTHERS[unit.kind]
