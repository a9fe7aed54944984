"""Keeps what was handed in: first every file's bytes, then its returns, each whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from sydata.model import Batch, Finding
from sydata.store.arriving import keep_bytes
from sydata.store.database import analyze, writing
from sydata.store.deciding import Place, Stamp, settle
from sydata.store.entries import Entry, Figures, digest, entries, failed_files, finding_row, return_row
from sydata.store.noting import note
from sydata.store.reach import needs, own_only
from sydata.store.schema import file, finding, observation, return_

AT_ONCE = (
    50  # returns whose figures are taken from the frame at once: one at a time costs more than writing them
)
ANALYZE_FROM = 100  # new returns from which the planner's statistics are renewed
Progress = Callable[[int, int], None]  # returns done, returns in all


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did, in returns: `new` count now; superseded includes earlier ones that lost their place.

    A report in prose counts with those that wait for a person. already: identical file, name and sheet were in the
    store before; files_failed: files that gave no return.
    """

    new: int
    superseded: int
    duplicates: int
    waiting: int
    already: int
    files_failed: int


@dataclass(frozen=True, slots=True)
class _Save:
    """One call of save: where it writes, for whom, and the ids of the files by name."""

    engine: Engine
    batch: Batch
    stamp: Stamp
    files: dict[str, int]
    figures: Figures


@needs("submit")
def save(engine: Engine, batch: Batch, now: datetime, who: str, progress: Progress | None = None) -> Saved:
    """Keep a batch. Safe to repeat: what an interrupted call left out is added, nothing comes twice.

    A file is one name with one content within an office; a return of it that is in the store already is left
    as it is. `now` is the office's wall clock. ValueError if an observation belongs to no return. Refused where a
    reporter hands in what another unit reports.
    """
    own_only(engine, batch.office, _units(batch))
    stamp = Stamp(now.replace(tzinfo=None), who)
    figures = Figures(batch)
    made, rest = entries(batch)
    job = _Save(engine, batch, stamp, _keep_files(engine, batch, rest, stamp), figures)
    states: dict[int, str] = {}
    added: set[int] = set()
    words: set[int] = set()
    last = {entry.given.file: done for done, entry in enumerate(made, start=1)}
    for done, (entry, rows) in enumerate(_with_figures(figures, made), start=1):
        id, now_states = _keep(job, entry, rows, last[entry.given.file] == done)
        added |= {id} if id is not None else set()
        words |= {id} if id is not None and entry.given.in_words else set()
        states |= now_states
        if progress:
            progress(done, len(made))
    if len(added) >= ANALYZE_FROM:
        analyze(engine)
    states |= {id: "waiting" for id in words if states[id] == "current"}
    return _saved(made, added, states, len(failed_files(batch)))


def _units(batch: Batch) -> set[str]:
    """Whose figures a batch holds, as far as that is known."""
    told = {of.unit_code for of in batch.returns} | set(batch.observations["unit_code"].dropna())
    return {str(code) for code in told if code}


def _saved(made: Sequence[Entry], added: set[int], states: dict[int, str], failed: int) -> Saved:
    of_new = Counter(states[id] for id in added)
    return Saved(
        new=of_new["current"],
        superseded=sum(state == "superseded" for state in states.values()),
        duplicates=of_new["duplicate"],
        waiting=of_new["waiting"],
        already=len(made) - len(added),
        files_failed=failed,
    )


def _with_figures(figures: Figures, made: Sequence[Entry]) -> Iterator[tuple[Entry, list[dict[str, Any]]]]:
    for start in range(0, len(made), AT_ONCE):
        part = made[start : start + AT_ONCE]
        rows = figures.rows([entry.given for entry in part])
        yield from ((entry, rows[entry.given.key]) for entry in part)


def _keep_files(engine: Engine, batch: Batch, rest: Sequence[Finding], stamp: Stamp) -> dict[str, int]:
    """Keep the bytes, and what was found of files without a return; file name → id.

    What was found is kept once, however often a file is read. A file with returns goes on waiting until the last of
    them is kept, so that whatever interrupts this leaves it on the list of what arrived.
    """
    with writing(engine) as connection:
        ids = keep_bytes(connection, batch.office, batch.files, stamp)
        with_returns = {of.file for of in batch.returns}
        _mark_read(connection, [id for name, id in ids.items() if name not in with_returns], stamp)
        named = {ids[f.file] for f in rest if f.file in ids}
        query = select(finding.c.file_id).where(finding.c.file_id.in_(named), finding.c.return_id.is_(None))
        told = set(connection.execute(query.distinct()).scalars())
        new = [f for f in rest if f.file in ids and ids[f.file] not in told]
        note(connection, [finding_row(f) | _at(batch, ids[f.file], None) for f in new])
    return ids


def _mark_read(connection: Connection, file_ids: Sequence[int], stamp: Stamp) -> None:
    for start in range(0, len(file_ids), AT_ONCE):
        some = file.c.id.in_(file_ids[start : start + AT_ONCE])
        connection.execute(update(file).where(some, file.c.read_at.is_(None)).values(read_at=stamp.at))


def _keep(
    job: _Save, entry: Entry, rows: list[dict[str, Any]], last: bool
) -> tuple[int | None, dict[int, str]]:
    """Add a return in a transaction of its own; its id, None if it was there, and the states that are new.

    last: of its file's returns, with which the file is kept.
    """
    with writing(job.engine) as connection:
        if last:
            _mark_read(connection, [job.files[entry.given.file]], job.stamp)
        if _is_there(connection, job.files[entry.given.file], entry):
            return None, {}
        id = _keep_return(connection, job, entry, rows)
        states = {id: entry.state}
        if entry.state == "current":
            states |= settle(connection, _place(job.batch.office, entry), job.stamp)
    return id, states


def _is_there(connection: Connection, file_id: int, entry: Entry) -> bool:
    where = (return_.c.sheet == entry.given.sheet, return_.c.position == entry.position)
    found = select(return_.c.id).where(return_.c.file_id == file_id, *where)
    return connection.execute(found).scalar() is not None


def _keep_return(connection: Connection, job: _Save, entry: Entry, rows: list[dict[str, Any]]) -> int:
    file_id = job.files[entry.given.file]
    row = return_row(entry, digest(rows)) | {"office": job.batch.office, "file_id": file_id}
    id = connection.execute(insert(return_).values(**row).returning(return_.c.id)).scalar_one()
    if rows:
        connection.execute(insert(observation), [figure | {"return_id": id} for figure in rows])
    note(connection, [finding_row(f) | _at(job.batch, file_id, id) for f in entry.findings])
    return id


def _at(batch: Batch, file_id: int, return_id: int | None) -> dict[str, Any]:
    return {"office": batch.office, "file_id": file_id, "return_id": return_id}


def _place(office: str, entry: Entry) -> Place:
    r = entry.given
    assert r.year is not None  # an entry is `current` only if it is identified
    return Place(office, r.unit_code, r.year, r.festival)
