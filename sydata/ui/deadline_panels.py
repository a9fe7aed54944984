"""The cards of last days, with a sign for those that are assumed, and of what is asked."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from sydata.analysis.progress_words import five
from sydata.catalog.festivals import FESTIVALS, period_name
from sydata.catalog.offices import PARTS
from sydata.catalog.progress_words import word
from sydata.catalog.roll import KINDS, people
from sydata.catalog.terms import EVERYONE, expected, last_day, parts_of
from sydata.catalog.terms_check import refusal
from sydata.store import setting
from sydata.ui import data
from sydata.ui.i18n import _
from sydata.ui.parts.card import card_head
from sydata.ui.parts.table import table, table_html
from sydata.ui.setting_panels import OLDEST, Here, period_of, periods, reason_field, save, will
from sydata.ui.setting_words import SIGNS, parts, scope_word, source_word

BEFORE, AFTER = 5, 2  # periods around the one shown that the table tells of
ONE, EVERY = "one", "every"


# ---- last days ----
def deadlines_panel(here: Here) -> None:
    """The last days around the period, who says so, and the forms that set one."""
    due = last_day(here.page.office.code, here.period, here.terms)
    with st.container(key="card_deadlines"):
        title = _("Last day for {period}: {day}").format(
            period=here.name, day=due.day.isoformat() if due.day else _("none")
        )
        card_head(
            title,
            _("✓ set here or known from the notice; ? assumed, the usual day, since no notice is known."),
        )
        st.html(deadlines_html(here))
        names = {ONE: _("Set the last day"), EVERY: _("Set the usual day")}
        chosen = st.segmented_control(
            _("What to change"), list(names), format_func=lambda id: names[id], key="deadline_form",
            label_visibility="collapsed",
        )  # fmt: skip
        if chosen == ONE:
            _one(here)
        elif chosen == EVERY:
            _every(here)


def deadlines_html(here: Here) -> str:
    """Period, last day, who says so, returns on time; the period shown is marked."""
    every = periods(here.page)
    at = every.index(here.period)
    rows = []
    for of in every[max(at - AFTER, 0) : at + BEFORE + 1]:
        due = last_day(here.page.office.code, of, here.terms)
        mark = "▸ " if of == here.period else ""
        day = due.day.isoformat() if due.day else "—"
        rows.append((mark + period_name(of, here.page.lang), day, f"{SIGNS[due.source]} {source_word(due)}"))
    return table_html(pd.DataFrame(rows, columns=[_("Period"), _("Last day"), _("Who says so")]))


def _one(here: Here) -> None:
    key, office = f"deadline:{here.period.id}", here.page.office.code
    due = last_day(office, here.period, here.terms)
    given = st.text_input(
        _("Last day (year-month-day)"), due.day.isoformat() if due.day else "", key=f"day_{here.period.id}",
        max_chars=10, placeholder="2024-02-28", width=220,
    )  # fmt: skip
    reason = reason_field("day")
    value = {"day": (given or "").strip()}
    _tell(here, key, value)
    set_ = key in here.rows
    with st.container(horizontal=True):
        if st.button(_("Set the last day"), type="primary", key="day_save"):
            save(here, lambda by: setting.change(by, key, value, reason), _told(here, value["day"]))
        if set_ and st.button(_("Back to the catalog's"), key="day_reset"):
            save(
                here,
                lambda by: setting.change(by, key, None, reason),
                _told(here, _("as the catalog has it")),
            )


def _told(here: Here, day: str) -> str:
    said = _("Last day for {period}: {day}")
    return said.format(period=here.name, day=day)


def _tell(here: Here, key: str, value: Any) -> None:
    """What a last day does to the numbers of the period; nothing is told of what is no day."""
    if refusal(here.page.office.code, key, value, here.terms):
        return
    now, then = (five(here.stood(terms).coverage) for terms in (here.terms, here.with_change(key, value)))
    said = _("{period}: on time {before} → {after}; letters and sign-off follow.")
    will(said.format(period=here.name, before=now[3], after=then[3]))


def _every(here: Here) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="usual_fields"):
        ids = [id for id in FESTIVALS if id in (here.period.festival, "spring", "army_day")]
        festival = st.selectbox(
            _("Festival"), ids, index=ids.index(here.period.festival), key="usual_festival",
            format_func=lambda id: FESTIVALS[id].name(here.page.lang), filter_mode=None, width=160,
        )  # fmt: skip
        years = list(range(here.period.year + 1, OLDEST - 1, -1))
        year = st.selectbox(_("From the year"), years, index=1, key="usual_year", filter_mode=None, width=120)
        given = st.text_input(
            _("Usual day (month-day)"), key="usual_day", max_chars=5, placeholder="02-28", width=180
        )
    reason = reason_field("usual")
    key, value = f"usual:{festival}:{year}", {"day": (given or "").strip()}
    will(_("It stands, as assumed, for every period without a notice and without a day set for it."))
    _tell(here, key, value)
    with st.container(horizontal=True):
        told = _("Usual day set: {day}").format(day=value["day"])
        if st.button(_("Set the usual day"), type="primary", key="usual_save", disabled=not value["day"]):
            save(here, lambda by: setting.change(by, key, value, reason), told)
        if key in here.rows and st.button(_("Back to the catalog's"), key="usual_reset"):
            save(here, lambda by: setting.change(by, key, None, reason), _("As the catalog has it again."))


# ---- what is asked ----
def asks_panel(here: Here) -> None:
    """What a return consists of: of everyone, of a kind, of one unit."""
    with st.container(key="card_asks"):
        stood = here.stood(here.terms)
        most = parts(stood.asked.parts)
        card_head(
            _("Asked for: {parts}").format(parts=most),
            _(
                "Who was asked for both and has sent one counts as half. One unit's rule goes before its kind's."
            ),
        )
        if len(frame := asks_frame(here)):
            table(frame)
        _ask_form(here)


def asks_frame(here: Here) -> pd.DataFrame:
    """whom, what, from when: what the office set itself."""
    names = {of.code: of.name for of in people(data.roll(here.page.source))}
    rows = [
        (scope_word(each.scope, names), parts(each.value), period_name(each.since, here.page.lang))
        for each in here.terms.asks
    ]
    return pd.DataFrame(rows, columns=[_("Of whom"), _("What"), _("From")])


def _ask_form(here: Here) -> None:
    units = {of.code: of.name for of in expected(here.page.office.code, here.period, here.terms)}
    whom = {id: scope_word(id, units) for id in (EVERYONE, *KINDS, *units)}
    with st.container(horizontal=True, vertical_alignment="bottom", key="ask_fields"):
        scope = st.selectbox(
            _("Of whom"), list(whom), index=None, key="ask_scope",
            format_func=lambda id: whom[id], placeholder=_("Choose whom"), width=220,
        )  # fmt: skip
        if scope is None:
            return
        chosen = st.pills(
            _("What is asked"), PARTS, selection_mode="multi", default=_now(here, scope), key=f"ask_parts_{scope}",
            format_func=lambda part: word("part", part, here.page.lang),
        )  # fmt: skip
        ids = [each.id for each in periods(here.page)]
        since = st.selectbox(
            _("From"), ids, index=ids.index(here.period.id), key="ask_since", filter_mode=None, width=200,
            format_func=lambda id: period_name(period_of(id), here.page.lang),
        )  # fmt: skip
    reason = reason_field("asks")
    key, value = f"asks:{scope}:{since}", {"parts": [part for part in PARTS if part in (chosen or ())]}
    if not refusal(here.page.office.code, key, value, here.terms):
        now, then = (len(here.stood(terms).half) for terms in (here.terms, here.with_change(key, value)))
        said = _("{period}: units that have reported by half: {before} → {after}.")
        will(said.format(period=here.name, before=now, after=then))
    with st.container(horizontal=True):
        told = _("Asked of {whom}: {parts}").format(whom=whom[scope], parts=parts(value["parts"]))
        if st.button(_("Ask for this"), type="primary", key="asks_save", disabled=not value["parts"]):
            save(here, lambda by: setting.change(by, key, value, reason), told)
        if key in here.rows and st.button(_("Back to the catalog's"), key="asks_reset"):
            save(here, lambda by: setting.change(by, key, None, reason), _("As the catalog has it again."))


def _now(here: Here, scope: str) -> list[str]:
    """What is asked of them now."""
    for of in expected(here.page.office.code, here.period, here.terms):
        if scope in (EVERYONE, of.kind, of.code):
            return list(parts_of(here.page.office.code, of, here.period, here.terms))
    return ["table"]
