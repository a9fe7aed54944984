"""What a word says beside indicators: a category, a total, a unit, a period. The same for columns and for rows.

A header cell or a row's label is taken apart once; whatever it names here is one coordinate of the figures it
heads, and the words that are left may name an indicator (see `headers`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from sydata.catalog import forms
from sydata.catalog.categories import CATEGORY_OF_WORD, OF_WHICH, category_key
from sydata.catalog.festivals import FESTIVALS
from sydata.catalog.grammar_kinds import category_sense
from sydata.catalog.naming import match_unit
from sydata.catalog.roll import Collector
from sydata.catalog.totals import total_sense
from sydata.pipeline.dates import period_words
from sydata.pipeline.headers import is_known
from sydata.text import plain_digits, squash, without_numbering

FacetKind = Literal["category", "total", "of-which", "unit", "period", ""]
UNIT_LENGTH = 24  # longer words are sentences, and name no unit
_KNOWN_UNITS = ("exact", "alias", "renamed", "ended", "ambiguous")


class Facet(NamedTuple):
    """kind is empty where the words name none of these. value: the category's id, else the words themselves."""

    kind: FacetKind
    value: str


NOTHING = Facet("", "")
SIGNS = "(（#*※·-—–\"'"  # what may stand before 其中


@lru_cache(maxsize=16384)
def row_facet(text: str) -> Facet:
    """What a label says of its line without asking which units there are: a category, a total, an 其中, or nothing."""
    key = category_key(text)
    if squash(text).lstrip(SIGNS).startswith(OF_WHICH):
        return Facet("of-which", text)
    if total_sense(key):
        return Facet("total", text)
    if category := CATEGORY_OF_WORD.get(key):
        return Facet("category", category)
    sense = category_sense(key)
    return Facet("category", sense.category) if sense else NOTHING


@lru_cache(maxsize=16384)
def facet(text: str, office: Collector) -> Facet:
    """What words name, in the office: a category, a total, a period, a unit; empty for anything else."""
    found = row_facet(text)
    if found.kind or not text:
        return found
    if is_period(text):
        return Facet("period", text)
    return Facet("unit", text) if is_unit(text, office) else NOTHING


_PERIOD_LEFT = re.compile(
    r"(?:19|20)\d\d年?度?|\d\d年|[\"'<>《》()·.、,和及与]|"
    + "|".join(
        sorted((*forms.PERIOD_REST, *(w for f in FESTIVALS.values() for w in f.words)), key=len, reverse=True)
    )
)


_PERIOD_WORDS = "|".join(sorted((w for f in FESTIVALS.values() for w in f.words), key=len, reverse=True))
_PERIOD_AHEAD = re.compile(
    rf"^(?:(?:19|20)\d\d年?度?|\d\d年|{_PERIOD_WORDS}|期间|前后|[\"'<>《》()·.、,和及与—-])+"
)


def without_period(words: str) -> str:
    """Squashed words without the period that leads them: 2024年春节期间走访慰问人数 → 走访慰问人数."""
    return _PERIOD_AHEAD.sub("", plain_digits(words))


@lru_cache(maxsize=16384)
def period_and_rest(text: str) -> tuple[str, str]:
    """2023年慰问金 as 2023年 and 慰问金, 八一慰问金 as 八一 and 慰问金; both empty where no period leads the words.

    全年 alone is none: 全年慰问金 may be what the sheet is of anyhow.
    """
    words = plain_digits(without_numbering(squash(text)))
    ahead = _PERIOD_AHEAD.match(words)
    end = ahead.end() if ahead else 0
    period, rest = words[:end], words[end:]
    told = period_words(period)
    sure = bool(rest) and is_period(period) and (told.year or told.festival != "annual")
    return (period, rest) if sure else ("", "")


def is_known_of_period(text: str) -> bool:
    """Whether words are known to a header, with or without a period ahead of them: 2023年走访慰问人数."""
    return is_known(text) or is_known(period_and_rest(text)[1])


@lru_cache(maxsize=16384)
def is_period(text: str) -> bool:
    """Whether words name a year or a festival and nothing else: 2023年, 2024年春节, 八一期间, or a bare year."""
    words = plain_digits(without_numbering(squash(text)))
    if not 2 <= len(words) <= UNIT_LENGTH or words in forms.COLUMN_ROLES["period"]:
        return False
    told = period_words(text)
    return bool(told.year or told.festival) and not _PERIOD_LEFT.sub("", words.replace("8.1", "八一"))


@lru_cache(maxsize=16384)
def is_unit(text: str, office: Collector) -> bool:
    """Whether words are the name of one of the office's units, known or ended; towns of others are not."""
    words = squash(text)
    if not 2 <= len(words) <= UNIT_LENGTH or any(c in words for c in ":。"):
        return False
    return match_unit(text, office, None).how in _KNOWN_UNITS


@lru_cache(maxsize=16384)
def is_place(text: str, office: Collector) -> bool:
    """Whether words name a unit of this office or of another: in a column of units both are units."""
    return is_unit(text, office) or match_unit(text, office, None).how in ("elsewhere", "office")
