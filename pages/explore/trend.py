"""趋势: how a measure moved over all years of the festival, in all, by district, category and measure."""

import streamlit as st

from sydata.ui.exploring import doubt_remarks, stamp_all, wrong_words
from sydata.ui.i18n import _
from sydata.ui.open_page import open_page
from sydata.ui.parts.head import page_head, remarks
from sydata.ui.parts.sources import sources_panel
from sydata.ui.trend_panels import border_notes, parts_panel, total_panel, trend_sentence
from sydata.ui.trend_view import view
from sydata.ui.trending import Trend

page = open_page("trend")
stamp_all(page)
head = st.container()
asked = view(page)
shown = Trend(page, asked)
with head:
    page_head(page, _("How did the figures move over the years?"), trend_sentence(shown), shown.covers)
remarks([*wrong_words(asked.wrong), *doubt_remarks(page, shown.facts), *border_notes(shown)])
total_panel(shown)
parts_panel(shown)
sources_panel(page, "trend")
