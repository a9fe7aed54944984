"""The cards of the year-over-year page."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import streamlit as st

from sydata.analysis import boundary, words
from sydata.analysis.change import by_unit, plain
from sydata.analysis.subjects import HEADLINE, Subject
from sydata.catalog.festivals import year_before
from sydata.charts.dumbbell import dumbbell
from sydata.charts.ranking import ranking
from sydata.ui.i18n import _
from sydata.ui.open_page import Context
from sydata.ui.parts.card import behind, card_head, chart
from sydata.ui.parts.table import table
from sydata.ui.tables import change_table, unit_table
from sydata.wording import points, signed

MOST = 12  # units in the contribution chart: those that moved the total most


def change_panel(page: Context, facts: pd.DataFrame) -> None:
    """Plain totals and comparable units side by side, for the five leading figures."""
    frame = change_table(page, facts, HEADLINE)
    with st.container(key="card_change"):
        title = _("All units, and beside them only the units of both years")
        card_head(title, f"{page.period_name} · {page.before_name}")
        table(frame, list(frame.columns[1:]))


def boundary_notes(page: Context) -> list[str]:
    """What moved between the two years: units that a boundary change sets apart from the comparison."""
    moved = boundary.between(page.office.code, year_before(page.period), page.period)
    return [each.note_zh if page.lang == "zh" else each.note_en for each in moved]


def contribution_panel(page: Context, facts: pd.DataFrame, shown: Subject) -> None:
    """The units that moved the total most, and by how many points of it."""
    moved = by_unit(facts, page.period, shown.id).dropna(subset="difference")
    whole = plain(facts, page.period, shown.id)
    top = moved.reindex(moved["difference"].abs().sort_values(ascending=False).index).head(MOST)
    top = top.sort_values("difference", ascending=False)
    with st.container(key="card_contribution"):
        title = _("The {count} units that moved the total most").format(count=len(top))
        said = words.compared(whole, page.before_name, page.lang)
        card_head(title, f"{shown.name(page.lang)} · {shown.unit(page.lang)} · {said}")
        if len(top):
            chart(ranking(_contributions(page, top, shown, whole.before), page.theme), "contribution", title)


def _contributions(page: Context, top: pd.DataFrame, shown: Subject, base: int | None) -> pd.DataFrame:
    differences = [int(value) for value in top["difference"]]
    pulls = [f" ({points(Fraction(d * 100, base), page.lang)})" if base else "" for d in differences]
    texts = [signed(d, shown.measure) + pull for d, pull in zip(differences, pulls, strict=True)]
    return pd.DataFrame({"unit": top["unit"], "value": [shown.shown(d) for d in differences], "text": texts})


def dumbbell_panel(page: Context, facts: pd.DataFrame, shown: Subject) -> None:
    """Every unit in both years, the largest first."""
    units = by_unit(facts, page.period, shown.id).sort_values(["now", "before"], ascending=False)
    texts = unit_table(page, units, shown)
    frame = pd.DataFrame(
        {
            "unit": units["unit"],
            "before": [None if pd.isna(v) else shown.shown(int(v)) for v in units["before"]],
            "now": [None if pd.isna(v) else shown.shown(int(v)) for v in units["now"]],
            "text": list(texts[_("Change")]),
        }
    )
    with st.container(key="card_dumbbell"):
        both = int(units[["now", "before"]].notna().all(axis=1).sum())
        title = _("{measure} of each unit in both years").format(measure=shown.short(page.lang))
        covers = _("{both} units with both years, {one} with one").format(both=both, one=len(units) - both)
        card_head(title, f"{shown.unit(page.lang)} · {covers}")
        if len(frame):
            chart(dumbbell(frame, page.theme, (page.before_name, page.period_name)), "dumbbell", title)
        behind(texts, "dumbbell", f"{page.period.id}-{shown.id}-yoy", list(texts.columns[1:]))
