"""Reads kept files anew where words that an office learned, or names of its reporters, make a difference.

Whether a word stands in a file is decided by reading: a file is touched only if it reads differently with what was
known before and with what is known now. A newer program alone, or a file without the word, changes nothing here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from sydata.catalog.learned import PATH, Known, Lesson, lesson_key
from sydata.catalog.roll import Named
from sydata.store.acting import Clerk
from sydata.store.database import writing
from sydata.store.guarding import is_frozen
from sydata.store.kept import files_of, rulings_of
from sydata.store.known import known
from sydata.store.reach import needs
from sydata.store.replacing import NOTHING, Part, Replacing, parts
from sydata.store.schema import file, finding, return_
from sydata.store.unread import Earlier, advance, earlier, finish, is_same

WORD_CODES = {"unknown-column": "column", "unknown-category": "category", "unknown-unit": "unit"}
# a sheet of words nobody knew may be a table after all
UNREAD = ("no-table", "narrative-only", "blank-return")


class Again(NamedTuple):
    """What reading again changed: files, and returns that were read differently, are new, or are gone.

    frozen: files that would read differently, but hold figures of a period that is signed off.
    """

    files: int = 0
    returns: int = 0
    frozen: int = 0

    def plus(self, more: Again) -> Again:
        """Both together."""
        return Again(self.files + more.files, self.returns + more.returns, self.frozen + more.frozen)


Progress = Callable[[int, int], None]  # uploads done, uploads in all


@needs("teach")
def read_on(by: Clerk, progress: Progress | None = None) -> Again:
    """Read kept files anew until all are as the words and names of now say; nothing, where all are so already.

    Whatever interrupts this leaves whole files, and calling it again goes on with the upload where it broke off.
    progress is told between uploads and at the end; what it raises ends the reading there. If somebody changes a
    word or a name meanwhile this ends, and whoever changed it reads on.

    Each file is replaced in one transaction, its states are decided anew, and the audit holds the digests of before
    and after.
    """
    with by.engine.connect() as connection:
        seen = earlier(connection, by.office)
    if not seen:
        return Again()
    # asked for after `seen`, so that a change in between is noticed
    this, done = _Rereading(by, seen, known(by.engine, by.office)), Again()
    ids = this.uploads()
    for number, upload in enumerate(ids):
        if progress:
            progress(number, len(ids))
        done = done.plus(this.read(upload))
        with writing(by.engine) as connection:
            if not advance(connection, by.office, seen, upload):
                return done
    with writing(by.engine) as connection:
        finish(connection, by.office, seen)
    if progress and ids:
        progress(len(ids), len(ids))
    return done


class _Rereading:
    """What kept files were read with and what they are read with now, and how one upload gets from there to here."""

    def __init__(self, by: Clerk, seen: list[Earlier], now: tuple[Known, ...]) -> None:
        self.by, self.seen, self.now = by, seen, now
        self.other = [each for each in seen if set(each.known) != set(now)]

    def uploads(self) -> list[int]:
        """The uploads that may hold a changed word, whole, since their sheets are checked together; in their order."""
        with self.by.engine.connect() as connection:
            found = [self._changed(connection, each) for each in self.other]
        return sorted(set().union(*found))

    def _changed(self, connection: Connection, was: Earlier) -> set[int]:
        """A word that is newly known stands in the findings. One that was known left no trace: every file may hold it.

        A unit's new name may stand in a file's or sheet's name, and takes words away from others.
        """
        changed = set(was.known) ^ set(self.now)
        if set(was.known) - set(self.now) or any(isinstance(each, Named) for each in changed):
            ids = _every_upload(connection, self.by.office)
        else:
            ids = _naming(connection, self.by.office, {each for each in changed if isinstance(each, Lesson)})
        return {id for id in ids if id > was.after}

    def read(self, upload: int) -> Again:
        """Exchange the files of an upload that read otherwise than with something they may have been read with."""
        with self.by.engine.connect() as connection:  # one upload's bytes fit into memory, ten years' may not
            files = files_of(connection, file.c.upload_id == upload)
            rulings = rulings_of(connection, files)
        sources = tuple(files.values())
        now = parts(self.by.read(sources, self.now, rulings))
        then = [
            parts(self.by.read(sources, each.known, rulings)) for each in self.other if each.after < upload
        ]
        done = Again()
        for id, source in files.items():
            part = now.get(source.name, NOTHING)
            was = [each.get(source.name, NOTHING) for each in then]
            if any(each != part for each in was):
                returns = max(_differing(each, part) for each in was)
                done = done.plus(self._exchange(id, part, returns))
        return done

    def _exchange(self, file_id: int, part: Part, returns: int) -> Again:
        """A file with figures of a period that is signed off is left alone."""
        with writing(self.by.engine) as connection:
            if not is_same(connection, self.by.office, self.seen):
                return Again()
            mine = select(return_.c.id).where(return_.c.file_id == file_id)
            if is_frozen(connection, connection.execute(mine).scalars().all()):
                return Again(frozen=1)
            Replacing(connection, self.by.office, file_id, self.by.stamp).replace(part)
        return Again(1, returns)


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


def _differing(was: Part, now: Part) -> int:
    """How many returns read differently, are new, or are gone."""
    before, after = ([({**r, "position": 0}, f, n) for r, f, n in part.returns] for part in (was, now))
    return max(sum(r not in before for r in after), sum(r not in after for r in before))
