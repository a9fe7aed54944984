"""Tables whose one indicator stands in the title alone: 各区县走访慰问人数统计表, units down, categories across."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from sydata.catalog import forms
from sydata.catalog.roll import Collector
from sydata.catalog.unit_index import key_of, office_index
from sydata.pipeline.facets import facet, row_facet, without_period
from sydata.pipeline.grid import Grid
from sydata.pipeline.head import Head, is_number
from sydata.pipeline.headers import Meaning, group_of, groups_of, header_word, is_measure, meaning
from sydata.pipeline.table import NOWHERE, Column, Words
from sydata.text import squash, without_brackets, without_numbering

LEAST = 2  # columns that name a category, a unit or a period


def title_indicator(grid: Grid, office: Collector, rows: range) -> Meaning | None:
    """The indicator that a title in these rows names, with its measure; None if it names none alone.

    慰问金发放 names one with its measure only: in brackets, or in the line 单位：万元.
    """
    for row in rows:
        texts = {text for _, text in grid.texts(row)}
        if len(texts) > 1:
            return None
        for text in texts:
            subject = _subject(text, office)
            measure = _measure_said((*_IN_BRACKETS.findall(squash(text)), *_lines(grid, rows)))
            found = (meaning((words,)) for words in (subject, f"{subject}（{measure}）"))
            if (said := next((of for of in found if of.role == "figure"), None)) is not None:
                return said
    return None


_IN_BRACKETS = re.compile(r"\(([^()]*)\)")


def _lines(grid: Grid, rows: range) -> Iterator[str]:
    return (squash(text) for row in rows for _, text in grid.texts(row))


def _measure_said(texts: Iterable[str]) -> str:
    """The one measure that a bracket or a line names: 万元, 单位：人. Empty of 单位：人、万元, which names two."""
    for text in texts:
        line = next((word for word in forms.MONEY_LINE if text.startswith(word)), "")
        if is_measure(measure := text.removeprefix(line).strip(":()")):
            return measure
    return ""


@lru_cache(maxsize=4096)
def _subject(title: str, office: Collector) -> str:
    """What a title is about: its words without period, places, units at large, and 统计表."""
    words, before = without_numbering(without_brackets(squash(title))), ""
    while words != before:
        before, words = words, _without_place(without_period(words), office)
        for word in forms.TITLE_FRONTS:
            words = words.removeprefix(word)
    for word in forms.TITLE_ENDS:
        words = words.removesuffix(word)
    return words


def _without_place(words: str, office: Collector) -> str:
    """The words without the name of the office, what it lies in or a reporter at their head: 江门市慰问金."""
    index = office_index(office)
    for end in range(min(index.longest, len(words)), 1, -1):
        if key_of(words[:end]) in index.home:
            return words[end:]
    return words


def category_told(titles: Sequence[str], name: str, office: Collector) -> str:
    """The one category that a title names (慰问边海防官兵情况统计表), or the sheet's name where the title names none.

    Empty if neither does, if they say more than that, or if they contradict each other.
    """
    found = {category for text in (*titles, name) if (category := _category(text, office))}
    return found.pop() if len(found) == 1 else ""


def _category(text: str, office: Collector) -> str:
    words = _subject(text, office)
    for verb in forms.TITLE_VERBS:
        words = words.removeprefix(verb)
    kind, value = row_facet(words)
    return value if kind == "category" else ""


def title_group(grid: Grid, head: int, office: Collector) -> str:
    """The group of columns that the title over a header names: 慰问品发放情况汇总表; empty if none."""
    for row in reversed(range(head)):
        texts = {text for _, text in grid.texts(row)}
        if any(map(is_number, texts)):
            return ""
        words = _subject(next(iter(texts)), office) if len(texts) == 1 else ""
        if group_of(words) not in ("", "neutral"):
            return words
    return ""


def under_title(columns: tuple[Column, ...], group: str) -> tuple[Column, ...]:
    """The columns whose bare leaves (金额, 数量, 人数) mean something under the title's group.

    None where a column is of another group by its own words: a bare 金额 may be of that one.
    """
    agreeing = {group_of(group), "visit", "sum"}
    if not group or any(groups_of(c.meaning.indicator) - agreeing for c in columns if c.meaning.indicator):
        return columns

    def told(column: Column) -> Column:
        own = column.meaning
        found = meaning((group, *own.cores)) if own.role in ("leaf", "value") and own.cores else own
        return (
            replace(column, meaning=replace(found, measure=own.measure)) if found.role == "figure" else column
        )

    return tuple(map(told, columns))


def facet_head(grid: Grid, office: Collector) -> Head | None:
    """The first row that names categories, units or periods over columns of figures."""
    for row in range(grid.height - 1):
        texts = grid.texts(row)
        told = {text for c, text in texts[1:] if facet(text, office).kind in ("category", "unit", "period")}
        below = {
            c
            for r in range(row + 1, min(row + 3, grid.height))
            for c, text in grid.texts(r)
            if is_number(text)
        }
        if len(told) >= LEAST and len(below) >= LEAST:
            return Head(row, row, {})
    return None


def with_strangers(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns, an unknown word among those of categories taken for a category that nobody knows."""
    if len({c.at.category for c in columns if c.at.category}) < LEAST:
        return columns

    def told(column: Column) -> Column:
        if column.meaning.role != "unknown" or not column.path:
            return column
        words = Words(column.path[-1], column.header_row, column.index)
        return replace(column, meaning=Meaning("leaf"), at=replace(column.at, stranger=words))

    return tuple(map(told, columns))


def with_title(columns: tuple[Column, ...], said: Meaning) -> tuple[Column, ...]:
    """The columns of coordinates as columns of the title's indicator."""

    def told(column: Column) -> Column:
        own = column.meaning
        bare = own.role == "leaf" and not own.cores and column.at != NOWHERE
        if not bare:
            return column
        measure = own.measure or header_word(" ".join(column.path)).measure or said.measure
        return replace(column, meaning=Meaning("figure", said.indicator, measure, said.cores))

    return tuple(map(told, columns))
