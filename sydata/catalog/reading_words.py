"""The words in which a reader's report is told, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from sydata.catalog.forms import REASONS
from sydata.catalog.source import table

_WORDS: Mapping[str, Mapping[str, list[str]]] = table("reading.toml")
GROUPS = ("outcome", "way", "axis", "dimension", "role", "by", "measure", "why", "part")


def reading_word(group: str, key: str, language: str = "zh") -> str:
    """The word for a key of one of GROUPS; the key itself if there is none (a measure's own word stays)."""
    pair = _WORDS[group].get(key) or (REASONS.get(key) if group == "why" else None)
    return pair[0 if language == "zh" else 1] if pair else key
