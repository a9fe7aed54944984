"""Where figures come from: each as it stood in a file, a sheet and a cell."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from sydata.catalog.categories import CATEGORIES
from sydata.catalog.indicators import INDICATORS
from sydata.ui import data
from sydata.ui.i18n import _
from sydata.ui.open_page import Context
from sydata.ui.parts.table import table
from sydata.wording import figure

ROWS = 200  # rows shown at once; the download has them all


def sources_panel(page: Context, key: str) -> None:
    """Choose a unit, see every figure of its return of the period with its place."""
    panel = st.expander(_("Where the figures come from"), key=f"sources_{key}", on_change="rerun")
    if not panel.open:
        return  # hundreds of rows that most readers of the page never ask for
    rows = open_observations(page)
    units = dict(rows[["unit_code", "unit"]].drop_duplicates().itertuples(index=False))
    with panel:
        chosen = st.selectbox(
            _("Unit"),
            list(units),
            format_func=lambda code: units[code],
            key=f"sources_unit_{key}",
            filter_mode=None,
        )
        shown = sources_frame(rows[rows["unit_code"] == chosen], page)
        table(shown.head(ROWS), [_("Value")], [_("File")])


def open_observations(page: Context) -> pd.DataFrame:
    """The period's observations that every reader may see: sensitive indicators are left out."""
    rows = data.observations(page.source, page.period.year, page.period.festival)
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
            _("Cell"): rows["cell"].to_list(),
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
