"""The menu of the application, made from the registry of pages: what a person may see of it stands in it."""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import Page

from sydata.errors import Refused
from sydata.rights import Person
from sydata.ui import who
from sydata.ui.i18n import _
from sydata.ui.open_page import ICON, language
from sydata.ui.registry import PAGES, SECTIONS, PageEntry, first_page, opens


def menu() -> dict[str, list[Page]]:
    """Sections and their pages, in the reader's language; sections without a page are left out.

    A page that the person may not see is there unseen, so that its address answers with the reason.
    """
    language()
    # Before any page opens, so that the browser never asks a font server for the tab's icon.
    st.set_page_config(_("Double-support statistics"), str(ICON), "wide")
    person = _person()
    first = (first_page(person) if person else None) or PAGES[0]
    sections: dict[str, list[Page]] = {}
    for section, title in SECTIONS.items():
        pages = [_page(page, person, page == first == PAGES[0]) for page in PAGES if page.section == section]
        if pages:
            sections[_(title) if title else ""] = pages
    if first != PAGES[0]:
        sections[""].append(_bare(first))
    return sections


def _person() -> Person | None:
    """Who reads; None where nobody may, for which every page gives the reason."""
    try:
        return who.person()
    except Refused:
        return None


def _page(page: PageEntry, person: Person | None, default: bool) -> Page:
    return st.Page(
        page.path,
        title=_(page.title),
        icon=page.icon,
        url_path=page.id,
        default=default,
        visibility="visible" if person is not None and opens(person, page) else "hidden",
    )


def _bare(first: PageEntry) -> Page:
    """The bare address, for a person whose first page is another than everybody's: it keeps an address of its own."""

    def lead() -> None:
        st.switch_page(first.path, query_params=st.query_params.to_dict())

    return st.Page(lead, title=_(first.title), url_path="first", default=True, visibility="hidden")
