"""核查: what was found in the returns of a period, where it stands, and what to do."""

import streamlit as st

from sydata.ui.i18n import _
from sydata.ui.open_page import open_page
from sydata.ui.parts.findings import finding_list
from sydata.ui.parts.head import page_head
from sydata.ui.quality_panels import choose, kinds_panel, of_page, original_panel, page_of, summary

page = open_page("quality")
head = st.container()
rows = of_page(page)
with head:
    page_head(page, _("What must be settled before the figures stand?"), summary(rows))
kinds_panel(page, rows)
with st.container(key="card_findings"):
    shown = choose(rows)
    finding_list(page_of(shown))
original_panel(page, shown)
