"""One return of the register: what it is, its versions, its figures, what was decided, and everything that happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from sydata.errors import SydataError
from sydata.store import history, signing
from sydata.store.acting import Clerk
from sydata.store.decisions import choose_version, set_aside, undo
from sydata.store.reviewing import withdraw
from sydata.text import escape
from sydata.ui import data
from sydata.ui.acting import do, remark, telling, told_last
from sydata.ui.changes import plain
from sydata.ui.i18n import _, language, many, placed
from sydata.ui.learn_panels import moment, who_word
from sydata.ui.open_page import Context
from sydata.ui.original_panel import original_panel
from sydata.ui.parts.card import card_head
from sydata.ui.parts.findings import by_weight, finding_list
from sydata.ui.parts.links import way
from sydata.ui.parts.original import original_button
from sydata.ui.parts.sources import status_word
from sydata.ui.parts.table import table
from sydata.ui.register import ASKED, state_word, unit_word, versions_of, when_word
from sydata.ui.sendback_panels import answer_panel
from sydata.ui.story import Event, category_word, decided, indicator_word, story, value_word
from sydata.ui.version_panels import versions_panel

Row = dict[str, Any]
SETTLED = ("superseded", "duplicate", "aside", "signed")  # of these nothing is asked


def return_panel(page: Context, row: Row) -> None:
    """All there is about a return."""
    versions = versions_of(data.register(page.source), row)
    with st.container(key="card_return"):
        _head(row)
        _download(page, row)
        _to_check(page, row)
        _actions(page, row, len(versions) > 1)
    answer_panel(page, row["return_id"])
    if len(versions) > 1:
        versions_panel(page, row, versions)
    original_panel(page, row)
    figures_panel(page, row)
    story_panel(page, row)


def file_panel(page: Context, row: Row) -> None:
    """A file that gave no return: why, and the file itself."""
    with st.container(key="card_return"):
        _head(row)
        _download(page, row)
        found = data.findings(page.source)
        own = found[(found["file_id"] == row["file_id"]) & found["return_id"].isna()]
        if len(own):
            finding_list(by_weight(own))
        elif row["state"] == "arrived":
            way(page, "submit", _("Read it on the page Submit"))


def _head(row: Row) -> None:
    name = " · ".join(
        [unit_word(row["unit"]), when_word(row["year"], row["festival"]), state_word(row["state"])]
    )
    came = _("received {when} by {who}").format(when=moment(row["received_at"]), who=who_word(row["who"]))
    filled = (
        "" if pd.isna(row["fill_date"]) else _("filled in {day}").format(day=f"{row['fill_date']:%Y-%m-%d}")
    )
    said = " · ".join(filter(None, [row["file"], row["sheet"], filled, came]))
    card_head(name, said)
    if told := told_last():
        remark(told)


def _download(page: Context, row: Row) -> None:
    file_id, label = int(row["file_id"]), _("Download the file as it was submitted")
    original_button(page, file_id, label, row["file"], "register_original")


# ---- what can be done ----
def _to_check(page: Context, row: Row) -> None:
    """The way to what is asked of it; none where nothing is, or where it no longer counts."""
    asked = int(row["errors"]) + int(row["warnings"])
    if row["state"] in SETTLED or not (asked or row["state"] == "waiting"):
        return
    label = many(asked, _("Settle {count} open question"), _("Settle {count} open questions"))
    if not page.may("decide"):
        label = many(asked, _("See {count} open question"), _("See {count} open questions"))
    way(page, "quality", label, {ASKED: row["key"]})


def _actions(page: Context, row: Row, rivals: bool) -> None:
    """The reason, and a button for everything that can be done; none while the period is signed off.

    Nor is there any for whoever may not decide.
    """
    here = (row["year"], row["festival"])
    if any((each.period.year, each.period.festival) == here for each in data.signed(page.source)):
        sentence = _("The period is signed off.")
        if page.may("decide"):
            sentence = _("The period is signed off: to change anything, open it again first.")
        st.html(f"<div class='sy-remark'>{escape(sentence)}</div>")
        way(page, "signoff", _("To the sign-off"))
        return
    offered = actions(row, rivals) if page.may("decide") else {}
    if not offered:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="register_actions"):
        reason = st.text_input(
            _("Reason"), key=f"register_reason_{row['key']}", placeholder=_("Why, and who decided"), width=320
        )
        pressed = next(
            (each for id, each in offered.items() if st.button(each[0], key=f"register_{id}")), None
        )
    if pressed is not None:
        label, act = pressed
        done = _("Done: {what}").format(what=label)
        do(page, telling(lambda by: act(by, row["return_id"], reason or ""), done))


def actions(row: Row, rivals: bool) -> dict[str, tuple[str, Callable[[Clerk, int, str], object]]]:
    """What a person can do with a return: id → its words, and the act itself."""
    found: dict[str, tuple[str, Callable[[Clerk, int, str], object]]] = {}
    if rivals and row["state"] in ("superseded", "duplicate"):
        found["version"] = (_("Let this version count"), choose_version)
    if row["state"] == "accepted":
        found["withdraw"] = (_("Withdraw the acceptance"), _withdraw)
    if row["state"] == "sent-back":
        found["withdraw"] = (_("Take the sending back back"), _withdraw)
    if row["state"] != "aside":
        found["aside"] = (_("Set this return aside"), set_aside)
    return found


def _withdraw(by: Clerk, return_id: int, reason: str) -> None:
    if not reason.strip():
        raise SydataError(_("Give a reason."))
    withdraw(by, return_id, reason)


# ---- figures ----
def figures_panel(page: Context, row: Row) -> None:
    """Every figure as it was submitted, and beside it what a person made of it."""
    rows = plain(data.figures(page.source, row["return_id"]))
    corrected = int(rows["decision_id"].notna().sum())
    with st.container(key="card_return_figures"):
        card_head(
            _("Figures: {count}; corrected by a person: {corrected}").format(
                count=len(rows), corrected=corrected
            ),
            _("What was submitted always stays beside what counts"),
        )
        with st.expander(_("Show the figures"), expanded=bool(corrected), key="register_figures"):
            table(figures_frame(rows), [_("Counts as")], [_("Correction")])


def figures_frame(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a figure: where it stands, its words as submitted, its value, and who corrected it and why."""
    made = []
    for row in rows.sort_values("decision_id", na_position="last", kind="stable").to_dict("records"):
        by = (
            ""
            if pd.isna(row["decision_id"])
            else " · ".join(filter(None, [who_word(row["who"]), row["reason"]]))
        )
        text = (row["before"] or {}).get("text", row["text"]) if by else row["text"]
        value = value_word(row["value"], row["indicator"])
        place = placed(row["cell"])
        names = (place, category_word(row["category"]), indicator_word(row["indicator"]))
        made.append((*names, text, value, by, status_word(row["status"])))
    heads = [
        _("Cell"),
        _("Category"),
        _("Measure"),
        _("As submitted"),
        _("Counts as"),
        _("Correction"),
        _("Use"),
    ]
    return pd.DataFrame(made, columns=heads)


