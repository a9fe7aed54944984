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
from sydata.ui import data, learning
from sydata.ui.i18n import _, many

WHO = "local"  # the one user of this computer, until there is sign-in
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


def read(uploads: Sequence[Upload], source: data.Source) -> Batch:
    """The batch of these uploads; read once, until they change, are saved, or the office learns a word.

    Their bytes are kept before anything is made of them: a page that is left, or a server that stops, loses nothing.
    """

    def found() -> Expanded:
        files, problems = gather([(upload.name, upload.getvalue()) for upload in uploads])
        arriving.arrive(data.engine(source.url), source.office, files, datetime.now(), WHO)
        return files, problems

    return _read(source, [upload.file_id for upload in uploads], found)


def read_waiting(source: data.Source, file_ids: Sequence[int]) -> Batch:
    """The batch of the files that arrived earlier and whose returns nobody has kept yet."""
    engine = data.engine(source.url)
    return _read(source, list(map(str, file_ids)), lambda: (arriving.fetch(engine, source.office), ()))


def _read(source: data.Source, names: Sequence[str], found: Callable[[], Expanded]) -> Batch:
    known = learning.living(source)
    of = (source.office, *map(repr, known), *names)
    kept: Read | None = st.session_state.get(_READ)
    if kept is None or kept.of != of:
        with st.spinner(many(len(names), _("Reading {count} file …"), _("Reading {count} files …"))):
            files, problems = found()
            batch = understand_files(files, problems, desk_of(source.office, known))
        kept = st.session_state[_READ] = Read(of, batch)
    return kept.batch


def dismiss_waiting(source: data.Source, file_ids: Sequence[int]) -> None:
    """Files that arrived wait no more; their bytes stay."""
    arriving.dismiss(data.engine(source.url), source.office, file_ids, datetime.now(), WHO)


def save(batch: Batch, url: str) -> None:
    """Keep the batch; the next run shows what became of it, and an empty uploader."""
    saved = keep(batch, url, st.progress(0.0))
    st.session_state.pop(_READ, None)
    st.session_state[_SAVED] = saved
    st.session_state[_ROUND] = upload_round() + 1


def keep(batch: Batch, url: str, bar: Any) -> Saved:
    """Save a batch into the store at this address, telling the progress."""
    return returns.save(data.engine(url), batch, datetime.now(), WHO, telling(bar))


def telling(bar: Any) -> Callable[[int, int], None]:
    """A progress callback that moves a bar and says how far it is."""

    def tell(done: int, total: int) -> None:
        text = _("{done} of {total} returns saved").format(done=done, total=total)
        bar.progress(done / max(total, 1), text)

    return tell


def last_saved() -> Saved | None:
    """What the last save did, until something else is uploaded."""
    return st.session_state.get(_SAVED)


def forget_saved() -> None:
    """Stop telling of the last save."""
    st.session_state.pop(_SAVED, None)


def upload_round() -> int:
    """A number for the uploader's key: an uploader can only be emptied by taking a new one."""
    return int(st.session_state.get(_ROUND, 0))
