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


@dataclass(frozen=True, slots=True)
class Ratio:
    """A figure by the head: `over` for each `scale` of `under`. money: of 分, told in 元; told: by `per-head`."""

    id: str
    over: str
    under: str
    scale: int
    money: bool
    told: bool
    names: tuple[str, str]
    units: tuple[str, str]

    def name(self, language: str) -> str:
        return self.names[language != "zh"]

    def unit(self, language: str) -> str:
        return self.units[language != "zh"]


def _rule(entry: dict[str, Any]) -> BriefingRule:
    own = {key: entry[key] for key in ("kind", "topic", "weight", "least", "full", "chart")}
    own |= {key: entry.get(key, False) for key in ("always", "sure")}
    return BriefingRule(**own, limits=entry.get("limits", {}), sentences=entry["say"])


def _ratio(entry: dict[str, Any]) -> Ratio:
    own = {key: entry[key] for key in ("id", "over", "under", "scale", "money")}
    return Ratio(**own, told=entry.get("told", True), names=tuple(entry["name"]), units=tuple(entry["unit"]))


RULES: Mapping[str, BriefingRule] = MappingProxyType({e["kind"]: _rule(e) for e in _DATA["rule"]})
RATIOS: Mapping[str, Ratio] = MappingProxyType({e["id"]: _ratio(e) for e in _DATA["ratio"]})
LEAST: int = _DATA["choice"]["least"]
MOST: int = _DATA["choice"]["most"]
ENOUGH: float = _DATA["choice"]["enough"]
NAMED: int = _DATA["choice"]["named"]
BARS: int = _DATA["choice"]["bars"]


def phrase(group: Group, key: str, language: str, **places: object) -> str:
    """A sentence or word with its places filled in; KeyError if there is none."""
    return str(_DATA[group][key][language != "zh"]).format(**places)
