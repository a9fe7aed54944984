"""The words of the interface: English in the source, Chinese from the gettext catalog.

The language belongs to one run of the script, which is one thread: `use` sets it, `_` answers in it.
"""

from __future__ import annotations

import gettext
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from sydata.wording import Lang, place_words

LOCALE = Path(__file__).parent.parent / "locale"
LANGUAGES: dict[Lang, str] = {"zh": "中文", "en": "English"}
_language: ContextVar[Lang] = ContextVar("language", default="zh")


def use(language: Lang) -> None:
    """Answer in this language from here on, in this run."""
    _language.set(language)


def language() -> Lang:
    """The language of this run."""
    return _language.get()


def _(message: str) -> str:
    """The message in the language of this run."""
    return _catalog(_language.get()).gettext(message)


def many(count: int, one: str, more: str) -> str:
    """Of two messages the one for this number, with the number in it; both are translated already."""
    return (one if count == 1 else more).format(count=f"{count:,}")


def comma() -> str:
    """What stands between the parts of a list in the language of this run."""
    return "、" if _language.get() == "zh" else ", "


@cache
def _catalog(lang: Lang) -> gettext.NullTranslations:
    if lang == "en":
        return gettext.NullTranslations()
    return gettext.translation("messages", LOCALE, languages=["zh_CN"])


def placed(place: object) -> str:
    """Where something stands, in the reader's language: cells as they are, paragraphs and sentences in words."""
    return place_words(str(place or ""), language())
