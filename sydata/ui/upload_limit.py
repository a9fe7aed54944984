"""How many files are taken in one go: each is held in memory until it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from sydata import settings
from sydata.ui.acting import remark
from sydata.ui.i18n import _

Upload = TypeVar("Upload")


def in_one_go(uploads: Sequence[Upload] | None) -> Sequence[Upload]:
    """The uploads, or none of them, with a sentence, where there are more than the settings allow."""
    given, most = uploads or [], settings.load().max_files
    if len(given) <= most:
        return given
    said = _(
        "{count} files at once are too many, and none was taken: hand in up to {most} in one go, or in archives."
    )
    remark(said.format(count=f"{len(given):,}", most=f"{most:,}"))
    return []
