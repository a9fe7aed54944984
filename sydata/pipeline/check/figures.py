"""What every rule works on: the batch's figures as one frame, and the words for a cell in a message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import pandas as pd

from sydata.catalog.indicators import INDICATORS, form_indicators
from sydata.model import Return, address
from sydata.pipeline.clean import BODY
from sydata.pipeline.frames import whose

FEN_PER_WAN = 1_000_000
CHECKED = ("", "total", "unknown-category")  # reasons under which a figure is still looked at


@dataclass(frozen=True)
class Figures:
    """frame: `frames.COLUMNS`; returns by key, as far as they are known when rules run.

    Filtering twenty columns costs far more than comparing one: rules ask for the rows in question first and take
    the columns they need of those. `lines` and `sums` number what several rules group by, since grouping by one
    number is many times faster than by several columns.
    """

    frame: pd.DataFrame
    returns: Mapping[int, Return]

    @cached_property
    def is_checked(self) -> pd.Series:
        """Whether a figure counts, or a total or an unsettled row shows it."""
        return self.frame["reason"].isin(CHECKED)

    @cached_property
    def is_counted(self) -> pd.Series:
        """Whether a figure counts and has a value."""
        return (self.frame["reason"] == "") & self.frame["value"].notna()

    @cached_property
    def lines(self) -> pd.Series:
        """A number for each return's record: one line of figures. Ordered as (return_key, record)."""
        records = self.frame["record"]
        return self.frame["return_key"] * (int(records.max()) + 1 if len(records) else 1) + records

    @cached_property
    def whose(self) -> pd.Series:
        """A number for each return's indicator."""
        return whose(self.frame)

    @cached_property
    def sums(self) -> pd.Series:
        """A number for each table's, return's and indicator's figures: what a total adds up."""
        return self.frame["table"] * (len(self.returns) + 1) * len(INDICATORS) + self.whose

    @cached_property
    def form_rows(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The counted figures of each category row, as `wide` gives them, of the form's indicators."""
        frame = self.frame
        told = (frame["reason"] == "") & frame["row_kind"].isin(BODY) & (frame["kind"] != "blank")
        return self.wide(told & frame["indicator"].isin([i.id for i in form_indicators()]))

    def wide(self, kept: pd.Series) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The kept figures by line, a column an indicator: their values, and their places in the frame.

        NONE stands where a line has no such figure, UNREADABLE where it has one without a value; of several the
        first is taken.
        """
        at = self.frame.index[kept].to_series().to_numpy()
        rows = pd.DataFrame(
            {
                "value": self.frame["value"].array[kept].to_numpy("int64", na_value=UNREADABLE), "at": at,
                "line": self.lines.array[kept], "indicator": self.frame["indicator"].array[kept],
            }
        )  # fmt: skip
        rows = rows.drop_duplicates(["line", "indicator"]).set_index(["line", "indicator"])
        return rows["value"].unstack(fill_value=NONE), rows["at"].unstack(fill_value=NONE)


NONE, UNREADABLE = -(1 << 62), -1


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
