"""The nouns of a located table: its columns, its rows, and what each of them says of the figures on it.

A figure's unit, period, category and indicator may each be said by its column, by its row, or by the sheet around
the table. Which axis says what differs from layout to layout, and nothing here asks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from sydata.catalog.indicators import INDICATORS, TEXT
from sydata.pipeline.headers import Meaning

RowKind = Literal["category", "total", "of-which", "unknown", "leaf", "last-year", "skipped"]
Dimension = Literal["category", "unit", "period"]


CARRYING = ("figure", "leaf", "unknown", "last-year", "of-which", "empty", "value")


class Words(NamedTuple):
    """Words and the cell of the grid in which they stand."""

    text: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Coordinates:
    """What a line says of its figures beside the indicator. over: what it adds up (a total line).

    name: the words of the category, which may be one of its finer kinds. stranger: words that stand where
    categories stand, and are none that is known.
    """

    category: str = ""
    unit: Words | None = None
    period: Words | None = None
    over: frozenset[Dimension] = frozenset()
    stranger: Words | None = None
    name: str = ""


NOWHERE = Coordinates()
NO_LABEL = -1  # the label column of a table that names no rows


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: where it stands, its header words, what they mean, and where they end."""

    index: int
    path: tuple[str, ...]
    meaning: Meaning
    header_row: int
    at: Coordinates = NOWHERE

    @property
    def carries_figures(self) -> bool:
        """Whether its cells may be figures, understood or not."""
        told = self.meaning.indicator and INDICATORS[self.meaning.indicator].measure == TEXT
        return self.meaning.role in CARRYING and not told


@dataclass(frozen=True, slots=True)
class Row:
    """A body row. category is an id for kind `category`, the row's own words otherwise.

    words: those that name an indicator, alone or with a column's; plain: the row may hold figures as such (数量).
    measure: from a column of measures.
    """

    index: int
    kind: RowKind
    category: str
    label: str
    at: Coordinates = NOWHERE
    words: tuple[str, ...] = ()
    plain: bool = False
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A located table. units: a column's measure from a row of measures; label: the column that names the rows.

    left and right bound its columns, right excluded; stubs are the columns that name units and periods.
    """

    top: int
    bottom: int
    label: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    units: dict[int, str] = field(default_factory=dict)
    left: int = 0
    right: int = 0
    stubs: tuple[int, ...] = ()

    @property
    def inside(self) -> frozenset[int]:
        """The rows of the grid that belong to the table."""
        return frozenset([*range(self.top, self.bottom + 1), *(row.index for row in self.rows)])


@dataclass(frozen=True, slots=True)
class NoTable:
    """Why no table was recognised, a phrase of the catalog; empty if there is not even the head of one."""

    reason: str = ""
    params: tuple[tuple[str, str], ...] = ()
