"""报送: hand in files as they came, see how each sheet was understood, save."""

import streamlit as st

from sydata.ui import intake
from sydata.ui.acting import remark, told_last
from sydata.ui.arrival_panels import batch_panel, typing_panel, waiting_panel
from sydata.ui.i18n import _
from sydata.ui.intake_panels import saved_panel, steps
from sydata.ui.learn_panels import learned_panel
from sydata.ui.open_page import open_page
from sydata.ui.parts.head import page_head
from sydata.ui.prose_panels import prose_panel
from sydata.ui.reading_again import unfinished_panel
from sydata.ui.upload_limit import in_one_go

page = open_page("submit")
page_head(
    page,
    _("Hand in your unit's returns") if page.own_only else _("Hand in what the districts sent"),
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
uploads = in_one_go(uploads)
saved = intake.last_saved()
if told := told_last():
    remark(told)
unfinished_panel(page)
if uploads:
    intake.forget_saved()
    batch_panel(page, intake.read(uploads, page))
elif saved is not None:
    saved_panel(page, saved)
elif not waiting_panel(page):
    steps(page.own_only)
if not uploads:
    typing_panel(page)
    prose_panel(page)
learned_panel(page)
