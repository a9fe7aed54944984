"""The failures that end a call. Problems of the data are findings (`model.Finding`), not exceptions."""

from __future__ import annotations


class SydataError(Exception):
    """A sentence for a person: what happened, to which thing, and what to do."""


class SettingError(SydataError):
    """A setting is wrong; the sentence names its key, its value and what is wanted."""


class UnreadableFile(SydataError):
    """A file cannot be opened. `cause` is a key of the catalog's causes (password, damaged, picture …)."""

    def __init__(self, cause: str, detail: str = "") -> None:
        super().__init__(f"{cause}: {detail}" if detail else cause)
        self.cause = cause
        self.detail = detail


class Refused(SydataError):
    """What a person wanted does not go, and why; a page says it in its language, the command line in both."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} {en}")
        self.zh = zh
        self.en = en


class WrongCall(SydataError):
    """The command line asks for something that does not go."""
