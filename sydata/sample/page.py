"""A drawn sheet: values, merges and widths, and where on it everything stands. Knows no file format."""

from __future__ import annotations

from dataclasses import dataclass, field

from sydata.model import Value, address

Spot = tuple[int, int]


@dataclass
class Page:
    """One sheet as it will be written; rows and columns count from 0.

    spots: (category, indicator) → the first cell of that figure; heads: column id → its lowest header cell;
    totals: indicator → its cell in the 总计 row; table: first and last row of the table, header included.
    A text starting with `=` is written as a formula without a stored result where a format has formulas.
    """

    name: str
    rows: list[list[Value]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    visible: bool = True
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formats: dict[Spot, str] = field(default_factory=dict)
    spots: dict[tuple[str, str], Spot] = field(default_factory=dict)
    heads: dict[str, Spot] = field(default_factory=dict)
    labels: dict[str, Spot] = field(default_factory=dict)
    totals: dict[str, Spot] = field(default_factory=dict)
    title: Spot | None = None
    unit: Spot | None = None
    date: Spot | None = None
    table: tuple[int, int] = (0, 0)

    def put(self, row: int, column: int, value: Value) -> Spot:
        """Write a value, growing the sheet as needed."""
        while len(self.rows) <= row:
            self.rows.append([])
        cells = self.rows[row]
        cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = value
        return row, column

    def at(self, spot: Spot) -> Value:
        row, column = spot
        return self.rows[row][column] if column < len(self.rows[row]) else None

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Join a range; a single cell is left alone."""
        if (top, left) != (bottom, right):
            self.merges.append((top, left, bottom, right))

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)

    def squared(self) -> list[list[Value]]:
        """The rows, all of one length."""
        width = self.width
        return [row + [None] * (width - len(row)) for row in self.rows]


def cell_name(spot: Spot | None, shift: int = 0) -> str:
    """A1 style address, `shift` rows higher up (a Word table starts below its paragraphs); empty for None."""
    return "" if spot is None else address(spot[0] - shift, spot[1])
