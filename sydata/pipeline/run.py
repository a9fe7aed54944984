"""The door of the pipeline: files in, one batch out. Never raises for a bad file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from sydata.catalog import forms
from sydata.catalog.festivals import FESTIVALS
from sydata.catalog.learned import Desk, Known, Lesson, desk_of
from sydata.catalog.offices import office as office_of
from sydata.catalog.roll import Named
from sydata.model import OBSERVATION_COLUMNS, Batch, Finding, Return, Ruling, SourceFile, address
from sydata.pipeline import publish
from sydata.pipeline.batches import Held, uncollected
from sydata.pipeline.check.figures import Figures
from sydata.pipeline.check.rollup import rollup_mismatch
from sydata.pipeline.check.rules import RULES
from sydata.pipeline.frames import Whole, whole, with_totals_only
from sydata.pipeline.identity import Problem
from sydata.pipeline.proposals import proposals, statements
from sydata.pipeline.rulings import ruled
from sydata.pipeline.versions import settle
from sydata.pipeline.workers import Tell, Workers, understand_all
from sydata.reading import gather


@dataclass(frozen=True, slots=True)
class Result:
    """What was understood. data, findings and observations are the public frames; batch is for the store."""

    data: pd.DataFrame
    findings: pd.DataFrame
    observations: pd.DataFrame
    batch: Batch


def normalize(
    sources: Any,
    office: str = "500000",
    lessons: Iterable[Lesson] = (),
    workers: Workers = None,
    reporters: Iterable[Named] = (),
) -> Result:
    """Reads return sheets and makes one table of them.

    sources: a path (file, folder or zip), a (name, bytes) pair, or an iterable of such. office: the code of
    the office that collects; its reporters are the units that are known. lessons: words that a person of the
    office explained. workers: how many processes read, a Dask scheduler's address, or an executor; None: one a core
    for many files, none for few. reporters: units of the office's own list, known beside those of the catalog. A
    file that cannot be read becomes a finding. Raises SettingError for an unknown office and TypeError for a source
    of another kind.
    """
    office = office_of(office).code
    files, findings = gather(sources)
    desk = desk_of(office, [*lessons, *reporters])
    batch = understand_files(files, findings, desk, workers)
    return Result(*publish.frames(batch, desk.roll), batch)


def understand_files(
    files: tuple[SourceFile, ...],
    problems: Iterable[Finding],
    desk: Desk,
    workers: Workers = None,
    rulings: Sequence[Ruling] = (),
    tell: Tell | None = None,
) -> Batch:
    """The batch of these files; `problems` are findings that gathering them already made.

    rulings: what persons decided about these files; the rules judge what is so after them. tell: hears how many
    files are read of how many; what it raises ends the reading.
    """
    read = whole(understand_all(files, desk, workers, tell=tell))
    with uncollected():
        return _batch(files, problems, desk, ruled(read, rulings, desk.roll))


def _batch(files: tuple[SourceFile, ...], problems: Iterable[Finding], desk: Desk, read: Whole) -> Batch:
    """What was read, held against itself: which return counts, and what the rules find."""
    returns = {key: _return(key, held) for key, held in enumerate(read.forms)}
    frame = with_totals_only(read.figures)
    told = {key: statements(held.form) for key, held in enumerate(read.forms) if held.form.stated}
    returns, versions = settle(returns, frame, told)
    findings = [*problems, *read.findings, *_sheet_findings(read.forms, returns), *versions]
    findings += _figure_findings(frame, returns)
    findings += rollup_mismatch(Figures(frame, returns))
    order = {file.name: i for i, file in enumerate(files)}
    findings.sort(key=lambda f: (order.get(f.file, -1), f.sheet, _place(f.cell), f.code))
    said = proposals([held.form for held in read.forms], returns, frame)
    seen = _observations(frame, returns)
    seen = pd.concat([seen, said], ignore_index=True) if len(said) else seen
    return Batch(desk.office, files, tuple(returns.values()), seen, tuple(findings), read.unread)


def reader(
    office: str, workers: Workers = None
) -> Callable[[tuple[SourceFile, ...], tuple[Known, ...], tuple[Ruling, ...]], Batch]:
    """Reads kept files of an office anew, with what it explained and what persons decided about them."""

    def read(files: tuple[SourceFile, ...], known: tuple[Known, ...], rulings: tuple[Ruling, ...]) -> Batch:
        return understand_files(files, (), desk_of(office, known), workers, rulings)

    return read


def _return(key: int, held: Held) -> Return:
    form, identity = held.form, held.form.identity
    settled = identity.unit is not None and identity.year is not None and identity.festival in FESTIVALS
    unsettled = not settled or any(
        p.code.startswith(("unit", "period", "unknown-unit")) for p in identity.problems
    )
    name = held.file.rsplit("/", 1)[-1]
    return Return(
        key=key, file=held.file, sheet=held.sheet,
        unit_code=identity.unit.code if identity.unit else "", unit=identity.unit.name if identity.unit else "",
        year=identity.year, festival=identity.festival, state="waiting" if unsettled else "current",
        fill_date=identity.fill_date, revision=forms.revision_rank(f"{name} {held.sheet} {form.title}"),
        title=form.title, unit_text=identity.unit_said.text, unit_place=identity.unit_said.place,
        period_text=identity.period_said.text, period_place=identity.period_said.place, columns=form.columns,
        rollup=form.rollup,
    )  # fmt: skip


def _sheet_findings(forms: tuple[Held, ...], returns: dict[int, Return]) -> Iterator[Finding]:
    """What is to be said of sheets as a whole, once a sheet, and of each return's unit, period and structure."""
    said: set[tuple[str, ...]] = set()
    shared = Counter((held.file, held.sheet) for held in forms)
    for key, held in enumerate(forms):
        of, sheet, form = returns[key], (held.file, held.sheet), held.form
        alone = shared[sheet] == 1
        if sheet not in said:
            yield from (_sheet_finding(of, p, alone) for p in held.problems)
            said.add(sheet)
        for problem in form.identity.problems:  # what the sheet leaves open it leaves open once
            place = (*sheet, problem.code, problem.cell, problem.text)
            yield from [_sheet_finding(of, problem, alone or bool(problem.cell))] if place not in said else []
            said.add(place)
        yield from (_sheet_finding(of, p, not form.rollup) for p in form.problems)


