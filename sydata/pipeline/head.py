"""Where the header of a table is: its rows, the words over each column, and the row of measures below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from sydata.catalog import forms
from sydata.catalog.roll import Collector
from sydata.pipeline.dates import parse_date
from sydata.pipeline.facets import facet, is_known_of_period, is_period, is_unit, row_facet
from sydata.pipeline.grid import Grid
from sydata.pipeline.headers import bare_measure, header_word, is_group, is_known, meaning
from sydata.pipeline.numbers import parse
from sydata.text import squash

HEADER_ROWS = 4


class Head(NamedTuple):
    """The first and last row of a header, and the measures of columns from a row of them.

    aside: rows of measures, marks and codes, which are no words of the header.
    """

    top: int
    bottom: int
    units: dict[int, str]
    aside: frozenset[int] = frozenset()


class Word(NamedTuple):
    """One level of a column's header: the row it is read in, its words, and whether they stand in that row.

    stood: the words themselves, where a person explained them as `text`.
    """

    row: int
    text: str
    own: bool
    stood: str = ""


def heads(grid: Grid, office: Collector) -> Iterator[Head]:
    """The headers of a grid, from top to bottom."""
    end = -1
    for row in range(grid.height):
        if row <= end:
            continue
        score = head_score(grid, row)
        starts = score >= 2 or (score == 1 and _names_what_follows(grid, row))
        if starts or (end >= 0 and _heads_a_list(grid, row)):
            below = head_from(grid, row, office)
            top = _top(grid, row, end + 1, office)
            end = below.bottom
            yield below._replace(top=top)


def _names_what_follows(grid: Grid, row: int) -> bool:
    """Whether a row's only known word stands over figures of categories, whatever word stands over these.

    Or it groups leaves that mean something below it alone, beside 项目 or the like.
    """
    texts = grid.texts(row)
    below = next((r for r in range(row + 1, grid.height) if grid.texts(r)), row)
    groups = [(text, grid.own(below, c)) for c, text in texts[1:] if is_group(text)]
    if _heads_rows(texts[0][1]) and any(meaning(path).indicator for path in groups):
        return True
    if row_facet(grid.own(below, texts[0][0])).kind != "category":
        return False
    return any(meaning((text,)).indicator and is_figure(grid.own(below, c)) for c, text in texts[1:])


def head_score(grid: Grid, row: int) -> int:
    """How many different known header words a row holds; none where it holds figures."""
    texts = [text for _, text in grid.texts(row)]
    if len(texts) < 2 or any(map(is_figure, texts)):
        return 0
    known = {header_word(text).core for text in texts if is_known_of_period(text)}
    if len(known) == 1 and any(meaning((text,)).indicator for text in texts):
        return 1 + any(_heads_rows(text) for text in texts)
    return len(known)


def _heads_a_list(grid: Grid, row: int) -> bool:
    """Whether a row is 项目 | 数量 over a list of indicators, as it follows below another table."""
    texts = [text for _, text in grid.texts(row)]
    below = [text for _, text in grid.texts(row + 1)] if row + 1 < grid.height else []
    if len(texts) < 2 or len(below) < 2 or any(map(is_figure, texts)):
        return False
    if not is_known(below[0]) or not any(map(is_number, below[1:])):
        return False
    return {"label", "value"} <= {meaning((text,)).role for text in texts}


def _heads_rows(text: str) -> bool:
    """Whether a word heads the names of rows: 项目, 区县, 指标."""
    return meaning((text,)).role in ("label", "unit", "period")


def is_number(text: str) -> bool:
    """Whether a cell's words are digits, or a number with its measure or marks: 1200, 1,200 人, 约56.3万元, 98*."""
    return _DIGITS.fullmatch(text) is not None or _is_worded_number(text)


@lru_cache(maxsize=16384)
def _is_worded_number(text: str) -> bool:
    """The same for words that are not digits alone: mostly words of headers, which come again and again."""
    words = squash(text)
    if _DIGITS.fullmatch(words):
        return True
    return any(c.isdigit() for c in words) and parse(text).kind == "number"


def is_figure(text: str) -> bool:
    """Whether a cell's words are digits, and no column mark."""
    return is_number(text) and not is_mark(text)


@lru_cache(maxsize=16384)
def is_mark(text: str) -> bool:
    """A column mark: 甲, (1), 12, with the sum that makes it, 9=4+6, or without …"""
    return _MARK.fullmatch(squash(text)) is not None


