"""区县: every unit's figure in order, its past, one unit's profile, and the cells it came from."""

import streamlit as st

from sydata.ui.district_panels import heat_panel, ranking_panel, ranking_sentence
from sydata.ui.i18n import _
from sydata.ui.open_page import open_page
from sydata.ui.parts.choose import indicator
from sydata.ui.parts.head import page_head, remarks
from sydata.ui.parts.sources import sources_panel
from sydata.ui.profile_panels import choose_unit, figures_panel, profile_panel, returns_panel
from sydata.ui.reading import doubt_sentences

page = open_page("districts")
head = st.container()
shown = indicator(page.lang, with_derived=True)
with head:
    page_head(page, _("Which districts did most?"), ranking_sentence(page, shown))
remarks(doubt_sentences(page))
left, right = st.columns(2)
with left:
    ranking_panel(page, shown)
with right:
    heat_panel(page, shown)
with st.container(key="profile"):
    code = choose_unit(page)
    profile_panel(page, shown, code)
    left, right = st.columns([3, 2])
    with left:
        figures_panel(page, code)
    with right:
        returns_panel(page, code)
sources_panel(page, "districts", shown)
