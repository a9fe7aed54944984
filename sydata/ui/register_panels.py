"""The parts of the register: which returns, the filters, the list, and the choice of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from sydata.text import escape
from sydata.ui import address, data
from sydata.ui.i18n import _
from sydata.ui.learn_panels import moment, who_word
from sydata.ui.open_page import Context
from sydata.ui.parts.card import card_head
from sydata.ui.parts.links import CELLS
from sydata.ui.register import (
    ASKED,
    OPEN,
    STATES,
    matching,
    of_scope,
    row_name,
    state_word,
    unit_word,
    when_word,
)
from sydata.wording import MISSING

PERIOD, EVERY, NOWHERE = "period", "every", "nowhere"  # what is looked at
LENGTH = 50  # rows on a page of the list
SCOPE, STATE, UNIT, WORDS, PAGE = PARTS = ("scope", "state", "unit", "words", "page")  # of the page's address
Row = dict[str, Any]


def keep() -> None:
    """Write what is looked at into the address, so that a row of the list, a link, or a way back finds it again."""
    told = {part: str(st.session_state.get(f"register_{part}") or "") for part in PARTS}
    nothing = {SCOPE: PERIOD, STATE: _("All"), UNIT: _("All"), PAGE: "1"}
    address.keep(
        "register", PARTS, {part: said for part, said in told.items() if said != nothing.get(part, "")}
    )


def _kept(part: str) -> str:
    return address.asked("register", PARTS).get(part, "")


def _at(options: Sequence[str], part: str) -> int:
    """Where in a list stands what was chosen before; the first without it."""
    return options.index(_kept(part)) if _kept(part) in options else 0


def scope(page: Context) -> pd.DataFrame:
    """The rows of the period, of all periods, or of no known period, as the reader chooses."""
    rows = data.register(page.source)
    placeless = len(of_scope(rows, None))
    names = {PERIOD: page.period_name, EVERY: _("All periods")}
    names |= {NOWHERE: _("Without a period ({count})").format(count=placeless)} if placeless else {}
    asked = st.query_params.get(ASKED, "")
    kept = _kept(SCOPE) if _kept(SCOPE) in names else PERIOD
    here = rows if kept == EVERY else of_scope(rows, page.period if kept == PERIOD else None)
    default = kept if asked in ("", *_keys(here)) else EVERY
    chosen = st.segmented_control(
        _("Period"), list(names), default=default, required=True, key="register_scope",
        format_func=lambda id: names[id], label_visibility="collapsed",
    )  # fmt: skip
    if chosen == EVERY:
        return rows
    return of_scope(rows, page.period if chosen == PERIOD else None)


def filters(rows: pd.DataFrame) -> pd.DataFrame:
    """The filters, and what they leave."""
    every = _("All")
    with st.container(horizontal=True, key="register_filters", vertical_alignment="bottom"):
        states = [state for state in STATES if (rows["state"] == state).any()]
        names = {state: state_word(state) for state in states}
        state = st.selectbox(
            _("State"), [every, *states], index=_at([every, *states], STATE), filter_mode=None,
            format_func=lambda id: names.get(id, id), key="register_state",
        )  # fmt: skip
        rows = rows if state == every else rows[rows["state"] == state]
        units = [unit for unit in dict.fromkeys(rows["unit"]) if unit]
        unit = st.selectbox(
            _("Unit"),
            [every, *units],
            index=_at([every, *units], UNIT),
            filter_mode=None,
            key="register_unit",
        )
        rows = rows if unit == every else rows[rows["unit"] == unit]
        words = st.text_input(_("Words in unit, file, sheet or sender"), _kept(WORDS), key="register_words")
    return matching(rows, words or "")


def choose_return(rows: pd.DataFrame) -> Row | None:
    """The row that is looked at, whose id stands in the address; None until one is chosen."""
    found = {key: row for key, row in zip(_keys(rows), rows.to_dict("records"), strict=True)}
    asked = st.query_params.get(ASKED, "")
    keys = list(found)
    key = st.selectbox(
        _("Look at one"),
        keys,
        index=keys.index(asked) if asked in found else None,
        format_func=lambda key: row_name(found[key]),
        placeholder=_("Choose a return or a file"),
        key="register_return",
        filter_mode=None,
    )
    if key not in found:
        st.query_params.pop(ASKED, None)
        return None
    if st.query_params.get(ASKED) != key:
        st.query_params.pop(CELLS, None)  # they were another return's
    st.query_params[ASKED] = key
    row = found[key]
    return {**row, "key": key, "return_id": None if pd.isna(row["return_id"]) else int(row["return_id"])}


def _keys(rows: pd.DataFrame) -> list[str]:
    """What names a row in the address: `12` for a return, `f7` for a file without one."""
    pairs = zip(rows["return_id"], rows["file_id"], strict=True)
    return [f"f{file}" if pd.isna(id) else str(id) for id, file in pairs]


def list_panel(rows: pd.DataFrame, chosen: Row | None) -> None:
    """A page of the list."""
    with st.container(key="card_register"):
        card_head(
            _("Returns and files: {count}").format(count=f"{len(rows):,}"),
            _("The newest first; errors and warnings are those still open"),
        )
        pages = ceil(len(rows) / LENGTH)
        at = _at([str(page) for page in range(1, pages + 1)], PAGE) + 1
        number = st.pagination(pages, default=at, key="register_page") if pages > 1 else 1
        keep()
        shown = rows.iloc[(number - 1) * LENGTH : number * LENGTH]
        if len(shown):
            keys = _keys(shown)
            st.html(list_html(shown.to_dict("records"), keys, chosen["key"] if chosen else ""))


def list_html(rows: list[dict[Any, Any]], keys: list[str], chosen: str) -> str:
    """The list as markup; every word that came from a sheet is escaped."""
    heads = [
        _("Unit"), _("State"), _("Errors"), _("Warnings"), _("Period"), _("Received at"), _("By"),
        _("File"), _("Sheet"),
    ]  # fmt: skip
    numbers = (heads[2], heads[3])
    head = "".join(f"<th{' class=n' if name in numbers else ''}>{escape(name)}</th>" for name in heads)
    body = "".join(_row_html(row, _link(key), key == chosen) for row, key in zip(rows, keys, strict=True))
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f"<div class='sy-table sy-register'>{table}</div>"


def _link(key: str) -> str:
    """The address of this page with a row of the list opened."""
    kept = {name: value for name, value in st.query_params.to_dict().items() if name != CELLS}
    return "?" + urlencode({**kept, ASKED: key})


def _row_html(row: Mapping[Any, Any], link: str, chosen: bool) -> str:
    moot = row["state"] in ("superseded", "duplicate", "aside")
    counts = [MISSING if moot else str(row[name]) if row[name] else "" for name in ("errors", "warnings")]
    return (
        f"<tr{' class=at' if chosen else ''}><td><a href='{escape(link)}'>{escape(unit_word(row['unit']))}</a></td>"
        f"<td>{state_html(row['state'])}</td><td class='n'>{counts[0]}</td><td class='n'>{counts[1]}</td>"
        f"<td>{escape(when_word(row['year'], row['festival']))}</td>"
        f"<td>{moment(row['received_at'])}</td><td>{escape(who_word(row['who']))}</td>"
        f"<td class='w'>{escape(row['file'])}</td><td>{escape(row['sheet'])}</td></tr>"
    )


def state_html(state: str) -> str:
    """A state as a small tag; those that want something of a person in red."""
    kind = (
        "error"
        if state in OPEN
        else "signed"
        if state == "signed"
        else "warning"
        if state == "accepted"
        else ""
    )
    return f"<span class='sy-tag {kind}'>{escape(state_word(state))}</span>"
