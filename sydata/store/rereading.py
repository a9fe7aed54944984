"""Reads kept files anew where the words that an office has learned make a difference, and keeps what they say now.

Whether a word stands in a file is decided by reading: a file is touched only if it reads differently with the
lessons before and with those of now. A newer program alone, or a file without the word, changes nothing here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, Row, delete, insert, select, update

from sydata.catalog.learned import PATH, Lesson, lesson_key
from sydata.model import Batch, SourceFile
from sydata.store.database import writing
from sydata.store.deciding import Place, Stamp, settle
from sydata.store.entries import Figures, digest, entries, finding_row, return_row
from sydata.store.lessons import lessons
from sydata.store.redeciding import Decisions
from sydata.store.schema import audit, blob, file, finding, observation, return_

WORD_CODES = {"unknown-column": "column", "unknown-category": "category", "unknown-unit": "unit"}
UNREAD = (
    "no-table",
    "narrative-only",
    "blank-return",
)  # a sheet of words nobody knew may be a table after all
Reader = Callable[[tuple[SourceFile, ...], tuple[Lesson, ...]], Batch]


class Again(NamedTuple):
    """What reading again changed: files, and returns that were read differently, are new, or are gone."""

    files: int = 0
    returns: int = 0


class _Part(NamedTuple):
    """What a batch says of one file. returns: row, figures and findings of each; rest: findings of no return."""

    returns: tuple[tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]], ...]
    rest: list[dict[str, Any]]


def read_again(
    engine: Engine, office: str, before: Sequence[Lesson], read: Reader, who: str, now: datetime
) -> Again:
    """Bring the kept returns up to the present lessons. before: the lessons under which they were read.

    read: makes a batch of files with the lessons given, as the pipeline does. Each file is replaced in one
    transaction, its states are decided anew, and the audit holds the digests of before and after.
    """
    old, new = tuple(before), lessons(engine, office)
    if set(old) == set(new):
        return Again()
    stamp, done = Stamp(now.replace(tzinfo=None), who), Again()
    for files in _uploads(engine, office, set(old) ^ set(new), bool(set(old) - set(new))):
        sources = tuple(files.values())
        was, now_said = _parts(read(sources, old)), _parts(read(sources, new))
        for id, source in files.items():
            part = now_said.get(source.name, _NOTHING)
            if part != was.get(source.name, _NOTHING):
                with writing(engine) as connection:
                    _Replacing(connection, office, id, stamp).replace(part)
                changed = _changed(was.get(source.name, _NOTHING), part)
                done = Again(done.files + 1, done.returns + changed)
    return done


_NOTHING = _Part((), [])


def _uploads(
    engine: Engine, office: str, changed: set[Lesson], forgotten: bool
) -> Iterator[dict[int, SourceFile]]:
    """The files of each upload that may hold a changed word; whole uploads, since their sheets are checked together.

    A word that is newly known stands in the findings. One that was known left no trace, so every file may hold it.
    """
    with engine.connect() as connection:
        ids = _every_upload(connection, office) if forgotten else _naming(connection, office, changed)
    for upload in ids:  # one at a time: an upload's bytes fit into memory, those of ten years may not
        yield _files(engine, upload)


def _files(engine: Engine, upload: int) -> dict[int, SourceFile]:
    columns = (file.c.id, file.c.name, file.c.archive, file.c.sha256, blob.c.content)
    query = select(*columns).join(blob, blob.c.sha256 == file.c.sha256).where(file.c.upload_id == upload)
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(file.c.id)).all()
    return {row.id: SourceFile(row.name, row.content, row.sha256, row.archive) for row in rows}


def _every_upload(connection: Connection, office: str) -> list[int]:
    query = select(file.c.upload_id).where(file.c.office == office).distinct().order_by(file.c.upload_id)
    return list(connection.execute(query).scalars())


def _naming(connection: Connection, office: str, changed: set[Lesson]) -> list[int]:
    """The uploads with a finding that names a word, or with a sheet in which no table was found."""
    query = select(file.c.upload_id, finding.c.code, finding.c.text).join(
        file, file.c.id == finding.c.file_id
    )
    query = query.where(finding.c.office == office, finding.c.code.in_((*WORD_CODES, *UNREAD)))
    rows = connection.execute(query).all()
    return sorted(
        {row.upload_id for row in rows if row.code in UNREAD or _names(row.code, row.text, changed)}
    )


def _names(code: str, text: str, changed: set[Lesson]) -> bool:
    """Whether a finding names one of the words; a header is named with the groups above it and its measure."""
    kind: Any = WORD_CODES[code]
    keys = (lesson_key(kind, lesson.word) for lesson in changed if lesson.kind == kind)
    return any(key and all(of in lesson_key(kind, text) for of in key.split(PATH)) for key in keys)


def _parts(batch: Batch) -> Mapping[str, _Part]:
    """What a batch says of each of its files, without what it says of versions, which the store decides."""
    made, rest = entries(batch)
    figures = Figures(batch).rows([entry.given for entry in made])
    returns: dict[str, list[Any]] = defaultdict(list)
    others: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for entry in made:
        rows = figures[entry.given.key]
        notes = [finding_row(f) for f in entry.findings]
        returns[entry.given.file].append((return_row(entry, digest(rows)), rows, notes))
    for f in rest:
        others[f.file].append(finding_row(f))
    return {name: _Part(tuple(returns[name]), others[name]) for name in {*returns, *others}}


def _changed(was: _Part, now: _Part) -> int:
    """How many returns read differently, are new, or are gone."""
    before, after = ([({**r, "position": 0}, f, n) for r, f, n in part.returns] for part in (was, now))
    return max(sum(r not in before for r in after), sum(r not in after for r in before))


def _paired(old: Sequence[Row[Any]], new: Sequence[Mapping[str, Any]]) -> list[Row[Any] | None]:
    """For each new return the old one it goes on: of the same unit and period, else at the same position."""
    left, found = list(old), {}
    for names in (("sheet", "unit_code", "year", "festival"), ("sheet", "position")):
        for at, row in enumerate(new):
            same = [o for o in left if all(getattr(o, name) == row[name] for name in names)]
            if at not in found and same:
                found[at] = same[0]
                left.remove(same[0])
    return [found.get(at) for at in range(len(new))]


class _Replacing:
    """One file's returns, figures and findings, exchanged within the transaction of `connection`."""

    def __init__(self, connection: Connection, office: str, file_id: int, stamp: Stamp) -> None:
        self.connection, self.office, self.file_id, self.stamp = connection, office, file_id, stamp
        own = select(return_).where(return_.c.file_id == file_id).order_by(return_.c.id)
        self.old: list[Row[Any]] = list(connection.execute(own).all())
        self.decided = Decisions(connection, self.old)

    def replace(self, part: _Part) -> None:
        """Put the new reading in place, and decide anew what counts where the file's returns were and are."""
        places = {_place(row._asdict()) for row in self.old if row.state != "waiting"}
        self._clear()
        pairs = _paired(self.old, [row for row, _, _ in part.returns])
        ids = {old.id for old in pairs if old is not None}
        for old in self.old:
            if old.id not in ids:
                self._remove(old)
        kept = [self._keep(old, *given) for old, given in zip(pairs, part.returns, strict=True)]
        self._add_findings(part.rest, None)
        self.decided.follow([row["id"] for row in kept], self.stamp)
        places |= {_place({"office": self.office, **row}) for row in kept if row["state"] != "waiting"}
        for place in sorted(places):
            settle(self.connection, place, self.stamp)

    def _clear(self) -> None:
        ids = [row.id for row in self.old]
        self.connection.execute(delete(finding).where(finding.c.file_id == self.file_id))
        self.connection.execute(delete(observation).where(observation.c.return_id.in_(ids)))
        aside = {"position": -1 - return_.c.id}  # a return may take the position of one that is yet to move
        self.connection.execute(update(return_).where(return_.c.id.in_(ids)).values(**aside))

    def _keep(
        self,
        old: Row[Any] | None,
        row: dict[str, Any],
        figures: list[dict[str, Any]],
        notes: list[dict[str, Any]],
    ) -> dict[str, Any]:
        """A return of the new reading, under the id of the old one that it takes the place of."""
        figures, told = self.decided.carried(row["sheet"], figures)
        row = row | {"figures": digest(figures)}
        if old is None:
            add = insert(return_).values(**row, office=self.office, file_id=self.file_id)
            id = int(self.connection.execute(add.returning(return_.c.id)).scalar_one())
        else:
            id = old.id
            # what counted goes on counting until the place is decided anew, so that the audit tells true changes
            row = row | ({"state": old.state} if "waiting" not in (row["state"], old.state) else {})
            self.connection.execute(update(return_).where(return_.c.id == id).values(**row))
        if figures:
            self.connection.execute(insert(observation), [figure | {"return_id": id} for figure in figures])
        self._add_findings(notes, id)
        asked = {"told": [{name: f[name] for name in ("indicator", "category", "value")} for f in told]}
        self._note(id, row["sheet"], old.figures if old else None, row["figures"], asked if told else None)
        return row | {"id": id}

    def _remove(self, old: Row[Any]) -> None:
        """A sheet that gives no return any more. Its audit stays, and names it in the detail."""
        mine = select(audit.c.id, audit.c.detail).where(audit.c.return_id == old.id)
        for entry in self.connection.execute(mine).all():
            freed = {"return_id": None, "detail": entry.detail | {"return": old.id}}
            self.connection.execute(update(audit).where(audit.c.id == entry.id).values(**freed))
        self._note(None, old.sheet, old.figures, None, {"return": old.id})
        self.connection.execute(delete(return_).where(return_.c.id == old.id))

    def _add_findings(self, rows: list[dict[str, Any]], return_id: int | None) -> None:
        whose = {"office": self.office, "file_id": self.file_id, "return_id": return_id}
        if rows:
            self.connection.execute(insert(finding), [row | whose for row in rows])

    def _note(
        self, id: int | None, sheet: str, before: str | None, after: str | None, more: Any = None
    ) -> None:
        detail = {"file": self.file_id, "sheet": sheet, "before": before, "after": after, **(more or {})}
        entry = {"at": self.stamp.at, "who": self.stamp.who, "office": self.office, "action": "read-again"}
        self.connection.execute(insert(audit).values(**entry, return_id=id, detail=detail))


def _place(row: Mapping[Any, Any]) -> Place:
    return Place(row["office"], row["unit_code"], row["year"], row["festival"])
