"""A sheet as a value: cells that know what they are, merges, a name; and the changes that any sheet can bear.

Rows and columns count from 0. A cell's role says what it stands for, the kind first: ("figure", owner, category,
indicator), ("total", owner, indicator), ("head", indicator), ("label", owner, category), ("title",), … — so that a
test can find the cell it spoils, and knows which address the reader must name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

Value = str | Decimal | date | None
Place = tuple[int, int]
Merge = tuple[int, int, int, int]  # top, left, bottom, right


@dataclass(frozen=True)
class Cell:
    """format: a number format of its own; noisy: stored with the binary error of a computed figure."""

    value: Value
    role: tuple[object, ...] = ()
    format: str = ""
    noisy: bool = False


@dataclass(frozen=True)
class Page:
    """A sheet, or a part of one."""

    cells: Mapping[Place, Cell] = field(default_factory=dict)
    merges: tuple[Merge, ...] = ()
    name: str = "Sheet1"
    hidden_rows: frozenset[int] = frozenset()
    hidden: bool = False

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(f"Page({self.name})")  # drawn in full where a law fails

    @property
    def height(self) -> int:
        return max((row for row, _ in self.cells), default=-1) + 1

    @property
    def width(self) -> int:
        return max((column for _, column in self.cells), default=-1) + 1

    def find(self, *role: object) -> list[Place]:
        """The places of the cells whose role begins so, row by row."""
        return sorted(at for at, cell in self.cells.items() if cell.role[: len(role)] == role)

    def at(self, *role: object) -> Place:
        """The place of the only cell with that role."""
        (place,) = self.find(*role)
        return place

    def put(self, place: Place, value: Value) -> Page:
        """The page with other contents in one cell, which keeps its role."""
        cell = self.cells.get(place, Cell(None))
        return replace(self, cells={**self.cells, place: replace(cell, value=value, format="", noisy=False)})


def address(place: Place) -> str:
    """`C7`"""
    row, column = place
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def moved(page: Page, to: Callable[[Place], Place]) -> Page:
    """The page with every cell at another place."""
    corners = ((to((m[0], m[1])), to((m[2], m[3]))) for m in page.merges)
    merges = tuple((*first, *last) for first, last in corners)
    hidden = frozenset(to((row, 0))[0] for row in page.hidden_rows)
    return replace(
        page, cells={to(at): cell for at, cell in page.cells.items()}, merges=merges, hidden_rows=hidden
    )


def shifted(page: Page, rows: int = 0, columns: int = 0) -> Page:
    return moved(page, lambda at: (at[0] + rows, at[1] + columns))


def transposed(page: Page) -> Page:
    """Rows for columns."""
    return moved(page, lambda at: (at[1], at[0]))


def with_rows(page: Page, at: int, count: int = 1) -> Page:
    """Blank rows before row `at`; a merge around it grows."""
    return moved(page, lambda place: (place[0] + count * (place[0] >= at), place[1]))


def with_columns(page: Page, at: int, count: int = 1) -> Page:
    """Blank columns before column `at`; a merge around it grows."""
    return moved(page, lambda place: (place[0], place[1] + count * (place[1] >= at)))


def both(first: Page, second: Page) -> Page:
    """Two parts that do not overlap, as one page under the first one's name."""
    assert not set(first.cells) & set(second.cells)
    hidden = first.hidden_rows | second.hidden_rows
    return Page({**first.cells, **second.cells}, first.merges + second.merges, first.name, hidden)


def over(first: Page, second: Page, gap: int = 1) -> Page:
    """The second part under the first."""
    return both(first, shifted(second, rows=first.height + gap)) if first.cells else second


def beside(first: Page, second: Page, gap: int = 1) -> Page:
    """The second part to the right of the first."""
    return both(first, shifted(second, columns=first.width + gap))


def unmerged(page: Page, repeat: bool) -> Page:
    """Without merges; what was merged stands in the first cell only, or in each."""
    cells = dict(page.cells)
    for top, left, bottom, right in page.merges if repeat else ():
        inside = ((r, c) for r in range(top, bottom + 1) for c in range(left, right + 1))
        cells |= {at: replace(page.cells[top, left], role=("again",)) for at in inside if at != (top, left)}
    return replace(page, cells=cells, merges=())


def lines(page: Page) -> Iterator[str]:
    """The page as text: a line a row, `|` between cells, `<` and `^` for merges, `'` before a figure kept as text."""
    covered: dict[Place, str] = {}
    for top, left, bottom, right in page.merges:
        for r in range(top, bottom + 1):
            covered |= {
                (r, c): "^" if c == left else "<" for c in range(left, right + 1) if (r, c) != (top, left)
            }
    for row in range(page.height):
        words = (
            covered.get((row, c)) or shown(page.cells.get((row, c), Cell(None))) for c in range(page.width)
        )
        yield " | ".join(words).rstrip(" |") + (" (hidden)" if row in page.hidden_rows else "")


def shown(cell: Cell) -> str:
    """One cell in such a drawing."""
    if cell.value is None:
        return ""
    if isinstance(cell.value, str):
        kept = cell.value.replace(",", "").replace(".", "").isdecimal()
        return ("'" if kept else "") + cell.value.replace("\n", "↵")
    figure = f"{cell.value:f}" if isinstance(cell.value, Decimal) else cell.value.isoformat()
    return figure + ("~" if cell.noisy else "") + (f"{{{cell.format}}}" if cell.format else "")
