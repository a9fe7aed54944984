"""Links from a figure to where it comes from: the register, at one return, with its cells and its sheet."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from sydata.analysis.coverage import of_period
from sydata.model import Period
from sydata.text import escape
from sydata.ui import data
from sydata.ui.i18n import _
from sydata.ui.open_page import Context
from sydata.ui.register import state_word
from sydata.ui.registry import entry
from sydata.ui.view import SAMPLE

BEHIND = ("superseded", "duplicate", "aside", "waiting")  # states of returns that are not in the figures
SHOWN = 4  # returns of one unit and period that are linked


def returns_of(page: Context, code: str, at: Period) -> pd.DataFrame:
    """The rows of the register of one unit and period, those that count first."""
    rows = of_period(data.register(page.source), at.year, at.festival)
    rows = rows[rows["unit_code"] == code]
    return rows.sort_values("state", key=lambda state: state.isin(BEHIND), kind="stable")


def way(
    page: Context, page_id: str, label: str, query: Mapping[str, str] | None = None, icon: str = ""
) -> None:
    """A link to another page; none where the reader may not open it."""
    if page.opens(page_id):
        to = entry(page_id)
        st.page_link(to.path, label=label, icon=icon or to.icon, query_params=query)


def return_links(page: Context, code: str, at: Period) -> None:
    """A link to each return of a unit and a period; none for whoever may not see returns."""
    if not page.opens("register"):
        return
    for row in returns_of(page, code, at).head(SHOWN).to_dict("records"):
        label = _("Open the return: {file} · {state}").format(
            file=row["file"], state=state_word(row["state"])
        )
        asked = view_of(page, at) | {"return": str(int(row["return_id"]))}
        way(page, "register", _plain(label), asked, ":material/draft:")


def view_of(page: Context, at: Period) -> dict[str, str]:
    """The view of the page at a period, as an address says it."""
    values = {"office": page.office.code, "period": at.id, "lang": page.lang}
    return values | ({"store": SAMPLE} if page.sample else {})


def address(page: Context, page_id: str, at: Period, more: Mapping[str, str]) -> str:
    """The address of another page, with this view."""
    return f"{page_id}?{urlencode(view_of(page, at) | dict(more))}"


def link_html(address: str, text: str) -> str:
    """A link as markup."""
    return f"<a class='sy-link' href='{escape(address, quote=True)}'>{escape(text)}</a>"


def _plain(text: str) -> str:
    """Text whose marks are not taken for formatting: a file may bear any name."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]()<>#+!|~$:" else letter for letter in text)
