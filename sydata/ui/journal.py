"""The log of the service: a line of JSON an event, without a word that came from a person or a file.

A line has time, level and event; page, ms, revision, error class and reference where they are known; and for an error
the places in the program. The message of an exception is never written: it may repeat a name, a cell or an address.
"""

from __future__ import annotations

import json
import logging
import secrets
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from logging.handlers import WatchedFileHandler
from pathlib import Path
from typing import Any

from streamlit import logger as streamlit_logger

SLOW_MS = 3000  # a page that takes longer is a warning
OURS = "sydata"
FIELDS = "sydata_fields"
log = logging.getLogger(OURS)
_revision: ContextVar[int | None] = ContextVar("revision", default=None)


class JsonLines(logging.Formatter):
    """A record as one line of JSON. Of others' records only who wrote them and where: their words are not ours."""

    def format(self, record: logging.LogRecord) -> str:
        ours = record.name.split(".")[0] == OURS
        when = datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"time": when, "level": record.levelname.lower()}
        line["event"] = (
            str(record.msg) if ours else record.name
        )  # the bare text of the source, without arguments
        line |= getattr(record, FIELDS, {}) if ours else {"at": f"{record.module}:{record.lineno}"}
        if record.exc_info and record.exc_info[1] is not None:
            line |= told(record.exc_info[1])
        return json.dumps(line, ensure_ascii=True)


def told(error: BaseException) -> dict[str, Any]:
    """Classes and places of an error and of what caused it, innermost last; none of their words."""
    chain: list[BaseException] = []
    while error not in chain:
        chain.append(error)
        error = error.__cause__ or error.__context__ or error
    return {
        "error": type(chain[0]).__name__,
        "causes": [type(each).__name__ for each in chain[1:]],
        "trace": [place for each in reversed(chain) for place in _places(each)],
    }


def _places(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{'/'.join(Path(f.filename).parts[-3:])}:{f.lineno} {f.name}" for f in frames]


def start(level: str, file: str) -> None:
    """Write the log of this process to a file, or to stderr; a file that is moved away is begun anew."""
    try:
        handler: logging.Handler = (
            WatchedFileHandler(file, encoding="utf-8") if file else logging.StreamHandler()
        )
    except OSError:
        handler = logging.StreamHandler(sys.stderr)
        log.warning("log file cannot be written")
    handler.setFormatter(JsonLines())
    log.handlers[:] = [handler]
    log.setLevel(level.upper())
    log.propagate = False

    def same(logger: logging.Logger) -> None:
        logger.handlers[:] = [handler]

    # Streamlit gives each of its loggers, uvicorn's too, a handler of its own by this function, also later ones
    streamlit_logger.setup_formatter = same
    streamlit_logger.update_formatter()


def event(name: str, level: int = logging.INFO, **fields: str | int | float | None) -> None:
    """Log an event. name and texts are words of the program, never of a person or a file."""
    log.log(level, name, extra={FIELDS: {key: value for key, value in fields.items() if value is not None}})


def failure(name: str, error: BaseException, **fields: str | int) -> str:
    """Log an error; the short reference under which it is found."""
    reference = secrets.token_hex(3)
    log.error(name, exc_info=error, extra={FIELDS: {"reference": reference, **fields, **_known()}})
    return reference


def mark(revision: int) -> None:
    """The revision of the store that this run of a page shows."""
    _revision.set(revision)


@contextmanager
def timed(name: str, **fields: str) -> Iterator[None]:
    """Log how long something took, however it ended."""
    begin = time.perf_counter()
    try:
        yield
    finally:
        ms = round((time.perf_counter() - begin) * 1000)
        event(name, logging.WARNING if ms > SLOW_MS else logging.INFO, **fields, ms=ms, **_known())


def _known() -> dict[str, int]:
    revision = _revision.get()
    return {} if revision is None else {"revision": revision}