_DIGITS = re.compile(r"[\d.,+-]+")
_CODE = re.compile(r"[A-Za-z]?\d{1,4}")
_ONE = r"\(?(?:[1-9]\d?|[甲乙丙丁戊己]|[A-Za-z])\)?"
_SUM_OF = rf"=[({{\[]?{_ONE}(?:[-+*×/÷]{_ONE})+[)}}\]]?"
_MARK = re.compile(rf"{_ONE}(?:{_SUM_OF})?|栏次|列次|(?!八一)\(?[一二三四五六七八九十]{{1,3}}\)?[、.]?")


def _top(grid: Grid, head: int, first: int, office: Collector) -> int:
    """The first header row: rows of group words may stand above the first known one, and say what it means."""
    top, row = head, head - 1
    while row >= first and (_groups_columns(grid, row, office) or _is_put_between(grid, row)):
        top = row if grid.texts(row) else top
        row -= 1
    return top


def _is_put_between(grid: Grid, row: int) -> bool:
    """Whether a row is a blank column of a sheet on its side: one that stands alone parts no header."""
    return grid.turned and row > 0 and not grid.texts(row) and bool(grid.texts(row - 1))


def _groups_columns(grid: Grid, row: int, office: Collector) -> bool:
    """Whether a row above the header groups its columns: several words, none of them of title, unit or date."""
    texts = [text for _, text in grid.texts(row)]
    words = [squash(text) for text in texts]
    if len(set(words)) < 2 or any(map(_opens_line, words)):
        return False
    if len(texts) == 2 and is_unit(texts[1], office):
        return False  # 填报单位 | 黔江区
    years = all(is_period(text) for text in texts if is_number(text))  # 15 is a figure here, and no mark
    return years and not any(parse_date(w) or forms.has_title(w) for w in words)


def _opens_line(words: str) -> bool:
    """填报单位：…, 单位：万元 and the like; a bare 单位 may head a column."""
    core = header_word(words).core
    lines = core in forms.DATE_LINE or core in forms.MONEY_LINE or core in forms.UNIT_LINE
    return ":" in words or (lines and meaning((words,)).role != "unit")


def head_from(grid: Grid, head: int, office: Collector) -> Head:
    """The header from its known row down, with rows of measures and of column marks taken in."""
    bottom, units, aside = head, {}, []
    for row in range(head + 1, min(head + HEADER_ROWS + 2, grid.height)):
        texts = grid.texts(row)
        measures = {c: measure for c, t in texts if (measure := bare_measure(t))}
        words = [t for c, t in texts if c not in measures and not _measures_nothing(t)]
        if measures and (is_measure_row(texts) or all(_heads_measures(t) for t in words)):
            units = measures
            aside.append(row)
        elif is_mark_row(texts):
            aside.append(row)
        elif texts and not _continues(grid, head, row, office):
            break
        bottom = row if texts else bottom
    return Head(head, bottom, units, frozenset(aside))


def is_measure_row(texts: list[tuple[int, str]]) -> bool:
    """计量单位 人 万元 …: the word for measures, and mostly measures behind it; or some word, and nothing else."""
    if len(texts) < 2 or not (bare_measure(texts[1][1]) or _heads_measures(texts[0][1])):
        return False  # asked first: few rows begin so
    measures = sum(bool(bare_measure(text)) for _, text in texts[1:])
    if measures >= 2 and measures == len(texts) - 1:
        return True
    return measures > 0 and _heads_measures(texts[0][1]) and 2 * measures >= len(texts) - 1


def _measures_nothing(text: str) -> bool:
    """A dash or a percent sign in a row of measures."""
    return squash(text) in forms.ZERO_WORDS or squash(text).strip("()") in ("%", "‰", "百分比")


def _heads_measures(text: str) -> bool:
    core = header_word(text).core
    return core in forms.MONEY_LINE or core in forms.COLUMN_ROLES["measure"]


