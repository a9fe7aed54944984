"""What arrived on the submit page: files just handed in, and those that an earlier visit left."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from sydata.catalog.festivals import FESTIVALS, period
from sydata.model import Batch
from sydata.store import arriving
from sydata.ui import data, intake, learning, stopping
from sydata.ui.acting import allowed, do, remark
from sydata.ui.i18n import _, comma, many
from sydata.ui.intake_panels import problems_panel, understood_panel
from sydata.ui.learn_panels import layout_panel, words_panel
from sydata.ui.open_page import Context
from sydata.ui.parts.card import card_head
from sydata.ui.typing_panels import Source, typing_form
from sydata.ui.view import turn

_GOING_ON = "waiting_going_on"
MOST_NAMED = 5  # files that are named


def stopped_panel() -> None:
    """A person stopped the reading: nothing is lost, and a click goes on."""
    with st.container(key="card_stopped"):
        card_head(
            _("Reading was stopped"),
            _("The files are kept; nothing was saved of them yet. Go on now, or at any later time."),
        )
        st.button(_("Go on reading"), type="primary", key="read_on", on_click=stopping.go_on)


def batch_panel(page: Context, batch: Batch | None) -> None:
    """What was understood, what is asked, and the button that keeps it. batch None: the reading was stopped."""
    if batch is None:
        stopped_panel()
        return
    if stopping.is_stopped(intake.SAVING):
        remark(_("Saving was stopped: what is saved stays saved. The button below goes on with the rest."))
        stopping.go_on()
    count = len(batch.returns)
    name = many(count, _("Save {count} return"), _("Save {count} returns")) if count else _("Keep the files")
    others = _of_others(page, batch)
    if others:
        said = _(
            "You hand in for your own unit only; these sheets are of others: {units}. Leave their files out."
        )
        remark(said.format(units=comma().join(others)))
    if st.button(
        name, type="primary", key="save", disabled=bool(others)
    ):  # above the list, which may be long
        if allowed(lambda: intake.save(batch, page)):
            _go_to(batch)
            st.rerun()
    understood_panel(batch, learning.living(page.source))
    words_panel(page, batch)
    layout_panel(page, batch)
    problems_panel(batch)


def _of_others(page: Context, batch: Batch) -> list[str]:
    """The units in a batch for which this person may not hand in."""
    units = {of.unit_code: of.unit for of in batch.returns if of.unit_code}
    return [name for code, name in units.items() if not page.may("submit", code)]


def _go_to(batch: Batch) -> None:
    """Every page shows the period of most of what was handed in, so that the next step is about it."""
    here = Counter((of.year, of.festival) for of in batch.returns if of.festival in FESTIVALS)
    for (year, festival), _count in here.most_common():
        if year is not None:
            return turn(period=period(year, festival).id)


def typing_panel(page: Context) -> None:
    """Returns without a file: told by telephone, or on paper."""
    with st.expander(_("A return without a file: by telephone, on paper"), key="typing_panel"):
        typing_form(page, Source(), "alone", do)


def waiting_panel(page: Context) -> bool:
    """Files that arrived and whose returns nobody kept yet, with the way to go on. Whether there are any."""
    rows = arriving.waiting(data.engine(page.source.door), page.office.code)
    if rows.empty:
        st.session_state.pop(_GOING_ON, None)
        return False
    ids = [int(id) for id in rows["file_id"]]
    with st.container(key="card_waiting"):
        title = many(
            len(rows),
            _("{count} file arrived and is not kept yet"),
            _("{count} files arrived and are not kept yet"),
        )
        names = comma().join(rows["name"].head(MOST_NAMED)) + (" …" if len(rows) > MOST_NAMED else "")
        since = rows["received_at"].min().strftime("%Y-%m-%d %H:%M")
        card_head(title, _("Since {when}: {names}").format(when=since, names=names))
        with st.container(horizontal=True):
            if st.button(_("Go on with them"), type="primary", key="waiting_go_on"):
                st.session_state[_GOING_ON] = True
            if st.button(_("They are not needed"), key="waiting_dismiss"):
                intake.dismiss_waiting(page, ids)
                st.rerun()
    if st.session_state.get(_GOING_ON):
        batch_panel(page, intake.read_waiting(page, ids))
    return True
