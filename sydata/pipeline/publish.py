"""The public frames of a batch: data, findings, observations, with the contract's columns."""

from __future__ import annotations

import pandas as pd

from sydata.catalog import forms
from sydata.catalog.findings import KINDS, message
from sydata.catalog.roll import Collector, people
from sydata.model import Batch, Finding, Return
from sydata.wide import in_shown_units, wide

RETURN_COLUMNS = ("file", "sheet", "unit_code", "unit", "year", "festival", "state")
KEPT_CODES = ("duplicate", "superseded", "version-undecided", "rollup-mismatch")  # said of a sheet that lost
FINDING_COLUMNS = (
    "severity", "code", "file", "sheet", "cell", "unit", "year", "festival", "category", "indicator", "text",
    "message",
)  # fmt: skip


def frames(batch: Batch, office: Collector) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """(data, findings, observations); units in the order of the office's list."""
    observations = _with_states(batch)
    order = [unit.code for unit in people(office)]
    return wide(observations, order), findings_frame(_standing(batch)), _public(observations)


def _standing(batch: Batch) -> tuple[Finding, ...]:
    """The findings without those that are moot: questions to a sheet that another has replaced, or repeats."""
    out = {_whose(of) for of in batch.returns if of.state in ("superseded", "duplicate")}
    out -= {_whose(f) for f in batch.findings if f.code == "version-undecided"}
    return tuple(f for f in batch.findings if f.code in KEPT_CODES or _whose(f) not in out)


def _whose(of: Return | Finding) -> tuple[object, ...]:
    return of.file, of.sheet, of.unit_code, of.year, of.festival


def _with_states(batch: Batch) -> pd.DataFrame:
    """The observations as they count now: those of a return that does not count are excluded, and say why."""
    out = {of.key: of.state for of in batch.returns if of.state != "current"}
    if not out:
        return batch.observations
    frame = batch.observations.copy()
    states = frame["return_key"].map(out)
    proposed = (frame["status"] == "proposed") & (states != "waiting")
    left_out = states.notna() & ((frame["status"] == "counted") | proposed)
    frame["status"] = frame["status"].mask(left_out, "excluded")
    frame["note"] = frame["note"].mask(left_out, states)
    return frame


def _public(frame: pd.DataFrame) -> pd.DataFrame:
    notes = {note: forms.reasons(note) for note in frame["note"].unique()}
    frame = frame.assign(value=in_shown_units(frame), note=frame["note"].map(notes))
    return frame.drop(columns="return_key")


def findings_frame(findings: tuple[Finding, ...], language: str = "zh") -> pd.DataFrame:
    """One row a finding, FINDING_COLUMNS; message is a sentence in the language asked for."""
    rows = [
        (
            KINDS[f.code].severity, f.code, f.file, f.sheet, f.cell, f.unit, f.year, f.festival, f.category,
            f.indicator, f.text, message(f, language),
        )
        for f in findings
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(FINDING_COLUMNS)).astype({"year": "Int64"})
