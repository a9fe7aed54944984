"""Why two figures that should be one differ: exact integer arithmetic, and only what leaves nothing over.

A reason is a proposal for a person: it says what would make both sides equal, and names nothing where several parts
would do so equally.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

Kind = Literal[
    "",
    "older",
    "left-out",
    "twice",
    "overlap",
    "two-left-out",
    "ten-thousand",
    "place",
    "transposed",
    "digit",
    "other-line",
    "not-there",
    "uncounted",
    "rows",
    "parts",
]
FOLLOWS: tuple[Kind, ...] = ("rows", "parts")  # no cause of its own: another difference makes this one  # fmt: skip
TEN_THOUSAND = 10_000
PLACES = (10, 100, 1_000)
LEAST_TOLD = 2  # a figure of one digit fits too many differences by chance
LEAST_LINE = 3  # and one of two digits stands in too many lines


class Part(NamedTuple):
    """Something added up: its value, and what earlier versions of it said."""

    name: str
    value: int
    earlier: tuple[int, ...] = ()


class Reason(NamedTuple):
    """kind is empty where nothing explains the difference; names: the parts it is about."""

    kind: Kind
    names: tuple[str, ...] = ()


NOTHING = Reason("")


def of_one(stated: int, own: int, earlier: Collection[int], lines: Mapping[str, int]) -> Reason:
    """Why a figure is stated otherwise than its own sheet has it. lines: the sheet's other figures by name."""
    if stated in earlier:
        return Reason("older")
    if kind := _slip(own, stated):
        return Reason(kind)
    names = [name for name, value in lines.items() if value == stated]
    if len(names) == 1 and len(str(abs(stated))) >= LEAST_LINE:
        return Reason("other-line", tuple(names))
    return Reason("digit") if one_digit(own, stated) else NOTHING


def of_sum(stated: int, parts: Sequence[Part], inner: Collection[str] = ()) -> Reason:
    """Why a total is not the sum of its parts. inner: names of parts that lie within another one."""
    summed = sum(part.value for part in parts)
    difference = stated - summed
    told = [part for part in parts if len(str(abs(part.value))) >= LEAST_TOLD]
    fits: list[tuple[Kind, Callable[[Part], bool]]] = [
        ("older", lambda part: difference + part.value in part.earlier),
        ("left-out", lambda part: part.value == -difference),
        ("twice", lambda part: part.value == difference),
        ("ten-thousand", lambda part: _times(part.value, part.value + difference, (TEN_THOUSAND,))),
        ("place", lambda part: _times(part.value, part.value + difference, PLACES)),
    ]
    for kind, fit in fits:
        names = [part.name for part in told if fit(part)]
        if len(names) == 1:
            return Reason("overlap" if kind == "twice" and names[0] in inner else kind, (names[0],))
    if _times(summed, stated, (TEN_THOUSAND, *PLACES)):
        return Reason(_slip(summed, stated))
    swapped = [part.name for part in told if transposed(part.value, part.value + difference)]
    if transposed(summed, stated):  # whether in the total or in a part, nobody can tell
        return Reason("transposed", ())
    return Reason("transposed", tuple(swapped)) if len(swapped) == 1 else _two_left_out(told, -difference)


def _two_left_out(parts: Iterable[Part], missing: int) -> Reason:
    pairs = [pair for pair in combinations(parts, 2) if sum(part.value for part in pair) == missing]
    return Reason("two-left-out", tuple(part.name for part in pairs[0])) if len(pairs) == 1 else NOTHING


def _slip(right: int, wrong: int) -> Kind:
    """The slip of a unit, a place or two digits that makes the one of the other."""
    if _times(right, wrong, (TEN_THOUSAND,)):
        return "ten-thousand"
    if _times(right, wrong, PLACES):
        return "place"
    return "transposed" if transposed(right, wrong) else ""


def _times(one: int, other: int, factors: Iterable[int]) -> bool:
    """Whether one is the other times a factor, either way. Zero is nothing times anything."""
    return bool(one and other) and any(one * by == other or other * by == one for by in factors)


def transposed(one: int, other: int) -> bool:
    """Whether two neighbouring digits changed places: 987,425 and 978,425."""
    a, b = str(one), str(other)
    if len(a) != len(b) or one == other:
        return False
    wrong = [at for at in range(len(a)) if a[at] != b[at]]
    return (
        len(wrong) == 2
        and wrong[1] == wrong[0] + 1
        and a[wrong[0]] == b[wrong[1]]
        and a[wrong[1]] == b[wrong[0]]
    )


def one_digit(one: int, other: int) -> bool:
    """Whether one digit was left out, put in or typed wrong. Figures of one digit say nothing of that."""
    a, b = sorted((str(abs(one)), str(abs(other))), key=len)
    if len(a) < LEAST_TOLD or one == other:
        return False
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b, strict=True)) == 1
    return len(b) == len(a) + 1 and any(b[:at] + b[at + 1 :] == a for at in range(len(b)))
