"""The lines below a table: who filled it in, who checked it, notes."""

from __future__ import annotations

from functools import lru_cache

from sydata.catalog import forms
from sydata.pipeline.grid import Grid
from sydata.text import squash


def is_footer(grid: Grid, row: int) -> bool:
    """A row of 填表人, 审核人, 注 … beside or below the table; a bare 备注 behind other words heads a column."""
    said = ((nth, squash(text)) for nth, (_, text) in enumerate(grid.texts(row)))
    return any((nth == 0 or ":" in words) and _opens_footer(words) for nth, words in said)


@lru_cache(maxsize=8192)
def _opens_footer(words: str) -> bool:
    if forms.PAGE_NUMBER.fullmatch(words):
        return True
    rests = (words[len(word) :] for word in forms.FOOTER if words.startswith(word))
    verbs = (words[len(word) :] for word in forms.FOOTER_VERBS if words.startswith(word))
    return any(not rest or rest[0] in ":(.、1一" or len(rest) > 8 for rest in rests) or any(
        not rest or rest[0] in ":(" for rest in verbs
    )
