"""Files in, plain values out, some files at a time: what a worker process runs, and what travels back from it.

Nothing here or below knows of frames: importing pandas takes a process as long as reading some hundred files does,
and frames of a hundred files travel ten times slower than their plain columns.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from typing import Any, NamedTuple

from sydata.catalog.learned import Desk
from sydata.model import Finding, SourceFile, UnreadFigure
from sydata.pipeline import clean
from sydata.pipeline.files import Opened, opened, understood
from sydata.pipeline.forms import APART, Form
from sydata.pipeline.identity import Problem
from sydata.pipeline.understand import Understood

Columns = tuple[tuple[Any, ...], ...]

AT_ONCE = 100  # files: enough to make a frame worth while, few enough to share out among processes
BYTES_AT_ONCE = 32 << 20  # of larger files fewer
# Opening some files and then understanding them is a quarter quicker than going from one to the other with each:
# a processor's nearest memory does not hold both. Few and small ones, since their sheets are all held.
OPENED_AT_ONCE = (10, 100 << 10)


class Held(NamedTuple):
    """A form as its sheet told it; its figures are rows of the part's frame. problems are those of the whole sheet."""

    file: str
    sheet: str
    problems: tuple[Problem, ...]
    form: Form


class Place(NamedTuple):
    """Where a form's figures come from: its sheet and the first of its tables, and how many figures it has."""

    sheet: int
    table: int
    figures: int


class Part(NamedTuple):
    """What some files say. figures: columns as `clean.rows` gives them, form by form; empty where there are none.

    places: one a form; sheets and tables are numbered from 0, and `sheets` and `tables` say how many there are.
    """

    forms: tuple[Held, ...]
    figures: Columns
    places: tuple[Place, ...]
    sheets: int
    tables: int
    findings: tuple[Finding, ...]
    unread: tuple[UnreadFigure, ...]


NOTHING = Part((), (), (), 0, 0, (), ())


def in_batches(files: Sequence[SourceFile], at_once: int = AT_ONCE) -> Iterator[Sequence[SourceFile]]:
    """The files in their order, some at a time."""
    return some(files, at_once, BYTES_AT_ONCE)


def some(files: Sequence[SourceFile], number: int, most: int) -> Iterator[Sequence[SourceFile]]:
    """The files in their order, at most `number` of them and `most` bytes at a time, or one that is larger."""
    start = size = 0
    for end, file in enumerate(files):
        if end - start == number or (end > start and size + len(file.content) > most):
            yield files[start:end]
            start, size = end, 0
        size += len(file.content)
    if start < len(files):
        yield files[start:]


def understand_batch(files: Sequence[SourceFile], desk: Desk) -> Part:
    """Reads files and understands them: a pure function of plain values, fit for another process."""
    found: list[Understood] = []
    findings: list[Finding] = []
    with uncollected():
        for of in chain.from_iterable(_opened(few, desk) for few in some(files, *OPENED_AT_ONCE)):
            kept, noted = understood(of, desk)
            found += kept
            findings += noted
        unread = [
            UnreadFigure(u.sheet.file, x.place, x.text, x.sentence, x.reason) for u in found for x in u.unread
        ]
        tables, places = _places(found)
        rows = (clean.rows(form.raws, form.blank_is_zero) for u in found for form in u.forms)
        figures = tuple(zip(*chain.from_iterable(rows), strict=True))
        return Part(tuple(_held(found)), figures, places, len(found), tables, tuple(findings), tuple(unread))


def _opened(files: Iterable[SourceFile], desk: Desk) -> list[Opened]:
    return [opened(file, desk) for file in files]


@contextmanager
def uncollected() -> Iterator[None]:
    """A while in which Python does not look for circles of values, which plain values do not make.

    It would look through all that is held again and again while more is being made: a fifth of the time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _held(found: Iterable[Understood]) -> Iterator[Held]:
    columns: dict[object, Any] = {}  # most sheets have the same: kept once, they also travel once
    for u in found:
        for form in u.forms:
            same = columns.setdefault(form.columns, form.columns)
            yield Held(u.sheet.file, u.sheet.name, u.problems, replace(form, raws=(), columns=same))


def _places(found: Iterable[Understood]) -> tuple[int, tuple[Place, ...]]:
    """The number of tables, and each form's place among them."""
    places: list[Place] = []
    first = 0
    for sheet, u in enumerate(found):
        places += (Place(sheet, first, len(form.raws)) for form in u.forms)
        first += 1 + max((raw.record for form in u.forms for raw in form.raws), default=0) // APART
    return first, tuple(places)


def together(parts: Iterable[Part]) -> Part:
    """The parts as one; sheets and tables are numbered through."""
    every = list(parts)
    places: list[Place] = []
    sheets = tables = 0
    for part in every:
        places += (Place(at.sheet + sheets, at.table + tables, at.figures) for at in part.places)
        sheets, tables = sheets + part.sheets, tables + part.tables
    columns = zip(*(part.figures for part in every if part.figures), strict=True)
    return Part(
        joined(part.forms for part in every), tuple(map(joined, columns)), tuple(places), sheets, tables,
        joined(part.findings for part in every), joined(part.unread for part in every),
    )  # fmt: skip


def joined(parts: Iterable[tuple[Any, ...]]) -> tuple[Any, ...]:
    """Many tuples as one."""
    return tuple(chain.from_iterable(parts))
