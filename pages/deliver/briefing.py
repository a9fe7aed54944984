"""简报: the official paragraph, the findings worth a leader's minute, and the files to take along."""

import streamlit as st

from sydata.ui.briefing import briefing
from sydata.ui.briefing_panels import findings_panel, paragraph_panel, sensitive_switch, take_panel
from sydata.ui.i18n import _
from sydata.ui.open_page import open_page
from sydata.ui.parts.head import page_head

page = open_page("briefing")
head = st.container()
sensitive = sensitive_switch(page)
shown = briefing(page, sensitive)
with head:
    page_head(
        page, _("What is worth a leader's minute?"), shown.highlights[0].message if shown.highlights else ""
    )
take_panel(page, sensitive)
paragraph_panel(page, shown)
findings_panel(page, shown)
