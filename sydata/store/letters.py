"""Words as the store keeps them: whatever a stranger wrote, in any database."""

from __future__ import annotations

import codecs

from sqlalchemy import Text as Anything
from sqlalchemy.types import TypeDecorator


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


def _replace_half(error: UnicodeError) -> tuple[bytes, int]:
    assert isinstance(error, UnicodeEncodeError)
    return "\ufffd".encode(), error.end


codecs.register_error("replace_half", _replace_half)
