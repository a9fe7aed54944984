"""Keeps what was handed in: first every file's bytes, then its returns, each whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, select, update
from sqlalchemy.exc import DBAPIError

from sydata.model import Batch, Finding
from sydata.store.arriving import keep_bytes
from sydata.store.bulk import add, added
from sydata.store.database import analyze, writing
from sydata.store.deciding import Place, Stamp, settle_all
from sydata.store.entries import Entry, Figures, digest, entries, failed_files, finding_row, return_row
from sydata.store.letters import name_as
from sydata.store.noting import note
from sydata.store.reach import needs, own_only
from sydata.store.schema import file, finding, observation, return_

AT_ONCE = (
    50  # returns that are kept in one transaction: a round trip, and a wait for the disk, for all of them
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


class _Given(NamedTuple):
    """A return with its figures as rows. last: of its file's returns, with which the file is read."""

    entry: Entry
    rows: list[dict[str, Any]]
    last: bool


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
    done = 0
    for part in _parts(figures, made):
        for ids, now_states in _keep_apart(job, part):
            added |= set(ids)
            states |= now_states
        for _ in part:
            done += 1
            if progress:
                progress(done, len(made))
    if len(added) >= ANALYZE_FROM:
        analyze(engine)
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


def _parts(figures: Figures, made: Sequence[Entry]) -> Iterator[list[_Given]]:
    """What is kept at once: never two of one place, so that each is decided about as if it had come alone."""
    last = {entry.given.file: n for n, entry in enumerate(made)}
    for start in range(0, len(made), AT_ONCE):
        some = made[start : start + AT_ONCE]
        rows = figures.rows([entry.given for entry in some])
        part: list[_Given] = []
        places: set[tuple[Any, ...]] = set()
        for n, entry in enumerate(some, start=start):
            place = (entry.given.unit_code, entry.given.year, entry.given.festival)
            if place in places and entry.state == "current":
                yield part
                part, places = [], set()
            places.add(place)
            part.append(_Given(entry, rows[entry.given.key], last[entry.given.file] == n))
        yield part


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


def _keep_apart(job: _Save, part: Sequence[_Given]) -> Iterator[tuple[list[int], dict[int, str]]]:
    """The same as `_keep`; where the database refuses one of them, those before it are kept, as if alone."""
    try:
        yield _keep(job, part)
    except DBAPIError:
        if len(part) == 1:
            raise
        for one in part:
            yield _keep(job, [one])


def _keep(job: _Save, part: Sequence[_Given]) -> tuple[list[int], dict[int, str]]:
    """Add returns in one transaction; the ids of those that were not there, and the states that are new."""
    office = job.batch.office
    with writing(job.engine) as connection:
        _mark_read(connection, [job.files[of.entry.given.file] for of in part if of.last], job.stamp)
        there = _there(connection, [job.files[of.entry.given.file] for of in part])
        new = [of for of in part if _position(job, of.entry) not in there]
        ids = _keep_returns(connection, job, new)
        states = {id: of.entry.state for id, of in zip(ids, new, strict=True)}
        places = {_place(office, of.entry) for of in new if of.entry.state == "current"}
        states |= settle_all(connection, sorted(places), job.stamp)
    words = {id for id, of in zip(ids, new, strict=True) if of.entry.given.in_words}
    return ids, states | {id: "waiting" for id in words if states[id] == "current"}


def _position(job: _Save, entry: Entry) -> tuple[int, str, int]:
    return job.files[entry.given.file], name_as(entry.given.sheet), entry.position


def _there(connection: Connection, file_ids: Sequence[int]) -> set[tuple[int, str, int]]:
    query = select(return_.c.file_id, return_.c.sheet, return_.c.position)
    found = connection.execute(query.where(return_.c.file_id.in_(set(file_ids))))
    return {(row.file_id, row.sheet, row.position) for row in found}


def _keep_returns(connection: Connection, job: _Save, new: Sequence[_Given]) -> list[int]:
    """Add returns with their figures and findings; their ids."""
    files = [job.files[of.entry.given.file] for of in new]
    rows = [
        return_row(of.entry, digest(of.rows)) | {"office": job.batch.office, "file_id": file_id}
        for of, file_id in zip(new, files, strict=True)
    ]
    ids = added(connection, return_, rows)
    figures = [row | {"return_id": id} for of, id in zip(new, ids, strict=True) for row in of.rows]
    add(connection, observation, figures)
    told = [
        finding_row(f) | _at(job.batch, file_id, id)
        for of, file_id, id in zip(new, files, ids, strict=True)
        for f in of.entry.findings
    ]
    note(connection, told)
    return ids


def _at(batch: Batch, file_id: int, return_id: int | None) -> dict[str, Any]:
    return {"office": batch.office, "file_id": file_id, "return_id": return_id}


def _place(office: str, entry: Entry) -> Place:
    r = entry.given
    assert r.year is not None  # an entry is `current` only if it is identified
    return Place(office, r.unit_code, r.year, r.festival)
