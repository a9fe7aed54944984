"""The reader explains itself: for each sheet of a file what was read from which words, and what was left out.

Made when somebody asks, for one file, by reading it once more: a batch need not carry it. The figures' fate is that of
the pipeline itself, so a report never says anything else than the data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

import pandas as pd

from sydata.catalog.festivals import FESTIVALS, period
from sydata.catalog.findings import KINDS
from sydata.catalog.learned import Desk, Known, desk_of
from sydata.catalog.offices import office as office_of
from sydata.errors import UnreadableFile
from sydata.explained import Axis, Basis, LeftOut, LineReading, SheetReading, TableReading
from sydata.model import Batch, Finding, Sheet, SourceFile
from sydata.pipeline.explain_cells import Whole, cells_of, left_out
from sydata.pipeline.explain_lines import Facts, lines_of
from sydata.pipeline.forms import Form, Source, of_table, sources
from sydata.pipeline.identity import Identity
from sydata.pipeline.lines import Around
from sydata.pipeline.orient import Found, find
from sydata.pipeline.run import understand_files
from sydata.pipeline.table import NoTable, Table
from sydata.pipeline.understand import Understood, understand
from sydata.reading import gather, read_file
from sydata.text import squash

QUIET = ("blank", "prose", "nothing", "questions")  # outcomes that are no problem beside a form


def explain(source: Any, office: str = "500000", lessons: Iterable[Known] = ()) -> tuple[SheetReading, ...]:
    """How each sheet of the sources is understood, sheets that are refused too.

    The arguments are those of `normalize`. Nothing is kept, and no other file is looked at for a sheet: which of two
    versions counts is no question here. Raises SettingError and TypeError as `normalize` does, nothing for a bad file.
    """
    desk = desk_of(office_of(office).code, lessons)
    files, problems = gather(source)
    bad = (SheetReading(p.file, "", "unreadable", refused=p) for p in problems)
    batch = understand_files(files, (), desk)
    return (*bad, *(reading for file in files for reading in explain_file(file, batch, desk)))


def explain_file(
    file: SourceFile,
    batch: Batch,
    desk: Desk,
    read: Callable[[SourceFile], tuple[Sheet, ...]] = read_file,
) -> tuple[SheetReading, ...]:
    """How each sheet of one file of a batch is understood; desk: the one that the batch was read at.

    An archive has no sheets, its members are files of their own.
    """
    try:
        sheets = read(file)
    except UnreadableFile as error:
        cause = Finding("unreadable-file", file.name, text=error.detail, params={"cause": error.cause})
        return (SheetReading(file.name, "", "unreadable", refused=cause),)
    full = (sheet for sheet in sheets if sheet.rows or sheet.before or sheet.after)
    return tuple(_beside_others([_sheet(sheet, batch, desk) for sheet in full]))


def _beside_others(readings: list[SheetReading]) -> Iterator[SheetReading]:
    """The sheets of a file: nobody asks anything of a template or a page of notes beside a form."""
    form = any(reading.outcome == "form" for reading in readings)
    for reading in readings:
        quiet = form and reading.outcome in QUIET
        yield replace(reading, refused=None) if quiet else reading


def _sheet(sheet: Sheet, batch: Batch, desk: Desk) -> SheetReading:
    seen = understand(sheet, desk)
    found = find(sheet, desk) if sheet.rows and seen.outcome != "questions" else NoTable()
    refused = _refused(seen)
    said = _proposed(batch, sheet)
    if isinstance(found, NoTable):
        return SheetReading(sheet.file, sheet.name, seen.outcome, left_out=said, refused=refused)
    facts, asked = _facts(batch, sheet), _asked(batch, sheet)
    parts = [(source, lines_of(source, facts, asked)) for source in sources(found)]
    whole = cells_of(Whole(found.grid, parts, facts, _why_whole(seen)))
    return SheetReading(
        sheet.file, sheet.name, seen.outcome, found.grid.turned,
        tuple(_table(found, source, lines.all, desk) for source, lines in parts),
        (*left_out(whole), *said), tuple(cell.reading for cell in whole), refused,
    )  # fmt: skip


def _refused(seen: Understood) -> Finding | None:
    """Why a sheet gives no figure, as the finding that says so; None if it gives some."""
    codes = {"blank": "blank-return", "prose": "narrative-only", "form": ""}
    codes |= dict.fromkeys(("hidden", "questions"), "hidden-content")
    code = codes.get(seen.outcome, "no-table")
    params = seen.problems[-1].params if seen.problems else {}
    return Finding(code, seen.sheet.file, seen.sheet.name, params=params) if code else None


def _why_whole(seen: Understood) -> str:
    """Why no figure of a sheet counts, as a key of the reasons."""
    if seen.outcome != "hidden":
        return ""
    return "example" if seen.sheet.visible else "hidden-sheet"


def _facts(batch: Batch, sheet: Sheet) -> Facts:
    """What became of each cell that the pipeline read, by its address; a counted figure goes first."""
    frame = batch.observations
    own = frame[_of(frame, sheet) & (frame["text"] != "") & (frame["status"] != "proposed")]
    own = own.sort_values("status", ascending=False, kind="stable")
    columns = own[["cell", "indicator", "category", "note"]].itertuples(index=False, name=None)
    return {cell: (indicator, category, note) for cell, indicator, category, note in columns}


def _of(frame: pd.DataFrame, sheet: Sheet) -> pd.Series:
    return (frame["file"] == sheet.file) & (frame["sheet"] == sheet.name)


def _proposed(batch: Batch, sheet: Sheet) -> tuple[LeftOut, ...]:
    """The figures of sentences, which wait for a person."""
    frame = batch.observations
    own = frame[_of(frame, sheet) & (frame["status"] == "proposed")]
    told = own[["cell", "text"]].itertuples(index=False, name=None)
    return tuple(LeftOut(place, text, "proposed") for place, text in told)


def _asked(batch: Batch, sheet: Sheet) -> frozenset[str]:
    """The cells that a question is asked of."""
    here = (f for f in batch.findings if (f.file, f.sheet) == (sheet.file, sheet.name))
    own = (f for f in here if KINDS[f.code].severity != "info")
    return frozenset(f.cell for f in own if f.cell)


# ---- one table ----
def _table(found: Found, source: Source, lines: tuple[LineReading, ...], desk: Desk) -> TableReading:
    forms = list(of_table(source, desk, ""))
    table, said = source.table, source.said
    last = max((row.index for row in table.rows), default=table.bottom)
    return TableReading(
        region=_range(found, table, table.top, last), header=_range(found, table, table.top, table.bottom),
        across=_said_by(lines, "across"), down=_said_by(lines, "down"), lines=lines,
        units=_unique(map(_unit, forms)), periods=_unique(map(_period, forms)),
        title=Basis(said.titles[-1].text, said.titles[-1].text, said.titles[-1].place) if said.titles else None,
        money=_money(said),
    )  # fmt: skip


def _range(found: Found, table: Table, top: int, bottom: int) -> str:
    """A1 style, whichever way the table lies."""
    columns = [c.index for c in table.columns if table.left <= c.index < table.right and c.path]
    corners = (top, min(columns, default=table.left)), (bottom, max(columns, default=table.right - 1))
    return ":".join(found.grid.address(*corner) for corner in corners)


def _said_by(lines: Iterable[LineReading], axis: Axis) -> tuple[str, ...]:
    """What the lines of an axis say of the figures on them."""
    own = [line for line in lines if line.axis == axis and line.role not in ("ignored", "label", "text")]
    names = ("indicator", "category", "unit", "period")
    return tuple(name for name in names if any(getattr(line, name) for line in own))


def _unit(form: Form) -> Basis:
    of: Identity = form.identity
    return Basis(of.unit.name if of.unit else "", of.unit_said.text, of.unit_said.place)


def _period(form: Form) -> Basis:
    of = form.identity
    known = of.year is not None and of.festival in FESTIVALS
    name = period(of.year, of.festival).id if known and of.year is not None else ""
    return Basis(name, of.period_said.text, of.period_said.place)


def _unique(found: Iterable[Basis]) -> tuple[Basis, ...]:
    return tuple(dict.fromkeys(found))


def _money(said: Around) -> Basis | None:
    """The sheet's own unit of money with the words that name it."""
    where: Iterator[Basis] = (
        Basis(said.money, s.text, s.place) for s in said.texts if said.money in squash(s.text)
    )
    return next(where, Basis(said.money, "", "")) if said.money else None