def is_mark_row(texts: list[tuple[int, str]]) -> bool:
    """甲 乙 1 2 3 …: every cell a mark, and the figures count up, with gaps; or codes behind the word 代码."""
    if len(texts) >= 2 and squash(texts[0][1]) in forms.COLUMN_ROLES["numbered"]:
        return all(_CODE.fullmatch(squash(text)) or _says_nothing(text) for _, text in texts[1:])
    if len(texts) < 3 or not all(is_mark(text) for _, text in texts):
        return False
    numbers = [int(n[0]) for _, text in texts if (n := re.search(r"\d+", squash(text)))]
    rising = all(a < b for a, b in zip(numbers, numbers[1:], strict=False))
    return rising and (not numbers or numbers[-1] <= 3 * len(texts) + 5)


def _continues(grid: Grid, head: int, row: int, office: Collector) -> bool:
    """Whether a row of words still belongs to the header: no figures, and known words or several coordinates."""
    texts, first = grid.texts(row), grid.texts(head)[0][0]
    if any(is_figure(text) and not is_period(text) for _, text in texts):
        return False
    if all(is_number(text) and not is_period(text) for _, text in texts):
        return False  # small figures look like marks, which would count up
    if _is_merged_down(grid, head, first, row):
        return True
    if any(facet(text, office).kind for c, text in texts if c <= first):
        return False  # a row of the body begins with whose figures it holds
    if any(is_number(text) and _awaits_figures(grid.own(head, c)) for c, text in texts):
        return False  # 座谈会 | 场 | 12: no column's number, since a row of those holds nothing else
    facets = {text for c, text in texts if c > first and facet(text, office).kind not in ("", "of-which")}
    if len(facets) >= 2 and len(facets) == len({text for c, text in texts if c > first}):
        return True
    if any(_under_group(grid, head, c) for c, _ in texts):
        return True
    finer = (row_facet(text).kind for c, text in texts if c > first)
    return any(finer) or any(is_known(text) or bare_measure(text) for _, text in texts)


def _awaits_figures(header: str) -> bool:
    """Whether figures stand directly below a header cell: an indicator's own word, or 数量."""
    of = meaning((header,))
    return bool(of.indicator) or of.role == "value"


def _is_merged_down(grid: Grid, head: int, first: int, row: int) -> bool:
    """Whether the header's first cell is merged down beside this row: what stands there are leaves."""
    merge = grid.owner.get((head, first))
    return merge is not None and head < row <= merge.bottom


def _under_group(grid: Grid, head: int, column: int) -> bool:
    """Whether a group of the header is merged over this column and others: what stands below it are its leaves."""
    merge = grid.owner.get((head, column))
    return merge is not None and merge.left < merge.right and is_group(grid.own(merge.top, merge.left))


def words_over(grid: Grid, head: Head, column: int, office: Collector) -> list[Word]:
    """The header's words over a column, outermost first; measures, marks and repeated words are left out."""
    found: list[Word] = []
    for row in (row for row in range(head.top, head.bottom + 1) if row not in head.aside):
        text = grid.seen(row, column) or _group_to_the_left(grid, head, row, column, office)
        if not text or is_mark(text) or (row > head.top and (bare_measure(text) or _says_nothing(text))):
            continue
        if not found or squash(found[-1].text) != squash(text):
            found.append(Word(row, text, bool(grid.own(row, column)), grid.shown(row, column)))
    return found


def _says_nothing(text: str) -> bool:
    """A dash in a header cell."""
    return squash(text) in forms.ZERO_WORDS


def _group_to_the_left(grid: Grid, head: Head, row: int, column: int, office: Collector) -> str:
    """In a header without merges, a blank above a leaf stands for the group to its left."""
    if not _has_leaf(grid, head, row, column) or (row, column) in grid.owner:
        return ""
    for left in range(column - 1, -1, -1):
        if text := grid.seen(row, left):
            group = is_group(text) or facet(text, office).kind not in (
                "",
                "of-which",
            )
            spread = group and _has_leaf(grid, head, row, left) and (row, left) not in grid.owner
            return text if spread else ""
        if not _has_leaf(grid, head, row, left) and _has_words(grid, head, left):
            return ""
    return ""


def _has_words(grid: Grid, head: Head, column: int) -> bool:
    """Whether a column has any header at all; one without was only put in between."""
    return any(grid.seen(r, column) for r in range(head.top, head.bottom + 1))


def _has_leaf(grid: Grid, head: Head, row: int, column: int) -> bool:
    """Whether words of the header stand below this row in the column."""
    below = (grid.own(r, column) for r in range(row + 1, head.bottom + 1))
    return any(text and not is_mark(text) and not bare_measure(text) for text in below)
