"""What the cards of the settings page share, the card of changes, and how a change is carried out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from sydata.analysis.progress import Progress, progress, usual
from sydata.catalog.festivals import parse_period_id, period, period_name
from sydata.catalog.terms import Terms, last_day, terms_of
from sydata.model import Period
from sydata.release import VERSION
from sydata.store import setting
from sydata.store.acting import Clerk
from sydata.store.condition import condition
from sydata.store.copied import last_copy
from sydata.store.unread import unfinished
from sydata.text import escape
from sydata.ui import data
from sydata.ui.acting import do
from sydata.ui.i18n import _
from sydata.ui.learn_panels import moment, who_word
from sydata.ui.open_page import Context
from sydata.ui.parts.card import card_head
from sydata.ui.reading_again import again_words, read_kept
from sydata.ui.setting_words import change_words, day_words

OLDEST = 2010  # the first year that the lists of periods offer
SHOWN = 30  # changes shown at once
LONGEST_REASON = 500
LATE_DAYS = 7  # after which the page asks for a copy of the store
Set = Callable[[Clerk], object]


@dataclass(frozen=True, slots=True)
class Here:
    """The page, and the period that its cards speak of."""

    page: Context
    period: Period

    @property
    def name(self) -> str:
        """The period in the reader's language."""
        return period_name(self.period, self.page.lang)

    @property
    def rows(self) -> Mapping[str, Any]:
        """What is set now: key → value."""
        return data.settings(self.page.source)

    @property
    def terms(self) -> Terms:
        return data.terms(self.page.source)

    def with_change(self, key: str, value: Any) -> Terms:
        """The terms as they would be after a change."""
        return terms_of({k: v for k, v in {**self.rows, key: value}.items() if v is not None})

    def stood(self, terms: Terms) -> Progress:
        """How the period stands under these terms."""
        asked = usual(self.page.office.code, self.period, terms)
        return progress(data.returns(self.page.source), asked)


def periods(page: Context) -> list[Period]:
    """The periods that can be set, the newest first: those with returns, and all up to next year."""
    festivals = ("spring", "army_day")
    years = range(OLDEST, date.today().year + 2)
    known = {period(year, festival) for year in years for festival in festivals} | set(
        data.periods(page.source)
    )
    return sorted(known, reverse=True)


def period_of(id: str) -> Period:
    """The period of an id out of those lists."""
    found = parse_period_id(id)
    if found is None:
        raise LookupError(id)
    return found


def scope(page: Context) -> Here:
    """The period that the page speaks of: that of the view until another is chosen."""
    every = {each.id: each for each in periods(page)}
    first = page.chosen.id if page.chosen else period(date.today().year, "spring").id
    shown = st.selectbox(
        _("Period the cards below speak of"),
        list(every),
        index=list(every).index(first) if first in every else 0,
        format_func=lambda id: period_name(every[id], page.lang),
        key=f"settings_period_{first}",
        filter_mode=None,
        width=300,
    )
    return Here(page, every[shown or first])


def answer(here: Here) -> str:
    """One sentence: how many are asked for the period, until when, and how much the office set itself."""
    stood = here.stood(here.terms)
    due = last_day(here.page.office.code, here.period, here.terms)
    said = _("{period}: reporters asked: {count}; last day {day}; things this office set itself: {own}.")
    name = here.name
    return said.format(period=name, count=stood.coverage.expected, day=day_words(due), own=len(here.rows))


# ---- carrying out ----
def reason_field(key: str) -> str:
    """Why it is changed; a change without a reason is refused."""
    given = st.text_input(
        _("Reason"),
        key=f"{key}_reason",
        placeholder=_("Why, and who decided"),
        max_chars=LONGEST_REASON,
        width=420,
    )
    return (given or "").strip()


