"""The cards of completeness by content: what every unit's cells hold, and the cells left blank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from sydata.analysis import progress_words as say
from sydata.analysis.completeness import CONTENTS, blanks, completeness, filled
from sydata.analysis.subjects import subject
from sydata.catalog.categories import CATEGORIES
from sydata.catalog.indicators import INDICATORS
from sydata.catalog.progress_words import sign, word
from sydata.catalog.roll import people
from sydata.text import escape
from sydata.ui import data
from sydata.ui.i18n import _, many
from sydata.ui.open_page import Context
from sydata.ui.parts.card import card_head
from sydata.ui.parts.portion import portion
from sydata.ui.parts.table import table
from sydata.wording import Lang

KEY = ("number", "zero", "blank", "unreadable", "absent")


def content_panel(page: Context) -> None:
    """Units by indicators, each cell with what stands in the returns that count."""
    cells = data.held(page.source, page.period)
    frame = completeness(cells)
    counts = [int(frame[name].sum()) for name in ("blank", "unreadable")]
    with st.container(key="card_content"):
        title = say.content_title(filled(cells), counts[0], counts[1], page.lang)
        note = _("Told from what stands in the cells; 1/3: one of three categories. Totals are not counted.")
        card_head(title, f"{page.period_name} · {note}")
        if len(frame):
            st.html(key_html(page.lang))
            order = [unit.code for unit in people(data.roll(page.source))]
            listed = _in_order(frame["unit_code"], order)
            shown = frame[frame["unit_code"].isin(listed[portion(len(listed), "content")])]
            st.html(content_html(shown.to_dict("records"), order, page.lang))


def key_html(lang: Lang) -> str:
    """What the signs mean."""
    marks = (
        f"<li><b class='sy-mark {id}'>{escape(sign('content', id, lang))}</b>{escape(word('content', id, lang))}</li>"
        for id in KEY
    )
    return f"<ul class='sy-key'>{''.join(marks)}</ul>"


def content_html(rows: Sequence[Mapping[Any, Any]], order: Sequence[str], lang: Lang) -> str:
    """rows: of `completeness`, as dicts; order: unit codes, official order, units outside it follow."""
    found = {(row["unit_code"], row["indicator"]): row for row in rows}
    units = {row["unit_code"]: row["unit"] for row in rows}
    there = {row["indicator"] for row in rows}
    indicators = [id for id in INDICATORS if id in there]
    heads = "".join(f"<th>{escape(subject(id).short(lang))}</th>" for id in indicators)
    body = "".join(
        f"<tr><th>{escape(units[code])}</th>"
        + "".join(_cell_html(found.get((code, id)), lang) for id in indicators)
        + "</tr>"
        for code in _in_order(units, order)
    )
    return (
        "<div class='sy-grid sy-content'><div><table>"
        f"<thead><tr><th></th>{heads}</tr></thead><tbody>{body}</tbody></table></div></div>"
    )


def _in_order(codes: Iterable[str], order: Sequence[str]) -> list[str]:
    place = {code: number for number, code in enumerate(order)}
    return sorted(set(codes), key=lambda code: (place.get(code, len(place)), code))


def _cell_html(row: Mapping[Any, Any] | None, lang: Lang) -> str:
    if row is None:
        return f"<td class='absent'>{escape(sign('content', 'absent', lang))}</td>"
    said = " · ".join(f"{word('content', name, lang)} {row[name]}" for name in CONTENTS if row[name])
    return f"<td class='{row['content']}' title='{escape(said)}'>{escape(say.content_sign(row, lang))}</td>"


def blanks_panel(page: Context) -> None:
    """The blank cells of the returns that count, each with its place."""
    rows = blanks(data.held(page.source, page.period))
    if rows.empty:
        return
    with st.container(key="card_blanks"):
        one, more = (
            _("{count} blank cell in returns that count"),
            _("{count} blank cells in returns that count"),
        )
        card_head(
            many(len(rows), one, more),
            _("Blank is not zero: ask whether nothing was done, or nothing was filled in"),
        )
        table(blanks_table(rows.iloc[portion(len(rows), "blanks")], page.lang), wide=[_("File")])


def blanks_table(rows: pd.DataFrame, lang: Lang) -> pd.DataFrame:
    """unit, category, measure, file, sheet, cell: in words."""
    return pd.DataFrame(
        {
            _("Unit"): rows["unit"].to_list(),
            _("Category"): [
                CATEGORIES[id].short(lang) if id in CATEGORIES else id for id in rows["category"]
            ],
            _("Measure"): [INDICATORS[id].name(lang) for id in rows["indicator"]],
            _("File"): rows["file"].to_list(),
            _("Sheet"): rows["sheet"].to_list(),
            _("Cell"): rows["cell"].to_list(),
        }
    )
