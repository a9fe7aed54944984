"""A view of the Explore page as a value, and as the words of an address. Pure: text in, question out.

Anybody can write anything into an address: only what is known is taken from it, and the rest is named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Literal, NamedTuple, get_args

Dim = Literal["unit", "group", "category", "year", "festival", "indicator"]
Show = Literal["sum", "row", "column", "change", "like"]
Chart = Literal["", "bars", "lines", "multiples", "heat", "stack", "dumbbell", "table"]
Sort = Literal["order", "size"]
DIMS: tuple[Dim, ...] = get_args(Dim)
SHOWS: tuple[Show, ...] = get_args(Show)
CHARTS: tuple[Chart, ...] = get_args(Chart)
SORTS: tuple[Sort, ...] = get_args(Sort)
TIME: frozenset[Dim] = frozenset({"year", "festival"})
MOST_DIMS = 2  # of one side: what a head of two levels holds
MOST_LETTERS = 2000  # of one value in an address
NONE = "none"  # a side without a dimension, written out so that the address says everything
ALL = "all"  # a filter that lets everything through, where the default is another
FILTERS = ("units", "groups", "categories", "years", "festivals")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the figures. An empty filter lets everything through.

    show: the sum, its part of the row or of the column, or its change on the year before, plain or like for like.
    units and groups are one filter: a unit passes if it is named or its group is.
    """

    rows: tuple[Dim, ...]
    columns: tuple[Dim, ...]
    indicators: tuple[str, ...]
    show: Show = "sum"
    units: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    festivals: tuple[str, ...] = ()
    chart: Chart = ""
    sort: Sort = "order"

    @property
    def dims(self) -> tuple[Dim, ...]:
        """Those of the rows, then those of the columns."""
        return (*self.rows, *self.columns)


class Known(NamedTuple):
    """What an address may name: the ids that the store's figures and the catalog know."""

    indicators: Sequence[str]
    units: Sequence[str]
    groups: Sequence[str]
    categories: Sequence[str]
    years: Sequence[int]
    festivals: Sequence[str]


class Problem(NamedTuple):
    """A part of an address that was left out. kind: `unknown`, `twice` or `many`."""

    key: str
    text: str
    kind: str


KEYS: Mapping[str, str] = {
    "rows": "rows",
    "columns": "cols",
    "indicators": "ind",
    "show": "show",
    "units": "units",
    "groups": "groups",
    "categories": "cats",
    "years": "years",
    "festivals": "fest",
    "chart": "chart",
    "sort": "sort",
}


def written(question: Question) -> dict[str, str]:
    """The question as the parts of an address, in a fixed order. Empty filters are left out."""
    values: dict[str, str] = {}
    for field in fields(Question):
        value = getattr(question, field.name)
        text = value if isinstance(value, str) else ",".join(map(str, value))
        if field.name in ("rows", "columns"):
            text = text or NONE
        if field.name == "festivals":
            text = text or ALL
        if text:
            values[KEYS[field.name]] = text
    return values


def parsed(
    address: Mapping[str, str], known: Known, default: Question
) -> tuple[Question, tuple[Problem, ...]]:
    """The question that an address asks, and what of it is not understood. What is left open is the default's."""
    problems: list[Problem] = []
    found: dict[str, object] = {}
    for name, key in KEYS.items():
        if key in address:
            value = _value(name, address[key][:MOST_LETTERS], known, problems)
            if value is not None:
                found[name] = value
    return _apart(replace(default, **found), problems), tuple(problems)  # type: ignore[arg-type]  # fields by name


def _value(name: str, text: str, known: Known, problems: list[Problem]) -> object | None:
    """The value of one part of the address; None where nothing of it is known."""
    single: Mapping[str, Sequence[str]] = {"show": SHOWS, "chart": CHARTS, "sort": SORTS}
    if name in single:
        known_word = text in single[name]
        if not known_word:
            _unknown(name, [text], problems)
        return text if known_word else None
    if name in ("rows", "columns"):
        return () if text == NONE else _list(name, text, DIMS, problems)
    if name in FILTERS and text == ALL:
        return ()
    if name == "years":
        return _list(name, _spans(text), [str(year) for year in known.years], problems, int)
    return _list(name, text, getattr(known, name), problems)


def _list(
    name: str,
    text: str,
    allowed: Iterable[object],
    problems: list[Problem],
    to: Callable[[str], object] = str,
) -> tuple[object, ...] | None:
    words = list(dict.fromkeys(word for word in text.split(",") if word))
    there = set(allowed)
    wrong = [word for word in words if word not in there]
    right = tuple(to(word) for word in words if word in there)
    if wrong:
        _unknown(name, wrong, problems)
    return right or None


def _unknown(name: str, words: Sequence[str], problems: list[Problem]) -> None:
    problems.append(Problem(KEYS[name], ",".join(words), "unknown"))


def _spans(text: str) -> str:
    """Years with spans written out: `2018-2020,2024` → `2018,2019,2020,2024`."""
    words: list[str] = []
    for word in text.split(","):
        span = re.fullmatch(r"((?:19|20)\d\d)-((?:19|20)\d\d)", word)
        words += map(str, range(int(span[1]), int(span[2]) + 1)) if span else [word]
    return ",".join(words)


def _apart(question: Question, problems: list[Problem]) -> Question:
    """No dimension on both sides, no more than a side holds: what comes first stays."""
    sides: dict[str, tuple[Dim, ...]] = {}
    taken: set[Dim] = set()
    for name in ("rows", "columns"):
        asked: tuple[Dim, ...] = getattr(question, name)
        twice = [dim for dim in asked if dim in taken]
        free = tuple(dim for dim in asked if dim not in taken)
        problems += [Problem(KEYS[name], dim, "twice") for dim in twice]
        problems += [Problem(KEYS[name], dim, "many") for dim in free[MOST_DIMS:]]
        sides[name] = free[:MOST_DIMS]
        taken |= set(sides[name])
    return replace(question, rows=sides["rows"], columns=sides["columns"])


Key = tuple[str, ...]  # the ids of a row or of a column, a dimension each
APART, PART = "~", ","


def spot_written(row: Key, column: Key) -> str:
    """A cell's place in an address: `500101~2024`."""
    return APART.join(PART.join(key) for key in (row, column))


def spot(text: str, rows: Sequence[Key], columns: Sequence[Key]) -> tuple[Key, Key] | None:
    """The place that an address names, if the view has it."""
    found = {spot_written(row, column): (row, column) for row in rows for column in columns if text}
    return found.get(text[:MOST_LETTERS])
