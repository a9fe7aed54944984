"""Rules of plausibility: why each is as it is, and its thresholds, which an office may set for itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

from sydata.catalog.source import table
from sydata.errors import SettingError

MOST = 1_000_000  # no threshold makes sense beyond
Thresholds = Mapping[str, Mapping[str, float]]  # rule → threshold → number


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number a rule decides by, with its words."""

    id: str
    value: float
    zh: str
    en: str

    def name(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Rule:
    """code: the kind of finding it gives, empty for what all rules share; why: its reasoning."""

    id: str
    code: str
    zh: str
    en: str
    why_zh: str
    why_en: str
    thresholds: tuple[Threshold, ...]

    def name(self, language: str) -> str:
        return self.zh if language == "zh" else self.en

    def why(self, language: str) -> str:
        return self.why_zh if language == "zh" else self.why_en


class Ratio(NamedTuple):
    """An amount held against a count, by the thresholds of a rule."""

    rule: str
    amount: str
    per: str


def _rule(entry: dict[str, Any]) -> Rule:
    words = {key: value for key, value in entry.items() if key != "threshold"}
    return Rule(**words, thresholds=tuple(Threshold(**each) for each in entry.get("threshold", ())))


RULES: Mapping[str, Rule] = MappingProxyType({e["id"]: _rule(e) for e in table("rules.toml")["rule"]})
RATIOS: tuple[Ratio, ...] = tuple(Ratio(**entry) for entry in table("rules.toml")["ratio"])


def thresholds(own: Thresholds = MappingProxyType({})) -> Thresholds:
    """The catalog's thresholds, an office's own in their place; SettingError for a rule or threshold nobody knows."""
    known = {id: {each.id: each.value for each in rule.thresholds} for id, rule in RULES.items()}
    for rule, values in own.items():
        for name, value in values.items():
            if name not in known.get(rule, {}):
                raise SettingError(f"{rule}.{name}: 没有这个阈值 there is no such threshold")
            if not 0 < value <= MOST:
                raise SettingError(f"{rule}.{name} = {value}: 应大于 0 must be more than 0, at most {MOST}")
            known[rule][name] = float(value)
    return MappingProxyType({rule: MappingProxyType(values) for rule, values in known.items()})
