"""The cards of the categories page."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from sydata.analysis import doubt
from sydata.analysis.change import change
from sydata.analysis.subjects import Subject
from sydata.analysis.totals import by_category, by_year
from sydata.catalog.categories import CATEGORIES
from sydata.catalog.festivals import FESTIVALS
from sydata.charts.split import split
from sydata.charts.trend import trend
from sydata.ui import data
from sydata.ui.i18n import _
from sydata.ui.open_page import Context
from sydata.ui.panels import YEAR_COLUMNS, year_row
from sydata.ui.parts.card import behind, card_head, chart
from sydata.ui.parts.table import table
from sydata.ui.shares import both, moved
from sydata.ui.tables import change_cells
from sydata.wording import MISSING, points, share

YEARS = 6  # bars of past years


def category_table_panel(page: Context, shown: Subject) -> None:
    """Every category with its figure, its change, its share and how the share moved; the sum first."""
    frame = category_frame(page, shown)
    with st.container(key="card_categories"):
        title = _("{measure} by category").format(measure=shown.name(page.lang))
        card_head(title, f"{shown.unit(page.lang)} · {page.period_name} · {page.before_name}")
        table(frame, list(frame.columns[1:]), sums=1)


def category_frame(page: Context, shown: Subject) -> pd.DataFrame:
    """The table of categories in words; the first row is the sum."""
    now, before = both(page, shown.id)
    whole = change(sum(now.values()) if now else None, sum(before.values()) if before else None)
    rows = [(_("Total"), *change_cells(whole, shown, page), "100.0%" if whole.now else MISSING, MISSING)]
    for id in [c for c in CATEGORIES if c in now or c in before]:
        cells = change_cells(change(now.get(id), before.get(id)), shown, page)
        step = moved(now, before, id)
        part = share(now[id], sum(now.values())) if id in now else MISSING
        rows.append(
            (
                CATEGORIES[id].name(page.lang),
                *cells,
                part,
                points(step, page.lang) if step is not None else MISSING,
            )
        )
    heads = [
        page.period_name,
        page.before_name,
        _("Difference"),
        _("Change"),
        _("Share"),
        _("Change of share"),
    ]
    return pd.DataFrame(rows, columns=[_("Category"), *heads])


def shares_over_years_panel(page: Context, facts: pd.DataFrame, shown: Subject) -> None:
    """The shares of the same festival in past years, a bar a year."""
    rows = facts[(facts["festival"] == page.period.festival) & (facts["year"] <= page.period.year)]
    years = sorted(by_year(rows, shown.id, page.period.festival), reverse=True)[:YEARS]
    frame = pd.DataFrame(
        [row for year in years for row in _year_rows(page, rows[rows["year"] == year], shown, year)],
        columns=["bar", "bar_label", "category", "label", "share", "text"],
    )
    with st.container(key="card_shares", height="stretch"):
        title = _("Shares over the years")
        card_head(title, f"{shown.name(page.lang)} · %", _key(page, frame))
        chart(split(frame, page.theme), "shares", title)


def _year_rows(page: Context, rows: pd.DataFrame, shown: Subject, year: int) -> list[tuple]:
    sums = by_category(rows, shown.id)
    whole = sum(sums.values())
    label = f"{year}  {shown.text(whole, page.lang)}"
    return [
        (
            str(year),
            label,
            id,
            CATEGORIES[id].short(page.lang),
            100 * sums[id] / whole,
            shown.text(sums[id], page.lang),
        )
        for id in CATEGORIES
        if whole and sums.get(id)
    ]


def _line_rows(page: Context, rows: pd.DataFrame, shown: Subject, category: str) -> list[tuple[object, ...]]:
    festival, name = page.period.festival, CATEGORIES[category].short(page.lang)
    doubted = data.doubted(page.source)
    doubtful = doubt.years(doubted[doubted["category"] == category], shown.id, festival)
    years = sorted(by_year(rows, shown.id, festival).items())
    return [year_row(page, shown, (category, name), year, value, year in doubtful) for year, value in years]


def _key(page: Context, frame: pd.DataFrame) -> dict[str, str]:
    there = set(frame["category"])
    return {c.short(page.lang): page.theme.categories[c.id] for c in CATEGORIES.values() if c.id in there}


def sums_over_years_panel(page: Context, facts: pd.DataFrame, shown: Subject) -> None:
    """One line a category over the years of the festival."""
    rows = facts[facts["festival"] == page.period.festival]
    lines = [row for id in CATEGORIES for row in _line_rows(page, rows[rows["category"] == id], shown, id)]
    frame = pd.DataFrame(lines, columns=YEAR_COLUMNS)
    with st.container(key="card_sums", height="stretch"):
        title = _("{measure} over the years").format(measure=shown.short(page.lang))
        festival = FESTIVALS[page.period.festival].name(page.lang)
        card_head(title, f"{shown.name(page.lang)} · {shown.unit(page.lang)} · {festival}")
        if len(frame):
            chart(trend(frame, page.theme.categories, page.theme, ("", page.period.year), 300), "sums", title)
        wide = (
            frame.pivot(index="year", columns="label", values="text")
            .sort_index(ascending=False)
            .fillna(MISSING)
        )
        words = wide.rename_axis(_("Year")).rename_axis(None, axis=1).reset_index()
        behind(words, "sums", f"{shown.id}-categories", list(words.columns[1:]))
