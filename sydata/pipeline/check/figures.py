"""What every rule works on: the batch's figures as one frame, and the words for a cell in a message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from sydata.catalog.indicators import INDICATORS
from sydata.model import Return, address

FEN_PER_WAN = 1_000_000
CHECKED = ("", "total", "unknown-category")  # reasons under which a figure is still looked at


@dataclass(frozen=True, slots=True)
class Figures:
    """frame: `clean.COLUMNS`; returns by key, as far as they are known when rules run."""

    frame: pd.DataFrame
    returns: Mapping[int, Return]

    @property
    def checked(self) -> pd.DataFrame:
        """Figures that count, or that a total or an unsettled row shows."""
        return self.frame[self.frame["reason"].isin(CHECKED)]


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule's answer: the row of the frame it is about, and the words for the message."""

    code: str
    index: int
    params: Mapping[str, object]


Hits = Iterator[Hit]


def shown(value: int, indicator: str) -> str:
    """A value as a message writes it: money in 万元 without needless zeros, counts with separators."""
    if not INDICATORS[indicator].money:
        return f"{value:,}"
    amount = Decimal(value) / FEN_PER_WAN
    return f"{amount.normalize():,f}"


def place(row: int, column: int) -> str:
    return address(int(row), int(column))


def named_parts(parts: pd.DataFrame) -> str:
    """The parts of a sum, each with its cell: D6 5.6、F6 3.2."""
    cells = zip(parts["row"], parts["column"], parts["value"], parts["indicator"], strict=True)
    return "、".join(f"{place(r, c)} {shown(int(v), i)}" for r, c, v, i in cells)
