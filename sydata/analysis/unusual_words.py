"""What the message of an unusual figure names: the figure exactly, what is usual only as roughly as it is known."""

from __future__ import annotations

from decimal import Decimal
from math import exp
from typing import Any

import pandas as pd

from sydata.analysis.unusual import Hits
from sydata.catalog.indicators import INDICATORS

FEN_PER_WAN, FEN_PER_YUAN = 1_000_000, 100
PLACES = 3  # significant digits of what is only usual


def hit_words(hits: Hits, at: int, row: pd.Series) -> dict[str, Any]:
    """The parameters of a hit. row: of the Series; money in 万元, an amount a head in 元."""
    value, money = int(row["value"]), INDICATORS[row["indicator"]].money
    usual, count = float(hits.usual[at]), int(hits.cases[at])
    if hits.other:
        per = float(hits.high[at])
        words = {"other_indicator": hits.other, "per": _yuan(per), "other": _yuan(usual), "count": count}
        return words | _factor(per > usual, float(hits.score[at]))
    words = {"value": exactly(value, money), "other": roughly(usual, money), "count": count}
    if hits.code == "swing":
        words |= {"low": roughly(float(hits.low[at]), money), "high": roughly(float(hits.high[at]), money)}
    return words | (_factor(value > usual, float(hits.score[at])) if value else {"hint": "none-now"})


def exactly(value: int, money: bool) -> str:
    """A figure with all its places and no needless zero; money in 万元."""
    return f"{(Decimal(value) / FEN_PER_WAN).normalize():,f}" if money else f"{value:,}"


def roughly(value: float, money: bool) -> str:
    """A figure to three significant digits, counts to ones; money in 万元."""
    if not money:
        return f"{value:,.0f}"
    amount = Decimal(value) / FEN_PER_WAN
    return f"{round(amount, max(PLACES - 1 - amount.adjusted(), 0)).normalize():,f}"


def _yuan(fen: float) -> str:
    yuan = fen / FEN_PER_YUAN
    return f"{yuan:,.0f}" if yuan >= 10 else f"{yuan:.2f}"


def _factor(up: bool, size: float) -> dict[str, str]:
    """How many times as much, or what part of it: rounded, since it only says how far off."""
    times = exp(size) if up else 100 * exp(-size)
    short = f"{times:,.0f}" if round(times, 1) >= 10 else f"{times:.1f}"
    return {"hint": "times-as-much" if up else "part-of-it", "ratio": short}
