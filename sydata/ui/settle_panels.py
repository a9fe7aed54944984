"""The form that settles one question: correct, explain, name, choose, confirm, set aside. One form, one decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from sydata.analysis.following import following
from sydata.catalog.categories import CATEGORIES
from sydata.catalog.indicators import INDICATORS
from sydata.catalog.learned import Lesson
from sydata.store.acting import Clerk
from sydata.store.confirming import confirm, confirm_questions
from sydata.store.decisions import choose_version, correct, set_aside
from sydata.text import escape
from sydata.ui import data, learning, review
from sydata.ui.i18n import _, comma, language, placed
from sydata.ui.learn_panels import offer, teach
from sydata.ui.learning import Unknown
from sydata.ui.open_page import Context
from sydata.ui.review import Item
from sydata.ui.settle_whose import Decide, period_field, report_field, saying, unit_field
from sydata.ui.typing_panels import Source, picture, typing_form
from sydata.ui.version_panels import differences, rivals

Row = Mapping[str, Any]
Act = Callable[[Clerk], str]
Do = Callable[[Context, Act], None]
_REASON = "last_reason"


def way_word(way: str, item: Item) -> str:
    """What a person does, in a word."""
    if way == "confirm" and item.return_id is None:
        return _("Nothing to do with this file")
    return {
        "value": _("Correct the figure"),
        "word": _("Explain the word"),
        "unit": _("Name the unit"),
        "period": _("Name the period"),
        "version": _("Let this sheet count"),
        "confirm": _("Right as it stands"),
        "aside": _("Leave the sheet out"),
        "type": _("Type it in"),
        "report": _("File as written report"),
    }[way]


def settle_form(page: Context, item: Item, row: Row, do: Do) -> None:
    """The ways to settle a question, and the fields of the one chosen."""
    words = [] if item.return_id is None and row["code"] != "unknown-unit" else _words(page, item, row)
    ways = review.ways_of(row, item, len(words))
    if not ways:
        return
    id = row["finding_id"]
    way = st.segmented_control(
        _("How to settle it"),
        ways,
        default=ways[0],
        format_func=lambda way: way_word(way, item),
        required=True,
        key=f"way_{id}",
        label_visibility="collapsed",
    )
    if way == "type":
        picture(data.original(page.source, item.file_id)[1])
        typing_form(page, Source(item.file, str(row["unit_code"]), (int(id),)), str(item.file_id), do)
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"fields_{id}"):
        if way == "word":
            _word(page, words[0], do)
            return
        act = _FIELDS[str(way)](page, item, row)
        reason = _reason(id)
        pressed = st.button(
            way_word(str(way), item),
            type="primary",
            key=f"settle_{id}",
            shortcut="Alt+S",
            disabled=act is None or not reason,
        )
    if way == "version":
        differences(page, int(st.session_state[_version_key(row)]))
    if pressed and act is not None:
        st.session_state[_REASON] = reason
        do(page, lambda by: act(by, reason))


def _reason(id: object) -> str:
    """Why; what was given last is offered again, and any other reason can be written."""
    usual = [
        _("Confirmed by telephone"),
        _("Checked against the paper"),
        _("Explained in writing"),
    ]
    last = st.session_state.get(_REASON)
    options = list(dict.fromkeys([*([last] if last else []), *usual]))
    chosen = st.selectbox(
        _("Reason"),
        options,
        index=0,
        accept_new_options=True,
        key=f"reason_{id}",
        width=260,
        placeholder=_("Why, and who decided"),
    )
    return str(chosen or "").strip()


# ---- the fields of each way ----
def _value(page: Context, item: Item, row: Row) -> Decide | None:
    """Which figure, and what it should be."""
    figures = data.figures(page.source, item.return_id or 0)
    rows = {f["observation_id"]: f for f in figures.to_dict("records") if _is_number(f)}
    if not rows:
        return None
    here = [id for id, f in rows.items() if f["cell"] in review.cells_of(row)]
    first = next((id for id in here if rows[id]["indicator"] == row["indicator"]), here[0] if here else None)
    order = [*([first] if first is not None else []), *(id for id in rows if id != first)]
    id = st.selectbox(
        _("Figure"),
        order,
        format_func=lambda id: figure_name(rows[id]),
        key=f"figure_{row['finding_id']}",
        filter_mode=None,
        width=340,
    )
    figure = rows[id]
    unit = INDICATORS[figure["indicator"]].unit(language())
    text = st.text_input(
        _("Right figure ({unit}); empty: not reported").format(unit=unit),
        value=review.suggested(row, figure),
        key=f"value_{row['finding_id']}_{id}",
        width=210,
    )
    try:
        value = review.entered(text, figure["indicator"])
    except ValueError:
        wrong = _("This is no exact figure.")
        st.html(f"<p class='sy-remark'>{escape(wrong)}</p>")
        return None
    name, along = figure_name(figure), _along(figures, figure, value)
    return lambda by, reason: saying(
        correct(by, int(id), value, reason, along), _("Corrected: {name}").format(name=name)
    )


def _along(figures: pd.DataFrame, figure: Mapping[Any, Any], value: int | None) -> Mapping[int, int]:
    """The totals that are corrected together with a figure, since they were just its sum; a person can leave them."""
    found = following(figures, int(figure["observation_id"]), value)
    if not found:
        return {}
    rows = {int(row["observation_id"]): row for row in figures.to_dict("records")}
    named = [f"{rows[id]['cell']} → {review.typed(new, rows[id]['indicator'])}" for id, new in found.items()]
    label = _("Totals follow: {totals}").format(totals=comma().join(named))
    wanted = st.checkbox(label, value=True, key=f"along_{figure['observation_id']}")
    return found if wanted else {}


def _is_number(figure: Mapping[Any, Any]) -> bool:
    known = INDICATORS.get(figure["indicator"])
    return known is not None and not known.sensitive and known.measure != "text" and bool(figure["cell"])


def figure_name(figure: Mapping[Any, Any]) -> str:
    """A figure by its cell, what it is of, and what stands there."""
    category = CATEGORIES.get(figure["category"])
    what = INDICATORS[figure["indicator"]].name(language())
    of = category.name(language()) if category else figure["category"]
    return " · ".join(
        filter(None, [placed(figure["cell"]), what, of, f"“{figure['text']}”" if figure["text"] else ""])
    )


def _version(page: Context, item: Item, row: Row) -> Decide:
    """Which of the sheets of this unit and period counts; at first the one that does now."""
    names = rivals(page, item.return_id or 0)
    id = st.selectbox(
        _("Sheet that counts"), list(names), index=list(names).index(item.return_id or 0),
        format_func=lambda id: names[id], key=_version_key(row), width=360,
    )  # fmt: skip
    return lambda by, reason: saying(choose_version(by, int(id), reason), _("The sheet counts now."))


def _version_key(row: Row) -> str:
    return f"version_{row['finding_id']}"


def _confirm(_page: Context, _item: Item, row: Row) -> Decide:
    said, id = _("Confirmed; it does not come back."), int(row["finding_id"])
    if id < 0:  # a question that no store holds
        return lambda by, reason: saying(confirm_questions(by, [row], reason), said)
    return lambda by, reason: saying(confirm(by, [id], reason), said)


def _aside(_page: Context, item: Item, _row: Row) -> Decide:
    return lambda by, reason: saying(
        set_aside(by, item.return_id or 0, reason), _("Left out; the register has it back in a click.")
    )


_FIELDS: Mapping[str, Callable[[Context, Item, Row], Decide | None]] = {
    "value": _value,
    "unit": unit_field,
    "period": period_field,
    "report": report_field,
    "version": _version,
    "confirm": _confirm,
    "aside": _aside,
}


# ---- words ----
def _words(page: Context, item: Item, row: Row) -> Sequence[Unknown]:
    """The unknown word that a finding names, as the office can explain it."""
    batch = review.looked(page.source, item.file_id).batch
    here = (row["file"], row["sheet"], row["cell"])
    return [word for word in learning.unknown_words(batch, data.roll(page.source)) if here in word.places]


def _word(page: Context, word: Unknown, do: Do) -> None:
    chosen = st.selectbox(
        _("What “{word}” means").format(word=word.word), word.offered, index=None,
        format_func=lambda id: offer(word, id), placeholder=_("Choose what it means"),
        key=f"review_meaning_{word.key}", width=360,
    )  # fmt: skip
    if st.button(
        _("Remember this word"), key=f"review_teach_{word.key}", disabled=chosen is None, type="primary"
    ):
        lesson = Lesson(word.kind, word.word, str(chosen))
        do(page, lambda by: teach(by, lesson))
