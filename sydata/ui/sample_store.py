"""The example data, in a store of its own so that it never mixes with real returns."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

import streamlit as st

import sydata
from sydata.store import queries
from sydata.ui import data, intake
from sydata.ui.i18n import _
from sydata.ui.view import SAMPLE, turn

OFFICE = "500000"  # whose returns the example imitates
MAKING = Lock()  # two tabs that make the example at once would write into one file
SAMPLE_FILE = Path.cwd() / "data" / "sample.db"
SAMPLE_URL = f"sqlite:///{SAMPLE_FILE.as_posix()}"


def open_sample() -> None:
    """Turn the view to the example store; the first time, make it. Who comes second waits for the first."""
    bar = st.progress(0.0, _("Writing the example sheets …"))
    with MAKING:
        if not is_there(SAMPLE_URL):
            make(SAMPLE_FILE, bar)
    turn(store=SAMPLE, office=OFFICE, period="")


def is_there(url: str) -> bool:
    """Whether the example store at this address has been made. Asking must not make an empty one."""
    if not Path(url.removeprefix("sqlite:///")).exists():
        return False
    return bool(queries.periods(data.engine(url), OFFICE))


def make(target: Path, bar: st.delta_generator.DeltaGenerator) -> None:
    """Write, read and save the example beside its place, and move it there: it is there whole or not at all."""
    from sydata.sample import write  # the writers of many formats, which nothing else on a page needs

    part = target.with_suffix(".part")
    url = f"sqlite:///{part.as_posix()}"
    part.unlink(missing_ok=True)
    data.engine.clear(url)  # of an earlier try, which was interrupted: its tables are gone with the file
    with TemporaryDirectory() as directory:
        write(Path(directory))
        bar.progress(0.0, _("Reading the example sheets …"))
        batch = sydata.normalize(Path(directory) / "returns", OFFICE).batch
    intake.keep(batch, url, bar)
    data.engine(url).dispose()
    if target.exists():
        data.engine(SAMPLE_URL).dispose()
    part.replace(target)
