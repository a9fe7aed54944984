"""Row labels that say a sum: those of the list, and others by their parts (以上各项合计, 部队小计)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from sydata.catalog.categories import CATEGORY_OF_WORD, TOTAL_WORDS, category_key
from sydata.catalog.forms import INDICATOR_OF_WORD
from sydata.catalog.grammar import group_sense, header_sense
from sydata.catalog.grammar_kinds import category_sense
from sydata.catalog.source import table
from sydata.catalog.wordlists import expanded

TotalSense = Literal["total", "subtotal", ""]
LONGEST = 24  # characters; a longer label is a sentence

_TOTALS = table("categories.toml")["totals"]


def _any(*names: str) -> str:
    words = (word for name in names for word in expanded(_TOTALS[name]))
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


_TOTAL = re.compile(f"{_any('scopes')}?(?:{_any('nouns')}?{_any('sums')})|{_any('scopes')}{_any('of_all')}")
_PART = re.compile(
    f"(?:{_any('scopes', 'pages')}?{_any('nouns')}?{_any('one')})|{_any('pages')}{_any('sums', 'of_all')}"
)
_NAMED = re.compile(f"(.+?)(?:类|部分)?({_any('one', 'ends')})")
_PLACE = re.compile(_TOTALS["places"])
_GROUPS = frozenset(_TOTALS["groups"])
_ONE = frozenset(map(category_key, _TOTALS["one"]))
_NEVER = re.compile("|".join(map(re.escape, _TOTALS["never"])))


@lru_cache(maxsize=8192)
def total_sense(key: str) -> TotalSense:
    """Whether a label is a total, a sum of some rows only, or neither. key: as `category_key` makes it.

    慰问金合计 is neither: it may be an indicator's own row.
    """
    if key in TOTAL_WORDS:
        return "subtotal" if key in _ONE else "total"
    if len(key) > LONGEST or key in INDICATOR_OF_WORD:
        return ""
    if _TOTAL.fullmatch(key):
        return "total"
    if _PART.fullmatch(key):
        return "subtotal"
    named = _NAMED.fullmatch(key)
    if named is None or _NEVER.search(named[1]) or group_sense(named[1]) or header_sense((key,)):
        return ""
    return "subtotal" if named[2] in _ONE else "total"


def subtotal_of(key: str) -> str:
    """The category, kind of persons or place that a 小计 is of, in its own words: 官兵 of 官兵小计; empty if none."""
    named = _NAMED.fullmatch(key) if total_sense(key) == "subtotal" else None
    if named is None:
        return ""
    of = named[1]
    known = of in CATEGORY_OF_WORD or of in _GROUPS or category_sense(of) or _PLACE.fullmatch(of)
    return of if known else ""
