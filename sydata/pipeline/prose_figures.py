"""Figures of a report on their way: read with a meaning, or left out with a reason; and what holds between clauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP

from sydata.catalog import forms
from sydata.catalog.indicators import INDICATORS
from sydata.catalog.prose import SUMS, Thing
from sydata.pipeline.prose_clauses import reading
from sydata.pipeline.prose_words import Figure, Sentence, Token

LARGEST = 10**17  # as in cleaning: beyond it no figure of this field means what it says
NOBODY = "unspecified"


@dataclass(slots=True)
class Read:
    """A figure that was read. noun: the words that name what it counts, and for whom; words: those that decided."""

    indicator: str
    category: str
    figure: Figure
    value: int | None
    sentence: Sentence
    noun: str
    words: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """A figure that was not read, and why: a key of the reasons."""

    text: str
    sentence: Sentence
    reason: str


@dataclass(slots=True)
class Held:
    """What holds for later clauses: the last noun with what was already said of it, the verb, the groups named."""

    thing: Thing | None = None
    token: Token | None = None
    said: set[str] = field(default_factory=set)
    age: int = 0
    verb: str = ""
    groups: frozenset[str] = frozenset()
    troops_act: bool = False

    def hold(self, thing: Thing, token: Token, said: str = "") -> None:
        """Takes a noun as the last one; `said` is an indicator that a figure was given for."""
        if self.token is not None and self.token.start == token.start:
            self.said.add(said)
        else:
            self.thing, self.token, self.said = thing, token, {said}
        self.age = 0

    def open_thing(self, unit: str) -> Thing | None:
        """The noun of this clause or the one before, if no figure of this unit has been given for it."""
        if self.thing is None or self.age > 1 or not (indicator := reading(self.thing, unit)):
            return None
        return self.thing if indicator not in self.said or "done" in self.thing.by_verb else None


def value_of(indicator: str, figure: Figure) -> int | None:
    """The figure in 分 or ones; None where it is no exact number or a fraction of a count."""
    amount = figure.number.amount
    if amount is None:
        return None
    if INDICATORS[indicator].money:
        unit = "万元" if figure.unit == "万" else figure.unit
        amount = (amount * forms.MONEY_UNITS[unit]).to_integral_value(ROUND_HALF_UP)
    if amount != amount.to_integral_value() or abs(amount) >= LARGEST:
        return None
    return int(amount)


def may_hold(whole: Read, part: Read) -> bool:
    """Whether a figure can be part of another: it is no larger, and not of another group."""
    larger = whole.value is not None and part.value is not None and part.value > whole.value
    return not larger and len({whole.category, part.category} - {NOBODY}) <= 1


def nouns(words: Sequence[Token]) -> set[str]:
    """The nouns among some words."""
    return {word.text for word in words if word.kind == "thing"}


def sum_of(parts: Sequence[Read], figure: Figure) -> tuple[str, str]:
    """The indicator that a bare 合计 means after its parts, and its doubt; empty if nothing says so.

    Of money and goods it is the money spent; of one indicator it is `total`, if the parts add up to it.
    """
    names = {part.indicator for part in parts}
    if len(names) > 1:
        return next((whole for whole, of in SUMS.items() if names.issubset(of)), ""), ""
    if len(parts) < 2:
        return "", ""
    indicator = parts[0].indicator
    exact = value_of(indicator, figure) == sum(part.value or 0 for part in parts)
    return (indicator, "total") if exact else ("", "")
