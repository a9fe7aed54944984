"""The parts of the page of sign-off: what stands against it, the note and the button, the versions, the difference."""

from __future__ import annotations

from collections import Counter
from math import ceil
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from sydata.analysis import words
from sydata.analysis.coverage import Coverage
from sydata.analysis.difference import difference
from sydata.asking import obstacles, sign_off
from sydata.catalog.indicators import INDICATORS
from sydata.exports.data import csv_bytes
from sydata.store import signing
from sydata.store.signing import Obstacle
from sydata.text import escape
from sydata.ui import data
from sydata.ui.acting import do, remark, telling, told_last
from sydata.ui.i18n import _, comma, many
from sydata.ui.learn_panels import moment, who_word
from sydata.ui.open_page import Context
from sydata.ui.parts.card import card_head
from sydata.ui.parts.links import way
from sydata.ui.parts.portion import portion
from sydata.ui.parts.table import table
from sydata.ui.parts.take import take_file
from sydata.ui.register import ASKED, unit_word
from sydata.ui.stamp import stamp
from sydata.ui.story import category_word, indicator_word, value_word
from sydata.wording import Lang, signed

LENGTH = 20  # obstacles shown at once
DIGITS = 12  # of a digest
NOW = 0  # stands for what counts now, among the numbers of versions


class State(NamedTuple):
    """How a period stands. versions: of `store.signing`, the newest first; returns: how many count."""

    obstacles: list[Obstacle]
    versions: pd.DataFrame
    returns: int

    @property
    def signed(self) -> dict[Any, Any] | None:
        """The version that holds now; None while the period is open."""
        holding = self.versions[self.versions["reopened_at"].isna()]
        return None if holding.empty else holding.to_dict("records")[0]


def look(page: Context) -> State:
    """The state of the page's period."""
    here = (data.engine(page.source.door), page.office.code, page.period.year, page.period.festival)
    rows = data.register(page.source)
    counts = (rows["year"] == page.period.year).fillna(False) & (rows["festival"] == page.period.festival)
    counts &= rows["state"].isin(["submitted", "question", "sent-back", "accepted", "signed"])
    against = obstacles(*here[:2], page.period)
    return State(against, signing.versions(*here), int(counts.sum()))


def answer(state: State, covered: Coverage, lang: Lang) -> str:
    """One sentence: signed off and by whom, or how much is still open; and who has reported."""
    reported = words.joined([[words.reported(covered, lang)]], lang)
    held = state.signed
    if held is not None:
        said = _("Signed off as version {version} on {when} by {who}; its figures do not move.")
        told = said.format(version=held["version"], when=moment(held["at"]), who=who_word(held["who"]))
    elif state.obstacles:
        one, more = _("{count} return is not settled yet."), _("{count} returns are not settled yet.")
        told = many(len(state.obstacles), one, more)
    elif state.returns:
        told = _("All {count} returns are accepted: the period can be signed off.").format(
            count=state.returns
        )
    else:
        told = _("Nothing counts in this period yet.")
    return f"{told} {reported}" if lang == "en" else told + reported


# ---- signing ----
def sign_panel(page: Context, state: State, covered: Coverage) -> None:
    """The sign-off with its note, or the way to open the period again."""
    held = state.signed
    with st.container(key="card_sign"):
        if held is None:
            _sign(page, state, covered)
        else:
            _reopen(page, int(held["version"]), str(held["digest"]))
        if told := told_last():
            remark(told)


def _sign(page: Context, state: State, covered: Coverage) -> None:
    missing = [unit.name for unit in covered.missing]
    title = _("Sign off {period}") if page.may("sign") else _("Not signed off: {period}")
    card_head(title.format(period=page.period_name), missing_words(missing))
    if not page.may("sign"):
        return
    ready = not state.obstacles and state.returns > 0
    with st.container(horizontal=True, vertical_alignment="bottom", key="sign_fields"):
        note = st.text_input(
            _("Words of the sign-off"), key="sign_note", placeholder=_("Who decided, and where"), width=420
        )
        label = many(state.returns, _("Sign off {count} return"), _("Sign off {count} returns"))
        pressed = st.button(label, type="primary", key="sign", disabled=not ready)
    if pressed and ready:
        told = _("Signed off: {period}").format(period=page.period_name)
        do(page, telling(lambda by: sign_off(by, page.period, note or "", missing), told))


def missing_words(missing: list[str]) -> str:
    """Who has not reported, said plainly, since the version will say it too."""
    if not missing:
        return _("Every unit has reported")
    names = comma().join(missing[:10]) + (" …" if len(missing) > 10 else "")
    return _("Without {count} units that have not reported: {names}").format(count=len(missing), names=names)


def _reopen(page: Context, version: int, digest: str) -> None:
    card_head(
        _("Version {version} holds").format(version=version),
        _(
            "Returns that come now wait. To change anything, open the period again; the version stays. Digest {digest}"
        ).format(digest=digest[:DIGITS]),
    )
    if not page.may("sign"):
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="reopen_fields"):
        reason = st.text_input(
            _("Reason"), key="reopen_reason", placeholder=_("Why, and who decided"), width=420
        )
        pressed = st.button(_("Open the period again"), key="reopen")
    if pressed:
        year, festival = page.period.year, page.period.festival
        told = _("Opened again: {period}").format(period=page.period_name)
        do(page, telling(lambda by: signing.reopen(by, year, festival, reason or ""), told))


# ---- what stands against it ----
def why_word(why: str) -> str:
    """What is missing of a return."""
    return {"waiting": _("waits"), "errors": _("open errors"), "open": _("not accepted")}[why]


