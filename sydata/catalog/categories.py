"""Categories (对象类别): for whom something was done, and the row labels that mean it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from sydata.catalog.source import table
from sydata.text import squash, without_brackets, without_item, without_latin, without_numbering


@dataclass(frozen=True, slots=True)
class Category:
    id: str
    zh: str
    short_zh: str
    en: str
    short_en: str
    words: tuple[str, ...]

    def name(self, language: str) -> str:
        return self.zh if language == "zh" else self.en

    def short(self, language: str) -> str:
        return self.short_zh if language == "zh" else self.short_en


def _fields(entry: dict) -> dict:
    return {k: v for k, v in entry.items() if k != "general"} | {"words": tuple(entry["words"])}


CATEGORIES: Mapping[str, Category] = MappingProxyType(
    {e["id"]: Category(**_fields(e)) for e in table("categories.toml")["category"]}
)


# In brackets after a label. With a number (其中残疾军人30人) 其中 is a remark on the whole row.
_OTHER_ROW = re.compile(
    r"[(\[【〔][^)\]】〕]*?(?:其中(?![^)\]】〕]*\d)|上年|去年|同期|同比|占比|预算|计划|20\d\d年)"
)


@lru_cache(maxsize=8192)
def category_key(text: str) -> str:
    """A row label as it is compared: no blanks, numbering, notes in brackets, list or footnote marks.

    A note that makes the row another one (其中, 上年) stays, so that it matches no category.
    """
    words = without_numbering(without_latin(squash(without_item(text))).lstrip("\"'"))
    return re.sub(
        r"[\"'《》<>、,，;;·.。:：/*※★☆#]", "", words if _OTHER_ROW.search(words) else without_brackets(words)
    )


CATEGORY_OF_WORD: Mapping[str, str] = MappingProxyType(
    {category_key(word): c.id for c in CATEGORIES.values() for word in c.words}
)
# Labels that mean a category as a whole; its other words are finer kinds, which a sheet may list below it.
GENERAL_WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        e["id"]: frozenset(map(category_key, (e["zh"], e["short_zh"], *e.get("general", ()))))
        for e in table("categories.toml")["category"]
    }
)
TOTAL_WORDS = frozenset(category_key(word) for word in table("categories.toml")["totals"]["words"])
OF_WHICH = tuple(table("categories.toml")["of_which"]["prefixes"])
