"""The sheet of a return as it was submitted, with the cells that somebody came for marked in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from sydata.text import escape
from sydata.ui import data, review
from sydata.ui.i18n import _
from sydata.ui.open_page import Context
from sydata.ui.parts.card import card_head
from sydata.ui.parts.links import CELLS, cells_in
from sydata.ui.reading_panels import lists_persons
from sydata.ui.sheet_html import sheet_html


def original_panel(page: Context, row: Mapping[str, Any]) -> None:
    """The sheet drawn at once for who came from a figure, else when it is asked for: the file is read anew for it.

    None for whoever may not see the file.
    """
    if not page.may("originals") or not data.is_kept(page.source, int(row["file_id"])):
        return
    asked = cells_in(st.query_params.get(CELLS, ""))
    with st.container(key="card_original"):
        marked = _("Marked: {cells}").format(cells=", ".join(asked)) if asked else ""
        card_head(_("The sheet as it was submitted"), marked)
        if asked:
            _drawn(page, row, ",".join(asked))
            return
        panel = st.expander(_("Show the sheet"), key=f"original_{row['key']}", on_change="rerun")
        if panel.open:
            with panel:
                _drawn(page, row, "")


def _drawn(page: Context, row: Mapping[str, Any], at: str) -> None:
    with st.spinner(_("Reading …")):
        seen = review.looked(page.source, int(row["file_id"]))
    sheet = seen.sheets.get(row["sheet"])
    reading = next((each for each in seen.readings if each.sheet == row["sheet"]), None)
    if sheet is None or reading is None or not sheet.rows:
        _note(_("It cannot be drawn here: download the file as it was submitted."))
    elif lists_persons(sheet):
        _note(_("The sheet lists persons and is not shown."))
    else:
        st.html(sheet_html(sheet, reading, {}, at))


def _note(text: str) -> None:
    st.html(f"<p class='sy-note'>{escape(text)}</p>")
