"""The cards of the categories page."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pandas as pd
import streamlit as st

from sydata.analysis import doubt, titles, values, words
from sydata.analysis.change import change, plain
from sydata.analysis.subjects import Subject
from sydata.analysis.totals import Sums, total
from sydata.catalog.categories import CATEGORIES
from sydata.catalog.festivals import FESTIVALS, period, year_before
from sydata.charts.split import split
from sydata.charts.trend import COLUMNS, trend
from sydata.ui import data
from sydata.ui.i18n import _
from sydata.ui.open_page import Context
from sydata.ui.panels import year_row
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
    """The table of categories in words; the first row is the sum, or the ratio over all of them."""
    if not values.additive(shown.id):
        return _ratio_frame(page, shown)
    now, before = both(page, shown.id)
    whole = change(total(now), total(before))
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
                points(step, page.lang).split()[0] if step is not None else MISSING,
            )
        )
    heads = [
        page.period_name,
        page.before_name,
        _("Difference"),
        _("Change"),
        _("Share"),
        _("Change of share (points)"),
    ]
    return pd.DataFrame(rows, columns=[_("Category"), *heads])


def _ratio_frame(page: Context, shown: Subject) -> pd.DataFrame:
    now, before = (
        values.by_category(page.totals, at, shown.id) for at in (page.period, year_before(page.period))
    )
    rows = [(_("All categories"), *change_cells(plain(page.totals, page.period, shown.id), shown, page))]
    rows += [
        (CATEGORIES[id].name(page.lang), *change_cells(change(now.get(id), before.get(id)), shown, page))
        for id in CATEGORIES
        if id in now or id in before
    ]
    heads = [_("Category"), page.period_name, page.before_name, _("Difference"), _("Change")]
    return pd.DataFrame(rows, columns=heads)


def shares_over_years_panel(page: Context, shown: Subject) -> None:
    """The shares of the same festival in past years, a bar a year."""
    sums = category_years(page, shown)
    frame = pd.DataFrame(
        [row for year in sums for row in _year_rows(page, sums[year], shown, year)],
        columns=["bar", "bar_label", "category", "label", "share", "text"],
    )
    with st.container(key="card_shares", height="stretch"):
        title = shares_title(page, sums)
        note = " · ".join([_("Shares over the years"), shown.name(page.lang), "%"])
        card_head(title, note, _key(page, frame))
        if len(frame):
            chart(split(frame, page.theme), "shares", title, note, _key(page, frame))
            words = _by_year(
                frame.assign(year=frame["bar"], text=[f"{share:.1f}%" for share in frame["share"]])
            )
            behind(words, "shares", f"{shown.id}-shares", list(words.columns[1:]), about=title)


def _by_year(frame: pd.DataFrame) -> pd.DataFrame:
    """The words of a chart as a table: a row a year, the latest first, a column a category."""
    wide = frame.pivot(index="year", columns="label", values="text")[list(dict.fromkeys(frame["label"]))]
    wide = wide.sort_index(ascending=False).fillna(MISSING)
    return wide.rename_axis(_("Year")).rename_axis(None, axis=1).reset_index()


def category_years(page: Context, shown: Subject) -> dict[int, Sums]:
    """Year → sums by category of the last years of the festival, the latest first; years of zero left out."""
    festival = page.period.festival
    known = [y for y, v in page.totals.by_year(shown.id, festival).items() if v and y <= page.period.year]
    years = sorted(known, reverse=True)[:YEARS]
    return {year: page.totals.by_category(period(year, festival), shown.id) for year in years}


def shares_title(page: Context, sums: Mapping[int, Sums]) -> str:
    """How far the share of the largest category moved over the years shown."""
    top = _largest(page, sums)
    known = {year: parts for year, parts in sorted(sums.items()) if top in parts}
    parts_of = {year: Fraction(parts[top] * 100, sum(parts.values())) for year, parts in known.items()}
    return titles.shares(CATEGORIES[top].short(page.lang) if top else "", parts_of, page.lang)


def _largest(page: Context, sums: Mapping[int, Sums]) -> str:
    """The largest category of the period of the page; empty without figures."""
    now = sums.get(page.period.year, {})
    return max(now, key=lambda category: now[category]) if now else ""


def _year_rows(page: Context, sums: Sums, shown: Subject, year: int) -> list[tuple[object, ...]]:
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
        if sums.get(id)
    ]


def _line_rows(page: Context, shown: Subject, category: str) -> list[tuple[object, ...]]:
    festival, name = page.period.festival, CATEGORIES[category].short(page.lang)
    doubted = [each for each in data.doubted(page.source) if each.category == category]
    doubtful = doubt.years(doubted, shown.id, festival)
    years = values.by_year(page.totals, shown.id, festival, category).items()
    return [year_row(page, shown, (category, name), year, value, year in doubtful) for year, value in years]


def _key(page: Context, frame: pd.DataFrame) -> dict[str, str]:
    there = set(frame["category"])
    return {c.short(page.lang): page.theme.categories[c.id] for c in CATEGORIES.values() if c.id in there}


def sums_over_years_panel(page: Context, shown: Subject) -> None:
    """One line a category over the years of the festival."""
    frame = pd.DataFrame([row for id in CATEGORIES for row in _line_rows(page, shown, id)], columns=COLUMNS)
    with st.container(key="card_sums", height="stretch"):
        title = sums_title(page, shown)
        festival = FESTIVALS[page.period.festival].name(page.lang)
        note = _("{measure} over the years").format(measure=shown.short(page.lang))
        note = f"{note} · {shown.unit(page.lang)} · {festival}"
        card_head(title, note)
        if len(frame):
            drawn = trend(frame, page.theme.categories, page.theme, ("", page.period.year), 300)
            chart(drawn, "sums", title, note)
        words = _by_year(frame)
        behind(words, "sums", f"{shown.id}-categories", list(words.columns[1:]), about=title)


def sums_title(page: Context, shown: Subject) -> str:
    """What the line of the largest category shows at the year of the page."""
    festival, lang = FESTIVALS[page.period.festival], page.lang
    now = values.by_category(page.totals, page.period, shown.id)
    top = max(now, key=lambda category: now[category]) if now else ""
    years = values.by_year(page.totals, shown.id, festival.id, top)
    part = CATEGORIES[top].short(lang) if top else ""
    return words.over_years(shown, years, page.period.year, festival.name(lang), lang, part)
