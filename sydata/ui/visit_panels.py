"""The card of visits: who signed in, opened, took away, was refused what. For administrators."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pandas as pd
import streamlit as st

from sydata import settings
from sydata.exports.shown import shown_csv, shown_workbook
from sydata.rights import may
from sydata.store import visits
from sydata.ui import data, sign_in
from sydata.ui.i18n import _, language, use
from sydata.ui.open_page import Context
from sydata.ui.parts.card import card_head
from sydata.ui.parts.table import table
from sydata.ui.parts.take import take_file
from sydata.ui.role_words import kind_word, what_word
from sydata.ui.who import person

DAYS = (1, 7, 30, 400)
SHOWN, MOST = 100, 50_000  # rows on the page, and in what is taken away


def visits_panel(page: Context) -> None:
    """The record of visits, by person, kind and time; nothing where nobody signs in, and for anybody else."""
    if page.sample or not sign_in.is_set_up() or not may(person(), "visits"):
        return
    given = settings.load()
    store = data.engine(page.source.door)
    with st.container(key="card_visits"):
        head = st.container()
        since, who, kind = _filter(visits.visitors(store, _since(max(DAYS))))
        count = visits.count(store, since, who, kind)
        with head:
            note = _("No addresses of computers and nothing of what stood on a page; kept for {days} days.")
            card_head(_("Visits: {count}").format(count=f"{count:,}"), note.format(days=given.visits_days))
        rows = visits.visits(store, since, who, kind, SHOWN)
        if rows.empty:
            return
        table(visits_frame(rows))
        _downloads(page, lambda: visits.visits(store, since, who, kind, MOST))


def _downloads(page: Context, every: Callable[[], pd.DataFrame]) -> None:
    lang, told = language(), (_("Visits"), "", page.office_name)

    def rows() -> pd.DataFrame:
        use(lang)  # it is made after the run, where no language was taken
        return visits_frame(every())

    name = "_".join([_("visits"), f"{datetime.now():%Y%m%d}"])
    with st.container(horizontal=True, key="downloads_visits"):
        workbook, text = _("Download this table (.xlsx)"), _("Download this table (.csv)")
        take_file(workbook, lambda: shown_workbook(rows(), [], told, lang), f"{name}.xlsx", "visits_workbook")
        take_file(text, lambda: shown_csv(rows(), []), f"{name}.csv", "visits_csv")


def _filter(people: list[str]) -> tuple[datetime, str, str]:
    names = {1: _("a day"), 7: _("7 days"), 30: _("30 days"), 400: _("all")}
    with st.container(horizontal=True, vertical_alignment="bottom", key="visits_filter"):
        days = st.segmented_control(
            _("Time"), DAYS, default=7, format_func=lambda n: names[n], key="visits_days", required=True
        )
        who = st.selectbox(
            _("Person"), people, index=None, key="visits_who", placeholder=_("everybody"), width=260
        )
        kind = st.selectbox(
            _("What was done"), visits.KINDS, index=None, format_func=kind_word, key="visits_kind",
            placeholder=_("everything"), filter_mode=None, width=160,
        )  # fmt: skip
    return _since(int(days)), str(who or ""), str(kind or "")


def _since(days: int) -> datetime:
    return datetime.min if days == max(DAYS) else datetime.now() - timedelta(days=days)


def visits_frame(rows: pd.DataFrame) -> pd.DataFrame:
    """Time, who, what they did, to what, of which version of the data."""
    told = [
        (f"{row.at:%Y-%m-%d %H:%M}", row.who, kind_word(row.kind), what_word(row.what), row.version)
        for row in rows.itertuples(index=False)
    ]
    heads = [_("When"), _("Person"), _("What was done"), _("Of what"), _("Data version")]
    return pd.DataFrame(told, columns=heads)
