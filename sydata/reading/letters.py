"""Letters on a page become lines and the words of cells, in the order a person reads them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sydata.model import Mark, Merge, Value
from sydata.reading.ruling import Grid

BLANK = 0.22  # of a letter's height: a gap so wide is a blank
SAME = 0.3  # of a letter's width: the same letter so near is drawn twice to look bold
TOUCHING = 1.0  # points: letters of two cells so near may be one number that runs over the line
UNEXPLAINED = "\ufffd"
FIGURE = frozenset("0123456789.,０１２３４５６７８９．，")


class Letter(NamedTuple):
    """A letter and its box, in points from the top left corner of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def x(self) -> float:
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        return (self.top + self.bottom) / 2


class Row(NamedTuple):
    """A line of letters, from left to right."""

    letters: tuple[Letter, ...]

    @property
    def text(self) -> str:
        """The words, with a blank where there is a gap."""
        words, end = "", self.letters[0].left
        for letter in self.letters:
            if letter.left - end > BLANK * (letter.bottom - letter.top):
                words += " "
            words, end = words + letter.text, letter.right
        return words.strip()

    @property
    def y(self) -> float:
        return self.letters[0].y


def rows(letters: Iterable[Letter]) -> list[Row]:
    """The lines that letters form, from top to bottom."""
    lines: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda one: one.y):
        if lines and letter.y - lines[-1][0].y <= max(letter.bottom - letter.top, 1.0) / 2:
            lines[-1].append(letter)
        else:
            lines.append([letter])
    return [Row(tuple(_once(sorted(line, key=lambda one: one.left)))) for line in lines]


def _once(line: list[Letter]) -> Iterator[Letter]:
    before: Letter | None = None
    for letter in line:
        if (
            before
            and letter.text == before.text
            and letter.left - before.left < SAME * (before.right - before.left)
        ):
            continue
        before = letter
        yield letter


class Filled(NamedTuple):
    """A grid's values by the top-left cell of each range, and the cells whose words are in doubt."""

    values: dict[tuple[int, int], Value]
    marks: dict[tuple[int, int], Mark]


def fill(grid: Grid, letters: Iterable[Letter]) -> Filled:
    """The words of each cell. A number that runs over a line, or has letters the file does not explain, is none."""
    by_cell: dict[Merge, list[Letter]] = defaultdict(list)
    for letter in letters:
        cell = grid.at(letter.x, letter.y)
        if cell is not None:
            by_cell[cell].append(letter)
    lines = {cell: rows(inside) for cell, inside in by_cell.items()}
    doubtful = _running_over(grid, lines)
    filled = Filled({}, {})
    for cell, found in lines.items():
        words = "\n".join(row.text for row in found)
        if UNEXPLAINED in words or cell in doubtful:
            filled.marks[cell[:2]] = Mark("error", words)
        else:
            filled.values[cell[:2]] = words
    return filled


def _running_over(grid: Grid, lines: Mapping[Merge, list[Row]]) -> set[Merge]:
    """The cells that share a number: figures touch across the line between them."""
    found: set[Merge] = set()
    for cell, own in lines.items():
        for row in own:
            last = row.letters[-1]
            right = grid.at(grid.xs[cell.right + 1] + TOUCHING, last.y)
            beside = lines.get(right, []) if right else []
            if last.text in FIGURE and any(_goes_on(last, other.letters[0]) for other in beside):
                found |= {cell, *([right] if right else [])}
    return found


def _goes_on(last: Letter, first: Letter) -> bool:
    height = min(last.bottom - last.top, first.bottom - first.top)
    level = min(last.bottom, first.bottom) - max(last.top, first.top) > height / 2
    return level and first.text in FIGURE and first.left - last.right < TOUCHING
