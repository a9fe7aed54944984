"""核查: what was found in the returns of a period, each question with its sheet, and the form that settles it."""

import streamlit as st

from sydata.ui.i18n import _
from sydata.ui.open_page import open_page
from sydata.ui.parts.findings import finding_list
from sydata.ui.parts.head import page_head
from sydata.ui.quality_panels import choose, kinds_panel, of_page, page_of, scope, summary
from sydata.ui.reading_again import unfinished_panel
from sydata.ui.review import items
from sydata.ui.review_panels import accept_panel, review_panel
from sydata.ui.sendback_panels import answers_panel

page = open_page("quality")
head = st.container()
here = scope(page)
rows = of_page(here)
with head:
    page_head(page, _("What must be settled before the figures stand?"), summary(rows))
unfinished_panel(page)
waiting = items(here.returns, rows)
accept_panel(page, waiting)
answers_panel(page, waiting, here.returns)
review_panel(page, waiting, rows)
kinds_panel(page, rows)
if len(rows):
    with st.container(key="card_findings"):
        shown = choose(rows)
        finding_list(page_of(shown))
