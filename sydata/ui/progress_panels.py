"""The cards of the page of progress: the grid, who owes what with letters to send, the cells, and the files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial

import pandas as pd
import streamlit as st

from sydata.analysis import progress_words as say
from sydata.analysis.coverage import Coverage
from sydata.analysis.progress import Progress
from sydata.analysis.reminders import Desk, Reminder, letters
from sydata.catalog.festivals import year_before
from sydata.catalog.progress_words import word
from sydata.catalog.terms import named
from sydata.exports.progress import ProgressReport, progress_workbook
from sydata.exports.progress_document import letters_document, progress_document
from sydata.ui import data
from sydata.ui.i18n import _, many
from sydata.ui.open_page import Context
from sydata.ui.parts.card import card_head
from sydata.ui.parts.copy import copy_button
from sydata.ui.parts.figures import Tile
from sydata.ui.parts.links import return_addresses
from sydata.ui.parts.portion import portion
from sydata.ui.parts.standing import grid_html, key_html
from sydata.ui.parts.table import table
from sydata.ui.parts.take import take_file
from sydata.wording import MISSING

PERIODS = 8  # columns of the grid


# ---- the figures ----
def five_tiles(page: Context, stood: Progress) -> list[Tile]:
    """The five numbers, each with that of a year earlier where returns of then are there."""
    labels = [_("Expected"), _("Received"), _("Reporting rate"), _("On time"), _("On-time rate")]
    before = _year_before(page)
    then = say.five(before) if before else ("",) * len(labels)
    pairs = zip(labels, say.five(stood.coverage), then, strict=True)
    return [_tile(label, now, earlier) for label, now, earlier in pairs]


def _tile(label: str, now: str, earlier: str) -> Tile:
    rate, unit = now.removesuffix("%"), _("units")
    past = _("a year earlier {figure}").format(figure=earlier) if earlier else ""
    return Tile(label, rate, "%" if rate != now else "" if now == MISSING else unit, past, "")


def _year_before(page: Context) -> Coverage | None:
    before = year_before(page.period)
    return data.stood(page.source, before).coverage if before in data.periods(page.source) else None


def notes(page: Context, stood: Progress) -> list[str]:
    """What a reader must know before a letter goes out."""
    said, day = [], stood.asked.deadline
    if day is not None and stood.asked.assumed:
        assumed = _(
            "No notice of this period is known: {day} is taken from other years. Check it before you send."
        )
        said.append(assumed.format(day=day.isoformat()))
    if others := len(stood.coverage.unexpected):
        one = _("{count} unit outside the list has reported too.")
        said.append(many(others, one, _("{count} units outside the list have reported too.")))
    return said


# ---- the grid ----
def grid_panel(page: Context, stood: Progress) -> None:
    """Every unit over the last periods."""
    shown = data.history(page.source, page.period, PERIODS)
    day = stood.asked.deadline
    last = _("Last day {day}").format(day=day.isoformat()) if day else _("No last day is set")
    asks = _("Asked for: {parts}").format(parts=say.parts_words(stood.asked.parts, page.lang))
    with st.container(key="card_grid"):
        card_head(say.repeated(shown, page.lang), " · ".join([page.period_name, last, asks]))
        st.html(key_html(shown, page.lang))
        part = portion(len(shown.units), "grid")
        own = replace(shown, units=shown.units[part], cells=shown.cells[part])
        st.html(grid_html(own, page.lang, return_addresses(page, shown.periods)))


# ---- the letters ----
def letters_of(page: Context, stood: Progress) -> tuple[Reminder, ...]:
    """The letters of today: to all first, then one to each."""
    return letters(stood, Desk(page.office.code, date.today()))


def letters_panel(page: Context, stood: Progress) -> None:
    """Who owes what, and a letter to send, for whoever may take it along."""
    if not page.may("export"):
        return
    ready = letters_of(page, stood)
    with st.container(key="card_letters"):
        note = _(
            "Letters are in Chinese, as they are sent. Change them as you like before you copy or download."
        )
        card_head(_owing_title(stood), note if ready else page.period_name)
        if ready:
            listing, writing = st.columns([2, 3], gap="medium")
            with listing, st.container(key="owing_list"):
                owing = owing_table(page, stood)
                table(owing.iloc[portion(len(owing), "owing")])
            with writing:
                _letter(page, ready)


def _owing_title(stood: Progress) -> str:
    count = len(stood.open)
    if not stood.coverage.expected:
        return _("No list of expected units")
    if not count:
        return _("Nothing is owed: nobody needs a reminder")
    return many(count, _("{count} unit still owes something"), _("{count} units still owe something"))


def owing_table(page: Context, stood: Progress) -> pd.DataFrame:
    """unit, how it stands, what is still to come: in words."""
    rows = [
        (s.unit.name, word("state", s.state, page.lang), say.parts_words(s.lacks, page.lang))
        for s in stood.open
    ]
    return pd.DataFrame(rows, columns=[_("Unit"), _("State"), _("Still to come")])


def _letter(page: Context, ready: Sequence[Reminder]) -> None:
    """Choose a letter, change it, and take it along."""
    to_everyone = _("All in one ({count})").format(count=len(ready) - 1)
    names = [each.unit.name if each.unit else to_everyone for each in ready]
    number = st.selectbox(
        _("Letter to"),
        range(len(ready)),
        format_func=lambda n: names[n],
        key="letter_to",
        filter_mode=None,
    )
    chosen = ready[number or 0]
    who = chosen.unit.code if chosen.unit else "all"
    area = f"letter_{page.period.id}_{who}_{page.source.revision}"
    text = st.text_area(
        _("Letter"),
        chosen.text,
        height=300,
        key=area,
        label_visibility="collapsed",
        persist_state="session",  # what a person wrote outlives a look at another letter or page
    )
    with st.container(horizontal=True, vertical_alignment="center", key="letter_take"):
        copy_button(area, "copy_letter")
        name = file_name(page, _("Reminder"), chosen.unit.name if chosen.unit else "", ".docx")
        label = _("Download this letter (.docx)")
        take_file(label, lambda: letters_document([text or ""]), name, f"take_{label}")


# ---- the files ----
def files_panel(page: Context, stood: Progress) -> None:
    """Progress, missing units, letters and cells as files, for whoever may take them along."""
    if not page.may("export"):
        return
    with st.container(key="card_progress_files", horizontal=True, vertical_alignment="center"):
        what = _("The five numbers, every unit, who owes what, all letters, the periods")
        card_head(_("Take it with you"), f"{what} · {page.period_name}")
        for make, suffix in ((progress_workbook, ".xlsx"), (progress_document, ".docx")):
            label = _("Download {suffix}").format(suffix=suffix)
            name = file_name(page, _("Reporting progress"), "", suffix)
            take_file(label, partial(_made, make, page, stood), name, f"take_{label}")


def _made(make: Callable[[ProgressReport], bytes], page: Context, stood: Progress) -> bytes:
    return make(report(page, stood))


def report(page: Context, stood: Progress) -> ProgressReport:
    """What the files hold, read when a person asks for it."""
    return ProgressReport(
        office=page.office.code,
        created=datetime.now(),
        progress=stood,
        grid=data.history(page.source, page.period, PERIODS),
        letters=letters_of(page, stood),
        cells=data.held(page.source, page.period),
        language=page.lang,
        assumed=stood.asked.assumed,
        own=named(data.terms(page.source)),
    )


def file_name(page: Context, what: str, unit: str, suffix: str) -> str:
    """`报送进度_重庆市_2024年春节.xlsx`."""
    return "_".join(filter(None, [what, page.office_name, page.period_name, unit])).replace(" ", "_") + suffix