def against_panel(page: Context, state: State) -> None:
    """The returns that are not settled, each with the way to it."""
    if not state.obstacles or state.signed is not None:
        return
    count = Counter(each.why for each in state.obstacles)
    parts = [f"{why_word(why)} {count[why]}" for why in ("waiting", "errors", "open") if count[why]]
    with st.container(key="card_against"):
        card_head(_("What stands against it: {count}").format(count=len(state.obstacles)), " · ".join(parts))
        with st.container(horizontal=True, key="signoff_links"):
            for id, label in (("quality", _("Settle and accept")), ("submit", _("Submit returns"))):
                way(page, id, label)
        pages = ceil(len(state.obstacles) / LENGTH)
        number = st.pagination(pages, key="against_page") if pages > 1 else 1
        with st.container(gap=None, border=False):
            for each in state.obstacles[(number - 1) * LENGTH : number * LENGTH]:
                _obstacle(page, each)


def _obstacle(page: Context, of: Obstacle) -> None:
    with st.container(key=f"against_{of.return_id}", horizontal=True, vertical_alignment="center"):
        place = " · ".join(filter(None, [of.file, of.sheet]))
        tag = f"<span class='sy-tag {'' if of.why == 'open' else 'error'}'>{escape(why_word(of.why))}</span>"
        st.html(f"<p class='sy-word'>{escape(unit_word(of.unit))} {tag} <span>{escape(place)}</span></p>")
        link = {ASKED: str(of.return_id)}
        if of.why == "errors":
            way(page, "quality", _("Settle the questions"), link)
        else:
            way(page, "register", _("Open the return"), link)


# ---- versions ----
def versions_panel(page: Context, state: State) -> None:
    """Every version there was, with who, when, why, and what its figures are known by."""
    if state.versions.empty:
        return
    with st.container(key="card_signed_versions"):
        card_head(
            _("Versions: {count}").format(count=len(state.versions)),
            _("The digest is the same wherever the same figures stand"),
        )
        table(
            versions_frame(state.versions), [_("Returns"), _("Missing units")], [_("Words of the sign-off")]
        )


def versions_frame(versions: pd.DataFrame) -> pd.DataFrame:
    """One row a version, in words."""
    rows = []
    for row in versions.to_dict("records"):
        opened = _("holds")
        if not pd.isna(row["reopened_at"]):
            by = [moment(row["reopened_at"]), who_word(row["reopened_by"]), row["reopened_why"]]
            opened = _("opened again: {what}").format(what=" ".join(by))
        signed = f"{moment(row['at'])} {who_word(row['who'])}"
        numbers = (row["returns"], len(row["missing"]))
        rows.append((row["version"], signed, row["note"], *numbers, opened, row["digest"][:DIGITS]))
    heads = [
        _("Version"), _("Signed off"), _("Words of the sign-off"), _("Returns"), _("Missing units"),
        _("State"), _("Digest (sha256)"),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=heads)


# ---- the difference ----
def comparison_panel(page: Context, state: State) -> None:
    """What differs between two versions, or between a version and what counts now."""
    numbers = [int(version) for version in state.versions["version"]]
    if not numbers:
        return
    choices = [NOW, *numbers]
    with st.container(key="card_comparison"):
        head = st.container()
        with st.container(horizontal=True, key="comparison_fields"):
            later = _pick(_("Later"), choices, 0)
            earlier = _pick(_("Earlier"), choices, 2 if state.signed is not None and len(numbers) > 1 else 1)
        rows = difference(_figures(page, earlier), _figures(page, later))
        with head:
            title = _("Figures that differ: {count}").format(count=f"{len(rows):,}")
            card_head(title, f"{version_word(earlier)} → {version_word(later)}")
        if len(rows):
            _difference(page, rows, f"{page.period.id}-{_mark(page, earlier)}-{_mark(page, later)}")


def _pick(label: str, choices: list[int], index: int) -> int:
    chosen = st.selectbox(
        label,
        choices,
        index=index,
        format_func=version_word,
        filter_mode=None,
        key=f"compare_{index}_{label}",
    )
    return int(chosen or NOW)


def version_word(version: int) -> str:
    """A version by its number."""
    return _("now") if version == NOW else _("version {version}").format(version=version)


def _mark(page: Context, version: int) -> str:
    return f"now-{stamp().mark}" if version == NOW else f"v{version}"


def _figures(page: Context, version: int) -> pd.DataFrame:
    here = (data.engine(page.source.door), page.office.code, page.period.year, page.period.festival)
    return signing.present(*here) if version == NOW else signing.figures_of(*here, version)


def _difference(page: Context, rows: pd.DataFrame, name: str) -> None:
    frame = difference_frame(rows)
    table(frame.iloc[portion(len(frame), "difference")], [_("Before"), _("After"), _("Difference")])
    take_file(_("Download this table"), lambda: csv_bytes(frame, True), f"{name}.csv", "comparison_download")


def difference_frame(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of `sydata.analysis.difference` in words."""
    made = []
    for row in rows.to_dict("records"):
        known = INDICATORS.get(row["indicator"])
        moved = signed(int(row["difference"]), known.measure if known else "")
        values = [value_word(row[name], row["indicator"]) for name in ("before", "after")]
        names = (row["unit"], category_word(row["category"]), indicator_word(row["indicator"]))
        made.append((*names, *values, moved))
    heads = [_("Unit"), _("Category"), _("Measure"), _("Before"), _("After"), _("Difference")]
    return pd.DataFrame(made, columns=heads)