# ---- what happened ----
def story_panel(page: Context, row: Row) -> None:
    """The decisions that hold, each with its undo, and everything that happened."""
    engine, office = data.engine(page.source.door), page.office.code
    made = history.decisions(engine, office, row["return_id"])
    holding = made[made["undone_at"].isna()]
    with st.container(key="card_story"):
        card_head(
            _("Decisions that hold: {count}").format(count=len(holding)),
            _("Each can be undone; the history keeps both"),
        )
        for decision in holding.to_dict("records"):
            _holds(page, decision)
        events = history.events(engine, office, row["return_id"])
        st.html(story_html(story(events, made, _received(row), _versions(page, row))))


def _holds(page: Context, decision: dict[Any, Any]) -> None:
    id = int(decision["decision_id"])
    with st.container(key=f"holds_{id}", horizontal=True, vertical_alignment="center"):
        said = " · ".join(
            filter(None, [who_word(decision["who"]), moment(decision["at"]), decision["reason"]])
        )
        st.html(f"<p class='sy-word'>{escape(decided(decision))} <span>{escape(said)}</span></p>")
        if page.may("decide") and st.button(_("Undo"), key=f"register_undo_{id}", type="tertiary"):
            done = _("Undone: {what}").format(what=decided(decision))
            do(page, telling(lambda by: undo(by, id), done))


def _received(row: Row) -> Event:
    return Event(pd.Timestamp(row["received_at"]), row["who"], _("Received: {file}").format(file=row["file"]))


def _versions(page: Context, row: Row) -> pd.DataFrame:
    if pd.isna(row["year"]) or not row["festival"]:
        return pd.DataFrame()
    engine = data.engine(page.source.door)
    found = signing.versions(engine, page.office.code, int(row["year"]), row["festival"])
    return found[found["at"] >= row["received_at"]]


def story_html(events: Sequence[Event]) -> str:
    """Everything that happened, as a list."""
    items = "".join(
        f"<li><small>{moment(event.at)} {escape(who_word(event.who))}</small>{escape(event.what)}"
        f"{_reason_html(event.why)}</li>"
        for event in events
    )
    return f"<ul class='sy-story'>{items}</ul>"


def _reason_html(why: str) -> str:
    mark = "：" if language() == "zh" else ": "
    said = _("reason") + mark + why
    return f" <small>{escape(said)}</small>" if why else ""
