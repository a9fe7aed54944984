"""From uploaded bytes to kept returns: what was handed in is read once, shown, and saved on a click."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import streamlit as st

from sydata.catalog.learned import desk_of
from sydata.model import Batch
from sydata.pipeline.run import understand_files
from sydata.reading import Expanded, gather
from sydata.store import arriving, returns
from sydata.store.returns import Saved
from sydata.ui import data, journal, learning
from sydata.ui.i18n import _
from sydata.ui.opening import readers
from sydata.ui.stopping import at_work, is_stopped
from sydata.ui.who import person

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


def read(uploads: Sequence[Upload], source: data.Source) -> Batch | None:
    """The batch of these uploads; read once, until they change, are saved, or the office learns a word.

    None where a person stopped the reading.

    Their bytes are kept before anything is made of them: a page that is left, or a server that stops, loses nothing.
    """

    def found() -> Expanded:
        files, problems = gather([(upload.name, upload.getvalue()) for upload in uploads])
        arriving.arrive(data.engine(source.url), source.office, files, datetime.now(), person().id)
        return files, problems

    return _read(source, [upload.file_id for upload in uploads], found)


def read_waiting(source: data.Source, file_ids: Sequence[int]) -> Batch | None:
    """The batch of the files that arrived earlier and whose returns nobody has kept yet; None if it was stopped."""
    engine = data.engine(source.url)
    return _read(source, list(map(str, file_ids)), lambda: (arriving.fetch(engine, source.office), ()))


def _read(source: data.Source, names: Sequence[str], found: Callable[[], Expanded]) -> Batch | None:
    known = learning.living(source)
    of = (source.office, *map(repr, known), *names)
    kept: Read | None = st.session_state.get(_READ)
    if kept is None or kept.of != of:
        if is_stopped(repr(of)):
            return None
        with at_work(repr(of), lambda done, total: _read_words(done, total or len(names))) as tell:
            files, problems = found()
            batch = understand_files(files, problems, desk_of(source.office, known), readers(), tell=tell)
        kept = st.session_state[_READ] = Read(of, batch)
    return kept.batch


def _read_words(done: int, total: int) -> str:
    return _("Reading: {done} of {total} files").format(done=done, total=total)


def dismiss_waiting(source: data.Source, file_ids: Sequence[int]) -> None:
    """Files that arrived wait no more; their bytes stay."""
    arriving.dismiss(data.engine(source.url), source.office, file_ids, datetime.now(), person().id)


def save(batch: Batch, url: str) -> None:
    """Keep the batch; the next run shows what became of it, and an empty uploader."""
    with at_work(SAVING, _saved_words) as tell:
        saved = returns.save(data.engine(url), batch, datetime.now(), person().id, tell)
    journal.event("saved", files=len(batch.files), counted=saved.new, waiting=saved.waiting)
    st.session_state.pop(_READ, None)
    st.session_state[_SAVED] = saved
    st.session_state[_ROUND] = upload_round() + 1


def keep(batch: Batch, url: str, bar: Any) -> Saved:
    """Save a batch into the store at this address, moving a bar."""

    def tell(done: int, total: int) -> None:
        bar.progress(done / max(total, 1), _saved_words(done, total))

    return returns.save(data.engine(url), batch, datetime.now(), person().id, tell)


def _saved_words(done: int, total: int) -> str:
    return _("{done} of {total} returns saved").format(done=done, total=total)


def last_saved() -> Saved | None:
    """What the last save did, until something else is uploaded."""
    return st.session_state.get(_SAVED)


def forget_saved() -> None:
    """Stop telling of the last save."""
    st.session_state.pop(_SAVED, None)


def upload_round() -> int:
    """A number for the uploader's key: an uploader can only be emptied by taking a new one."""
    return int(st.session_state.get(_ROUND, 0))
