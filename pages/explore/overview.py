"""总览: how many people were visited, what was spent on whom, and who has not reported."""

import streamlit as st

from sydata.analysis.lead import LEAD
from sydata.ui.i18n import _
from sydata.ui.open_page import open_page
from sydata.ui.panels import coverage_panel, split_panel, trend_panel, way_down
from sydata.ui.parts.figures import figures_row
from sydata.ui.parts.head import page_head, remarks
from sydata.ui.parts.sources import sources_panel
from sydata.ui.reading import doubt_sentences, headline, headline_tiles, stood

page = open_page("overview")
standing = stood(page)
page_head(page, _("How many were visited, and what was spent?"), headline(page, standing.coverage))
remarks(doubt_sentences(page))
figures_row(headline_tiles(page))
left, right = st.columns(2, gap="small")
with left:
    split_panel(page)
with right:
    trend_panel(page, LEAD)
coverage_panel(page, standing)
sources_panel(page, "overview")
way_down(page)
