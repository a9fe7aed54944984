"""The door: who may come in, the menu in the reader's language, and the page behind it."""

import streamlit as st

from sydata.ui.doorstep import let_in, who_is_here
from sydata.ui.menu import menu
from sydata.ui.states import guarded

if let_in():
    page = st.navigation(menu(), expanded=True)
    with guarded(page.url_path):
        who_is_here()
        page.run()
