"""A stranger's file opened for a page: apart from the server, and once."""

from __future__ import annotations

import atexit
import os
from functools import cache
from typing import NoReturn

from sydata.catalog.learned import Desk
from sydata.errors import UnreadableFile
from sydata.explained import SheetReading
from sydata.model import Batch, Sheet, SourceFile
from sydata.pipeline.apart import Apart
from sydata.pipeline.explain import explain_file


@cache
def readers() -> Apart:
    """The processes of this server that open what strangers sent."""
    every = Apart(os.environ)
    atexit.register(every.close)
    return every


def opened(file: SourceFile, batch: Batch, desk: Desk) -> tuple[dict[str, Sheet], tuple[SheetReading, ...]]:
    """The sheets of a file by their names, and how each was understood. It is opened once, and apart."""
    try:
        found = readers().sheets(file)
    except UnreadableFile as error:
        refused = error
        return {}, explain_file(file, batch, desk, lambda _: _raise(refused))
    return {sheet.name: sheet for sheet in found}, explain_file(file, batch, desk, lambda _: found)


def _raise(error: Exception) -> NoReturn:
    raise error
