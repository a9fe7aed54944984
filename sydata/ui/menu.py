"""The menu of the application, made from the registry of pages."""

from __future__ import annotations

import streamlit as st

from sydata.ui.i18n import _
from sydata.ui.open_page import ICON, language
from sydata.ui.registry import PAGES, SECTIONS


def menu() -> dict[str, list]:
    """Sections and their pages, in the reader's language; sections without a page are left out."""
    language()
    # Before any page opens, so that the browser never asks a font server for the tab's icon.
    st.set_page_config(_("Double-support statistics"), str(ICON), "wide")
    sections: dict[str, list] = {}
    for section, title in SECTIONS.items():
        pages = [page for page in PAGES if page.section == section]
        if pages:
            sections[_(title) if title else ""] = [
                st.Page(
                    page.path,
                    title=_(page.title),
                    icon=page.icon,
                    url_path=page.id,
                    default=page.id == "overview",
                )
                for page in pages
            ]
    return sections
