"""Words of the slides, in both languages, from data/slides.toml."""

from __future__ import annotations

from sydata.catalog.source import table


def slide_words(key: str, language: str, **places: object) -> str:
    """Words with their places filled in; KeyError if there are none."""
    return str(table("slides.toml")["say"][key][language != "zh"]).format(**places)
