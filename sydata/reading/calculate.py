"""A sheet's formulas that were saved without their result: worked out from its own cells, where that is sure."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter

from sydata.model import Sheet
from sydata.reading import formula
from sydata.reading.formula import Content, Formula, Reference, Unsettled

Place = tuple[int, int]
MOST_LETTERS = 1_000_000  # of all formulas of a file together; about two seconds
MOST_VISITS = 1_000_000  # cells that they look at


def all_calculated(sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """The sheets of one file, calculated each on its own; as they are if that would take too long."""
    marks = [mark for sheet in sheets for mark in sheet.marks.values() if mark.kind == "formula"]
    if not marks or sum(len(mark.text) for mark in marks) > MOST_LETTERS:
        return sheets
    return tuple(calculated(sheet, MOST_VISITS // len(sheets)) for sheet in sheets)


def calculated(sheet: Sheet, visits: int = MOST_VISITS) -> Sheet:
    """The sheet with such formulas as values, marked `computed`; those that are not sure stay marked `formula`.

    Sure are sums, + - * /, percents, ROUND, AVERAGE and PRODUCT over cells of this sheet whose contents are
    known: no errors, no texts that look like figures, no dates, no cells left out, no circles.
    visits: how many cells may be looked at.
    """
    unsettled = {place: mark.text for place, mark in sheet.marks.items() if mark.kind == "formula"}
    if not unsettled:
        return sheet
    results = _Calculation(sheet, _readable(unsettled), visits).results()
    rows = list(sheet.rows)
    for row in {row for row, _ in results}:
        values = enumerate(rows[row])
        rows[row] = tuple(results.get((row, column), value) for column, value in values)
    marks = {place: replace(sheet.marks[place], kind="computed") for place in results}
    return replace(sheet, rows=tuple(rows), marks={**sheet.marks, **marks})


def _readable(texts: Mapping[Place, str]) -> dict[Place, Formula]:
    found = {}
    for place, text in texts.items():
        try:
            found[place] = formula.read(text)
        except Unsettled:
            continue
    return found


class _Calculation:
    """Works the formulas out in the order of their dependence."""

    def __init__(self, sheet: Sheet, formulas: Mapping[Place, Formula], visits: int) -> None:
        self._sheet, self._formulas = sheet, formulas
        self._known: dict[Place, Decimal] = {}
        self._visits = visits

    def results(self) -> dict[Place, float]:
        """The values of the formulas that could be settled, as a spreadsheet would have stored them."""
        for place in self._ordered():
            try:
                amount = formula.value(self._formulas[place], self._contents)
            except Unsettled:
                continue
            if math.isfinite(float(amount)):
                self._known[place] = amount
        return {place: float(amount) for place, amount in self._known.items()}

    def _ordered(self) -> Iterator[Place]:
        """The formulas, each after those it needs; none that depends on itself."""
        order: TopologicalSorter[Place] = TopologicalSorter()
        for place, read in self._formulas.items():
            try:
                order.add(place, *self._needed(read))
            except Unsettled:
                continue
        try:
            order.prepare()
        except CycleError:
            pass  # the sorter still gives all that do not hang on a circle
        while ready := order.get_ready():
            yield from ready
            order.done(*ready)

    def _needed(self, read: Formula) -> list[Place]:
        return [
            place
            for reference in read.references
            for place in self._places(reference)
            if place in self._formulas
        ]

    def _places(self, reference: Reference) -> Iterator[Place]:
        """The cells of a reference that lie in the sheet, as far as they may still be looked at."""
        if reference.sheet and reference.sheet.lower() != self._sheet.name.lower():
            raise Unsettled
        bottom = min(reference.bottom, len(self._sheet.rows) - 1)
        right = min(reference.right, len(self._sheet.rows[0]) - 1 if self._sheet.rows else -1)
        self._visits -= 1 + len(self._sheet.stray)
        self._visits -= max(0, bottom - reference.top + 1) * max(0, right - reference.left + 1)
        if self._visits < 0:
            raise Unsettled
        return (
            (row, column)
            for row in range(reference.top, bottom + 1)
            for column in range(reference.left, right + 1)
        )

    def _contents(self, reference: Reference) -> Iterator[Content]:
        _, top, left, bottom, right = reference
        if any(top <= cell.row <= bottom and left <= cell.column <= right for cell in self._sheet.stray):
            raise Unsettled  # a cell that was not read
        empty = True
        for place in self._places(reference):
            empty = False
            yield self._content(place)
        if empty:
            yield None

    def _content(self, place: Place) -> Content:
        """A number exactly, a text, or None for a blank cell."""
        mark = self._sheet.marks.get(place)
        if place in self._known:
            return self._known[place]
        value = self._sheet.rows[place[0]][place[1]]
        if mark is not None and mark.kind in ("error", "formula"):
            raise Unsettled
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise Unsettled
        return Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
