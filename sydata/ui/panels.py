"""The cards of the overview, which other pages use too: the split, the years, who has reported."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from sydata.analysis import doubt, words
from sydata.analysis.lead import LEAD
from sydata.analysis.progress import Progress
from sydata.analysis.subjects import Subject, subject
from sydata.analysis.values import Value
from sydata.catalog.festivals import FESTIVALS
from sydata.charts.split import split
from sydata.charts.trend import COLUMNS, trend
from sydata.ui import data
from sydata.ui.i18n import _
from sydata.ui.open_page import Context
from sydata.ui.parts.card import behind, card_head, chart
from sydata.ui.parts.links import way
from sydata.ui.parts.portion import portion
from sydata.ui.parts.standing import LOOKS, board_html
from sydata.ui.shares import colour_key, largest, split_frame, split_table
from sydata.wording import share

SPLIT = ("visited_people", LEAD, "cash_amount", "goods_cost")


def split_panel(page: Context) -> None:
    """Which part of people and money each category has, and how far the parts moved in a year."""
    with st.container(key="card_split", height="stretch"):
        title, frame = largest(page, LEAD) + doubt_mark(page, LEAD), split_frame(page, SPLIT)
        what = _("Shares of total spending, and their change in a year (percentage points)")
        note = f"{what} · {page.period_name}"
        card_head(title, note, colour_key(page, LEAD))
        chart(split(frame, page.theme), "split", title, note, colour_key(page, LEAD))
        table = split_table(page, SPLIT)
        behind(table, "split", f"{page.period.id}-split", list(table.columns[2:]), about=title)


def trend_panel(page: Context, indicator: str) -> None:
    """One indicator over the years, one line a festival."""
    frame = years_frame(page, indicator)
    festival = FESTIVALS[page.period.festival]
    years = page.totals.by_year(indicator, festival.id)
    title = words.over_years(subject(indicator), years, page.period.year, festival.name(page.lang), page.lang)
    title += doubt_mark(page, indicator)
    with st.container(key="card_trend", height="stretch"):
        notes = [subject(indicator).name(page.lang), subject(indicator).unit(page.lang)]
        notes += [_("▲ in question, off the scale")] if frame["doubtful"].any() else []
        card_head(title, " · ".join(notes))
        chart(
            trend(frame, page.theme.festivals, page.theme, (festival.id, page.period.year), 238),
            "trend",
            title,
            " · ".join(notes),
        )
        wide = frame.pivot(index="year", columns="label", values="text").sort_index(ascending=False)
        table = wide.fillna("—").rename_axis(_("Year")).rename_axis(None, axis=1).reset_index()
        behind(table, "trend", f"{indicator}-years", list(table.columns[1:]), about=title)


def doubt_mark(page: Context, indicator: str) -> str:
    """What a title says after a finding that a figure in question may have made; empty where none is."""
    doubted = doubt.years(data.doubted(page.source), indicator, page.period.festival)
    gap = "" if page.lang == "zh" else " "
    return gap + _("(in question)") if page.period.year in doubted else ""


def years_frame(page: Context, indicator: str) -> pd.DataFrame:
    """The frame of the trend chart: every festival that has two years, and the one of the page."""
    shown, rows = subject(indicator), []
    for id, festival in FESTIVALS.items():
        years = page.totals.by_year(indicator, id)
        if len(years) > 1 or (years and id == page.period.festival):
            name = festival.name(page.lang)
            doubtful = doubt.years(data.doubted(page.source), indicator, id)
            rows += [
                year_row(page, shown, (id, name), year, years[year], year in doubtful)
                for year in sorted(years)
            ]
    return pd.DataFrame(rows, columns=COLUMNS)


def year_row(
    page: Context, shown: Subject, series: tuple[str, str], year: int, value: Value, doubtful: bool
) -> tuple[object, ...]:
    """A row of the trend chart; a doubtful figure says so. series: id and name."""
    text = shown.text(value, page.lang)
    words = " ".join([text, _("(in question)")]) if doubtful else text
    return (*series, year, shown.shown(value), words, doubtful)


def coverage_panel(page: Context, stood: Progress) -> None:
    """Every unit the office waits for, with those that need a word: missing, by half, late, in question."""
    covered = stood.coverage
    with st.container(key="card_coverage"):
        on_time = "" if covered.on_time is None else _("{count} on time").format(count=covered.on_time)
        rate = _("Reporting rate {rate}").format(rate=share(covered.received, covered.expected))
        card_head(
            words.complete(covered, page.lang), " · ".join(filter(None, [rate, on_time, page.period_name]))
        )
        st.html(board_html(_board(stood), page.lang))


def _board(stood: Progress) -> Progress:
    """All units in their order; of thousands a part, those first that need a word."""
    part = portion(len(stood.standings), "board")
    if part.stop - part.start == len(stood.standings):
        return stood
    order = sorted(stood.standings, key=lambda each: LOOKS[each.state] in ("there", "absent"))
    return replace(stood, standings=tuple(order[part]))


def way_down(page: Context) -> None:
    """The links from a total to what it is made of."""
    links = [
        ("progress", _("Who is missing, with reminders")),
        ("districts", _("Every district, down to the cells")),
        ("yoy", _("The change against last year")),
        ("quality", _("What waits for a decision")),
    ]
    with st.container(horizontal=True, key="way_down"):
        for id, label in links:
            way(page, id, label)
