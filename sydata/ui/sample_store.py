"""The example data, in a store of its own so that it never mixes with real returns."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

import sydata
from sydata.store import queries
from sydata.ui import data, intake
from sydata.ui.i18n import _
from sydata.ui.view import SAMPLE, turn

OFFICE = "500000"  # whose returns the example imitates
SAMPLE_FILE = Path.cwd() / "data" / "sample.db"
SAMPLE_URL = f"sqlite:///{SAMPLE_FILE.as_posix()}"


def open_sample() -> None:
    """Turn the view to the example store; the first time, make it."""
    if not queries.periods(data.engine(SAMPLE_URL), OFFICE):
        make(SAMPLE_FILE, st.progress(0.0, _("Writing the example sheets …")))
        data.engine.clear()  # an engine on the empty file that stood there before
    turn(store=SAMPLE, office=OFFICE, period="")


def make(target: Path, bar: st.delta_generator.DeltaGenerator) -> None:
    """Write, read and save the example beside its place, and move it there: it is there whole or not at all."""
    from sydata.sample import write  # the writers of many formats, which nothing else on a page needs

    part = target.with_suffix(".part")
    part.unlink(missing_ok=True)
    with TemporaryDirectory() as directory:
        write(Path(directory))
        bar.progress(0.0, _("Reading the example sheets …"))
        batch = sydata.normalize(Path(directory) / "returns", OFFICE).batch
    url = f"sqlite:///{part.as_posix()}"
    intake.keep(batch, url, bar)
    data.engine(url).dispose()
    data.engine(SAMPLE_URL).dispose()
    part.replace(target)
