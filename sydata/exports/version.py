"""The data version that every export carries: which sign-off its figures are, or that they are a draft."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sydata.model import Period
from sydata.wording import Lang

DIGITS = 12  # of the digest: enough to tell versions apart, short enough to be read aloud


class _Words(NamedTuple):
    all: str
    signed: str
    draft: str


WORDS: dict[Lang, _Words] = {
    "zh": _Words("全部", "审定", "未审定"),
    "en": _Words("all", "signed off", "draft"),
}


class Signed(NamedTuple):
    """A period that is signed off: which version, the digest of its figures (sha256), and when."""

    period: Period
    version: int
    digest: str
    at: datetime


def data_version(period: Period | None, signed: Sequence[Signed], revision: int, lang: Lang = "zh") -> str:
    """`2024-spring v1 · 审定 2024-03-05 · sha256 1a2b3c4d5e6f`, or `2024-spring · 未审定 r17`.

    revision: the store's, which grows with every write. Of all periods (None) a draft is named, with the versions
    of those that are signed off: together they are no version that anybody signed.
    """
    words = WORDS[lang]
    if period is None:
        told = [f"{each.period.id} v{each.version} {each.digest[:DIGITS]}" for each in signed]
        return " · ".join([words.all, f"r{revision}", f"{words.signed}: {', '.join(told) or '—'}"])
    found = _of(period, signed)
    if found is None:
        return f"{period.id} · {words.draft} r{revision}"
    return (
        f"{period.id} v{found.version} · {words.signed} {found.at:%Y-%m-%d} · sha256 {found.digest[:DIGITS]}"
    )


def versions_of(of: Sequence[Period], signed: Sequence[Signed], revision: int, lang: Lang = "zh") -> str:
    """The version of one period, or of all (none given), as `data_version` has it; of several each by itself:
    `r17 · 2023-spring v1 1a2b3c4d5e6f, 2024-spring 未审定`.
    """
    if len(of) < 2:
        return data_version(of[0] if of else None, signed, revision, lang)
    told = []
    for each in sorted(of):
        found = _of(each, signed)
        told.append(
            f"{each.id} v{found.version} {found.digest[:DIGITS]}"
            if found
            else f"{each.id} {WORDS[lang].draft}"
        )
    return f"r{revision} · {', '.join(told)}"


def bare(version: str) -> str:
    """A draft's version without the word for it, for a page that says elsewhere that it is a draft."""
    for words in WORDS.values():
        version = version.replace(f" · {words.draft} r", " · r")
    return version


def version_mark(period: Period | None, signed: Sequence[Signed], revision: int) -> str:
    """The same for the name of a file: `v1-1a2b3c4d5e6f`, or `draft-r17`."""
    found = _of(period, signed)
    return f"v{found.version}-{found.digest[:DIGITS]}" if found else f"draft-r{revision}"


def _of(period: Period | None, signed: Sequence[Signed]) -> Signed | None:
    return next((each for each in signed if each.period == period), None)
