"""What a page can show: the catalog's indicators, and the total that leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sydata.analysis.lead import LEAD
from sydata.catalog.indicators import INDICATORS, form_indicators
from sydata.wording import Lang, figure


@dataclass(frozen=True, slots=True)
class Subject:
    """A measure with its names; `short` fits above a figure."""

    id: str
    names: Mapping[str, str]
    shorts: Mapping[str, str]
    measure: str
    units: Mapping[str, str]

    def name(self, lang: Lang) -> str:
        return self.names[lang]

    def short(self, lang: Lang) -> str:
        return self.shorts[lang]

    def unit(self, lang: Lang) -> str:
        return self.units[lang]

    def text(self, value: int | None, lang: Lang) -> str:
        """The figure with its unit: `56.30 万元`; a dash alone where it is missing."""
        written = figure(value, self.measure)
        return written if value is None else f"{written} {self.unit(lang)}"

    def shown(self, value: int) -> float:
        """The figure as it is drawn: money in 万元."""
        return value / 1_000_000 if self.measure == "money" else float(value)


SHORTS = {
    "cash_amount": {"zh": "慰问金", "en": "Money given"},
    "goods_cost": {"zh": "慰问品", "en": "Spent on goods"},
    LEAD: {"zh": "合计投入", "en": "Total spent"},
}


def subject(id: str) -> Subject:
    """The subject of an indicator id or `total_lead`; KeyError if there is none."""
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


HEADLINE: tuple[str, ...] = ("visited_people", LEAD, "cash_amount", "goods_cost", "difficulties_solved")


def selectable() -> tuple[Subject, ...]:
    """The subjects a reader switches between: the form's figures, with the leading total in place."""
    ids = [LEAD if i.id == "total_amount" else i.id for i in form_indicators()]
    return tuple(subject(id) for id in ids)
