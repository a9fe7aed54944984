"""Several periods at once: how a person writes them, which ones are meant, and how they are told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sydata.catalog.festivals import parse_period_id, period_name
from sydata.model import Period

TO = ".."


def meant(words: Iterable[str], there: Sequence[Period]) -> tuple[tuple[Period, ...], tuple[str, ...]]:
    """The periods that ids (`2024-spring`) and ranges (`2021-spring..2026-spring`) mean, in order, and words that
    mean none.

    An id stands for its period whether there is data or not; a range for the periods `there` from its first to its
    last, both included, whichever way round it is written.
    """
    found: set[Period] = set()
    wrong = []
    for word in words:
        these = _meant(word, there)
        found.update(these)
        wrong += [] if these else [word]
    return tuple(sorted(found)), tuple(wrong)


def _meant(word: str, there: Sequence[Period]) -> list[Period]:
    ends = [parse_period_id(part) for part in word.split(TO)]
    known = sorted(each for each in ends if each is not None)
    if len(known) < len(ends) or len(ends) > 2:
        return []
    return known if len(ends) == 1 else [each for each in there if known[0] <= each <= known[1]]


def written(of: Sequence[Period]) -> str:
    """The periods as the part of an address, each by itself: `2021-spring,2024-spring`."""
    return ",".join(each.id for each in sorted(of))


def unbroken(of: Sequence[Period], there: Sequence[Period]) -> bool:
    """Whether these are all the periods `there` from their first to their last."""
    return bool(of) and [each for each in sorted(there) if min(of) <= each <= max(of)] == sorted(of)


def named(of: Sequence[Period], language: str) -> str:
    """Every period by its name: `2021年春节、2021年八一`."""
    return ("、" if language == "zh" else ", ").join(period_name(each, language) for each in sorted(of))


def in_short(of: Sequence[Period], there: Sequence[Period], language: str) -> str:
    """A name for several periods: `2021年春节至2026年春节` where none between them is left out, else the first and
    how many: `2021年春节等3期`.
    """
    first, last = period_name(min(of), language), period_name(max(of), language)
    if len(of) == 1:
        return first
    if unbroken(of, there):
        return f"{first}至{last}" if language == "zh" else f"{first} to {last}"
    return f"{first}等{len(of)}期" if language == "zh" else f"{first} and {len(of) - 1} more"
