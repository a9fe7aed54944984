"""The pages and their place in the menu. A new page is one file and one entry here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sydata.rights import Person, Right, may, permit

Section = Literal["", "collect", "explore", "deliver", "admin"]


ANALYSIS: tuple[Right, ...] = ("analysis",)
RETURNS: tuple[Right, ...] = ("returns",)


def N_(message: str) -> str:
    """Mark a word for translation where it is defined; it is translated where it is shown."""
    return message


@dataclass(frozen=True, slots=True)
class PageEntry:
    """id is the address; needs_data: an empty store shows how to begin instead of the page.

    rights: any of them opens the page. What is done on it asks for rights of its own.
    """

    id: str
    path: str
    section: Section
    title: str
    icon: str
    rights: tuple[Right, ...]
    needs_data: bool = True


SECTIONS: dict[Section, str] = {
    "": "",
    "collect": N_("Collect"),
    "explore": N_("Explore"),
    "deliver": N_("Deliver"),
    "admin": N_("Manage"),
}
PAGES: tuple[PageEntry, ...] = (
    PageEntry(
        "overview", "pages/explore/overview.py", "", N_("Overview"), ":material/lab_profile:", ANALYSIS
    ),
    PageEntry(
        "submit",
        "pages/collect/submit.py",
        "collect",
        N_("Submit"),
        ":material/upload_file:",
        ("submit",),
        False,
    ),
    PageEntry(
        "quality", "pages/collect/quality.py", "collect", N_("Check"), ":material/fact_check:", RETURNS
    ),
    PageEntry(
        "progress",
        "pages/collect/progress.py",
        "collect",
        N_("Progress"),
        ":material/checklist:",
        ("analysis", "returns"),
    ),
    PageEntry(
        "reconcile", "pages/collect/reconcile.py", "collect", N_("Reconcile"), ":material/balance:", ANALYSIS
    ),
    PageEntry(
        "register", "pages/collect/register.py", "collect", N_("Register"), ":material/list_alt:", RETURNS
    ),
    PageEntry(
        "signoff", "pages/collect/signoff.py", "collect", N_("Sign-off"), ":material/verified:", ANALYSIS
    ),
    PageEntry(
        "categories",
        "pages/explore/categories.py",
        "explore",
        N_("Categories"),
        ":material/segment:",
        ANALYSIS,
    ),
    PageEntry(
        "yoy", "pages/explore/yoy.py", "explore", N_("Year over year"), ":material/compare_arrows:", ANALYSIS
    ),
    PageEntry(
        "districts", "pages/explore/districts.py", "explore", N_("Districts"), ":material/grid_on:", ANALYSIS
    ),
    PageEntry("trend", "pages/explore/trend.py", "explore", N_("Trend"), ":material/show_chart:", ANALYSIS),
    PageEntry(
        "explore",
        "pages/explore/explore.py",
        "explore",
        N_("Explore freely"),
        ":material/pivot_table_chart:",
        ANALYSIS,
    ),
    PageEntry(
        "briefing", "pages/deliver/briefing.py", "deliver", N_("Briefing"), ":material/article:", ANALYSIS
    ),
    PageEntry(
        "present", "pages/deliver/present.py", "deliver", N_("Presentation"), ":material/slideshow:", ANALYSIS
    ),
    PageEntry(
        "download", "pages/deliver/download.py", "deliver", N_("Download"), ":material/download:", ("export",)
    ),
    PageEntry(
        "settings", "pages/admin/settings.py", "admin", N_("Settings"), ":material/tune:", ("set",), False
    ),
)


def entry(page_id: str) -> PageEntry:
    """The page of this id; KeyError if there is none."""
    return {page.id: page for page in PAGES}[page_id]


def opens(person: Person, page: PageEntry, office: str | None = None) -> bool:
    """Whether a person may see a page; with an office, of that office."""
    return any(may(person, right, office) for right in page.rights)


def permit_page(person: Person, page: PageEntry, office: str | None = None) -> None:
    """Refused, with a sentence, unless the person may see the page."""
    if not opens(person, page, office):
        permit(person, page.rights[0], office)


def first_page(person: Person) -> PageEntry | None:
    """The page that a person meets first; None for one who may see none."""
    return next((page for page in PAGES if opens(person, page)), None)
