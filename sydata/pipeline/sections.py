"""Sections in a list of indicators: 二、慰问金 stands over （一）金额 and （二）人数 as a group's header would."""

from __future__ import annotations

import re

from sydata.pipeline.facets import facet
from sydata.pipeline.grid import Grid
from sydata.pipeline.head import Word
from sydata.pipeline.headers import bare_measure, is_group, is_known
from sydata.text import squash

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


def level(text: str) -> int:
    """How deep an item's number makes it: 一、 （一） 1. (1) and 1.1, ①; one without a number lies deeper."""
    if text.strip().startswith(tuple(_CIRCLED)):
        return UNNUMBERED - 1
    words = squash(text)
    return next((depth for depth, pattern in enumerate(_LEVELS) if pattern.match(words)), UNNUMBERED)


def under_sections(grid: Grid, over: list[list[Word]], rows: range, office: str) -> list[list[Word]]:
    """The header words of each column, with those of the section that it stands in before them.

    A section is a numbered word without figures of its own, or one that groups what follows; it ends at the next
    item of its level. A section without figures is no column.
    """
    if not any(words and (level(words[0].text) < UNNUMBERED or _is_place(words, office)) for words in over):
        return over
    found: list[list[Word]] = []
    open_sections: list[tuple[int, Word]] = []
    for column, words in enumerate(over):
        depth = level(words[0].text) if words else UNNUMBERED
        depth = -1 if depth == UNNUMBERED and words and _is_place(words, office) else depth
        if words:
            open_sections = [(at, section) for at, section in open_sections if at < depth]
        empty = not any(_says_something(grid, row, column) for row in rows)
        found.append([*(section for _, section in open_sections), *words] if words and not empty else words)
        if words and depth < UNNUMBERED and _opens(words, empty, office):
            open_sections = [*open_sections, (depth, words[0])]
            found[-1] = [] if empty else found[-1]
    return found


def _says_something(grid: Grid, row: int, column: int) -> bool:
    text = grid.own(row, column)
    return bool(text) and squash(text).strip("-—–/") != "" and not bare_measure(text)


def _is_place(words: list[Word], office: str) -> bool:
    """Whether an item names a category, a unit or a period, and so heads the indicators below it."""
    return (
        len(words) == 1
        and not is_known(words[0].text)
        and facet(words[0].text, office).kind not in ("", "of-which")
    )


def _opens(words: list[Word], empty: bool, office: str) -> bool:
    """Whether an item heads those below it: it is empty and known, or the name of a group."""
    if empty and (is_known(words[0].text) or _is_place(words, office)):
        return True
    return is_group(words[0].text)
