"""The parts of the briefing's page: what to take along, the paragraph, and a card a finding."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from sydata.analysis.briefing import Briefing, Figure, Highlight
from sydata.charts.highlight import highlight, key_of
from sydata.exports.briefing import BRIEFINGS
from sydata.exports.content import without_troops
from sydata.text import escape
from sydata.ui import briefing as made
from sydata.ui.i18n import _
from sydata.ui.open_page import Context
from sydata.ui.parts.card import behind, card_head, chart
from sydata.ui.parts.copy import copy_button
from sydata.ui.parts.links import returns_html, way
from sydata.ui.parts.portion import portion
from sydata.ui.parts.sources import sources_frame
from sydata.ui.parts.table import table
from sydata.ui.parts.take import take_file
from sydata.wording import MISSING

PART_ORDER = ("paragraph", "highlights", "indicators", "categories", "units", "years")


def part_names() -> dict[str, str]:
    """The parts of a document, in its order."""
    return {
        "paragraph": _("Paragraph"),
        "highlights": _("Findings"),
        "indicators": _("Main figures"),
        "categories": _("By category"),
        "units": _("By unit"),
        "years": _("Over the years"),
    }


def sensitive_switch(page: Context) -> bool:
    """Whether troop units are named; off until somebody asks who may."""
    return page.may("sensitive") and bool(
        st.toggle(
            _("Name troop units"),
            key="briefing_sensitive",
            help=_("Names of troop units are sensitive: they stay out unless asked for."),
        )
    )


def take_panel(page: Context, sensitive: bool) -> None:
    """Which parts a file holds, a button for each kind of file, and the way to the meeting room's screen."""
    names = part_names()
    with st.container(key="card_take"):
        card_head(
            _("Take the briefing with you"),
            _("Every file is made of the figures on this page and names their version"),
        )
        chosen = st.pills(
            _("Parts"),
            list(names),
            selection_mode="multi",
            default=list(names),
            format_func=lambda id: names[id],
            key="briefing_parts",
            label_visibility="collapsed",
        )
        with st.container(horizontal=True, key="briefing_files", vertical_alignment="center"):
            for kind in BRIEFINGS:
                label, make = kind.name(page.lang) + " " + kind.suffix, made.document
                write = partial(make, page, kind, chosen or list(names), sensitive)
                name, key = made.file_name(page, kind.suffix), f"briefing{kind.suffix}"
                take_file(label, write, name, key, kind=kind.mime)
            way(page, "present", _("Present full screen"))


def paragraph_panel(page: Context, shown: Briefing) -> None:
    """The official paragraph, to be read and copied."""
    with st.container(key="card_paragraph"):
        card_head(_("The paragraph, as a report has it"), shown.version)
        area = f"paragraph_{page.period.id}_{page.source.revision}_{page.lang}_{int(shown.sensitive)}"
        st.text_area(
            _("Paragraph"),
            "\n".join(shown.blocks),
            height="content",
            key=area,
            label_visibility="collapsed",
        )
        copy_button(area, "copy_paragraph")


def findings_panel(page: Context, shown: Briefing) -> None:
    """The findings, the weightiest first, two beside each other."""
    for start in range(0, len(shown.highlights), 2):
        for column, at in zip(st.columns(2), range(start, start + 2), strict=True):
            if at < len(shown.highlights):
                with column:
                    finding_card(page, shown, at)


def finding_card(page: Context, shown: Briefing, at: int) -> None:
    """One finding: what it says, its chart, the table behind it, and the cells behind each figure."""
    found = shown.highlights[at]
    with st.container(key=f"card_finding_{at}", height="stretch"):
        colours = key_of(found, page.theme)
        card_head(f"{at + 1}. {found.title}", found.note, colours)
        st.html(f"<p class='sy-finding'>{escape(found.message)}</p>")
        chart(highlight(found, page.theme), f"{found.chart}_{at}", found.title, found.note, colours)
        frame = figures_frame(found)
        behind(frame, f"finding_{at}", f"{page.period.id}-{found.kind}", [_("Figure")])
        origin_panel(page, shown, found, at)


def figures_frame(found: Highlight) -> pd.DataFrame:
    """The figures of a finding as a table; those that the sentence names and the chart does not draw come last."""
    rows = [(each.label, each.series or MISSING, marked(each)) for each in found.figures]
    rows += [
        (each.label, "", each.text) for each in found.stated if each.text not in [row[2] for row in rows]
    ]
    return pd.DataFrame(rows, columns=[_("Item"), _("Period"), _("Figure")])


def marked(of: Figure) -> str:
    """A figure as text; one in question, or of one period only, says so."""
    marks = [_("(in question)")] * of.doubtful + [_("(one period only)")] * of.outlined
    return " ".join([of.text or MISSING, *marks])


def origin_panel(page: Context, shown: Briefing, found: Highlight, at: int) -> None:
    """Choose a figure of the finding, see the cells that it is made of, and go to their return."""
    figures = [*found.figures, *found.stated]
    panel = st.expander(_("Where the figures come from"), key=f"origin_{at}", on_change="rerun")
    if not panel.open:
        return
    with panel:
        number = st.selectbox(
            _("Figure"),
            range(len(figures)),
            format_func=lambda n: figure_name(figures[n]),
            key=f"origin_of_{at}",
            filter_mode=None,
        )
        of = figures[number or 0]
        if of.origin.returns:
            way(page, "progress", _("Who has reported, unit by unit"))
        else:
            _cells(page, of, at, shown.sensitive)


def figure_name(of: Figure) -> str:
    """`全部单位 · 2024年春节 · 2,399.89万元`."""
    return " · ".join(filter(None, [of.label, of.series, of.text]))


def _cells(page: Context, of: Figure, at: int, sensitive: bool) -> None:
    rows = made.cells(page, of)
    if rows.empty:
        nothing = _("No figure stands behind it.")
        st.html(f"<p class='sy-note'>{escape(nothing)}</p>")
        return
    returns = dict(zip(rows["return_id"], rows["unit"] + " · " + rows["file"], strict=True))
    shown = rows if sensitive else without_troops(rows, page.office.code)
    told = _("Cells: {cells}, returns: {returns}").format(cells=f"{len(rows):,}", returns=f"{len(returns):,}")
    st.html(f"<p class='sy-note'>{escape(told)}</p>")
    here = shown.iloc[portion(len(shown), f"cells_{at}")]
    frame = sources_frame(here, page)
    frame.insert(0, _("Unit"), here["unit"].to_list())
    frame.insert(1, _("Year"), here["year"].astype(str).to_list())
    table(frame.drop(columns=_("Use")), [_("Value")], [_("File")])
    st.html(returns_html(page, here, by_year=True))
