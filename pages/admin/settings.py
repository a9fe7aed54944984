"""设置: what the office asks, of whom and until when, the words it learned, its thresholds, and every change."""

import streamlit as st

from sydata.ui.acting import remark, told_last
from sydata.ui.deadline_panels import asks_panel, deadlines_panel
from sydata.ui.i18n import _
from sydata.ui.learn_panels import learned_panel
from sydata.ui.open_page import open_page
from sydata.ui.parts.head import page_head
from sydata.ui.reading_again import unfinished_panel
from sydata.ui.reporter_panels import reporters_panel
from sydata.ui.role_panels import roles_panel
from sydata.ui.setting_panels import about, answer, changes_panel, scope
from sydata.ui.threshold_panels import thresholds_panel
from sydata.ui.visit_panels import visits_panel

page = open_page("settings")
head = st.container()
here = scope(page)
with head:
    page_head(page, _("What is asked, of whom, and by when?"), answer(here))
    if told := told_last():
        remark(told)
unfinished_panel(page)
roles_panel(page)
reporters_panel(here)
deadlines_panel(here)
asks_panel(here)
thresholds_panel(here)
learned_panel(page)
changes_panel(here)
visits_panel(page)
about(here)
