"""The columns of a table: the words over each, taken apart into an indicator and coordinates."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from sydata.catalog.categories import category_key
from sydata.catalog.learned import PATH
from sydata.catalog.roll import Collector
from sydata.catalog.totals import total_sense
from sydata.pipeline.facets import facet, period_and_rest, row_facet
from sydata.pipeline.grid import Grid
from sydata.pipeline.head import Head, Word, is_number, words_over
from sydata.pipeline.headers import Meaning, header_word, is_known, meaning, with_measure
from sydata.pipeline.sections import under_sections
from sydata.pipeline.table import NOWHERE, Column, Coordinates, Dimension, Words
from sydata.text import squash

NO_KINDS: frozenset[Dimension] = frozenset()
Kinds = dict[int, frozenset[Dimension]]  # header row → the dimensions that its words name


def columns(grid: Grid, head: Head, rows: range, office: Collector) -> tuple[Column, ...]:
    """One column for each of the grid's, those without a header too. rows: those of the table's body."""
    over = [words_over(grid, head, c, office) for c in range(grid.width)]
    over = [[] if _is_spread(grid, words, rows, c) else words for c, words in enumerate(over)]
    corner = _corner(grid, over, rows, office)
    if corner is not None:
        over[corner.column] = []
    sections = under_sections(grid, over, rows, office)
    words = tuple(map(tuple, sections.over))
    key = _Key(
        words, head.top, tuple(head.units.items()), frozenset(sections.sums), grid.learned.paths, office
    )
    found = _columns(key)
    return found if corner is None else tuple(_said_in(corner, column, office) for column in found)


def _corner(grid: Grid, over: list[list[Word]], rows: range, office: Collector) -> Words | None:
    """A unit or a period in the corner of a table, over the names of its rows: 黔江区, where 项目 would be."""
    column = next((c for c, words in enumerate(over) if words), None)
    if column is None or len(over[column]) > 1:
        return None
    word, texts = over[column][0], [text for row in rows if (text := grid.own(row, column))]
    if facet(word.text, office).kind not in ("unit", "period") or any(map(is_number, texts)):
        return None
    named = any(row_facet(text).kind == "category" for text in texts)
    return Words(word.text, word.row, column) if named else None


def _said_in(corner: Words, column: Column, office: Collector) -> Column:
    """A column of figures with what the corner says, if it says nothing of that kind itself."""
    kind = facet(corner.text, office).kind
    at = column.at
    if not column.path:
        return column
    if kind == "unit":
        return replace(column, at=replace(at, unit=at.unit or corner))
    return replace(column, at=replace(at, period=at.period or corner))


class _Key(NamedTuple):
    """All that the columns of a table depend on. units: measures by column; paths: what a person explained."""

    over: tuple[tuple[Word, ...], ...]
    top: int
    units: tuple[tuple[int, str], ...]
    sums: frozenset[int]
    paths: tuple[tuple[str, str], ...]
    office: Collector


@lru_cache(maxsize=256)
def _columns(of: _Key) -> tuple[Column, ...]:
    """The columns by the words over each: the sheets of a batch have few different headers."""
    kinds, measures, paths = _kinds(of.over, of.office), dict(of.units), dict(of.paths)
    found: list[Column] = []
    for index, words in enumerate(of.over):
        at, left = _apart(words, index, kinds, of.office)
        row = next((word.row for word in reversed(words) if word.own), of.top)
        said = with_measure(_meaning(words, left, paths), measures.get(index, ""))
        found.append(Column(index, tuple(word.stood or word.text for word in words), said, row, at))
    return tuple(_summed(column) if column.index in of.sums else column for column in found)


def _summed(column: Column) -> Column:
    """An indicator's own figure above its categories is their total."""
    return replace(column, at=replace(column.at, over=column.at.over | {"category"}))


def _is_spread(grid: Grid, words: list[Word], rows: range, column: int) -> bool:
    """Whether a column only lies under a header merged over several, and holds nothing itself."""
    merges = [grid.owner.get((word.row, column)) for word in words]
    spread = bool(words) and all(merge and merge.left < column for merge in merges)
    return spread and not any(grid.own(row, column) for row in rows)


def _kinds(over: tuple[tuple[Word, ...], ...], office: Collector) -> Kinds:
    """Which dimensions each row of the header names: 合计 beside categories adds them up."""
    found: dict[int, set[Dimension]] = defaultdict(set)
    for word in {word for words in over for word in words}:
        kind = "" if is_known(word.text) else facet(word.text, office).kind
        if kind == "category" or kind == "unit" or kind == "period":
            found[word.row].add(kind)
    return {row: frozenset(kinds) for row, kinds in found.items()}


def _apart(
    words: tuple[Word, ...], index: int, kinds: Kinds, office: Collector
) -> tuple[Coordinates, tuple[Word, ...]]:
    """A column's coordinates, and the words that are left for an indicator."""
    at, left = NOWHERE, []
    for word in words:
        over = kinds.get(word.row, NO_KINDS) if len(words) > 1 else NO_KINDS
        at, rest = _taken(at, word, index, kinds, office)
        if rest and "category" in over and at.stranger is None and not is_known(rest):
            at, rest = replace(at, stranger=Words(word.text, word.row, index)), ""
        left += [word if rest == word.text else Word(word.row, rest, word.own)] if rest else []
    return at, tuple(left)


def _meaning(words: tuple[Word, ...], left: tuple[Word, ...], paths: dict[str, str]) -> Meaning:
    """What the words that are left mean: by the catalog, or as a person explained them together."""
    if words and not left:
        return Meaning("leaf")
    of = meaning(tuple(word.text for word in left))
    if not paths or len(left) < 2 or of.role not in ("unknown", "leaf", "value"):
        return of
    told = [header_word(word.stood or word.text) for word in left]
    meant = paths.get(PATH.join(word.core for word in told), "")
    measure = next((word.measure for word in reversed(told) if word.measure), "")
    return meaning((f"{meant}（{measure}）" if measure else meant,)) if meant else of


def _taken(
    at: Coordinates, word: Word, index: int, kinds: Kinds, office: Collector
) -> tuple[Coordinates, str]:
    """The coordinates with what one header word adds to them, and the words that are left for an indicator."""
    over = kinds.get(word.row, NO_KINDS)
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
