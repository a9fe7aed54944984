"""The card of figures told in words: each in its sentence, for a person to confirm or to leave out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import dropwhile
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from sydata.analysis.subjects import subject
from sydata.catalog import forms
from sydata.catalog.categories import CATEGORIES
from sydata.catalog.festivals import FESTIVALS, period, period_name
from sydata.store import proposals
from sydata.store.proposals import Decided, Decision
from sydata.text import escape
from sydata.ui import data
from sydata.ui.acting import allowed, clerk
from sydata.ui.i18n import _, language, many, placed
from sydata.ui.open_page import Context
from sydata.ui.parts.card import card_head
from sydata.wording import FEN_PER_WAN, MISSING

SURE = ("approximate",)  # what may be known of a figure that is ticked beforehand all the same
DECIDED = ("confirmed", "rejected")
DECIDE = {"confirm": proposals.confirm, "reject": proposals.reject, "unconfirm": proposals.unconfirm}
_DONE = "prose_done"
ROWS = 200  # figures shown at once; those behind them come when these are decided
Row = Any  # a row of `proposals.proposed`, as itertuples gives it
Sentences = Sequence[tuple[str, str]]  # (place, sentence)


def prose_panel(page: Context) -> None:
    """Every report with figures told in words; nothing where there is none."""
    reports = data.reports(page.source)
    if reports.empty or not page.may("decide"):
        return
    waits = int(reports["proposed"].sum())
    with st.container(key="card_prose"):
        title = many(waits, _("{count} figure told in words waits"), _("{count} figures told in words wait"))
        card_head(
            title if waits else _("All figures told in words are decided"),
            _("Read from sentences; none counts before you confirm it, and each decision can be taken back"),
        )
        _tell_done()
        if waits:
            _report(page, reports)
        else:
            with st.expander(_("Look at them again"), key="prose_decided_reports"):
                _report(page, reports)


def _report(page: Context, reports: pd.DataFrame) -> None:
    """One report at a time, those with open figures first."""
    reports = reports.sort_values("proposed", ascending=False, key=lambda n: n > 0, kind="stable")
    rows = {row.return_id: row for row in reports.itertuples(index=False)}
    chosen = st.selectbox(
        _("Report"),
        list(rows),
        format_func=lambda id: report_name(rows[id]),
        key="prose_report",
        filter_mode=None,
    )
    of = rows[chosen] if chosen in rows else next(iter(rows.values()))
    figures = list(data.proposed(page.source, of.return_id).itertuples(index=False))
    sentences = data.sentences(page.source, of.file_id)
    decided = [row for row in figures if set(row.note.split()) & set(DECIDED)]
    place = next((row.cell for row in figures if row.status == "proposed"), None)
    if place is not None:
        rest = list(dropwhile(lambda row: row.cell != place, figures))
        _open_figures(page, of.return_id, [row for row in rest if row not in decided][:ROWS], sentences)
    if decided:
        _decided_figures(page, of.return_id, decided[:ROWS], sentences)


def report_name(report: Any) -> str:
    """Unit, period, file, and how many figures wait."""
    known = not pd.isna(report.year) and report.festival in FESTIVALS
    when = period_name(period(int(report.year), report.festival), language()) if known else ""
    waits = _("waiting: {count}").format(count=report.proposed) if report.proposed else _("decided")
    return " · ".join(filter(None, [report.unit or MISSING, when, report.file, report.sheet, waits]))


# ---- figures that wait ----
def _open_figures(page: Context, return_id: int, rows: Sequence[Row], sentences: Sentences) -> None:
    chosen: list[int] = []
    for told in by_sentence(rows, sentences):
        chosen += _choose(told)
    waits = [row.observation_id for row in rows if row.status == "proposed"]
    rest = [id for id in waits if id not in chosen]
    with st.container(horizontal=True, key="prose_buttons"):
        name = many(len(chosen), _("Confirm {count} figure"), _("Confirm {count} figures"))
        if st.button(name, type="primary", key="prose_confirm", disabled=not chosen):
            _decide(page, "confirm", return_id, chosen)
        name = many(len(rest), _("Leave {count} figure out"), _("Leave {count} figures out"))
        if rest and st.button(name, key="prose_reject"):
            _decide(page, "reject", return_id, rest)


def _choose(told: Told) -> list[int]:
    """A sentence with a box for each of its figures; the ids of those that are ticked."""
    waits = [row for row in told.rows if row.status == "proposed"]
    if not waits:
        return []
    st.html(sentence_html(told._replace(rows=waits)))
    with st.container(key=f"told_{waits[0].observation_id}"):
        chosen = [
            row.observation_id
            for row in waits
            if st.checkbox(
                label(row),
                value=is_sure(row),
                disabled=row.told,
                key=f"prose_{row.observation_id}",
            )
        ]
        left_out = [left_out_html(row) for row in told.rows if row.status != "proposed"]
        if left_out:
            st.html("".join(left_out))
    return chosen


def left_out_html(row: Row) -> str:
    """A figure that the reader left out as part or repetition of another, and why."""
    words = _("Left out: {words} — {reason}")
    said = words.format(words=row.text, reason=forms.reasons(row.note, language()))
    return f"<p class='sy-note'>{escape(said)}</p>"


def is_sure(row: Row) -> bool:
    """Whether a figure is ticked beforehand: there is no doubt, and no table tells it."""
    return not row.told and not set(row.note.split()) - set(SURE)


def label(row: Row) -> str:
    """Value, indicator, category, and what is to be known, as the words beside a box."""
    notes = [note for note in row.note.split() if note not in (*DECIDED, "in-table")]
    notes += ["in-table"] if row.told and "whole-and-parts" not in notes else []
    doubt = forms.reasons(" ".join(notes), language())
    category = CATEGORIES[row.category].short(language()) if row.category in CATEGORIES else row.category
    words = (
        f"**{value_text(row.value, row.indicator)}** {subject(row.indicator).name(language())} · {category}"
    )
    return f"{words} — {doubt}" if doubt else words


def value_text(value: Any, indicator: str) -> str:
    """The figure with its unit, money with every place it has: what is confirmed is what will count."""
    known = subject(indicator)
    if pd.isna(value):
        return MISSING
    if known.measure != "money" or int(value) % 10_000 == 0:
        return known.text(int(value), language())
    return f"{(Decimal(int(value)) / FEN_PER_WAN).normalize():,f} {known.unit(language())}"


# ---- sentences ----
class Told(NamedTuple):
    """A sentence, its place, and the figures in it; without a sentence the figures' own words stand for it."""

    place: str
    sentence: str
    rows: list[Row]


