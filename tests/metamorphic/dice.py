"""Choices, drawn by hypothesis, that differ between the cases of a batch even where hypothesis tries its simplest.

In case number 0 the simplest draw is the form's own way; in case number k every list begins k places on. So one
batch goes through the lists in order, and a lone case (METAMORPHIC_SHRINK) still shrinks towards the plain form.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

from hypothesis import strategies as st

Option = TypeVar("Option")


class Slot(NamedTuple):
    """A case's place in its batch, and the units that only it may use."""

    turn: int
    units: tuple[tuple[str, str], ...]


class Dice:
    """draw: what hypothesis hands to a composite strategy; turn: the case's number in its batch."""

    def __init__(self, draw: Any, turn: int) -> None:
        self.draw, self.turn, self.thrown = draw, turn, 0

    def _turned(self, size: int) -> int:
        """A number below size."""
        self.thrown += 1
        return (
            self.draw(st.integers(0, size - 1)) + self.turn * 7919 + bool(self.turn) * self.thrown * 31
        ) % size

    def of(self, options: Sequence[Option]) -> Option:
        """One of the options; the first is the simplest."""
        return options[self._turned(len(options))]

    def one_of(self, *options: Option) -> Option:
        return self.of(options)

    def number(self, least: int, most: int) -> int:
        return least + self._turned(most - least + 1)

    def perhaps(self) -> bool:
        return self.of((False, True))

    def some(self, options: Sequence[Option], most: int) -> list[Option]:
        """Different ones of the options, at most so many, perhaps none."""
        chosen: list[Option] = []
        for _ in range(self.number(0, min(most, len(options)))):
            chosen.append(self.of([option for option in options if option not in chosen]))
        return chosen

    def order(self, items: Sequence[Option]) -> tuple[Option, ...]:
        """The items in some order; the given one is the simplest."""
        return tuple(self.some_exactly(items, len(items)))

    def some_exactly(self, options: Sequence[Option], count: int) -> list[Option]:
        """So many different ones of the options."""
        chosen: list[Option] = []
        for _ in range(count):
            chosen.append(self.of([option for option in options if option not in chosen]))
        return chosen
