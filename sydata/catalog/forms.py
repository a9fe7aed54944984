"""The words around a form's figures: titles, columns, groups, footers, numbers, revision marks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from sydata.catalog.indicators import INDICATORS
from sydata.catalog.source import table
from sydata.catalog.wordlists import expanded
from sydata.text import squash

_FORMS = table("forms.toml")
_WORDS = table("words.toml")


def _squashed(words: list[str]) -> tuple[str, ...]:
    return tuple(sorted(map(squash, expanded(words)), key=len, reverse=True))


TITLE_WORDS = _squashed(_FORMS["title"]["words"])
_TITLE = re.compile("|".join(map(re.escape, TITLE_WORDS)) + "|" + _FORMS["title"]["pattern"])
TITLE_ENDS = _squashed(_FORMS["title"]["ends"])
TITLE_VERBS = _squashed(_FORMS["title"]["verbs"])
TITLE_FRONTS = _squashed(_FORMS["title"]["fronts"])
UNIT_LINE = _squashed(_FORMS["unit_line"]["words"])
DATE_LINE = _squashed(_FORMS["date_line"]["words"])
MONEY_LINE = _squashed(_FORMS["money_line"]["words"])
MONEY_NOTE: str = _FORMS["money_line"]["note"]
FOOTER = _squashed(_FORMS["footer"]["words"])
# These begin a footer only where a colon, a bracket or nothing follows.
FOOTER_VERBS = _squashed(_FORMS["footer"]["verbs"])
PAGE_NUMBER = re.compile(_FORMS["footer"]["page"])
BLANK_MEANS_ZERO = _squashed(_FORMS["blank_means_zero"]["words"])
COLUMN_ROLES: Mapping[str, frozenset[str]] = MappingProxyType(
    {role: frozenset(map(squash, expanded(words))) for role, words in _FORMS["columns"].items()}
)
PERIOD_REST = _squashed(_FORMS["period_rest"]["words"])
HEADER_NOTES = _squashed(_FORMS["header_notes"]["words"])
HEADER_FRONTS = _squashed(_FORMS["header_notes"]["fronts"])
NEVER_NOTES = _squashed(_FORMS["header_notes"]["never"])
GROUP_OF_WORD: Mapping[str, str] = MappingProxyType(
    {squash(word): group for group, words in _FORMS["groups"].items() for word in words}
)
INDICATOR_OF_WORD: Mapping[str, str] = MappingProxyType(
    {word: i.id for i in INDICATORS.values() for word in (*i.words, *i.paths)}
)
# The indicator of a heading that stands alone with the measure of it.
COUNTED: Mapping[str, str] = MappingProxyType(
    {group: INDICATOR_OF_WORD[f"{group}>{leaf}"] for group, leaf in _FORMS["counted"].items()}
)
NUMBER_WORDS: Mapping[str, list[str]] = MappingProxyType(
    {key: words for key, words in _WORDS["number"].items() if isinstance(words, list)}
)
FOOTNOTES = frozenset(_WORDS["number"]["footnotes"])
ZERO_WORDS = frozenset(map(squash, NUMBER_WORDS["zero"]))
MONEY_UNITS: Mapping[str, int] = MappingProxyType(table("measures.toml")["money"])
COUNT_WORDS = _squashed(table("measures.toml")["counts"]["words"])
_SAME = tuple(frozenset(words) for words in table("measures.toml")["counts"]["same"])
SHEET_ROLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {role: _squashed(words) for role, words in _WORDS["sheet_role"].items()}
)
REASONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {key: (zh, en) for key, (zh, en) in _WORDS["reasons"].items()}
)
_REVISIONS = tuple(map(squash, _WORDS["revision"]["words"]))
_REVISION_PATTERNS = tuple(re.compile(p) for p in _WORDS["revision"]["patterns"])


def has_title(words: str) -> bool:
    """Whether squashed words are, or hold, the title of a form."""
    return _TITLE.search(words) is not None


@cache
def same_measure(found: str, indicator: str) -> bool:
    """Whether a counting word measures what the indicator counts: 名 under 人 does, 户 does not."""
    wanted = INDICATORS[indicator]
    if found in {wanted.measure, *wanted.also}:
        return True
    return any(found in group and wanted.measure in group for group in _SAME)


def reasons(note: str, language: str = "zh") -> str:
    """The words for a note: reasons of the catalog with blanks between them; unknown ones are left out."""
    found = (REASONS[key] for key in note.split() if key in REASONS)
    return "；".join(zh for zh, _ in found) if language == "zh" else "; ".join(en for _, en in found)


def revision_rank(text: str) -> int:
    """How strongly a name or title says that it replaces an earlier sheet; 0 if it does not."""
    squashed = squash(text)
    words = max((1 + i for i, word in enumerate(_REVISIONS) if word in squashed), default=0)
    # `report v2` needs its blank, `第 2 版` must lose them.
    numbers = [int(n) for p in _REVISION_PATTERNS for t in (text, squashed) for n in p.findall(t)]
    return words * 100 + max(numbers, default=0)
