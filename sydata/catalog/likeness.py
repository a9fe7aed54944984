"""What an unknown word looks like: offered to a person who decides, never used to read a figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from sydata.catalog.categories import CATEGORIES, category_key
from sydata.catalog.indicators import INDICATORS

MOST_OFFERED = 3
LONGEST = 60
_LEAST_LIKE = 0.5
_HEADERS = tuple((word, i.id) for i in INDICATORS.values() for word in dict.fromkeys((i.zh, *i.words)))
_LABELS = tuple(
    (category_key(word), c.id) for c in CATEGORIES.values() for word in dict.fromkeys((c.short_zh, *c.words))
)


@lru_cache(maxsize=4096)
def likeness(core: str) -> tuple[str, ...]:
    """Up to three indicators whose words a header most resembles, the likest first; none if none is much like it."""
    return tuple(_likest(core, _HEADERS))[:MOST_OFFERED]


@lru_cache(maxsize=4096)
def category_likeness(key: str) -> str:
    """The category whose words a row label most resembles; empty if none is much like it."""
    return next(_likest(key, _LABELS), "")


def _likest(word: str, known: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Ids in the order of their likest word, catalog order among equals."""
    if not 0 < len(word) <= LONGEST:
        return
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(word)
    likest: dict[str, float] = {}
    for other, id in known:
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() >= _LEAST_LIKE:
            likest[id] = max(likest.get(id, 0.0), matcher.ratio())
    yield from (id for id, like in sorted(likest.items(), key=lambda of: -of[1]) if like >= _LEAST_LIKE)
