"""The cards of the districts page."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import streamlit as st

from sydata.analysis import titles, words
from sydata.analysis.change import UnitChange, by_unit
from sydata.analysis.subjects import Subject
from sydata.analysis.totals import Sums
from sydata.catalog.festivals import FESTIVALS, period
from sydata.charts.heatmap import heatmap
from sydata.charts.ranking import ranking
from sydata.ui.i18n import _, many
from sydata.ui.open_page import Context
from sydata.ui.parts.card import behind, card_head, chart
from sydata.ui.tables import unit_table
from sydata.wording import figure, rounded

PERIODS = 5  # columns of the heat map: what a narrow screen holds with figures printed
TOP = 3  # units named in the sentence


def ordered(page: Context, shown: Subject) -> list[UnitChange]:
    """The units with a figure in the period, the largest first."""
    return [unit for unit in by_unit(page.totals, page.period, shown.id) if unit.now is not None]


def ranking_sentence(page: Context, shown: Subject) -> str:
    """The first three, and what part of the whole they have."""
    units = ordered(page, shown)
    whole = sum(unit.now or 0 for unit in units)
    if not whole:
        return ""
    part = rounded(Fraction(sum(unit.now or 0 for unit in units[:TOP]) * 100, whole))
    names = [unit.name for unit in units[:TOP]]
    return words.leading(names, shown.short(page.lang), f"{part}%", page.lang)


def ranking_panel(page: Context, shown: Subject) -> None:
    """Every unit with a figure, the largest first."""
    units = ordered(page, shown)
    rows = [(unit.name, shown.shown(unit.now or 0), figure(unit.now, shown.measure)) for unit in units]
    with st.container(key="card_ranking"):
        title = titles.ranked(units, shown, page.lang)
        count = many(len(units), _("{count} unit"), _("{count} units"))
        notes = [shown.name(page.lang), shown.unit(page.lang), page.period_name, count]
        card_head(title, " · ".join(notes))
        if rows:
            frame = pd.DataFrame(rows, columns=["unit", "value", "text"])
            chart(ranking(frame, page.theme), "ranking", title)
        texts = unit_table(page, units, shown)
        behind(texts, "ranking", f"{page.period.id}-{shown.id}-{page.mark}", list(texts.columns[1:]))


def heat_panel(page: Context, shown: Subject) -> None:
    """The last years of the same festival, unit by unit, in the order of the ranking."""
    festival = FESTIVALS[page.period.festival].name(page.lang)
    with st.container(key="card_heat"):
        title = titles.rises(by_unit(page.totals, page.period, shown.id), page.lang)
        what = _("{festival}: {measure} of the last years").format(
            festival=festival, measure=shown.short(page.lang)
        )
        card_head(title, " · ".join([what, shown.unit(page.lang), _("— means not reported")]))
        frame = heat_frame(page, shown)
        if len(frame):
            chart(heatmap(frame, page.theme), "heat", title)
        wide = frame.pivot(index="unit", columns="column", values="text")
        table = wide.reindex(dict.fromkeys(frame["unit"])).rename_axis(_("Unit")).rename_axis(None, axis=1)
        behind(
            table.reset_index(),
            "heat",
            f"{shown.id}-{page.period.festival}-{page.mark_of_all}",
            list(table.columns),
        )


def heat_frame(page: Context, shown: Subject) -> pd.DataFrame:
    """unit, column (a year), shade within the column, text; a cell for every unit and year."""
    festival, totals = page.period.festival, page.totals
    known = [y for y in totals.by_year(shown.id, festival) if y <= page.period.year]
    sums = {year: totals.by_unit(period(year, festival), shown.id) for year in known[-PERIODS:]}
    here = [unit.code for unit in ordered(page, shown)]
    codes = dict.fromkeys([*here, *sorted({code for parts in sums.values() for code in parts})])
    cells = [
        (totals.names[code], str(year), _shade(parts, code), figure(parts.get(code), shown.measure))
        for code in codes
        for year, parts in sums.items()
    ]
    return pd.DataFrame(cells, columns=["unit", "column", "shade", "text"])


def _shade(parts: Sums, code: str) -> float | None:
    """The figure as a part of the largest of its year; None where it is missing."""
    return parts[code] / max(*parts.values(), 1) if code in parts else None
