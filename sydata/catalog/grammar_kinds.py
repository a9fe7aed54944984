"""Which category a row label means that no list knows: read from its parts, if these mean exactly one thing.

Parts and patterns are in wordparts.toml. A list of persons (烈属、残疾军人) is of a category only if each member is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from sydata.catalog.source import table
from sydata.catalog.wordcover import Cover, Lexicon, Part

_KINDS = table("wordparts.toml")["kinds"]
_STATIONED = "驻"  # before the name of the reporting place, and then troops: 驻黔江部队
_LIST: str = _KINDS["list"]["pattern"]
_PATTERNS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {category: re.compile(_LIST.replace("M", member)) for category, member in _KINDS["members"].items()}
)


@dataclass(frozen=True, slots=True)
class CategorySense:
    """What a row label means. parts: (word part, what it was taken for), in order."""

    category: str
    parts: tuple[tuple[str, str], ...]


@lru_cache(maxsize=256)
def _lexicon(places: tuple[str, ...]) -> Lexicon:
    parts = [Part(word, letter, letter) for letter, words in _KINDS["parts"].items() for word in words]
    stationed = [Part(_STATIONED + place, "v", "v") for place in places if place]
    return Lexicon.of(dict.fromkeys([*parts, *stationed]), _KINDS["longest"])


def category_sense(key: str, places: tuple[str, ...] = ()) -> CategorySense | None:
    """The one category that a label's parts name; None if they don't name exactly one.

    key: as `category_key` makes it. places: names of the reporting unit and what it lies in (黔江区, 黔江, 重庆), whose
    garrison 驻黔江部队 is; troops stationed elsewhere stay unknown. A label that the catalog lists is no business of
    this function: ask the catalog first.
    """
    return _sense(key, places) if len(key) <= _KINDS["longest"] else None


@lru_cache(maxsize=8192)
def _sense(key: str, places: tuple[str, ...]) -> CategorySense | None:
    found = {category: cover for cover in _lexicon(places).covers(key) for category in _categories(cover)}
    if len(found) != 1:
        return None
    [(category, cover)] = found.items()
    return CategorySense(category, tuple((part.text, _KINDS["means"][part.kind]) for part in cover))


def _categories(cover: Cover) -> Iterator[str]:
    """The categories whose pattern a label's parts match, none of them twice in a row."""
    letters = "".join(part.kind for part in cover)
    repeated = any(one == other for one, other in zip(cover, cover[1:], strict=False))
    if not repeated:
        yield from (category for category, pattern in _PATTERNS.items() if pattern.fullmatch(letters))
