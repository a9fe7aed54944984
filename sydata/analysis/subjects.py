"""What a page can show: the catalog's indicators, the total that leads, and the derived indicators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from sydata.analysis.lead import LEAD
from sydata.analysis.values import Value
from sydata.catalog.derived import DERIVED, Derived
from sydata.catalog.indicators import INDICATORS, form_indicators
from sydata.wording import MINUS, Lang, figure, points, ratio


@dataclass(frozen=True, slots=True)
class Subject:
    """A measure with its names; `short` fits above a figure. derived: how it is worked out; None where it is summed."""

    id: str
    names: Mapping[str, str]
    shorts: Mapping[str, str]
    measure: str
    units: Mapping[str, str]
    derived: Derived | None = None

    @property
    def share(self) -> bool:
        """Whether it is a part of a whole, whose change is said in percentage points."""
        return self.derived is not None and self.derived.share

    def name(self, lang: Lang) -> str:
        return self.names[lang]

    def short(self, lang: Lang) -> str:
        return self.shorts[lang]

    def unit(self, lang: Lang) -> str:
        return self.units[lang]

    def figure(self, value: Value | None) -> str:
        """The figure without its unit; a dash where it is missing."""
        if isinstance(value, Fraction) and self.derived:
            return ratio(value, self.derived.decimals)
        return figure(value, self.measure)

    def signed(self, value: Value) -> str:
        """A difference with its sign and without a unit; zero has none."""
        text = self.figure(value if value >= 0 else -value)
        return f"{'+' if value > 0 else MINUS}{text}" if value else text

    def text(self, value: Value | None, lang: Lang) -> str:
        """The figure with its unit: `56.30 万元`, `73.9%`; a dash alone where it is missing."""
        written = self.figure(value)
        return written if value is None else f"{written}{'' if self.share else ' '}{self.unit(lang)}"

    def moved(self, value: Value, lang: Lang) -> str:
        """A difference with its sign and unit; of shares in percentage points."""
        if self.share:
            return points(Fraction(value), lang)
        return f"{self.signed(value)} {self.unit(lang)}"

    def shown(self, value: Value) -> float:
        """The figure as it is drawn: money in 万元."""
        return float(value / 1_000_000 if self.measure == "money" else value)


SHORTS = {
    "cash_amount": {"zh": "慰问金", "en": "Money given"},
    "goods_cost": {"zh": "慰问品", "en": "Spent on goods"},
    LEAD: {"zh": "合计投入", "en": "Total spent"},
}


def subject(id: str) -> Subject:
    """The subject of an indicator id, `total_lead` or a derived one; KeyError if there is none."""
    if id in DERIVED:
        return _derived(DERIVED[id])
    source = INDICATORS["total_amount" if id == LEAD else id]
    names = {"zh": source.zh, "en": source.en} if id != LEAD else SHORTS[LEAD]
    units = {"zh": source.unit_zh, "en": source.unit_en}
    return Subject(
        id,
        MappingProxyType(names),
        MappingProxyType(SHORTS.get(id, names)),
        source.measure,
        MappingProxyType(units),
    )


RATIO = "ratio"


def _derived(of: Derived) -> Subject:
    names = MappingProxyType({"zh": of.zh, "en": of.en})
    return Subject(of.id, names, names, RATIO, MappingProxyType({"zh": of.unit_zh, "en": of.unit_en}), of)


HEADLINE: tuple[str, ...] = ("visited_people", LEAD, "cash_amount", "goods_cost", "difficulties_solved")


def selectable() -> tuple[Subject, ...]:
    """The subjects a reader switches between: the form's figures, with the leading total in place."""
    ids = [LEAD if i.id == "total_amount" else i.id for i in form_indicators()]
    return tuple(subject(id) for id in ids)


def derived() -> tuple[Subject, ...]:
    """The subjects that are worked out from others: ratios, which never add up."""
    return tuple(subject(id) for id in DERIVED)
