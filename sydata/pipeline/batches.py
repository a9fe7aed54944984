"""Files in, plain values out, some files at a time: what a worker process runs, and what travels back from it."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from sydata.catalog.learned import Desk
from sydata.model import Finding, SourceFile, UnreadFigure
from sydata.pipeline import clean
from sydata.pipeline.files import read
from sydata.pipeline.forms import APART, Form
from sydata.pipeline.identity import Problem
from sydata.pipeline.understand import Understood

AT_ONCE = 100  # files: enough to make a frame worth while, few enough to share out among processes
BYTES_AT_ONCE = 32 << 20  # of larger files fewer


class Held(NamedTuple):
    """A form as its sheet told it; its figures are rows of the part's frame. problems are those of the whole sheet."""

    file: str
    sheet: str
    problems: tuple[Problem, ...]
    form: Form


class Part(NamedTuple):
    """What some files say. figures: `clean.COLUMNS`, where return_key is the form's place in `forms`.

    sheets, tables: how many there are; the frame's columns page and table number them from 0.
    """

    forms: tuple[Held, ...]
    figures: pd.DataFrame
    sheets: int
    tables: int
    findings: tuple[Finding, ...]
    unread: tuple[UnreadFigure, ...]


NO_FIGURES = clean.frame_of([]).assign(**dict.fromkeys(clean.NUMBERED, 0))[list(clean.COLUMNS)]
NOTHING = Part((), NO_FIGURES, 0, 0, (), ())


def in_batches(files: Sequence[SourceFile], at_once: int = AT_ONCE) -> Iterator[Sequence[SourceFile]]:
    """The files in their order, some at a time."""
    start = size = 0
    for end, file in enumerate(files):
        if end - start == at_once or (end > start and size + len(file.content) > BYTES_AT_ONCE):
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
        for file in files:
            kept, noted = read(file, desk)
            found += kept
            findings += noted
        unread = [
            UnreadFigure(u.sheet.file, x.place, x.text, x.sentence, x.reason) for u in found for x in u.unread
        ]
        tables, figures = _figures(found)
        return Part(tuple(_held(found)), figures, len(found), tables, tuple(findings), tuple(unread))


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


def _figures(found: Iterable[Understood]) -> tuple[int, pd.DataFrame]:
    """The number of tables, and the frame of all figures."""
    rows: list[tuple[object, ...]] = []
    forms: list[tuple[int, int, int, int]] = []  # each form's place, sheet, first table, number of figures
    first = 0
    for page, u in enumerate(found):
        for form in u.forms:
            rows += clean.rows(form.raws, form.blank_is_zero)
            forms.append((len(forms), page, first, len(form.raws)))
        first += 1 + max((raw.record for form in u.forms for raw in form.raws), default=0) // APART
    frame = clean.frame_of(rows)
    *numbers, sizes = np.array(forms, dtype="int64").reshape(-1, 4).T
    numbered = pd.DataFrame({n: np.repeat(of, sizes) for n, of in zip(clean.NUMBERED, numbers, strict=True)})
    numbered["table"] += frame["record"] // APART
    return first, pd.concat([numbered, frame], axis=1)


def together(parts: Iterable[Part]) -> Part:
    """The parts as one; forms, sheets and tables are numbered through."""
    every = [NOTHING, *parts]
    frames = []
    before = np.zeros(3, dtype="int64")
    for part in every:
        numbered = part.figures[list(clean.NUMBERED)] + before
        frames.append(part.figures.assign(**numbered))
        before += (len(part.forms), part.sheets, part.tables)
    forms, _, _, _, findings, unread = zip(*every, strict=True)
    figures = pd.concat(frames, ignore_index=True).astype(clean.COLUMNS)
    sheets, tables = int(before[1]), int(before[2])
    return Part(_joined(forms), figures, sheets, tables, _joined(findings), _joined(unread))


def _joined(parts: Iterable[tuple[Any, ...]]) -> tuple[Any, ...]:
    return tuple(chain.from_iterable(parts))
