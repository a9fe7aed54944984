"""The columns of a table: the words over each, taken apart into an indicator and coordinates."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import lru_cache

from sydata.catalog.categories import category_key
from sydata.catalog.totals import total_sense
from sydata.pipeline.facets import facet, period_and_rest
from sydata.pipeline.grid import Grid
from sydata.pipeline.head import Head, Word, words_over
from sydata.pipeline.headers import Meaning, is_known, meaning, with_measure
from sydata.pipeline.sections import under_sections
from sydata.pipeline.table import NOWHERE, Column, Coordinates, Dimension, Words
from sydata.text import squash

NO_KINDS: frozenset[str] = frozenset()
Kinds = dict[int, frozenset[str]]  # header row → the dimensions that its words name


def columns(grid: Grid, head: Head, rows: range, office: str) -> tuple[Column, ...]:
    """One column for each of the grid's, those without a header too. rows: those of the table's body."""
    over = [words_over(grid, head, c, office) for c in range(grid.width)]
    over = [[] if _is_spread(grid, words, rows, c) else words for c, words in enumerate(over)]
    sections = under_sections(grid, over, rows, office)
    words = tuple(map(tuple, sections.over))
    return _columns(words, head.top, tuple(head.units.items()), frozenset(sections.sums), office)


@lru_cache(maxsize=256)
def _columns(
    over: tuple[tuple[Word, ...], ...],
    top: int,
    units: tuple[tuple[int, str], ...],
    sums: frozenset[int],
    office: str,
) -> tuple[Column, ...]:
    """The columns by the words over each: the sheets of a batch have few different headers."""
    kinds, measures = _kinds(over, office), dict(units)
    found = (_column(c, words, top, measures.get(c, ""), kinds, office) for c, words in enumerate(over))
    return tuple(_summed(column) if column.index in sums else column for column in found)


def _summed(column: Column) -> Column:
    """An indicator's own figure above its categories is their total."""
    return replace(column, at=replace(column.at, over=column.at.over | {"category"}))


def _is_spread(grid: Grid, words: list[Word], rows: range, column: int) -> bool:
    """Whether a column only lies under a header merged over several, and holds nothing itself."""
    spread = bool(words) and not any(word.own for word in words)
    return spread and not any(grid.own(row, column) for row in rows)


def _kinds(over: tuple[tuple[Word, ...], ...], office: str) -> Kinds:
    """Which dimensions each row of the header names: 合计 beside categories adds them up."""
    found: dict[int, set[str]] = defaultdict(set)
    for word in {word for words in over for word in words}:
        if not is_known(word.text):
            found[word.row].add(facet(word.text, office).kind)
    return {row: frozenset(kinds & {"category", "unit", "period"}) for row, kinds in found.items()}


def _column(index: int, words: tuple[Word, ...], top: int, measure: str, kinds: Kinds, office: str) -> Column:
    at, left = NOWHERE, []
    for word in words:
        over = kinds.get(word.row, NO_KINDS) if len(words) > 1 else NO_KINDS
        at, rest = _taken(at, word, index, kinds, office)
        if rest and "category" in over and at.stranger is None and not is_known(rest):
            at, rest = replace(at, stranger=Words(word.text, word.row, index)), ""
        left += [rest] if rest else []
    of = with_measure(meaning(tuple(left)), measure)
    if not left and words:
        of = with_measure(Meaning("leaf"), measure)
    row = next((word.row for word in reversed(words) if word.own), top)
    return Column(index, tuple(word.text for word in words), of, row, at)


def _taken(at: Coordinates, word: Word, index: int, kinds: Kinds, office: str) -> tuple[Coordinates, str]:
    """The coordinates with what one header word adds to them, and the words that are left for an indicator."""
    over: frozenset[Dimension] = kinds.get(word.row, frozenset())  # type: ignore[assignment]
    if over and total_sense(category_key(word.text)):
        return replace(at, over=at.over | over), ""
    if is_known(word.text):
        return at, word.text
    place = Words(word.text, word.row, index)
    kind, value = facet(word.text, office)
    if kind == "category":
        return replace(at, category=value, name=category_key(word.text)), ""
    if kind == "unit":
        return replace(at, unit=place), ""
    if kind == "period":
        before = at.period.text if at.period else ""
        return replace(at, period=place._replace(text=before + place.text)), ""
    period, rest = period_and_rest(word.text)
    if period and is_known(rest):
        place = Words(period, word.row, index)
        return replace(at, period=place), rest
    return at, word.text


def same_header(a: tuple[Column, ...], b: tuple[Column, ...]) -> bool:
    """Whether two tables have the same words over the same columns: one is the other's header repeated."""
    return _paths(a) == _paths(b)


def _paths(columns: tuple[Column, ...]) -> list[tuple[str, ...]]:
    """The words over each column, however they are broken into lines."""
    return [tuple(map(squash, column.path)) for column in columns]
