"""What no reader can read is typed in: a form like the office's own, beside the picture, with its source kept."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

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
from sydata.store.decisions import confirm
from sydata.text import escape
from sydata.ui import data, learning, review
from sydata.ui.i18n import _, language
from sydata.ui.open_page import Context

PICTURES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif", b"BM": "image/bmp"}
LARGEST = 12 << 20  # bytes of a picture that is shown
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
    figures, wrong = checked(_table(ids, key))
    for text in wrong:
        st.html(f"<p class='sy-remark'>{escape(text)}</p>")
    ready = bool(code and source and figures and not wrong)
    if st.button(_("Hand in what was typed"), type="primary", key=f"typed_save_{key}", disabled=not ready):
        unit = names[str(code)]
        do(page, lambda by: hand_in(page, by, Drawn(unit, of, source, ids, figures), given.finding_ids))


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
    """The grid to type into: a row a category, a column an indicator; an empty cell is not reported."""
    empty = pd.DataFrame("", index=list(ROWS), columns=list(ids))
    empty.insert(0, "", [CATEGORIES[id].short(language()) for id in ROWS])
    config: Mapping[str, Any] = {
        "": st.column_config.TextColumn("", disabled=True, pinned=True, width="medium"),
        **{id: st.column_config.TextColumn(column_name(id)) for id in ids},
    }
    edited = st.data_editor(
        empty, hide_index=True, num_rows="fixed", column_config=config, key=f"typed_{key}"
    )
    return edited.drop(columns="").set_axis(list(ROWS))


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