def _sheet_finding(of: Return, problem: Problem, named: bool) -> Finding:
    """named: whether it is the return's own, and not its sheet's, which holds others too."""
    params = dict(problem.params)
    indicator = str(params.pop("indicator", ""))
    whose = (of.unit_code, of.unit, of.year, of.festival) if named else ("", "", of.year, of.festival)
    return Finding(
        problem.code, of.file, of.sheet, problem.cell, *whose, "", indicator, problem.text, params
    )  # fmt: skip


def _figure_findings(frame: pd.DataFrame, returns: dict[int, Return]) -> Iterator[Finding]:
    """The findings of the rules, each with its cell."""
    figures = Figures(frame, returns)
    for hit in (hit for rule in RULES for hit in rule(figures)):
        row = frame.loc[hit.index]
        of = returns[int(row["return_key"])]
        params = dict(hit.params)
        whole = bool(params.pop("sheetwide", False))
        cell, category, indicator = (
            address(int(row["row"]), int(row["column"])),
            row["category"],
            row["indicator"],
        )
        many = "unit" in row["over"]  # a total over units is no unit's own
        yield Finding(
            hit.code, of.file, of.sheet, "" if whole else cell, "" if many else of.unit_code,
            "" if many else of.unit, of.year, of.festival,
            "" if whole else category, "" if whole else indicator, "" if whole else row["text"], params,
        )  # fmt: skip


def _place(cell: str) -> tuple[int, str]:
    """Cells in reading order: by row, then column."""
    digits = "".join(filter(str.isdigit, cell))
    return int(digits or 0), cell


def _observations(frame: pd.DataFrame, returns: dict[int, Return]) -> pd.DataFrame:
    """One row a figure: model.OBSERVATION_COLUMNS. status is the figure's own; the return's state stands apart."""
    facts = pd.DataFrame(
        [_facts(of) for of in returns.values()], columns=["return_key", *publish.RETURN_COLUMNS]
    ).set_index("return_key")
    of = facts.astype({"year": "Int64"}).reindex(frame["return_key"]).set_index(frame.index)
    cells = {at: address(*at) for at in set(zip(frame["row"], frame["column"], strict=True))}
    columns = of.to_dict("series") | frame.to_dict("series") | {
        "cell": [cells[at] for at in zip(frame["row"], frame["column"], strict=True)],
        "status": np.where(frame["reason"] == "", "counted", "excluded"),
        "note": frame["reason"],
    }  # fmt: skip
    return pd.DataFrame({name: columns[name] for name in OBSERVATION_COLUMNS}, index=frame.index)


def _facts(of: Return) -> tuple[object, ...]:
    return of.key, *(getattr(of, name) for name in publish.RETURN_COLUMNS)
