"""Reads kept files with and without a decision, and lets it hold together with all that follows, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, Engine, or_, select

from sydata.catalog.learned import Known
from sydata.errors import Refused
from sydata.model import Ruling, SourceFile
from sydata.store.database import writing
from sydata.store.deciding import Stamp
from sydata.store.guarding import is_frozen
from sydata.store.kept import Reader, files_of, rulings_by_id
from sydata.store.known import known
from sydata.store.replacing import NOTHING, Part, Replacing, parts
from sydata.store.schema import file, return_

TRIES = 5  # somebody else may decide about the same files while they are being read
Rulings = Mapping[int, Ruling]  # by the decision's id


class Trial(NamedTuple):
    """A decision to try. change: the rulings that hold, after it; write: keeps it, within the transaction.

    must_tell: the decision says something else than what is read, so that the reading has to change.
    """

    engine: Engine
    office: str
    stamp: Stamp
    read: Reader
    file_id: int
    change: Callable[[Rulings], tuple[Ruling, ...]]
    write: Callable[[Connection], int]
    must_tell: bool = False


class _Read(NamedTuple):
    """What was read, and what it was read with."""

    files: Mapping[int, SourceFile]
    rulings: Rulings
    known: tuple[Known, ...]
    parts: Mapping[int, Part]


def carry_out(trial: Trial) -> int:
    """Keep the decision and put what is read with it in place, in one transaction. Returns what `write` returns.

    Refused if the decision does not reach what it is about (a hidden figure), if a period that is signed off
    would change, or if others decide faster than files are read.
    """
    for _ in range(TRIES):
        found = _read(trial)
        if trial.must_tell and not found.parts:
            raise Refused("这里不计入汇总，无法更改。", "This does not count, so it cannot be changed.")
        with writing(trial.engine) as connection:
            if rulings_by_id(connection, found.files) != found.rulings:
                continue
            done = trial.write(connection)
            for file_id, part in found.parts.items():
                _replace(connection, trial, file_id, part)
            return done
    raise Refused(
        "其他人正在处理同一文件，请稍后再试。", "Somebody else is deciding about the same file: try again."
    )


def _read(trial: Trial) -> _Read:
    with trial.engine.connect() as connection:
        files = files_of(connection, file.c.id.in_(_together(connection, trial.file_id)))
        rulings = rulings_by_id(connection, files)
    said, sources = known(trial.engine, trial.office), tuple(files.values())
    was = parts(trial.read(sources, said, tuple(rulings.values())))
    now = parts(trial.read(sources, said, trial.change(rulings)))
    changed = {
        id: now.get(source.name, NOTHING)
        for id, source in files.items()
        if now.get(source.name, NOTHING) != was.get(source.name, NOTHING)
    }
    return _Read(files, rulings, said, changed)


def _together(connection: Connection, file_id: int) -> Collection[int]:
    """The file, and those handed in with it that its sheets are checked against: of its units, of its periods."""
    own = connection.execute(select(return_).where(return_.c.file_id == file_id)).all()
    upload = select(file.c.upload_id).where(file.c.id == file_id).scalar_subquery()
    near = [return_.c.unit_code.in_({row.unit_code for row in own} - {""})]
    near += [(return_.c.year == row.year) & (return_.c.festival == row.festival) for row in own]
    query = select(file.c.id).join(return_, return_.c.file_id == file.c.id)
    found = connection.execute(query.where(file.c.upload_id == upload, or_(*near)).distinct()).scalars()
    return {file_id, *found}


def _replace(connection: Connection, trial: Trial, file_id: int, part: Part) -> None:
    own = connection.execute(select(return_.c.id).where(return_.c.file_id == file_id)).scalars().all()
    if is_frozen(connection, own):
        raise Refused(
            "会改动已审定的数据，须先重新开放该期。",
            "Figures that are signed off would change: reopen the period first.",
        )
    Replacing(connection, trial.office, file_id, trial.stamp).replace(part)
