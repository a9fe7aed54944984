"""Indicators (指标): what is counted, in which measure, and the headers that mean it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from sydata.catalog.source import table
from sydata.text import squash

MONEY = "money"
TEXT = "text"


@dataclass(frozen=True, slots=True)
class Indicator:
    """measure: `money` (held in 分, shown in 万元), `text`, or the counting word of a count.

    words: whole headers; paths: `group>leaf` headers; also: counting words accepted without a finding.
    """

    id: str
    zh: str
    en: str
    measure: str
    unit_zh: str
    unit_en: str
    form: bool
    sensitive: bool
    words: tuple[str, ...]
    paths: tuple[str, ...]
    also: tuple[str, ...]

    @property
    def money(self) -> bool:
        return self.measure == MONEY

    def name(self, language: str) -> str:
        return self.zh if language == "zh" else self.en

    def unit(self, language: str) -> str:
        return self.unit_zh if language == "zh" else self.unit_en


def _indicator(entry: dict) -> Indicator:
    measure = entry["measure"]
    unit = {MONEY: "万元", TEXT: ""}.get(measure, measure)
    english = table("measures.toml")["english"]
    return Indicator(
        id=entry["id"],
        zh=entry["zh"],
        en=entry["en"],
        measure=measure,
        unit_zh=unit,
        unit_en=english.get(unit, "") if unit else "",
        form=entry.get("form", False),
        sensitive=entry.get("sensitive", False),
        words=tuple(map(squash, entry["words"])),
        paths=tuple(map(squash, entry.get("paths", ()))),
        also=tuple(entry.get("also", ())),
    )


INDICATORS: Mapping[str, Indicator] = MappingProxyType(
    {entry["id"]: _indicator(entry) for entry in table("indicators.toml")["indicator"]}
)


def indicator(id: str) -> Indicator:
    """The indicator of this id; KeyError if there is none."""
    return INDICATORS[id]


@cache
def form_indicators() -> tuple[Indicator, ...]:
    """The eight figures of the Chongqing form, in the form's order."""
    return tuple(i for i in INDICATORS.values() if i.form and i.measure != TEXT)


def money_indicators() -> frozenset[str]:
    """The ids whose values are money."""
    return frozenset(i.id for i in INDICATORS.values() if i.money)


def counted(ids: Iterable[str]) -> frozenset[str]:
    """Those of the indicators that are figures: two sheets that both name who led them repeat nothing that counts."""
    return frozenset(id for id in ids if id not in INDICATORS or INDICATORS[id].measure != TEXT)