def by_sentence(rows: Iterable[Row], sentences: Sentences) -> list[Told]:
    """The figures in the order of the text, those of one sentence together."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row.cell, _sentence_of(row, sentences)), []).append(row)
    return [Told(place, sentence, told) for (place, sentence), told in found.items()]


def _sentence_of(row: Row, sentences: Sentences) -> str:
    parts = parts_of(row.text)
    here = (sentence for place, sentence in sentences if place == row.cell)
    return next((sentence for sentence in here if all(part in sentence for part in parts)), row.text)


def parts_of(text: str) -> list[str]:
    """The words of a figure: its noun and itself, apart where the noun stands in an earlier clause."""
    return [part for part in text.split("…") if part]


def sentence_html(told: Told) -> str:
    """The sentence with its figures marked; every word of it is escaped."""
    spans: list[tuple[int, int]] = []
    for row in told.rows:
        part = parts_of(row.text)[-1]
        taken = [start for start, _end in spans]
        at = next((i for i in _places(told.sentence, part) if i not in taken), -1)
        spans += [(at, at + len(part))] if at >= 0 else []
    return f"<p class='sy-said'>{_marked(told.sentence, sorted(spans))}<small>{escape(placed(told.place))}</small></p>"


def _places(sentence: str, part: str) -> Iterator[int]:
    at = sentence.find(part)
    while at >= 0:
        yield at
        at = sentence.find(part, at + 1)


def _marked(sentence: str, spans: Iterable[tuple[int, int]]) -> str:
    html, last = "", 0
    for start, end in spans:
        if start >= last:
            html += f"{escape(sentence[last:start])}<mark>{escape(sentence[start:end])}</mark>"
            last = end
    return html + escape(sentence[last:])


# ---- decisions ----
def _decided_figures(page: Context, return_id: int, rows: Sequence[Row], sentences: Sentences) -> None:
    """What a person decided, with a box each to take it back."""
    name = many(len(rows), _("{count} figure decided"), _("{count} figures decided"))
    with st.expander(name, key="prose_decided"):
        back = []
        for told in by_sentence(rows, sentences):
            st.html(sentence_html(told))
            with st.container(key=f"told_back_{told.rows[0].observation_id}"):
                for row in told.rows:
                    state = _("counts") if row.status == "counted" else _("left out")
                    words = f"{label(row)} — {state}"
                    back += (
                        [row.observation_id] if st.checkbox(words, key=f"back_{row.observation_id}") else []
                    )
        name = many(len(back), _("Take {count} decision back"), _("Take {count} decisions back"))
        if back and st.button(name, key="prose_back"):
            _decide(page, "unconfirm", return_id, back)


def _decide(page: Context, decision: Decision, return_id: int, ids: Sequence[int]) -> None:
    by = clerk(page)

    def decide() -> None:
        done = DECIDE[decision](by.engine, by.office, return_id, ids, by.who, by.now)
        st.session_state[_DONE] = (decision, done)

    if not allowed(decide):
        return
    for id in ids:
        st.session_state.pop(f"back_{id}", None)
    st.rerun()


def _tell_done() -> None:
    """What the last click did, once."""
    done = st.session_state.pop(_DONE, None)
    if done:
        st.html(f"<p class='sy-note'>{escape(done_words(*done))}</p>")


def done_words(decision: Decision, done: Decided) -> str:
    """What a decision did, in words."""
    said = {
        "confirm": many(done.changed, _("{count} figure counts now."), _("{count} figures count now.")),
        "reject": many(done.changed, _("{count} figure is left out."), _("{count} figures are left out.")),
        "unconfirm": many(done.changed, _("{count} figure waits again."), _("{count} figures wait again.")),
    }[decision]
    told = many(
        done.told,
        _("{count} figure would have counted twice and still waits."),
        _("{count} figures would have counted twice and still wait."),
    )
    return f"{said} {told}" if done.told else said
