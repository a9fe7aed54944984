"""What the reader says of its own reading: one report a sheet, plain values that point at the sheet's cells.

Places are A1 style addresses of the sheet, also where it was read turned on its side. What the keys (`role`, `by`,
`why` …) mean in words is in catalog/data/reading.toml.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sydata.model import Finding

Axis = Literal["across", "down"]  # lines side by side (the sheet's columns), or below each other (its rows)
How = Literal["list", "parts", "learned", "title", "position", ""]  # "": nothing said what it is
Part = Literal["header", "label", "figure", "text", "total", "words", "left-out"]
Outcome = Literal["form", "blank", "other-layout", "prose", "nothing", "hidden", "questions", "unreadable"]


@dataclass(frozen=True, slots=True)
class Basis:
    """Something a sheet says as a whole, and the words that decided; meaning is empty where they don't settle it.

    place: a cell, a paragraph of a Word file (`段3`), or empty for the name of sheet, file or folder.
    """

    meaning: str
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class LineReading:
    """How one column or row of a table was understood.

    place: its header's or label's cell; header: the words over it, outermost first, as they stand in the sheet; role:
    what its cells are; measure: what it counts in, and from where (`cell`, `header`, `measure-row`, `sheet-line`,
    `default`); parts: (word part, what it was taken for) where no list knows the words; sure: nothing is open.
    """

    axis: Axis
    place: str
    header: tuple[str, ...]
    role: str
    indicator: str = ""
    category: str = ""
    unit: str = ""
    period: str = ""
    measure: str = ""
    measure_from: str = ""
    by: How = ""
    parts: tuple[tuple[str, str], ...] = ()
    sure: bool = True


@dataclass(frozen=True, slots=True)
class TableReading:
    """One table: where it and its header stand (`A3:J8`), what columns (across) and rows (down) say of the figures.

    across, down: of indicator, category, unit, period. units: meaning is a unit's official name; periods: a period's
    id; money: the sheet's own unit of money, None where it names none.
    """

    region: str
    header: str
    across: tuple[str, ...]
    down: tuple[str, ...]
    lines: tuple[LineReading, ...]
    units: tuple[Basis, ...] = ()
    periods: tuple[Basis, ...] = ()
    title: Basis | None = None
    money: Basis | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that is no figure of the return, or no figure that counts: its words, and why, as a key."""

    place: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class CellReading:
    """What one filled cell was taken for. Rows and columns count from 0; why is empty for what is read."""

    row: int
    column: int
    part: Part
    indicator: str = ""
    category: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class SheetReading:
    """How one sheet was understood. refused: why none of its figures is read, if none is.

    outcome `form`: figures were read; the others give none. turned: it was read on its side.
    """

    file: str
    sheet: str
    outcome: Outcome
    turned: bool = False
    tables: tuple[TableReading, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    cells: tuple[CellReading, ...] = ()
    refused: Finding | None = None
