"""The pages and their place in the menu. A new page is one file and one entry here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Section = Literal["", "collect", "explore", "deliver", "admin"]


def N_(message: str) -> str:
    """Mark a word for translation where it is defined; it is translated where it is shown."""
    return message


@dataclass(frozen=True, slots=True)
class PageEntry:
    """id is the address; needs_data: an empty store shows how to begin instead of the page."""

    id: str
    path: str
    section: Section
    title: str
    icon: str
    needs_data: bool = True


SECTIONS: dict[Section, str] = {
    "": "",
    "collect": N_("Collect"),
    "explore": N_("Explore"),
    "deliver": N_("Deliver"),
    "admin": N_("Manage"),
}
PAGES: tuple[PageEntry, ...] = (
    PageEntry("overview", "pages/explore/overview.py", "", N_("Overview"), ":material/lab_profile:"),
    PageEntry("submit", "pages/collect/submit.py", "collect", N_("Submit"), ":material/upload_file:", False),
    PageEntry("quality", "pages/collect/quality.py", "collect", N_("Check"), ":material/fact_check:"),
    PageEntry("progress", "pages/collect/progress.py", "collect", N_("Progress"), ":material/checklist:"),
    PageEntry("reconcile", "pages/collect/reconcile.py", "collect", N_("Reconcile"), ":material/balance:"),
    PageEntry("register", "pages/collect/register.py", "collect", N_("Register"), ":material/list_alt:"),
    PageEntry("signoff", "pages/collect/signoff.py", "collect", N_("Sign-off"), ":material/verified:"),
    PageEntry("categories", "pages/explore/categories.py", "explore", N_("Categories"), ":material/segment:"),
    PageEntry("yoy", "pages/explore/yoy.py", "explore", N_("Year over year"), ":material/compare_arrows:"),
    PageEntry("districts", "pages/explore/districts.py", "explore", N_("Districts"), ":material/grid_on:"),
    PageEntry("trend", "pages/explore/trend.py", "explore", N_("Trend"), ":material/show_chart:"),
    PageEntry(
        "explore", "pages/explore/explore.py", "explore", N_("Explore freely"), ":material/pivot_table_chart:"
    ),
    PageEntry("briefing", "pages/deliver/briefing.py", "deliver", N_("Briefing"), ":material/article:"),
    PageEntry("present", "pages/deliver/present.py", "deliver", N_("Presentation"), ":material/slideshow:"),
    PageEntry("download", "pages/deliver/download.py", "deliver", N_("Download"), ":material/download:"),
    PageEntry("settings", "pages/admin/settings.py", "admin", N_("Settings"), ":material/tune:", False),
)


def entry(page_id: str) -> PageEntry:
    """The page of this id; KeyError if there is none."""
    return {page.id: page for page in PAGES}[page_id]
