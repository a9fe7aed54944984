"""报送: hand in files as they came, see how each sheet was understood, save."""

import streamlit as st

from sydata.ui import intake, learning
from sydata.ui.i18n import _, many
from sydata.ui.intake_panels import problems_panel, saved_panel, steps, understood_panel
from sydata.ui.learn_panels import layout_panel, learned_panel, words_panel
from sydata.ui.open_page import open_page
from sydata.ui.parts.head import page_head
from sydata.ui.prose_panels import prose_panel

page = open_page("submit")
page_head(
    page,
    _("Hand in what the districts sent"),
    _(
        "Excel, WPS, Word and text files, whole folders and zip archives are read as they are; no layout is needed."
    ),
)
FILES, FOLDER = _("Files and archives"), _("A whole folder")
kind = st.segmented_control(
    _("What to hand in"),
    [FILES, FOLDER],
    default=FILES,
    required=True,
    key="kind",
    label_visibility="collapsed",
)
uploads = st.file_uploader(
    _("Returns"),
    accept_multiple_files="directory" if kind == FOLDER else True,
    key=f"uploads_{kind == FOLDER}_{intake.upload_round()}",
    label_visibility="collapsed",
)
saved = intake.last_saved()
if uploads:
    intake.forget_saved()
    batch = intake.read(uploads, page.source)
    understood_panel(batch, learning.living(page.source))
    words_panel(page, batch)
    layout_panel(page, batch)
    if st.button(
        many(len(batch.returns), _("Save {count} return"), _("Save {count} returns"))
        if batch.returns
        else _("Keep the files"),
        type="primary",
        key="save",
    ):
        intake.save(batch, page.source.url)
        st.rerun()
    problems_panel(batch)
elif saved is not None:
    saved_panel(saved)
else:
    steps()
if not uploads:
    prose_panel(page)
learned_panel(page)
