"""The cards of the submit page: what each sheet was understood as, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from sydata.catalog.festivals import FESTIVALS, period, period_name
from sydata.catalog.findings import KINDS
from sydata.catalog.learned import Known, desk_of
from sydata.model import Batch, Return
from sydata.store.returns import Saved
from sydata.text import escape
from sydata.ui.i18n import _, language, many
from sydata.ui.open_page import Context
from sydata.ui.parts.card import card_head
from sydata.ui.parts.findings import finding_list, of_batch
from sydata.ui.parts.links import way
from sydata.ui.parts.table import table
from sydata.ui.reading_panels import reading_panel
from sydata.wording import MISSING


def understood_panel(batch: Batch, known: Sequence[Known] = ()) -> None:
    """Every sheet that is a return: its unit, period, state, and how many figures it gave.

    known: what the office has said, with which the batch was read.
    """
    with st.container(key="card_understood"):
        title = _("Returns recognised: {count}; files: {files}").format(
            count=len(batch.returns), files=len(batch.files)
        )
        card_head(title, _("Unit and period as they were understood; nothing is saved yet"))
        with st.container(key="understood"):
            table(understood_frame(batch), [_("Figures"), _("Problems")])
        reading_panel(batch, desk_of(batch.office, known))


def understood_frame(batch: Batch) -> pd.DataFrame:
    """One row a return, in words."""
    figures = Counter(batch.observations.loc[batch.observations["status"] == "counted", "return_key"])
    problems = Counter(
        (f.file, f.sheet) for f in batch.findings if KINDS[f.code].severity in ("error", "warning")
    )
    rows = [
        (
            r.file,
            r.sheet,
            r.unit or MISSING,
            when(r),
            state_word("proposed" if r.in_words and r.state == "current" else r.state),
            figures[r.key],
            problems[r.file, r.sheet],
        )
        for r in batch.returns
    ]
    heads = [_("File"), _("Sheet"), _("Unit"), _("Period"), _("State"), _("Figures"), _("Problems")]
    return pd.DataFrame(rows, columns=heads)


def when(of: Return) -> str:
    """The period of a return, as far as it is known."""
    if of.year is None or of.festival not in FESTIVALS:
        return MISSING
    return period_name(period(of.year, of.festival), language())


def state_word(state: str) -> str:
    """What becomes of a return."""
    words = {"current": _("counts"), "superseded": _("superseded"), "duplicate": _("duplicate")}
    return words.get(state, _("waits for a person"))


def problems_panel(batch: Batch) -> None:
    """What reading found, the gravest first."""
    rows = of_batch(batch.findings)
    with st.container(key="card_problems"):
        count = Counter(rows["severity"])
        title = _("Errors: {errors}, warnings: {warnings}, notes: {notes}").format(
            errors=count["error"], warnings=count["warning"], notes=count["info"]
        )
        title = title if len(rows) else _("No problems found")
        card_head(title, _("Everything is kept; what is in error is settled on the page of checks"))
        if len(rows):
            finding_list(rows)


def saved_panel(page: Context, saved: Saved) -> None:
    """What a save did, and where to go from here."""
    with st.container(key="card_saved"):
        said = [
            many(saved.new, _("{count} return counts now"), _("{count} returns count now")),
            _("superseded: {count}").format(count=saved.superseded) if saved.superseded else "",
            _("duplicates: {count}").format(count=saved.duplicates) if saved.duplicates else "",
            _("waiting for a person: {count}").format(count=saved.waiting) if saved.waiting else "",
            _("saved before: {count}").format(count=saved.already) if saved.already else "",
            _("files that could not be loaded: {count}").format(count=saved.files_failed)
            if saved.files_failed
            else "",
        ]
        card_head(_("Saved"), " · ".join(filter(None, said)))
        with st.container(horizontal=True):
            settle = _("Settle the problems") if page.may("decide") else _("See the problems")
            for id, label in (("overview", _("See the overview")), ("quality", settle)):
                way(page, id, label)


def steps(own_only: bool) -> None:
    """What will happen, before anything is chosen. own_only: to somebody who hands in for one unit."""
    several = _("The files as they came; last year's and several districts' at once are fine.")
    one = _("Your unit's files as they are; last year's at once are fine.")
    told = [
        (_("Choose"), one if own_only else several),
        (_("Look"), _("Which unit, period and columns each sheet was understood as, and what seems wrong.")),
        (
            _("Save"),
            _("Files, figures and every version are kept; a corrected return replaces the earlier one."),
        ),
    ]
    st.html(steps_html(told))


def steps_html(told: Sequence[tuple[str, str]]) -> str:
    """Numbered steps side by side."""
    items = [
        f"<div><b><span>{number}</span>{escape(title)}</b>{escape(text)}</div>"
        for number, (title, text) in enumerate(told, 1)
    ]
    return f"<div class='sy-steps'>{''.join(items)}</div>"
