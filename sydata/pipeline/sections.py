"""Sections in a list of indicators: 二、慰问金 stands over （一）金额 and （二）人数 as a group's header would."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from sydata.catalog.roll import Collector
from sydata.pipeline.facets import facet
from sydata.pipeline.grid import Grid
from sydata.pipeline.head import Word
from sydata.pipeline.headers import bare_measure, is_group, is_known
from sydata.text import squash, without_item

_HAN = "一二三四五六七八九十"
_LEVELS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[{_HAN}]{{1,3}}[、.:]",
        rf"\([{_HAN}]{{1,3}}\)",
        r"\d{1,2}[、.:](?!\d)",
        r"\d{1,2}\.\d{1,2}[、.]?(?!\d)|\(\d{1,2}\)",
        r"\d{1,2}\)",
    )
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
UNNUMBERED = len(_LEVELS)
_LEVELS_APART = (2, 3, 3)  # 1 and 1.1 with nothing but a blank behind them


@lru_cache(maxsize=16384)
def level(text: str) -> int:
    """How deep an item's number makes it: 一、 （一） 1. (1) and 1.1, ①; one without a number lies deeper."""
    if text.strip().startswith(tuple(_CIRCLED)):
        return UNNUMBERED - 1
    if without_item(text) != text:
        return _LEVELS_APART[text.split()[0].count(".")]
    words = squash(text)
    return next((depth for depth, pattern in enumerate(_LEVELS) if pattern.match(words)), UNNUMBERED)


class Sections(NamedTuple):
    """The header words of each column with those of its section, and the columns that sum up the ones below them."""

    over: list[list[Word]]
    sums: frozenset[int] = frozenset()


def under_sections(grid: Grid, over: list[list[Word]], rows: range, office: Collector) -> Sections:
    """The header words of each column, with those of the section that it stands in before them.

    A section is a numbered word without figures of its own, or one that groups what follows, or an indicator over
    the categories listed below it; it ends at the next item of its level. One without figures is no column.
    """
    if not any(words and (level(words[0].text) < UNNUMBERED or _is_place(words, office)) for words in over):
        return Sections(over)
    found: list[list[Word]] = []
    open_sections: list[tuple[int, Word, int]] = []
    sums: set[int] = set()
    for column, words in enumerate(over):
        depth, empty = _depth(words, office), not any(_says_something(grid, row, column) for row in rows)
        if words:
            open_sections = [section for section in open_sections if section[0] < depth]
        place = bool(words) and _is_place(words, office)
        heads = [s for s in open_sections if place or not _has_own_figures(s, over, grid, rows)]
        sums |= {at for _, _, at in heads if place and any(_says_something(grid, row, at) for row in rows)}
        found.append([*(word for _, word, _ in heads), *words] if words and not empty else words)
        if words and depth < UNNUMBERED and (_opens(words, empty, office) or is_known(words[0].text)):
            open_sections = [*open_sections, (depth, words[0], column)]
            found[-1] = [] if empty else found[-1]
    return Sections(found, frozenset(sums))


def _depth(words: list[Word], office: Collector) -> int:
    """How deep a column's words lie; a bare category or unit lies above all numbers, over what follows it."""
    depth = level(words[0].text) if words else UNNUMBERED
    return -1 if depth == UNNUMBERED and words and _is_place(words, office) else depth


def _has_own_figures(section: tuple[int, Word, int], over: list[list[Word]], grid: Grid, rows: range) -> bool:
    """Whether a section is an indicator with figures of its own, and no group's name."""
    _, _, column = section
    word = over[column][0].text
    return not is_group(word) and any(_says_something(grid, row, column) for row in rows)


def _says_something(grid: Grid, row: int, column: int) -> bool:
    text = grid.own(row, column)
    return bool(text) and squash(text).strip("-—–/") != "" and not bare_measure(text)


def _is_place(words: list[Word], office: Collector) -> bool:
    """Whether an item names a category, a unit or a period, and so heads the indicators below it."""
    return (
        len(words) == 1
        and not is_known(words[0].text)
        and facet(words[0].text, office).kind not in ("", "of-which")
    )


def _opens(words: list[Word], empty: bool, office: Collector) -> bool:
    """Whether an item heads those below it: it is empty and known, or the name of a group."""
    if empty and (is_known(words[0].text) or _is_place(words, office)):
        return True
    return is_group(words[0].text)