def save(here: Here, act: Set, words: str) -> None:
    """Carry out a change and tell of it; where names of reporters changed, kept files are read again."""

    def done(by: Clerk) -> str:
        act(by)
        told = again_words(read_kept(by)) if unfinished(by.engine, by.office) else ""
        return " ".join(filter(None, [words, told]))

    do(here.page, done)


def will(text: str) -> None:
    """What a form will do, said before its button."""
    st.html(f"<p class='sy-note sy-will'>{escape(text)}</p>")


# ---- the history ----
def changes_panel(here: Here) -> None:
    """Every change with who, when and why, the newest first; what holds can be taken back."""
    rows = setting.history(data.engine(here.page.source.url), here.page.office.code)
    with st.container(key="card_changes"):
        title = _("Changes of these settings: {count}").format(count=len(rows))
        card_head(
            title, _("Undo puts back what was so before; it asks for a reason and is kept as a change too.")
        )
        if rows.empty:
            return
        names = names_of(rows)
        reason = reason_field("undo_setting") if rows["holds"].any() else ""
        for row in rows.head(SHOWN).to_dict("records"):
            _change(here, row, reason, names)
        if len(rows) > SHOWN:
            with st.expander(_("Earlier changes"), key="changes_earlier"):
                for row in rows.iloc[SHOWN:].to_dict("records"):
                    _change(here, row, reason, names)


def about(here: Here) -> None:
    """Which program shows which data: what to name when asking for help."""
    told = _("Program version {version} · data revision {revision}")
    said = told.format(version=VERSION, revision=here.page.source.revision)
    engine = data.engine(here.page.source.url)
    found = condition(engine)
    said += _(" · schema {schema}").format(schema=found.schema)
    if found.size is not None and found.free is not None:
        room = _(" · store {size} MB, {free} GB free on its disk")
        said += room.format(size=max(1, round(found.size / 1e6)), free=f"{found.free / 1e9:.1f}")
    st.html(f"<p class='sy-note'>{escape(said)}</p>")
    if not here.page.sample and found.revision:
        st.html(f"<p class='sy-note'>{escape(copy_words(last_copy(engine), datetime.now()))}</p>")


def copy_words(copied: datetime | None, now: datetime) -> str:
    """When the store was last copied, and what to do where that is long ago."""
    said = _("Last copied: {when}.").format(when=moment(copied)) if copied else _("Never copied so far.")
    if copied and now - copied < timedelta(days=LATE_DAYS):
        return said
    return said + _(" Let the keeper of the service run the command backup, to another disk.")


def _change(here: Here, row: Mapping[Any, Any], reason: str, names: Mapping[str, str]) -> None:
    id = int(row["change_id"])
    with st.container(key=f"holds_setting_{id}", horizontal=True, vertical_alignment="center"):
        st.html(change_html(row, names))
        pressed = bool(row["holds"]) and st.button(_("Undo"), key=f"undo_setting_{id}", type="tertiary")
    if pressed:
        words = _("Undone: {what}").format(what=change_words(row["key"], row["before"], row["after"], names))
        save(here, lambda by: setting.undo(by, id, reason), words)


def names_of(rows: pd.DataFrame) -> dict[str, str]:
    """Code → name of the reporters that the office ever set, as they were last called. rows: of `setting.history`."""
    found: dict[str, str] = {}
    for row in rows[rows["key"].str.startswith("reporter:")].to_dict("records"):
        value = row["after"] or row["before"]
        if value:
            found.setdefault(row["key"].partition(":")[2], value["name"])
    return found


def change_html(row: Mapping[Any, Any], names: Mapping[str, str]) -> str:
    """A change: what, by whom, when, why; one that took another back says so."""
    what = change_words(row["key"], row["before"], row["after"], names)
    said = what if pd.isna(row["undoes"]) else _("Taken back: {what}").format(what=what)
    told = " · ".join([who_word(row["who"]), moment(row["at"]), row["reason"]])
    return f"<p class='sy-word'>{escape(said)}</p><p class='sy-note sy-change-why'>{escape(told)}</p>"
