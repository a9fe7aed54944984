"""What the commands share: how they end, and what their arguments mean."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from sydata.catalog.festivals import FESTIVALS, parse_period_id
from sydata.catalog.offices import office
from sydata.errors import WrongCall
from sydata.model import Period
from sydata.settings import Settings

DONE, SOME_FAILED, WRONG = 0, 1, 2


def office_of(given: argparse.Namespace, settings: Settings) -> str:
    """The code of the office that is meant. SettingError if no unit has it."""
    return office(given.office or settings.office).code


def period_of(text: str) -> Period:
    """The period of this id. WrongCall if it is none."""
    found = parse_period_id(text)
    if found is None:
        raise WrongCall(f"{text}: 不是报送期 no period; wanted like 2024-spring ({', '.join(FESTIVALS)})")
    return found


def counting(words: str) -> Callable[[int, int], None]:
    """Tells progress: a line that counts up on a terminal; in a log only its end."""

    def tell(done: int, total: int) -> None:
        if sys.stderr.isatty() or done == total:
            end = "" if done < total else "\n"
            print(f"\r{words} {done}/{total}", end=end, file=sys.stderr, flush=True)

    return tell


def write_file(path: Path, content: bytes) -> None:
    """Replace the file at once, so that nobody meets half of it."""
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
