"""台账: every return that was ever handed in, how it stands, its versions, and who did what about it."""

import streamlit as st

from sydata.ui.i18n import _
from sydata.ui.open_page import open_page
from sydata.ui.parts.head import page_head
from sydata.ui.register import answer
from sydata.ui.register_panels import choose_return, filters, list_panel, scope
from sydata.ui.return_panels import file_panel, return_panel

page = open_page("register")
head = st.container()
rows = scope(page)
with head:
    page_head(page, _("What was handed in, and how does it stand?"), answer(rows))
shown = filters(rows)
chosen = choose_return(shown)
if chosen is not None:  # above the list, where somebody who chose a row of it looks
    return_panel(page, chosen) if chosen["return_id"] is not None else file_panel(page, chosen)
list_panel(shown, chosen)
