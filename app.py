"""The door: the menu in the reader's language, and the page behind it."""

import streamlit as st

from sydata.ui.menu import menu
from sydata.ui.states import guarded

page = st.navigation(menu(), expanded=True)
with guarded(page.url_path):
    page.run()
