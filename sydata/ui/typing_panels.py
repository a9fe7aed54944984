"""What no reader can read is typed in: a form like the office's own, beside the picture, with its source kept."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

import pandas as pd
import streamlit as st

from sydata.catalog.categories import CATEGORIES
from sydata.catalog.festivals import FESTIVALS, period
from sydata.catalog.indicators import INDICATORS, TEXT, form_indicators
from sydata.catalog.learned import desk_of
from sydata.catalog.roll import people
from sydata.exports.transcript import Transcript, transcript_bytes
from sydata.model import Period
from sydata.pipeline.run import understand_files
from sydata.reading import gather
from sydata.store import returns
from sydata.store.acting import Clerk
from sydata.store.confirming import confirm
from sydata.text import escape
from sydata.ui import data, learning, review
from sydata.ui.i18n import _, language
from sydata.ui.open_page import Context

PICTURES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif", b"BM": "image/bmp"}
LARGEST = 12 << 20  # bytes of a picture that is shown
FIELD, ABREAST = 116, 8  # px of a field, and how many stand beside each other on a wide page
_ROUND = "typed_round_{key}"  # how many returns were typed into this form
ROWS = ("entitled", "garrison", "border", "other", "unspecified")
Figures = dict[tuple[str, str], str]
Do = Callable[[Context, Callable[[Clerk], str]], None]


class Source(NamedTuple):
    """What is typed from: a file's name, or empty where there is none; the unit it seems to be of; its findings."""

    file: str = ""
    unit_code: str = ""
    finding_ids: tuple[int, ...] = ()


def typing_form(page: Context, given: Source, key: str, do: Do) -> None:
    """The form; saving hands the sheet in and settles the findings that asked for it.

    Where there is no file the person says where the figures come from.
    """
    source = given.file
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"typing_fields_{key}"):
        of = _period(page, key)
        names = {unit.code: unit.name for unit in people(data.roll(page.source)) if unit.reports_in(of.year)}
        names = {code: name for code, name in names.items() if page.may("submit", code)}
        codes = list(names)
        code = st.selectbox(
            _("Unit"), codes, index=codes.index(given.unit_code) if given.unit_code in names else None,
            format_func=lambda code: names[code], key=f"typed_unit_{key}",
            placeholder=_("Choose the unit"), width=220,
        )  # fmt: skip
        if not source:
            source = st.text_input(
                _("Who told it, when and how"), key=f"typed_source_{key}", width=320
            ).strip()
    ids = columns(page)
    with st.form(f"typed_{key}", border=False, enter_to_submit=False):
        table = _table(ids, f"typed_{key}_{_round(key)}")
        pressed = st.form_submit_button(_("Hand in what was typed"), type="primary", key=f"typed_save_{key}")
    if not pressed:
        return
    figures, wrong = checked(table)
    for text in [*wrong, *_lacking(code, source, figures)]:
        st.html(f"<p class='sy-remark'>{escape(text)}</p>")
    if code and source and figures and not wrong:
        drawn = Drawn(names[str(code)], of, source, ids, figures)
        do(page, lambda by: _handed_in(page, by, drawn, given, key))


def _lacking(code: str | None, source: str, figures: Figures) -> list[str]:
    """What is still to be said, a sentence each."""
    lacks = {_("Choose the unit."): code, _("Say who told it, when and how."): source}
    return [text for text, there in {**lacks, _("No figure was typed."): figures}.items() if not there]


def _handed_in(page: Context, by: Clerk, drawn: Drawn, given: Source, key: str) -> str:
    told = hand_in(page, by, drawn, given.finding_ids)
    st.session_state[_ROUND.format(key=key)] = _round(key) + 1  # the next form is empty
    return told


def _round(key: str) -> int:
    return int(st.session_state.get(_ROUND.format(key=key), 0))


class Drawn(NamedTuple):
    """What a person typed."""

    unit: str
    period: Period
    source: str
    indicators: Sequence[str]
    figures: Figures


