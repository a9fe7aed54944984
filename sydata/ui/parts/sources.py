"""Where figures come from: each as it stood in a file, a sheet and a cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from sydata.analysis.lead import LEAD, PARTS, SUBMITTED
from sydata.analysis.subjects import Subject
from sydata.catalog.categories import CATEGORIES
from sydata.catalog.festivals import period_name
from sydata.catalog.indicators import INDICATORS
from sydata.model import Period
from sydata.text import escape
from sydata.ui import data
from sydata.ui.i18n import _, placed
from sydata.ui.open_page import Context
from sydata.ui.parts.links import return_links, returns_html
from sydata.ui.parts.portion import portion
from sydata.ui.parts.table import table
from sydata.wording import figure


def sources_panel(page: Context, key: str, shown: Subject | None = None) -> None:
    """The way to every unit's return of the period, the cells of the measure marked in it (of all, without one); or
    choose a unit, and see every figure of its return with its place."""
    panel = st.expander(_("Where the figures come from"), key=f"sources_{key}", on_change="rerun")
    if not panel.open:
        return  # hundreds of rows that most readers of the page never ask for
    rows = open_observations(page)
    rows = rows.assign(unit=rows["unit_code"].map(page.totals.names).fillna(rows["unit"]))
    units = dict(rows[["unit_code", "unit"]].drop_duplicates().itertuples(index=False))
    with panel:
        counted = rows[(rows["status"] == "counted") & rows["value"].notna()]
        if shown:
            counted = counted[counted["indicator"].isin(parts_of(shown))]
        part = portion(len(units), f"sources_units_{key}")
        if links := returns_html(page, counted[counted["unit_code"].isin(list(units)[part])]):
            said = _("To the return of each unit, its cells marked in the sheet as it was submitted:")
            st.html(f"<p class='sy-note'>{escape(said)}</p>{links}")
        chosen = st.selectbox(
            _("Unit"),
            list(units),
            format_func=lambda code: units[code],
            key=f"sources_unit_{key}",
            filter_mode=None,
        )
        own = rows[rows["unit_code"] == chosen]
        return_links(page, chosen, page.period, own)
        part = portion(len(own), f"sources_{key}")
        table(sources_frame(own.iloc[part], page), [_("Value")], [_("File")])


def picked_panel(page: Context, shown: Subject, code: str, periods: Sequence[Period], key: str) -> None:
    """The cells behind one figure of a unit in these periods, and the returns they stand in."""
    with st.container(key=f"picked_{key}"):
        for at in periods:
            title = f"{page.totals.names.get(code, code)} · {period_name(at, page.lang)}"
            st.html(f"<p class='sy-picked'>{escape(title)}</p>")
            rows = open_observations(page, at)
            rows = rows[(rows["unit_code"] == code) & rows["indicator"].isin(parts_of(shown))]
            if rows.empty:
                nothing = _("No figure was read for this period.")
                st.html(f"<p class='sy-note'>{escape(nothing)}</p>")
                continue
            part = portion(len(rows), f"picked_{key}_{at.id}")
            table(sources_frame(rows.iloc[part], page), [_("Value")], [_("File")])
            return_links(page, code, at, rows)


def parts_of(shown: Subject) -> list[str]:
    """The indicators that stand in sheets and make up what is shown."""
    asked = [*shown.derived.numerator, *shown.derived.denominator] if shown.derived else [shown.id]
    found = [[*PARTS, SUBMITTED] if id in (LEAD, SUBMITTED) else [id] for id in asked]
    return list(dict.fromkeys(id for ids in found for id in ids))


def open_observations(page: Context, at: Period | None = None) -> pd.DataFrame:
    """A period's observations that every reader may see: sensitive indicators are left out."""
    of = at or page.period
    rows = data.observations(page.source, of.year, of.festival)
    hidden = [each.id for each in INDICATORS.values() if each.sensitive]
    return rows[~rows["indicator"].isin(hidden) & (rows["unit_code"].fillna("") != "")]


def sources_frame(rows: pd.DataFrame, page: Context) -> pd.DataFrame:
    """Observations as a table of words: category, indicator, value, text, file, sheet, cell, status."""
    return pd.DataFrame(
        {
            _("Category"): [_category(id, page) for id in rows["category"]],
            _("Measure"): [
                INDICATORS[id].name(page.lang) if id in INDICATORS else id for id in rows["indicator"]
            ],
            _("Value"): [_value(row.value, row.indicator) for row in rows.itertuples()],
            _("Text in the sheet"): rows["text"].fillna("").to_list(),
            _("File"): rows["file"].to_list(),
            _("Sheet"): rows["sheet"].to_list(),
            _("Cell"): [placed(cell) for cell in rows["cell"]],
            _("Use"): [status_word(status) for status in rows["status"]],
        }
    )


def _category(id: str, page: Context) -> str:
    return CATEGORIES[id].short(page.lang) if id in CATEGORIES else str(id or "")


def _value(value: Any, id: str) -> str:
    known = INDICATORS.get(id)
    return figure(None if pd.isna(value) else int(value), known.measure if known else "")


def status_word(status: str) -> str:
    """What became of a figure."""
    return {"counted": _("counted"), "proposed": _("proposed"), "excluded": _("not counted")}[status]
