"""Which two figures of one unit and period say the same people or money, so that counting both would count it twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

WHOLE = "unspecified"
PARTS: Mapping[str, tuple[str, ...]] = {"total_amount": ("cash_amount", "goods_cost")}


class Claim(NamedTuple):
    """What a figure is of. source: whatever tells apart the returns that figures stand in."""

    indicator: str
    category: str
    source: object = None


def rivals(indicator: str) -> tuple[str, ...]:
    """The total that an indicator is part of, or the parts that it is the total of."""
    wholes = tuple(whole for whole, parts in PARTS.items() if indicator in parts)
    return PARTS.get(indicator, ()) + wholes


def clash(one: Claim, other: Claim) -> bool:
    """Whether the figures overlap: of one indicator where their categories may, or a total beside its own parts.

    Total and parts of one category of one return are no clash: there the parts lead.
    """
    same, general = one.category == other.category, WHOLE in (one.category, other.category)
    if one.indicator == other.indicator:
        return same or general
    if other.indicator not in rivals(one.indicator):
        return False
    return one.source != other.source if same else general


def told_already(claim: Claim, counted: Iterable[Claim]) -> bool:
    """Whether one of the counted figures says what the claim says."""
    return any(clash(claim, other) for other in counted)
