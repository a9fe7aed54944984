"""Lists of words written short: {填报|报送}{单位|部门}{名称|} stands for all eight words that it can be read as."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product

_CHOICE = re.compile(r"\{([^{}]*)\}")


def expanded(words: Iterable[str]) -> Iterator[str]:
    """Each word of a list once, in order; a choice in braces stands for each of its parts, an empty one too."""
    return iter(dict.fromkeys(word for short in words for word in _choices(short) if word))


def _choices(short: str) -> Iterator[str]:
    # Plain words and choices take turns in what `split` gives.
    pieces = _CHOICE.split(short)
    options = ([piece] if place % 2 == 0 else piece.split("|") for place, piece in enumerate(pieces))
    return map("".join, product(*options))


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; common beginnings are tried once only."""
    starts: dict[str, list[str]] = {}
    for word in words:
        starts.setdefault(word[:1], []).append(word[1:])
    ended = "" in starts
    branches = [re.escape(start) + any_of(rest) for start, rest in starts.items() if start]
    if not branches:
        return ""
    return branches[0] if len(branches) == 1 and not ended else f"(?:{'|'.join(branches)}){'?' * ended}"
