"""The words and signs of progress and completeness, in both languages, from data/progress.toml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from sydata.catalog.source import table

Group = Literal["state", "content", "part", "say"]
_WORDS: Mapping[str, Mapping[str, list[str]]] = table("progress.toml")


def word(group: Group, key: str, language: str = "zh") -> str:
    """The word for a key; KeyError if there is none."""
    return _WORDS[group][key][language != "zh"]


def sign(group: Literal["state", "content"], key: str, language: str = "zh") -> str:
    """The sign that stands for it in a narrow cell."""
    return _WORDS[group][key][2 + (language != "zh")]
