"""Reads kept files anew where the words that an office has learned make a difference, and keeps what they say now.

Whether a word stands in a file is decided by reading: a file is touched only if it reads differently with the
lessons before and with those of now. A newer program alone, or a file without the word, changes nothing here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, select

from sydata.catalog.learned import PATH, Known, Lesson, lesson_key
from sydata.catalog.roll import Named
from sydata.model import SourceFile
from sydata.store.database import writing
from sydata.store.deciding import Stamp
from sydata.store.guarding import is_frozen
from sydata.store.kept import Reader, files_of, rulings_of
from sydata.store.known import known
from sydata.store.lessons import finish, unfinished
from sydata.store.replacing import NOTHING, Part, Replacing, parts
from sydata.store.schema import file, finding, return_

WORD_CODES = {"unknown-column": "column", "unknown-category": "category", "unknown-unit": "unit"}
UNREAD = (
    "no-table",
    "narrative-only",
    "blank-return",
)  # a sheet of words nobody knew may be a table after all


class Again(NamedTuple):
    """What reading again changed: files, and returns that were read differently, are new, or are gone.

    frozen: files that would read differently, but hold figures of a period that is signed off.
    """

    files: int = 0
    returns: int = 0
    frozen: int = 0


Progress = Callable[[int, int], None]  # uploads done, uploads in all


def read_again(
    engine: Engine,
    office: str,
    before: Sequence[Known],
    read: Reader,
    by: Stamp,
    progress: Progress | None = None,
) -> Again:
    """Bring the kept returns up to the present lessons and names of reporters. before: those they were read with.

    Whatever interrupts this leaves whole files, and `lessons.unfinished` says from where to go on. progress is told
    between uploads; what it raises ends the reading there.

    read: makes a batch of files with what is known and the rulings given, as the pipeline does. Each file is
    replaced in one transaction, its states are decided anew, and the audit holds the digests of before and after.
    """
    started = unfinished(engine, office)
    old, new = tuple(before), known(engine, office)
    if started is not None:
        old = (*started, *(each for each in old if isinstance(each, Named)))
    if set(old) == set(new):
        if started is not None:
            finish(engine, office, by)
        return Again()
    done, changed = Again(), set(old) ^ set(new)
    # a unit's new name may stand in a file's or sheet's name, and takes words away from others
    anywhere = bool(set(old) - set(new)) or any(isinstance(each, Named) for each in changed)
    words = {each for each in changed if isinstance(each, Lesson)}
    for files in _uploads(engine, office, words, anywhere, progress):
        with engine.connect() as connection:
            rulings = rulings_of(connection, files)
        sources = tuple(files.values())
        was, now_said = parts(read(sources, old, rulings)), parts(read(sources, new, rulings))
        for id, source in files.items():
            before_part, part = was.get(source.name, NOTHING), now_said.get(source.name, NOTHING)
            if part == before_part:
                continue
            if _exchange(engine, office, by, id, part):
                done = Again(done.files + 1, done.returns + _changed(before_part, part), done.frozen)
            else:
                done = done._replace(frozen=done.frozen + 1)
    if started is not None:
        finish(engine, office, by)
    return done


def _exchange(engine: Engine, office: str, stamp: Stamp, file_id: int, part: Part) -> bool:
    """Whether the file could be replaced; one with figures of a period that is signed off is left alone."""
    with writing(engine) as connection:
        own = connection.execute(select(return_.c.id).where(return_.c.file_id == file_id)).scalars().all()
        if is_frozen(connection, own):
            return False
        Replacing(connection, office, file_id, stamp).replace(part)
    return True


def _uploads(
    engine: Engine, office: str, changed: set[Lesson], forgotten: bool, progress: Progress | None
) -> Iterator[dict[int, SourceFile]]:
    """The files of each upload that may hold a changed word; whole uploads, since their sheets are checked together.

    A word that is newly known stands in the findings. One that was known left no trace, so every file may hold it.
    """
    with engine.connect() as connection:
        ids = _every_upload(connection, office) if forgotten else _naming(connection, office, changed)
    for done, upload in enumerate(
        ids
    ):  # one at a time: an upload's bytes fit into memory, ten years' may not
        with engine.connect() as connection:
            found = files_of(connection, file.c.upload_id == upload)
        if progress:
            progress(done, len(ids))
        yield found


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


def _changed(was: Part, now: Part) -> int:
    """How many returns read differently, are new, or are gone."""
    before, after = ([({**r, "position": 0}, f, n) for r, f, n in part.returns] for part in (was, now))
    return max(sum(r not in before for r in after), sum(r not in after for r in before))
