"""Words as the store keeps them: whatever a stranger wrote, in any database."""

from __future__ import annotations

import codecs
import hashlib

from sqlalchemy import Text as Anything
from sqlalchemy.types import TypeDecorator

LONGEST = 400  # letters of a name: 1,600 bytes at most, and two of them fit into one row of an index


class Text(TypeDecorator[str]):
    """Words as a stranger wrote them, less what no database takes: NUL is kept as ␀, half a character as �.

    The submitted bytes stay as they are. Ids are `String`: the program itself made those.
    """

    impl = Anything
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: object) -> str | None:
        """The words as they are kept, and looked for."""
        return None if value is None else kept_as(value)


def kept_as(words: str) -> str:
    """A stranger's words as the store has them."""
    if words.isascii() and "\0" not in words:
        return words
    return words.replace("\0", "␀").encode("utf-8", "replace_half").decode()


class Name(Text):
    """Words that an index holds: the whole of 400 letters, of more the first ones and a digest of all.

    PostgreSQL indexes no value of more than a third of a page. Two that differ go on differing.
    """

    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: object) -> str | None:
        """The name as it is kept, and looked for."""
        return None if value is None else name_as(value)


def name_as(words: str) -> str:
    """A stranger's words as the store has them where an index holds them."""
    kept = kept_as(words)
    if len(kept) <= LONGEST:
        return kept
    return f"{kept[: LONGEST - 17]}…{hashlib.sha256(kept.encode()).hexdigest()[:16]}"


def _replace_half(error: UnicodeError) -> tuple[bytes, int]:
    assert isinstance(error, UnicodeEncodeError)
    return "\ufffd".encode(), error.end


codecs.register_error("replace_half", _replace_half)
