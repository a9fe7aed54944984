"""Files in, plain values out, some files at a time: what a worker process runs, and what travels back from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from sydata.model import Finding, SourceFile
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


NO_FIGURES = clean.frame_of([]).assign(return_key=0, table=0)[list(clean.COLUMNS)]


class Part(NamedTuple):
    """What some files say. figures: `clean.COLUMNS`, where return_key is the form's place in `forms`.

    tables: how many tables there are, numbered from 0 in the column of that name.
    """

    forms: tuple[Held, ...] = ()
    figures: pd.DataFrame = NO_FIGURES
    tables: int = 0
    findings: tuple[Finding, ...] = ()


def in_batches(files: Sequence[SourceFile]) -> Iterator[Sequence[SourceFile]]:
    """The files in their order, some at a time."""
    start = size = 0
    for end, file in enumerate(files):
        if end - start == AT_ONCE or (end > start and size + len(file.content) > BYTES_AT_ONCE):
            yield files[start:end]
            start, size = end, 0
        size += len(file.content)
    if start < len(files):
        yield files[start:]


def understand_batch(files: Sequence[SourceFile], office: str) -> Part:
    """Reads files and understands them: a pure function of plain values, fit for another process."""
    found: list[Understood] = []
    findings: list[Finding] = []
    for file in files:
        kept, noted = read(file, office)
        found += kept
        findings += noted
    tables, figures = _figures(found)
    columns: dict[object, Any] = {}  # most sheets have the same: kept once, they also travel once
    held = [
        Held(
            u.sheet.file, u.sheet.name, u.problems,
            replace(form, raws=(), columns=columns.setdefault(form.columns, form.columns)),
        )
        for u in found
        for form in u.forms
    ]  # fmt: skip
    return Part(tuple(held), figures, tables, tuple(findings))


def _figures(found: Iterable[Understood]) -> tuple[int, pd.DataFrame]:
    """The number of tables, and the frame of all figures."""
    rows: list[tuple[object, ...]] = []
    sizes: list[int] = []
    firsts: list[int] = []
    first = 0
    for u in found:
        for form in u.forms:
            rows += clean.rows(form.raws, form.blank_is_zero)
            sizes.append(len(form.raws))
            firsts.append(first)
        first += 1 + max((raw.record for form in u.forms for raw in form.raws), default=0) // APART
    frame = clean.frame_of(rows)
    keys = np.repeat(np.arange(len(sizes), dtype="int64"), sizes)
    table = np.repeat(np.array(firsts, dtype="int64"), sizes) + frame["record"].to_numpy() // APART
    return first, pd.concat([pd.DataFrame({"return_key": keys, "table": table}), frame], axis=1)


def together(parts: Iterable[Part]) -> Part:
    """The parts as one, forms and tables numbered through."""
    every = list(parts)
    forms = tuple(held for part in every for held in part.forms)
    findings = tuple(finding for part in every for finding in part.findings)
    figures = pd.concat([NO_FIGURES, *_numbered(every)], ignore_index=True)
    return Part(forms, figures.astype(clean.COLUMNS), sum(part.tables for part in every), findings)


def _numbered(parts: Iterable[Part]) -> Iterator[pd.DataFrame]:
    forms = tables = 0
    for part in parts:
        keys, table = part.figures["return_key"] + forms, part.figures["table"] + tables
        yield part.figures.assign(return_key=keys, table=table)
        forms, tables = forms + len(part.forms), tables + part.tables
