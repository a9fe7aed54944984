"""Reading kept files again on a page: with a bar and a way to stop, and the card that goes on where it broke off."""

from __future__ import annotations

import streamlit as st

from sydata.store.acting import Clerk
from sydata.store.rereading import Again, read_on
from sydata.store.unread import unfinished
from sydata.ui import data
from sydata.ui.acting import do
from sydata.ui.i18n import _, many
from sydata.ui.open_page import Context
from sydata.ui.parts.card import card_head
from sydata.ui.stopping import at_work

REREADING = "rereading"


def reading_words(done: int, total: int) -> str:
    """How far reading the kept files again has come."""
    return _("Reading the kept files again: {done} of {total} uploads").format(done=done, total=total)


def read_kept(by: Clerk) -> Again:
    """Read on, with a bar; the button beside it stops there, and every page offers to go on."""
    with at_work(REREADING, reading_words) as tell:
        return read_on(by, tell)


def again_words(again: Again) -> str:
    """What became of the kept returns, in whole sentences; nothing, if nothing did."""
    said = []
    if again.returns:
        one, more = _("{count} kept return read again."), _("{count} kept returns read again.")
        said.append(many(again.returns, one, more))
    if again.frozen:
        one = _("{count} file of a period that is signed off was left alone.")
        more = _("{count} files of periods that are signed off were left alone.")
        said.append(many(again.frozen, one, more))
    return " ".join(said)


def unfinished_panel(page: Context) -> None:
    """Reading the kept files again was stopped or broke off: some may not be as the words and names of now say."""
    if not page.may("teach") or not unfinished(data.engine(page.source.door), page.office.code):
        return
    with st.container(key="card_unfinished"):
        title = _("Kept returns are still to be read again")
        broke = _(
            "Words were explained or undone, or reporters renamed, but reading the kept files again broke off. "
            "Nothing is lost."
        )
        card_head(title, broke)
        if st.button(_("Go on reading"), type="primary", key="reread_on"):
            do(page, lambda by: " ".join(filter(None, [_("Done."), again_words(read_kept(by))])))
