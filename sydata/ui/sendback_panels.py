"""Sending a return back to its unit with the questions in its own file; and what its answer settled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

import pandas as pd
import streamlit as st

from sydata.analysis.settled import outcome_words
from sydata.catalog.findings import KINDS
from sydata.store.acting import Clerk
from sydata.store.reviewing import SENT_BACK, send_back, withdraw
from sydata.ui import sendback
from sydata.ui.changes import changes_panel
from sydata.ui.i18n import _, language, many, placed
from sydata.ui.open_page import Context
from sydata.ui.parts.table import table
from sydata.ui.parts.take import take_file
from sydata.ui.review import Item

Do = Callable[[Context, Callable[[Clerk], str]], None]


def sendback_panel(page: Context, item: Item, rows: pd.DataFrame, do: Do) -> None:
    """The file to mail, and whether it went out."""
    asked = sendback.asked(rows)
    if item.return_id is None or asked.empty or not page.may("decide"):
        return
    back = item.review == SENT_BACK
    title = _("Sent back: the file again") if back else _("Send back to the unit")
    with st.expander(title, key="sendback"):
        with st.container(horizontal=True, vertical_alignment="bottom", key="sendback_fields"):
            today = pd.Timestamp.now().date()
            until = st.date_input(
                _("Answer wanted by"), today + timedelta(days=sendback.WAIT_DAYS), key=f"until_{item.key}",
                format="YYYY-MM-DD", width=170,
            )  # fmt: skip
            contact = st.text_input(_("Whom to ask"), key="sendback_contact", width=260)
            if st.toggle(_("Make the file"), value=back, key=f"make_{item.key}"):
                name, content = sendback.file_of(page, item.file_id, rows, today, until, contact)
                label = _("Download {name}").format(name=name)
                take_file(label, lambda: content, name, "sendback_file", "decide")
            _mark(page, item, rows, do)


def _mark(page: Context, item: Item, rows: pd.DataFrame, do: Do) -> None:
    """The button that says that the file went out, or that it did not."""
    id = item.return_id or 0
    count = len(sendback.asked(rows))

    def went_out(by: Clerk) -> str:
        send_back(by, id, label, sendback.kept(rows))
        return _("Marked as sent back.")

    def did_not(by: Clerk) -> str:
        withdraw(by, id)
        return _("No longer marked as sent back.")

    if item.review == SENT_BACK:
        if st.button(_("It did not go out"), key="sendback_withdraw"):
            do(page, did_not)
        return
    label = many(count, _("Mark as sent back, {count} question"), _("Mark as sent back, {count} questions"))
    if st.button(label, type="primary", key="sendback_mark"):
        do(page, went_out)


def answers_panel(page: Context, items: Sequence[Item], returns: pd.DataFrame) -> None:
    """Corrected sheets that came in answer and of which nothing more is asked, until they are accepted."""
    back = returns[returns["review"] == SENT_BACK]
    units = set(back.loc[back["state"] != "current", "unit_code"]) - {""}
    of_unit = dict(zip(returns["return_id"], returns["unit_code"], strict=True))
    for item in items:
        if item.ready and of_unit.get(item.return_id) in units:
            answer_panel(page, item.return_id, item.unit)


def answer_panel(page: Context, return_id: int | None, name: str = "") -> None:
    """What became of the questions that went back with an earlier sheet, and what the new one changed."""
    if return_id is None:
        return
    answer = sendback.answer(page.source, return_id)
    if answer is None:
        return
    rows = answer.settled.questions
    done = int((rows["outcome"] == "settled").sum())
    said = _("Answers the sheet sent back on {day}: {done} of {count} questions settled").format(
        day=f"{answer.sent.at:%Y-%m-%d}", done=done, count=len(rows)
    )
    with st.expander(" · ".join(filter(None, [name, said])), expanded=True, key=f"answer_{return_id}"):
        if len(rows):
            table(settled_frame(rows), wide=[_("Question")])
        changes_panel(answer.before, answer.after)


def settled_frame(rows: pd.DataFrame) -> pd.DataFrame:
    """The questions with what became of them, in words."""
    told = [
        (
            number,
            KINDS[row["code"]].title(language()),
            placed(row["cell"]),
            outcome_words(row["outcome"], language()),
            " → ".join(filter(None, [row["before_text"], row["after_text"]])) or row["text"],
        )
        for number, row in enumerate(rows.to_dict("records"), 1)
    ]
    heads = [_("No."), _("Question"), _("Cell"), _("Outcome"), _("Before and after")]
    return pd.DataFrame(told, columns=heads)
