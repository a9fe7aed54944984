"""同比: the change in a year, plain and like for like, and what moved the total."""

import streamlit as st

from sydata.analysis.change import plain
from sydata.analysis.values import additive
from sydata.ui.change_panels import basis_notes, change_panel, choose_span, dumbbell_panel
from sydata.ui.contribution_panels import categories_panel, contribution_panel, steps_panel
from sydata.ui.i18n import _
from sydata.ui.open_page import open_page
from sydata.ui.parts.choose import indicator
from sydata.ui.parts.head import page_head, remarks
from sydata.ui.parts.sources import sources_panel
from sydata.ui.reading import change_sentence, doubt_sentences

opened = open_page("yoy")
head = st.container()
page = choose_span(opened)
shown = indicator(page.lang, with_derived=True)
with head:
    page_head(page, _("How far did the figures move in a year?"), change_sentence(page, shown))
remarks([*doubt_sentences(page), *filter(None, basis_notes(page, shown))])
based = plain(page.totals, page.period, shown.id).before is not None  # else nothing moved: it is the first
if based and additive(shown.id):
    left, right = st.columns(2, gap="small")
    with left:
        contribution_panel(page, shown)
    with right:
        steps_panel(page, shown)
        categories_panel(page, shown)
elif based:
    categories_panel(page, shown)
if based:
    dumbbell_panel(page, shown)
change_panel(page)
sources_panel(opened, "yoy", shown)
