"""The briefing's rules and sentences, from data/briefing.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from sydata.catalog.source import table

Chart = Literal["pairs", "years", "contributions", "shares", "bars", "ranking", "before-now"]
Group = Literal["say", "moved", "step", "short", "like", "points", "way", "table", "document"]
_DATA = table("briefing.toml")


@dataclass(frozen=True, slots=True)
class BriefingRule:
    """When a finding is worth a leader's minute, how it is drawn, and what it says; see the data file."""

    kind: str
    topic: str
    weight: float
    least: float
    full: float
    always: bool
    sure: bool
    chart: Chart
    limits: Mapping[str, Any]
    sentences: Mapping[str, list[str]]

    def say(self, key: str, language: str, **places: object) -> str:
        """One of its sentences with the places filled in; KeyError if there is none."""
        return self.sentences[key][language != "zh"].format(**places)


def _rule(entry: dict[str, Any]) -> BriefingRule:
    own = {key: entry[key] for key in ("kind", "topic", "weight", "least", "full", "chart")}
    own |= {key: entry.get(key, False) for key in ("always", "sure")}
    return BriefingRule(**own, limits=entry.get("limits", {}), sentences=entry["say"])


RULES: Mapping[str, BriefingRule] = MappingProxyType({e["kind"]: _rule(e) for e in _DATA["rule"]})
LEAST: int = _DATA["choice"]["least"]
MOST: int = _DATA["choice"]["most"]
ENOUGH: float = _DATA["choice"]["enough"]
NAMED: int = _DATA["choice"]["named"]
BARS: int = _DATA["choice"]["bars"]


def phrase(group: Group, key: str, language: str, **places: object) -> str:
    """A sentence or word with its places filled in; KeyError if there is none."""
    return str(_DATA[group][key][language != "zh"]).format(**places)
