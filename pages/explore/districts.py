"""区县: every unit's figure in order, its past, and the cells it came from."""

import streamlit as st

from sydata.ui.district_panels import heat_panel, ranking_panel, ranking_sentence
from sydata.ui.i18n import _
from sydata.ui.open_page import open_page
from sydata.ui.parts.choose import indicator
from sydata.ui.parts.head import page_head, remarks
from sydata.ui.parts.sources import sources_panel
from sydata.ui.reading import doubt_sentences

page = open_page("districts")
head = st.container()
shown = indicator(page.lang)
with head:
    page_head(page, _("Which districts did most?"), ranking_sentence(page, shown))
remarks(doubt_sentences(page))
sources_panel(page, "districts")
left, right = st.columns(2)
with left:
    ranking_panel(page, shown)
with right:
    heat_panel(page, shown)
