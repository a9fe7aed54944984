"""Ruled lines on a page become grids of cells: where a line between two cells is missing, they are merged."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sydata.errors import UnreadableFile
from sydata.model import Merge
from sydata.reading.budget import Budget

NEAR = 3.5  # points: lines closer than this are one (double rules, the two sides of a thin rectangle)
CROSSINGS = 4_000_000  # pairs of lines that are looked at


class Rule(NamedTuple):
    """A straight line: where it lies (y of a line across, x of one down), and from where to where it goes."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: its lines' places from left to right and from top to bottom, and by row and column the
    range of cells that belong together."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: dict[tuple[int, int], Merge]

    @property
    def area(self) -> float:
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    def at(self, x: float, y: float) -> Merge | None:
        """The cell, with all that is merged with it, at a point; None outside."""
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        return self.cells.get((row, column))


class _Groups:
    """Things that belong together, directly or through others."""

    def __init__(self) -> None:
        self._leader: dict[Hashable, Hashable] = {}

    def leader(self, thing: Hashable) -> Hashable:
        path = []
        while (above := self._leader.get(thing, thing)) != thing:
            path.append(thing)
            thing = above
        for passed in path:
            self._leader[passed] = thing
        return thing

    def join(self, one: Hashable, other: Hashable) -> None:
        self._leader[self.leader(one)] = self.leader(other)


def grids(across: Iterable[Sequence[float]], down: Iterable[Sequence[float]], budget: Budget) -> list[Grid]:
    """The tables of a page, from top to bottom. Raises UnreadableFile("too-large") for a page full of lines."""
    flat, upright = _straightened(across), _straightened(down)
    if len(flat) * len(upright) > CROSSINGS:
        raise UnreadableFile("too-large", f"{len(flat)} by {len(upright)} lines on a page")
    groups = _Groups()
    for i, h in enumerate(flat):
        for j, v in enumerate(upright):
            if _meets(h, v.at) and _meets(v, h.at):
                groups.join(("h", i), ("v", j))
    tables: dict[Hashable, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for i, h in enumerate(flat):
        tables[groups.leader(("h", i))][0].append(h)
    for j, v in enumerate(upright):
        tables[groups.leader(("v", j))][1].append(v)
    found = [_grid(hs, vs, budget) for hs, vs in tables.values() if len(hs) > 1 and vs]
    return sorted((g for g in found if len(g.xs) > 2 and len(g.ys) > 2), key=lambda g: (g.ys[0], g.xs[0]))


def _meets(rule: Rule, at: float) -> bool:
    return rule.start - NEAR <= at <= rule.end + NEAR


def _straightened(lines: Iterable[Sequence[float]]) -> list[Rule]:
    """Lines that nearly coincide made one, with pieces that touch joined."""
    rules: list[Rule] = []
    for group in _near(sorted(Rule(*line) for line in lines)):
        at = sum(rule.at for rule in group) / len(group)
        start, end = group[0].start, group[0].end
        for rule in sorted(group, key=lambda r: r.start):
            if rule.start > end + NEAR:
                rules.append(Rule(at, start, end))
                start, end = rule.start, rule.end
            start, end = min(start, rule.start), max(end, rule.end)
        rules.append(Rule(at, start, end))
    return rules


def _near(rules: list[Rule]) -> Iterator[list[Rule]]:
    """Runs of lines that lie within NEAR of the first of them, each sorted by its start."""
    while rules:
        first = rules[0].at
        count = bisect_right(rules, first + NEAR, key=lambda r: r.at)
        yield sorted(rules[:count], key=lambda r: r.start)
        rules = rules[count:]


def _places(values: Iterable[float]) -> tuple[float, ...]:
    """Places in order, without those that lie near the one before."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > NEAR:
            kept.append(value)
    return tuple(kept)


def _grid(flat: list[Rule], upright: list[Rule], budget: Budget) -> Grid:
    """The cells between these lines. A table open at its sides ends where its lines across end."""
    edges_x = (min(h.start for h in flat), max(h.end for h in flat))
    edges_y = (min(v.start for v in upright), max(v.end for v in upright))
    xs = _places([*(v.at for v in upright), *edges_x])
    ys = _places([*(h.at for h in flat), *edges_y])
    if len(xs) * len(ys) > budget.cells:
        raise UnreadableFile("too-large", f"{len(ys)} by {len(xs)} cells on a page")
    beside, below = _walls(upright, xs, ys), _walls(flat, ys, xs)
    groups = _Groups()
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if column and (column, row) not in beside:
                groups.join((row, column), (row, column - 1))
            if row and (row, column) not in below:
                groups.join((row, column), (row - 1, column))
    return Grid(xs, ys, _ranges(groups, len(ys) - 1, len(xs) - 1))


def _walls(rules: list[Rule], places: tuple[float, ...], along: tuple[float, ...]) -> set[tuple[int, int]]:
    """(which place, which stretch between two crossing lines) for all stretches that a line covers."""
    middles = [(a + b) / 2 for a, b in zip(along, along[1:], strict=False)]
    walls: set[tuple[int, int]] = set()
    for rule in rules:
        place = _nearest(places, rule.at)
        first, last = bisect_left(middles, rule.start), bisect_right(middles, rule.end)
        walls.update((place, stretch) for stretch in range(first, last))
    return walls


def _nearest(places: tuple[float, ...], at: float) -> int:
    right = bisect_left(places, at)
    beside = [i for i in (right - 1, right) if 0 <= i < len(places)]
    return min(beside, key=lambda i: abs(places[i] - at))


def _ranges(groups: _Groups, rows: int, columns: int) -> dict[tuple[int, int], Merge]:
    """By cell the range it belongs to; cells that form no rectangle stay single."""
    members: dict[Hashable, list[tuple[int, int]]] = defaultdict(list)
    for row in range(rows):
        for column in range(columns):
            members[groups.leader((row, column))].append((row, column))
    found: dict[tuple[int, int], Merge] = {}
    for cells in members.values():
        top, bottom = cells[0][0], cells[-1][0]
        left, right = min(c for _, c in cells), max(c for _, c in cells)
        whole = (bottom - top + 1) * (right - left + 1) == len(cells)
        found.update(
            {cell: Merge(top, left, bottom, right) if whole else Merge(*cell, *cell) for cell in cells}
        )
    return found
