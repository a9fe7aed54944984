"""What a page shows when it has no figures to show: the beginning, a failure, and the band of the sample."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from sydata.catalog.festivals import parse_period_id, period_name
from sydata.catalog.offices import office as office_of
from sydata.errors import Refused, SydataError
from sydata.rights import Person, Right
from sydata.store.faults import StoreFault
from sydata.text import escape
from sydata.ui import journal
from sydata.ui.i18n import _, language
from sydata.ui.registry import entry, first_page
from sydata.ui.sample_store import open_sample
from sydata.ui.view import View, turn

LONGEST = 20  # letters of a wrong value that are repeated


def empty(office: str, may: Callable[[Right], bool], own_only: bool = False) -> None:
    """An empty store: what this is, and the ways to begin that the reader has. own_only: of one unit it is empty."""
    title = _("No returns yet from {office}").format(office=office)
    title = _("No returns of your unit yet") if own_only else title
    what = _("Hand in the sheets as the districts sent them: they are read, checked and put together.")
    trace = _("Every figure then leads back to its file, sheet and cell.")
    st.html(state_html(title, [what + trace]))
    with st.container(horizontal=True, key="begin"):
        if may("submit") and st.button(_("Submit returns"), type="primary", key="begin_submit"):
            st.switch_page(entry("submit").path)
        sample = may("example") and st.button(_("Open the example data"), key="begin_sample")
    if not may("example"):
        return
    if sample:
        open_sample()
        st.rerun()
    apart = _("The example is made up, and kept apart from real returns.")
    st.html(f"<p class='sy-note'>{escape(apart)}</p>")


def refused(why: Refused, person: Person) -> None:
    """A page that this person may not see: why, and the way to one that they may."""
    st.html(state_html(_("This page is not open to you"), [_own(why)]))
    first = first_page(person)
    if first is not None:
        with st.container(key="refused"):
            label = _("To the page {name}").format(name=_(first.title))
            st.page_link(first.path, label=label, icon=first.icon)


def sample_band() -> None:
    """Say on every page that these figures are made up, and offer the way back."""
    with st.container(key="sample_band", horizontal=True, vertical_alignment="center"):
        band = _("Example data: the figures are made up")
        st.html(f"<div class='sy-band'>{escape(band)}</div>")
        st.button(
            _("Back to the real returns"),
            key="leave_sample",
            type="tertiary",
            on_click=turn,
            kwargs={"store": "", "period": ""},
        )


def not_there(view: View, office: str) -> None:
    """Say what the address asked for that is not there, and what is shown instead."""
    said = []
    if view.no_office:
        wrong = _("The address names an office that does not exist: {office}.")
        said.append(wrong.format(office=_short(view.no_office)))
    if view.closed:
        of = office_of(view.closed)
        closed = _("You may not see this office: {office}.")
        said.append(closed.format(office=of.name if view.lang == "zh" else of.name_en))
    if view.no_period and view.period:
        asked = parse_period_id(view.no_period)
        name = period_name(asked, view.lang) if asked else _short(view.no_period)
        said.append(_("There are no returns for the period asked for: {period}.").format(period=name))
    now = period_name(view.period, view.lang) if view.period else ""
    shown = _("Shown instead: {what}.").format(what=" · ".join(filter(None, [office, now])))
    st.html(f"<div class='sy-remark'>{escape(' '.join([*said, shown]))}</div>")


def no_page(name: str) -> None:
    """Say that the page that the address asked for does not exist, and that this is the first one."""
    said = _("There is no page “{name}”; this is the first page.").format(name=_short(name))
    st.html(f"<div class='sy-remark'>{escape(said)}</div>")


def _short(text: str) -> str:
    """What somebody wrote into an address, no longer than a name."""
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


@contextmanager
def guarded(page: str = "") -> Iterator[None]:
    """Turn a failure into a sentence; what exactly happened goes to the log, under a number that the reader is told."""
    try:
        with journal.timed("page", page=page):
            yield
    except StoreFault as fault:
        failed(_own(fault), journal.failure("store fault", fault, page=page, kind=fault.kind))
    except Refused as refused:
        failed(_own(refused))
    except SydataError as error:
        failed(str(error), journal.failure("page failed", error, page=page))
    except Exception as error:  # noqa: BLE001 the last net: a reader must never meet a traceback
        reference = journal.failure("page failed", error, page=page)
        failed(_("The page could not be shown. Nothing was changed or lost."), reference)


def _own(refused: Refused) -> str:
    return refused.zh if language() == "zh" else refused.en


def failed(sentence: str, reference: str = "") -> None:
    """The error state: what happened, what was kept, what to do, and the number under which the log tells of it."""
    advice = _("Open the page again. If it fails again, send the log of the service to its keeper.")
    said = [sentence, advice]
    if reference:
        said.append(_("Error number {reference}").format(reference=reference))
    st.html(state_html(_("Something went wrong"), said))


def state_html(title: str, sentences: Sequence[str]) -> str:
    """A page without figures: a title and what to know."""
    paragraphs = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)
    return f"<div class='sy-state'><h2>{escape(title)}</h2>{paragraphs}</div>"
