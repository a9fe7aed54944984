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
SAMPLE_URL = f"sqlite:///{(Path.cwd() / 'data' / 'sample.db').as_posix()}"


def open_sample() -> None:
    """Turn the view to the example store; the first time, make it."""
    if not queries.periods(data.engine(SAMPLE_URL), OFFICE):
        _make(st.progress(0.0, _("Writing the example sheets …")))
    turn(store=SAMPLE, office=OFFICE, period="")


def _make(bar: st.delta_generator.DeltaGenerator) -> None:
    from sydata.sample import write  # the writers of many formats, which nothing else on a page needs

    with TemporaryDirectory() as directory:
        write(Path(directory))
        bar.progress(0.0, _("Reading the example sheets …"))
        batch = sydata.normalize(Path(directory) / "returns", OFFICE).batch
    intake.keep(batch, SAMPLE_URL, bar)
