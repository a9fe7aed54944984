"""自选: any measure by unit, category, year and festival, as a pivot with its chart, kept as a link."""

import streamlit as st

from sydata.analysis.answer import refusal
from sydata.analysis.pivot import matching
from sydata.analysis.refusal_words import problem_words
from sydata.ui import exploring
from sydata.ui.explore_charts import chart_notes, chart_panel, colour_key, downloads
from sydata.ui.explore_panels import cell_panel, chosen_chart, over_time_note, refusal_panel, table_panel
from sydata.ui.explore_view import asked, controls, covers, known
from sydata.ui.explored import Explored
from sydata.ui.i18n import _
from sydata.ui.open_page import open_page
from sydata.ui.parts.card import card_head
from sydata.ui.parts.head import page_head, remarks

page = open_page("explore")
exploring.stamp_all(page)
question, problems, spot = asked(page)
head = st.container()
controls(page, question)
wrong = exploring.wrong_words([problem_words(each, page.lang) for each in problems])
refused = refusal(question, known(page).years, known(page).festivals)
if refused:
    with head:
        page_head(page, _("Ask the figures anything"), covers=covers(page, question))
    remarks(wrong)
    refusal_panel(page, refused)
    st.stop()
of = Explored(page, question)
with head:
    page_head(page, _("Ask the figures anything"), of.sentence, covers(page, question))
rows = matching(exploring.figures(page.source), question)
remarks([*wrong, *exploring.doubt_remarks(page, rows)])
with st.container(key="card_answer"):
    slot = st.container()
    kind = chosen_chart(of)
    with slot:
        card_head(
            of.title,
            " · ".join([*of.notes, *chart_notes(of, kind)]),
            colour_key(of, kind),
        )
    if kind != "table" and of.answer.cells:
        chart_panel(of, kind, of.sentence)
with st.container(key="card_pivot"):
    card_head(_("Every figure leads to its cells"), over_time_note(of))
    found = table_panel(of, spot)
    downloads(of, of.sentence)
cell_panel(of, found, spot)
