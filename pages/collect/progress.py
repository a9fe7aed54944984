"""报送进度: who has reported for a period and who has not, what to send to those who owe, and what was left blank."""

import streamlit as st

from sydata.analysis.progress_words import answer
from sydata.ui.content_panels import blanks_panel, content_panel
from sydata.ui.i18n import _
from sydata.ui.open_page import open_page
from sydata.ui.parts.figures import figures_row
from sydata.ui.parts.head import page_head, remarks
from sydata.ui.progress_panels import files_panel, five_tiles, grid_panel, letters_panel, notes
from sydata.ui.reading import stood

page = open_page("progress")
standing = stood(page)
said = answer(standing, page.period_name, page.lang)
asked = (
    _("What has your unit reported?") if page.own_only else _("Who has reported, and who is still missing?")
)
page_head(page, asked, said)
remarks(notes(page, standing))
with st.container(key="five"):
    figures_row(five_tiles(page, standing))
grid_panel(page, standing)
letters_panel(page, standing)
content_panel(page)
blanks_panel(page)
files_panel(page, standing)