def hand_in(page: Context, by: Clerk, drawn: Drawn, finding_ids: Sequence[int]) -> str:
    """Keep the typed sheet as any other file, and settle what asked for it. What is to be told."""
    given = Transcript(
        drawn.unit, drawn.period, drawn.source, by.who, by.now.date(), drawn.indicators, drawn.figures
    )
    files, problems = gather([(given.name, transcript_bytes(given))])
    desk = desk_of(by.office, learning.living(page.source))
    returns.save(by.engine, understand_files(files, problems, desk), by.now, by.who)
    if finding_ids:
        confirm(by, finding_ids, _("Typed in as {name}").format(name=given.name))
    return _("Handed in: {name}").format(name=given.name)


def columns(page: Context) -> list[str]:
    """The indicators of the form: those of the office's returns, in the catalog's order, else the usual form's."""
    used = set(data.facts(page.source)["indicator"])
    own = [id for id, known in INDICATORS.items() if id in used and known.measure != TEXT]
    return own or [known.id for known in form_indicators()]


def checked(table: pd.DataFrame) -> tuple[Figures, list[str]]:
    """The figures typed, and a sentence for each cell that holds no exact figure. table: categories by indicators."""
    figures: Figures = {}
    wrong: list[str] = []
    for category, row in table.iterrows():
        for id, value in row.items():
            text = "" if value is None or pd.isna(value) else str(value).strip()
            try:
                review.entered(text, str(id))
            except ValueError:
                name = (
                    f"{CATEGORIES[str(category)].short(language())} · {INDICATORS[str(id)].name(language())}"
                )
                wrong.append(_("{name}: “{text}” is no exact figure.").format(name=name, text=text))
            if text:
                figures[str(category), str(id)] = text
    return figures, wrong


def _table(ids: Sequence[str], key: str) -> pd.DataFrame:
    """The fields to type into: a row a category, a field an indicator; an empty one is not reported.

    Plain fields, since Streamlit's grid loses the first keys of a fast hand on a slow computer: 8123 became 123.
    """
    return pd.DataFrame([_line(category, ids, f"{key}_{category}") for category in ROWS], index=list(ROWS))


def _line(category: str, ids: Sequence[str], key: str) -> dict[str, str]:
    name = CATEGORIES[category].short(language())
    st.html(f"<p class='sy-word sy-typed'>{escape(name)}</p>")
    place = f"typed_line_{key}" if len(ids) <= ABREAST else f"typed_lines_{key}"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key=place):
        return {id: st.text_input(column_name(id), key=f"{key}_{id}", width=FIELD) for id in ids}


def column_name(id: str) -> str:
    """An indicator with its measure."""
    known = INDICATORS[id]
    unit = known.unit(language())
    return f"{known.name(language())}（{unit}）" if language() == "zh" else f"{known.name('en')} ({unit})"


def _period(page: Context, key: str) -> Period:
    this_year = page.period.year if page.chosen else datetime.now().year
    years = list(range(this_year + 1, review.OLDEST - 1, -1))
    year = st.selectbox(_("Year"), years, index=years.index(this_year), key=f"typed_year_{key}", width=110)
    ids = list(FESTIVALS)
    at = ids.index(page.period.festival) if page.chosen else 0
    festival = st.selectbox(
        _("Festival"), ids, index=at, format_func=lambda id: FESTIVALS[id].name(language()),
        key=f"typed_festival_{key}", width=160,
    )  # fmt: skip
    return period(int(year), str(festival))


def picture(content: bytes) -> None:
    """The picture that is typed from. Only the reader's browser decodes what a stranger sent."""
    mime = next((mime for start, mime in PICTURES.items() if content.startswith(start)), "")
    if mime and len(content) <= LARGEST:
        drawn = f"data:{mime};base64,{b64encode(content).decode()}"
        name = _("The picture as it was handed in")
        st.html(f"<img class='sy-picture' src='{drawn}' alt='{escape(name)}'>")
