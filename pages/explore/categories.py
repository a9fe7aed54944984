"""分类: what went to whom, how the parts moved over the years, and the cells behind it."""

import streamlit as st

from sydata.analysis.values import additive
from sydata.ui.category_panels import category_table_panel, shares_over_years_panel, sums_over_years_panel
from sydata.ui.i18n import _
from sydata.ui.open_page import open_page
from sydata.ui.parts.choose import indicator
from sydata.ui.parts.head import page_head, remarks
from sydata.ui.parts.sources import sources_panel
from sydata.ui.reading import change_sentence, doubt_sentences
from sydata.ui.shares import largest

page = open_page("categories")
head = st.container()
shown = indicator(page.lang, with_derived=True)
parts = additive(shown.id)  # ratios have no parts: they stand beside each other
with head:
    answer = largest(page, shown.id) + _(".") if parts else change_sentence(page, shown)
    page_head(page, _("How much went to whom?"), answer)
remarks(doubt_sentences(page))
category_table_panel(page, shown)
if parts:
    left, right = st.columns(2)
    with left:
        shares_over_years_panel(page, shown)
    with right:
        sums_over_years_panel(page, shown)
else:
    sums_over_years_panel(page, shown)
sources_panel(page, "categories", shown)
