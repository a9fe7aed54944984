"""Links from a figure to where it comes from: the register, at one return, with its cells and its sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from sydata.analysis.coverage import of_period
from sydata.catalog.festivals import period, period_name
from sydata.model import Period
from sydata.text import escape
from sydata.ui import data
from sydata.ui.i18n import _
from sydata.ui.open_page import Context
from sydata.ui.register import state_word
from sydata.ui.registry import entry
from sydata.ui.view import SAMPLE

BEHIND = ("superseded", "duplicate", "aside", "waiting")  # states of returns that are not in the figures
CELLS = "cells"  # the part of an address that names cells of the return's sheet, to be marked there
MOST_CELLS = 60
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


def cells_in(text: str) -> list[str]:
    """The cells that a part of an address names; anything else there is nothing."""
    found = [cell for cell in text.split(",") if re.fullmatch(r"[A-Z]{1,3}[1-9][0-9]{0,6}", cell)]
    return list(dict.fromkeys(found))[:MOST_CELLS]


def marked(cells: Iterable[object]) -> dict[str, str]:
    """The part of an address that has these cells marked; none where a figure stands in no cell of a grid."""
    found = cells_in(",".join(str(cell) for cell in cells))
    return {CELLS: ",".join(found)} if found else {}


def returns_html(page: Context, rows: pd.DataFrame, by_year: bool = False) -> str:
    """A link to each return that figures (return_id, unit, year, festival, cell) stand in, with their cells marked.

    Nothing for whoever may not see returns.
    """
    if not page.opens("register"):
        return ""
    links = []
    for key, own in rows.groupby(["return_id", "unit", "year", "festival"], sort=False):
        id, unit, year, festival = key
        more = {"return": str(int(id)), **marked(own["cell"])}
        target = address(page, "register", period(int(year), str(festival)), more)
        name = (
            f"{unit} · {period_name(period(int(year), str(festival)), page.lang)}" if by_year else str(unit)
        )
        links.append(link_html(target, name, "_self"))
    return f"<p class='sy-returns'>{' '.join(links)}</p>"


def return_addresses(page: Context, periods: Iterable[Period]) -> dict[tuple[str, Period], str]:
    """Unit's code and period → the address of the return that counts, in the register; for whoever may see it."""
    if not page.opens("register"):
        return {}
    rows = data.register(page.source)
    rows = rows[~rows["state"].isin(BEHIND) & rows["return_id"].notna()]
    wanted = {(each.year, each.festival): each for each in periods}
    found = {}
    for id, code, year, festival in rows[["return_id", "unit_code", "year", "festival"]].itertuples(
        index=False
    ):
        at = None if pd.isna(year) else wanted.get((int(year), festival))
        if at is not None:
            found[str(code), at] = address(page, "register", at, {"return": str(int(id))})
    return found


def return_links(page: Context, code: str, at: Period, rows: pd.DataFrame | None = None) -> None:
    """A link to each return of a unit and a period; none for whoever may not see returns.

    rows: figures (return_id, cell) whose cells are marked there.
    """
    if not page.opens("register"):
        return
    for row in returns_of(page, code, at).head(SHOWN).to_dict("records"):
        label = _("Open the return: {file} · {state}").format(
            file=row["file"], state=state_word(row["state"])
        )
        own = [] if rows is None else rows.loc[rows["return_id"] == row["return_id"], "cell"]
        asked = view_of(page, at) | {"return": str(int(row["return_id"])), **marked(own)}
        way(page, "register", _plain(label), asked, ":material/draft:")


def view_of(page: Context, at: Period) -> dict[str, str]:
    """The view of the page at a period, as an address says it."""
    values = {"office": page.office.code, "period": at.id, "lang": page.lang}
    return values | ({"store": SAMPLE} if page.sample else {})


def address(page: Context, page_id: str, at: Period, more: Mapping[str, str]) -> str:
    """The address of another page, with this view."""
    return f"{page_id}?{urlencode(view_of(page, at) | dict(more))}"


def link_html(address: str, text: str, target: str = "") -> str:
    """A link as markup."""
    where = f" target='{target}'" if target else ""
    return f"<a class='sy-link' href='{escape(address, quote=True)}'{where}>{escape(text)}</a>"


def _plain(text: str) -> str:
    """Text whose marks are not taken for formatting: a file may bear any name."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]()<>#+!|~$:" else letter for letter in text)
