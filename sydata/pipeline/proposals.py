"""Figures of reports in prose as observations: proposed to a person, or excluded, each with what is to be known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from sydata.catalog.overlap import PARTS, Claim, clash, told_already
from sydata.model import OBSERVATION_COLUMNS, Return
from sydata.pipeline.forms import Form
from sydata.pipeline.prose import Stated
from sydata.pipeline.reports import status_of


def proposals(forms: Sequence[Form], returns: Mapping[int, Return], frame: pd.DataFrame) -> pd.DataFrame:
    """OBSERVATION_COLUMNS of all figures told in prose; forms are numbered as their returns, frame has the cells'."""
    rows = [row for key, form in enumerate(forms) if form.stated for row in _rows(returns[key], form, frame)]
    types = {"return_key": "int64", "year": "Int64", "value": "Int64"}
    return pd.DataFrame(rows, columns=list(OBSERVATION_COLUMNS)).astype(types)


def statements(form: Form) -> frozenset[tuple[str, str, int | None]]:
    """What a report in prose says, by which two of them are told apart."""
    return frozenset((stated.category, stated.indicator, stated.value) for stated in form.stated)


def _rows(of: Return, form: Form, frame: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    counted = frame[(frame["return_key"] == of.key) & (frame["reason"] == "") & frame["value"].notna()]
    cells = [
        Claim(*pair) for pair in counted[["indicator", "category"]].drop_duplicates().itertuples(index=False)
    ]
    told = [_claim(stated) for stated in form.stated if status_of(stated) == "proposed"]
    for stated in form.stated:
        yield (
            of.key, of.file, of.sheet, stated.place, of.unit_code, of.unit, of.year, of.festival, stated.category,
            stated.indicator, stated.value, stated.words, status_of(stated), _note(stated, cells, told),
        )  # fmt: skip


def _claim(stated: Stated) -> Claim:
    return Claim(stated.indicator, stated.category)


def _note(stated: Stated, cells: Sequence[Claim], told: Sequence[Claim]) -> str:
    """What a person must know before confirming a figure: keys of the catalog's reasons."""
    claim = _claim(stated)
    notes = {
        stated.doubt: True,
        "in-table": told_already(claim, cells),
        "whole-and-parts": claim.indicator in PARTS
        and any(clash(claim, other) for other in told if other.indicator != claim.indicator),
        "approximate": stated.approximate,
    }
    return " ".join(note for note, holds in notes.items() if note and holds)
