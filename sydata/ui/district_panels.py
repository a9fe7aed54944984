"""The cards of the districts page."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import streamlit as st

from sydata.analysis import words
from sydata.analysis.change import by_unit
from sydata.analysis.subjects import Subject
from sydata.analysis.totals import of_period, totals
from sydata.catalog.festivals import FESTIVALS
from sydata.charts.heatmap import heatmap
from sydata.charts.ranking import ranking
from sydata.ui.i18n import _
from sydata.ui.open_page import Context
from sydata.ui.parts.card import behind, card_head, chart
from sydata.ui.tables import unit_table
from sydata.wording import MISSING, figure, rounded

PERIODS = 5  # columns of the heat map: what a narrow screen holds with figures printed
TOP = 3  # units named in the sentence


def ordered(page: Context, facts: pd.DataFrame, shown: Subject) -> pd.DataFrame:
    """`change.by_unit` of the period, the largest first; units with a figure in this period only."""
    units = by_unit(facts, page.period, shown.id)
    return units.dropna(subset="now").sort_values(["now", "unit_code"], ascending=[False, True])


def ranking_sentence(page: Context, facts: pd.DataFrame, shown: Subject) -> str:
    """The first three, and what part of the whole they have."""
    units = ordered(page, facts, shown)
    whole = int(units["now"].sum()) if len(units) else 0
    if not whole:
        return ""
    part = rounded(Fraction(int(units["now"].head(TOP).sum()) * 100, whole))
    return words.leading(list(units["unit"].head(TOP)), shown.short(page.lang), f"{part}%", page.lang)


def ranking_panel(page: Context, facts: pd.DataFrame, shown: Subject) -> None:
    """Every unit with a figure, the largest first."""
    units = ordered(page, facts, shown)
    values = [int(value) for value in units["now"]]
    frame = pd.DataFrame(
        {
            "unit": units["unit"],
            "value": [shown.shown(value) for value in values],
            "text": [figure(value, shown.measure) for value in values],
        }
    )
    with st.container(key="card_ranking"):
        title = _("{measure} of {count} units, the largest first").format(
            measure=shown.short(page.lang), count=len(units)
        )
        card_head(title, f"{shown.name(page.lang)} · {shown.unit(page.lang)} · {page.period_name}")
        if len(frame):
            chart(ranking(frame, page.theme), "ranking", title)
        texts = unit_table(page, units, shown)
        behind(texts, "ranking", f"{page.period.id}-{shown.id}", list(texts.columns[1:]))


def heat_panel(page: Context, facts: pd.DataFrame, shown: Subject) -> None:
    """The last years of the same festival, unit by unit, in the order of the ranking."""
    festival = FESTIVALS[page.period.festival].name(page.lang)
    with st.container(key="card_heat"):
        title = _("{festival}: {measure} of the last years").format(
            festival=festival, measure=shown.short(page.lang)
        )
        card_head(title, " · ".join([shown.unit(page.lang), _("— means not reported")]))
        frame = heat_frame(page, facts, shown)
        if len(frame):
            chart(heatmap(frame, page.theme), "heat", title)
        wide = frame.pivot(index="unit", columns="column", values="text")
        table = wide.reindex(dict.fromkeys(frame["unit"])).rename_axis(_("Unit")).rename_axis(None, axis=1)
        behind(table.reset_index(), "heat", f"{shown.id}-{page.period.festival}", list(table.columns))


def heat_frame(page: Context, facts: pd.DataFrame, shown: Subject) -> pd.DataFrame:
    """unit, column (a year), shade within the column, text; a cell for every unit and year."""
    rows = facts[(facts["indicator"] == shown.id) & (facts["festival"] == page.period.festival)]
    years = [year for year in sorted(set(rows["year"])) if year <= page.period.year][-PERIODS:]
    sums = totals(rows[rows["year"].isin(years)], ["unit_code", "year"]).set_index(["unit_code", "year"])[
        "value"
    ]
    names = dict(
        rows[["unit_code", "unit"]].drop_duplicates("unit_code", keep="last").itertuples(index=False)
    )
    here = list(ordered(page, of_period(facts, page.period), shown)["unit_code"])
    codes = here + [code for code in sorted({code for code, _year in sums.index}) if code not in here]
    tops = sums.groupby("year").max()
    cells = []
    for code in codes:
        for year in years:
            value = sums.get((code, year))
            known = value is not None and not pd.isna(value)
            shade = float(value) / max(int(tops[year]), 1) if known else None
            cells.append(
                (names[code], str(year), shade, figure(int(value), shown.measure) if known else MISSING)
            )
    return pd.DataFrame(cells, columns=["unit", "column", "shade", "text"]).astype({"shade": "Float64"})
