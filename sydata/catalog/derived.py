"""Derived indicators (派生指标): figures worked out from others, as data says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Literal

from sydata.catalog.indicators import INDICATORS
from sydata.catalog.source import table


@dataclass(frozen=True, slots=True)
class Derived:
    """numerator, denominator: ids of indicators, several are added. See data/derived.toml for the rest."""

    id: str
    zh: str
    en: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    unit_zh: str
    unit_en: str
    times: Fraction
    decimals: int
    over: Literal["cell", "unit"]
    share: bool = False

    def name(self, language: str) -> str:
        return self.zh if language == "zh" else self.en

    def unit(self, language: str) -> str:
        return self.unit_zh if language == "zh" else self.unit_en

    def formula(self, language: str) -> str:
        """What is divided by what: `合计金额 ÷ 走访慰问人数`."""
        sides = [" + ".join(INDICATORS[id].name(language) for id in ids) for ids in self._sides()]
        several = [f"({side})" if " + " in side else side for side in sides]
        return " ÷ ".join(several)

    def _sides(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return self.numerator, self.denominator


def _derived(entry: dict[str, Any]) -> Derived:
    sides = {side: tuple(entry[side]) for side in ("numerator", "denominator")}
    unknown = [id for ids in sides.values() for id in ids if id not in INDICATORS]
    if unknown or entry["id"] in INDICATORS or entry["over"] not in ("cell", "unit"):
        raise ValueError(f"derived.toml: {entry['id']} is wrong: {', '.join(unknown) or entry['over']}")
    return Derived(**entry | sides | {"times": Fraction(entry["times"])})


DERIVED: Mapping[str, Derived] = MappingProxyType(
    {entry["id"]: _derived(entry) for entry in table("derived.toml")["derived"]}
)
