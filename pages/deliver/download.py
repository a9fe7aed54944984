"""下载: the combined data, with where every figure came from, and the files as they were submitted."""

import streamlit as st

from sydata.exports import EXPORTS
from sydata.text import escape
from sydata.ui.deliver import choose, content, file_name, originals, rows_in
from sydata.ui.i18n import _
from sydata.ui.open_page import open_page
from sydata.ui.parts.head import page_head
from sydata.ui.parts.take import take_file

page = open_page("download")
page_head(
    page, _("Take the combined data with you"), _("Names of officials and of troop units are left out.")
)
PERIOD, ALL = page.period_name, _("All periods")
scope = st.segmented_control(
    _("Period"), [PERIOD, ALL], default=PERIOD, required=True, key="scope", label_visibility="collapsed"
)
period = page.period if scope == PERIOD else None
with st.expander(_("Only a part of it, or other headings"), key="part"):
    choice, heads = choose(page)
if not choice.whole:
    said = _("Only the chosen part is handed out, and the files say so.")
    st.html(f"<div class='sy-remark'>{escape(said)}</div>")


def card(key: str, title: str, note: str) -> st.delta_generator.DeltaGenerator:
    """What a file is, with room for its button."""
    place = st.container(key=f"card_{key}", horizontal=True, vertical_alignment="center")
    place.html(f"<p class='sy-card-title'>{escape(title)}</p><p class='sy-note'>{escape(note)}</p>")
    return place


for export in EXPORTS:
    with card(export.id, export.name(page.lang), f"{rows_in(page, period)} · {export.suffix}"):
        take_file(
            _("Download {suffix}").format(suffix=export.suffix),
            lambda export=export: export.make(content(page, period, choice, heads)),
            file_name(page, period, export.suffix, not choice.whole),
            f"export_{export.id}",
            kind=export.mime,
        )
if page.may("originals"):
    note = _("As they were submitted, with the names of officials in them; an index says whose each is.")
    with card("originals", _("Original files"), f"{note} · .zip"):
        take_file(
            _("Download {suffix}").format(suffix=".zip"),
            lambda: originals(page, period, choice.units),
            file_name(page, period, ".zip", bool(choice.units)),
            "export_originals",
            "originals",
        )
