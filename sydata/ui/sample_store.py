"""The example data, in a store of its own so that it never mixes with real returns."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

import streamlit as st

import sydata
from sydata.model import Batch
from sydata.rights import permit
from sydata.store import queries, returns
from sydata.ui import data, who
from sydata.ui.i18n import _
from sydata.ui.stopping import saved_words
from sydata.ui.view import SAMPLE, turn

OFFICE = "500000"  # whose returns the example imitates
MAKING = Lock()  # two tabs that make the example at once would write into one file
SAMPLE_FILE = Path.cwd() / "data" / "sample.db"
SAMPLE_URL = f"sqlite:///{SAMPLE_FILE.as_posix()}"


def open_sample() -> None:
    """Turn the view to the example store; the first time, make it. Who comes second waits for the first.

    Refused for a person who may not open it.
    """
    permit(who.person(), "example")
    bar = st.progress(0.0, _("Writing the example sheets …"))
    with MAKING:
        if not is_there(SAMPLE_URL):
            make(SAMPLE_FILE, bar)
    turn(store=SAMPLE, office=OFFICE, period="")


def is_there(url: str) -> bool:
    """Whether the example store at this address has been made. Asking must not make an empty one."""
    if not Path(url.removeprefix("sqlite:///")).exists():
        return False
    return bool(queries.periods(data.store(url), OFFICE))


def make(target: Path, bar: st.delta_generator.DeltaGenerator) -> None:
    """Write, read and save the example beside its place, and move it there: it is there whole or not at all."""
    from sydata.sample import write  # the writers of many formats, which nothing else on a page needs

    part = target.with_suffix(".part")
    url = f"sqlite:///{part.as_posix()}"
    part.unlink(missing_ok=True)
    data.store.clear(url)  # of an earlier try, which was interrupted: its tables are gone with the file
    with TemporaryDirectory() as directory:
        write(Path(directory))
        bar.progress(0.0, _("Reading the example sheets …"))
        batch = sydata.normalize(Path(directory) / "returns", OFFICE).batch
    keep(batch, url, bar)
    data.store(url).dispose()
    if target.exists():
        data.store(SAMPLE_URL).dispose()
    part.replace(target)


def keep(batch: Batch, url: str, bar: st.delta_generator.DeltaGenerator) -> None:
    """Save the example into the whole store at this address, moving a bar."""

    def tell(done: int, total: int) -> None:
        bar.progress(done / max(total, 1), saved_words(done, total))

    returns.save(data.store(url), batch, datetime.now(), who.person().id, tell)
