"""Tables whose one indicator stands in the title alone: 各区县走访慰问人数统计表, units down, categories across."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sydata.catalog import forms
from sydata.pipeline.facets import facet, row_facet, without_period
from sydata.pipeline.grid import Grid
from sydata.pipeline.head import Head, is_number
from sydata.pipeline.headers import Meaning, group_of, header_word, meaning
from sydata.pipeline.table import NOWHERE, Column
from sydata.text import squash, without_brackets

LEAST = 2  # columns that name a category, a unit or a period


def title_indicator(grid: Grid) -> Meaning | None:
    """The indicator that a title names, with its measure; None if it names none alone."""
    for row in range(grid.height):
        texts = {text for _, text in grid.texts(row)}
        if len(texts) > 1:
            return None
        for text in texts:
            found = meaning((_subject(text),))
            if found.role == "figure":
                return found
    return None


def _subject(title: str) -> str:
    """What a title is about: its words without period, units at large, and 统计表."""
    words = without_period(without_brackets(squash(title)))
    for word in forms.TITLE_ENDS:
        words = words.removesuffix(word)
    for word in forms.TITLE_FRONTS:
        words = words.removeprefix(word)
    return words


def title_category(titles: Iterable[str]) -> str:
    """The one category that a title names: 慰问边海防官兵情况统计表; empty if none, or if it says more."""
    for title in titles:
        words = _subject(title)
        for verb in forms.TITLE_VERBS:
            words = words.removeprefix(verb)
        kind, value = row_facet(words)
        if kind == "category":
            return value
    return ""


def title_group(grid: Grid) -> str:
    """The group of columns that a title names: 慰问品发放情况汇总表; empty if none."""
    for row in range(grid.height):
        texts = {text for _, text in grid.texts(row)}
        if len(texts) > 1:
            return ""
        for words in map(_subject, texts):
            if group_of(words) not in ("", "neutral"):
                return words
    return ""


def under_title(columns: tuple[Column, ...], group: str) -> tuple[Column, ...]:
    """The columns whose bare leaves (金额, 数量, 人数) mean something under the title's group."""

    def told(column: Column) -> Column:
        own = column.meaning
        found = meaning((group, *own.cores)) if own.role in ("leaf", "value") and own.cores else own
        return (
            replace(column, meaning=replace(found, measure=own.measure)) if found.role == "figure" else column
        )

    return tuple(map(told, columns))


def facet_head(grid: Grid, office: str) -> Head | None:
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
