"""What goes back to a unit with questions, and what became of them once it answers."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from sydata.analysis.settled import Settled, settled
from sydata.catalog.festivals import FESTIVALS, period, period_name
from sydata.errors import UnreadableFile
from sydata.exports.sendback import Heading, questions_of, send_back
from sydata.model import SourceFile
from sydata.store.history import SentBack, sent_back_before
from sydata.ui import data
from sydata.ui.changes import plain
from sydata.ui.data import Source
from sydata.ui.open_page import Context
from sydata.ui.opening import readers

KEPT = ("code", "sheet", "cell", "category", "indicator", "text", "params")
SILENT = ("missing-column",)  # a unit that fills in a part of the form need not explain it
WAIT_DAYS = 3  # usual time to answer


class Answer(NamedTuple):
    """What a corrected return does to the questions that went back; the figures before and after."""

    sent: SentBack
    settled: Settled
    before: pd.DataFrame
    after: pd.DataFrame


def asked(rows: pd.DataFrame) -> pd.DataFrame:
    """The findings that a unit is asked about, in the order of their numbers."""
    return rows[(rows["severity"] != "info") & ~rows["code"].isin(SILENT)].reset_index(drop=True)


def kept(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """The questions as the store keeps them."""
    return [{name: row[name] or "" for name in KEPT} for row in asked(rows).to_dict("records")]


def file_of(
    page: Context, file_id: int, rows: pd.DataFrame, sent: date, deadline: date | None, contact: str
) -> tuple[str, bytes]:
    """The unit's own file with the questions in it, ready to be mailed: (name, bytes). Refused without the right."""
    page.permit("decide")
    page.permit("originals")
    name, content = data.original(page.source, file_id)
    first = rows.iloc[0]
    known = not pd.isna(first["year"]) and first["festival"] in FESTIVALS
    when = period_name(period(int(first["year"]), first["festival"])) if known else ""
    head = Heading(page.office.name, first["unit"] or name, when, sent, deadline, contact)
    try:
        sheets = readers().sheets(SourceFile(name, content, ""))
    except UnreadableFile:
        sheets = ()
    questions = questions_of(asked(rows))
    try:
        return readers().opened(send_back, name, content, questions, head, tuple(sheets))
    except UnreadableFile:  # the file cannot be changed apart from the server: a sheet of our own goes out
        return send_back(name, b"", questions, head, tuple(sheets))


@st.cache_data(max_entries=64, show_spinner=False)
def answer(of: Source, return_id: int) -> Answer | None:
    """What a return answers; None if no earlier one of its unit and period went back."""
    sent = sent_back_before(data.engine(of.door), of.office, return_id)
    if sent is None:
        return None
    before, after = (plain(data.figures(of, id)) for id in (sent.return_id, return_id))
    findings = data.open_findings(of)
    mine = findings[(findings["return_id"] == return_id).fillna(False) & (findings["severity"] != "info")]
    questions = pd.DataFrame(sent.questions, columns=list(KEPT))
    return Answer(sent, settled(questions, mine, before, after), before, after)
