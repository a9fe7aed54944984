"""What an unknown word looks like: offered to a person who decides, never used to read a figure."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache

from sydata.catalog.categories import CATEGORIES, category_key
from sydata.catalog.indicators import INDICATORS

MOST_OFFERED = 3
LONGEST = 60
_LEAST_LIKE = 0.4
_HEADERS = tuple((word, i.id) for i in INDICATORS.values() for word in dict.fromkeys((i.zh, *i.words)))
_LABELS = tuple(
    (category_key(word), c.id) for c in CATEGORIES.values() for word in dict.fromkeys((c.short_zh, *c.words))
)


def likeness(core: str) -> tuple[str, ...]:
    """Up to three indicators whose words a header most resembles, the likest first; none if none is much like it."""
    return _likest(core, _HEADERS)[:MOST_OFFERED] if 0 < len(core) <= LONGEST else ()


def category_likeness(key: str) -> str:
    """The category whose words a row label most resembles; empty if none is much like it."""
    return next(iter(_likest(key, _LABELS)), "") if 0 < len(key) <= LONGEST else ""


@lru_cache(maxsize=4096)
def _likest(word: str, known: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Ids in the order of their likest word, catalog order among equals."""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(word)
    likest: dict[str, float] = {}
    for other, id in known:
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() >= _LEAST_LIKE:
            likest[id] = max(likest.get(id, 0.0), matcher.ratio())
    return tuple(id for id, like in sorted(likest.items(), key=lambda of: -of[1]) if like >= _LEAST_LIKE)
