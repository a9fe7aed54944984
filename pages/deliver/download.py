"""下载: the combined data, with where every figure came from, and the files as they were submitted."""

import streamlit as st

from sydata.exports import EXPORTS
from sydata.text import escape
from sydata.ui.deliver import content, file_name, originals, rows_in
from sydata.ui.exploring import wrong_words
from sydata.ui.i18n import _
from sydata.ui.open_page import open_page
from sydata.ui.parts.head import page_head
from sydata.ui.parts.take import take_file
from sydata.ui.taking import taken

page = open_page("download")
page_head(
    page, _("Take the combined data with you"), _("Names of officials and of troop units are left out.")
)
what = taken(page)
part = not what.choice.whole
remarks = wrong_words(what.wrong)
remarks += [_("Only the chosen part is handed out, and the files say so.")] if part else []
remarks += [_("Choose the periods that the files shall hold.")] if what.nothing else []
for said in remarks:
    st.html(f"<div class='sy-remark'>{escape(said)}</div>")
if what.nothing:
    st.stop()


def card(key: str, title: str, note: str) -> st.delta_generator.DeltaGenerator:
    """What a file is, with room for its button."""
    place = st.container(key=f"card_{key}", horizontal=True, vertical_alignment="center")
    place.html(f"<p class='sy-card-title'>{escape(title)}</p><p class='sy-note'>{escape(note)}</p>")
    return place


for export in EXPORTS:
    with card(export.id, export.name(page.lang), f"{rows_in(page, what.periods)} · {export.suffix}"):
        take_file(
            _("Download {suffix}").format(suffix=export.suffix),
            lambda export=export: export.make(content(page, what)),
            file_name(page, what.periods, export.suffix, part),
            f"export_{export.id}",
            kind=export.mime,
        )
if page.may("originals"):
    note = _("As they were submitted, with the names of officials in them; an index says whose each is.")
    with card("originals", _("Original files"), note):
        take_file(
            _("Download {suffix}").format(suffix=".zip"),
            lambda: originals(page, what),
            file_name(page, what.periods, ".zip", bool(what.choice.units)),
            "export_originals",
            "originals",
        )
