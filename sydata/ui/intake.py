"""From uploaded bytes to kept returns: what was handed in is read once, shown, and saved on a click."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import streamlit as st
from sqlalchemy import Engine

from sydata.catalog.learned import desk_of
from sydata.model import Batch
from sydata.pipeline.run import understand_files
from sydata.reading import Expanded, gather
from sydata.store import arriving, returns
from sydata.store.returns import Saved
from sydata.ui import data, journal, learning
from sydata.ui.i18n import _
from sydata.ui.open_page import Context
from sydata.ui.opening import readers
from sydata.ui.stopping import at_work, is_stopped, saved_words

SAVING = "saving"  # what is stopped there goes on with the next click on the button
_READ, _SAVED, _ROUND = "intake_read", "intake_saved", "intake_round"


class Upload(Protocol):
    """An uploaded file as Streamlit hands it over."""

    name: str
    file_id: str

    def getvalue(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Read:
    """A batch, and the uploads it was read from."""

    of: tuple[str, ...]
    batch: Batch


def read(uploads: Sequence[Upload], page: Context) -> Batch | None:
    """The batch of these uploads; read once, until they change, are saved, or the office learns a word.

    None where a person stopped the reading.

    Their bytes are kept before anything is made of them: a page that is left, or a server that stops, loses nothing.
    Refused for a person who may not hand in.
    """

    def found() -> Expanded:
        files, problems = gather([(upload.name, upload.getvalue()) for upload in uploads])
        arriving.arrive(_writer(page), page.office.code, files, datetime.now(), page.person.id)
        return files, problems

    return _read(page, [upload.file_id for upload in uploads], found)


def read_waiting(page: Context, file_ids: Sequence[int]) -> Batch | None:
    """The batch of the files that arrived earlier and whose returns nobody has kept yet; None if it was stopped."""
    engine, office = data.engine(page.source.door), page.office.code
    return _read(page, list(map(str, file_ids)), lambda: (arriving.fetch(engine, office), ()))


def _writer(page: Context) -> Engine:
    return data.writer(page.source.door, page.person)


def _read(page: Context, names: Sequence[str], found: Callable[[], Expanded]) -> Batch | None:
    known, office = learning.living(page.source), page.office.code
    of = (repr(page.person), office, *map(repr, known), *names)
    kept: Read | None = st.session_state.get(_READ)
    if kept is None or kept.of != of:
        if is_stopped(repr(of)):
            return None
        with at_work(repr(of), lambda done, total: _read_words(done, total or len(names))) as tell:
            files, problems = found()
            batch = understand_files(files, problems, desk_of(office, known), readers(), tell=tell)
        kept = st.session_state[_READ] = Read(of, batch)
    return kept.batch


def _read_words(done: int, total: int) -> str:
    return _("Reading: {done} of {total} files").format(done=done, total=total)


def dismiss_waiting(page: Context, file_ids: Sequence[int]) -> None:
    """Files that arrived wait no more; their bytes stay."""
    arriving.dismiss(_writer(page), page.office.code, file_ids, datetime.now(), page.person.id)


def save(batch: Batch, page: Context) -> None:
    """Keep the batch; the next run shows what became of it, and an empty uploader.

    Refused for a unit that is not the person's own: the files wait on, and nothing is lost.
    """
    with at_work(SAVING, saved_words) as tell:
        saved = returns.save(_writer(page), batch, datetime.now(), page.person.id, tell)
    journal.event("saved", files=len(batch.files), counted=saved.new, waiting=saved.waiting)
    st.session_state.pop(_READ, None)
    st.session_state[_SAVED] = saved
    st.session_state[_ROUND] = upload_round() + 1


def last_saved() -> Saved | None:
    """What the last save did, until something else is uploaded."""
    return st.session_state.get(_SAVED)


def forget_saved() -> None:
    """Stop telling of the last save."""
    st.session_state.pop(_SAVED, None)


def upload_round() -> int:
    """A number for the uploader's key: an uploader can only be emptied by taking a new one."""
    return int(st.session_state.get(_ROUND, 0))
