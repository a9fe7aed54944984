"""The desk of the page of checks: one return at a time, its sheet as it stands, one question after the other."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from sydata.asking import accept
from sydata.catalog.findings import KINDS
from sydata.errors import Refused
from sydata.store.reviewing import SENT_BACK
from sydata.text import escape
from sydata.ui import review
from sydata.ui.acting import do, told_last
from sydata.ui.i18n import _, language, many, placed
from sydata.ui.open_page import Context
from sydata.ui.parts.card import card_head
from sydata.ui.parts.findings import severity_word
from sydata.ui.parts.original import original_button
from sydata.ui.reading_panels import lists_persons
from sydata.ui.register import ASKED, unit_word
from sydata.ui.review import Item
from sydata.ui.sendback_panels import answer_panel, sendback_panel
from sydata.ui.settle_panels import settle_form
from sydata.ui.sheet_html import sheet_html

_ITEM, _FINDING = "review_item", "review_finding"
_ASKED = "review_asked"  # the item that the address named last


def accept_panel(page: Context, items: Sequence[Item]) -> None:
    """How far the period is, and all clean returns in one click."""
    ready = [item.return_id for item in items if item.ready and item.return_id is not None]
    accepted = sum(item.review == "accepted" for item in items)
    asking = sum(item.asks for item in items)
    with st.container(key="card_accept"):
        said = told_last()
        title = _("Waiting for a decision: {asking}; ready to accept: {ready}; accepted: {accepted}").format(
            asking=asking, ready=len(ready), accepted=accepted
        )
        card_head(title, said or _("A return is accepted once nothing is asked of it any more"))
        name = many(len(ready), _("Accept {count} return in order"), _("Accept {count} returns in order"))
        if ready and page.may("decide") and st.button(name, type="primary", key="accept_all"):
            do(page, lambda by: told_accepted(len(accept(by, ready).accepted)))


def told_accepted(count: int) -> str:
    """What accepting did; of two who do it at once the second hears that nothing was left."""
    if not count:
        return _("Nothing was left to accept: somebody else did, or something is asked of it by now.")
    return many(count, _("{count} return accepted"), _("{count} returns accepted"))


def review_panel(page: Context, items: Sequence[Item], findings: pd.DataFrame) -> None:
    """One item: the sheet beside what is asked of it, and the form that settles the question."""
    open_items = {item.key: item for item in items if item.asks}
    if not open_items:
        return
    with st.container(key="card_review"):
        item = _choose_item(open_items)
        rows = review.of_item(findings, item)
        asked = rows[rows["severity"] != "info"]
        row = _choose_finding(asked, item)
        if row is not None:
            with st.container(key="settle"):
                if page.may("decide"):
                    settle_form(page, item, row, do)
                else:
                    _note(_("The office settles this. To correct figures, hand in the sheet again."))
        _sheet(page, item, rows, str(row["cell"]) if row is not None else "")
        _whole(page, item)
        answer_panel(page, item.return_id)
        sendback_panel(page, item, asked, do)


def _choose_item(open_items: dict[str, Item]) -> Item:
    """The item looked at; the buttons and their keys go on to the next."""
    keys = list(open_items)
    _begin_with(open_items)
    with st.container(horizontal=True, vertical_alignment="bottom", key="review_choice"):
        st.selectbox(
            _("Return to look at ({count})").format(count=len(keys)),
            keys,
            format_func=lambda key: item_name(open_items[key]),
            key=_ITEM,
            filter_mode=None,
        )
        for name, by, keys_ in ((_("Previous"), -1, "Alt+P"), (_("Next"), 1, "Alt+N")):
            st.button(name, key=f"item_{by}", shortcut=keys_, on_click=_turn, args=(_ITEM, keys, by))
    item = open_items[str(st.session_state[_ITEM])]
    st.query_params[ASKED] = st.session_state[_ASKED] = item.address
    return item


def _begin_with(open_items: dict[str, Item]) -> None:
    """The item that a new address names, else the one that is looked at, else the first."""
    asked, fresh = st.query_params.get(ASKED, ""), st.session_state.get(_ITEM) not in open_items
    if asked and (fresh or asked != st.session_state.get(_ASKED)):
        named = next((key for key, item in open_items.items() if item.address == asked), None)
        st.session_state[_ITEM] = named or next(iter(open_items))
    elif fresh:
        st.session_state[_ITEM] = next(iter(open_items))


def _turn(name: str, keys: Sequence[str], by: int) -> None:
    st.session_state[name] = review.step(keys, st.session_state.get(name), by)


def item_name(item: Item) -> str:
    """Unit, file and sheet, and how much is asked."""
    errors = many(item.errors, _("{count} error"), _("{count} errors")) if item.errors else ""
    warnings = many(item.warnings, _("{count} warning"), _("{count} warnings")) if item.warnings else ""
    waits = _("waits") if item.state == "waiting" else ""
    back = _("sent back") if item.review == SENT_BACK else ""
    return " · ".join(
        filter(None, [unit_word(item.unit), item.file, item.sheet, errors, warnings, waits, back])
    )


def _choose_finding(rows: pd.DataFrame, item: Item) -> dict[str, object] | None:
    """The question that is being settled; the buttons and their keys go on to the next."""
    if rows.empty:
        _note(_("Nothing is asked of this return any more."))
        return None
    found = {str(row["finding_id"]): row for row in rows.to_dict("records")}
    keys = list(found)
    if st.session_state.get(_FINDING) not in found:
        st.session_state[_FINDING] = keys[0]
    now = str(st.session_state[_FINDING])
    with st.container(horizontal=True, vertical_alignment="center", key="finding_choice"):
        st.html(finding_html(found[now], keys.index(now) + 1, len(keys)))
        if len(keys) > 1:
            for name, by, short in ((_("Previous question"), -1, "Alt+K"), (_("Next question"), 1, "Alt+J")):
                st.button(
                    name, key=f"finding_{by}", shortcut=short, on_click=_turn, args=(_FINDING, keys, by)
                )
    return {str(name): value for name, value in found[now].items()}


def finding_html(row: dict[object, object], number: int, count: int) -> str:
    """A question with its place among those of the return."""
    kind = KINDS[str(row["code"])]
    tag = f"<span class='sy-tag {kind.severity}'>{escape(severity_word(kind.severity))}</span>"
    at = placed(row["cell"])
    place = " · ".join(filter(None, [str(row["sheet"] or ""), at]))
    stood = (
        f"<small>{escape(place)}{'：' if place else ''}“{escape(str(row['text']))}”</small>"
        if row["text"]
        else ""
    )
    stood = stood or f"<small>{escape(place)}</small>"
    head = f"<b>{number}/{count}</b> {tag} <b>{escape(kind.title(language()))}</b> {stood}"
    return f"<div class='sy-question'><p>{head}</p><p>{escape(review.said(row))}</p></div>"


def _sheet(page: Context, item: Item, rows: pd.DataFrame, at: str) -> None:
    """The sheet as it stands in the file, with the cells in question marked."""
    try:
        with st.spinner(_("Reading …")):
            seen = review.looked(page.source, item.file_id)
    except Refused:
        return _note(_("The sheet is not shown: its file may hold what other units reported."))
    name = str(rows.iloc[0]["sheet"]) if len(rows) else item.sheet
    sheet = seen.sheets.get(name or item.sheet)
    reading = next((r for r in seen.readings if r.sheet == (name or item.sheet)), None)
    if sheet is None or reading is None or not sheet.rows:
        return
    if lists_persons(sheet):
        _note(_("The sheet lists persons and is not shown."))
    else:
        st.html(sheet_html(sheet, reading, review.questions(rows), at))


def _note(text: str) -> None:
    st.html(f"<p class='sy-note'>{escape(text)}</p>")


def _whole(page: Context, item: Item) -> None:
    """What concerns the return as a whole: the file as submitted, and accepting it in spite of warnings."""
    with st.container(horizontal=True, key="review_whole"):
        original_button(page, item.file_id, _("Download the file"), item.file, "review_original")
        id = item.return_id
        possible = page.may("decide") and id is not None and item.state == "current" and not item.errors
        if possible and st.button(
            _("Accept in spite of warnings"), key="accept_this", shortcut="Alt+A", help=_("Shortcut: Alt+A")
        ):
            do(page, lambda by: told_accepted(len(accept(by, [id or 0], despite_warnings=True).accepted)))
