"""Roles and visits in the reader's words."""

from __future__ import annotations

from sydata.catalog.offices import office
from sydata.rights import Role
from sydata.store.visits import Kind
from sydata.ui.i18n import _, language
from sydata.ui.registry import PAGES


def role_word(role: Role | str) -> str:
    """A role's name."""
    words = {
        "leader": _("Leader"),
        "reporter": _("Reporter"),
        "editor": _("Editor"),
        "administrator": _("Administrator"),
    }
    return words.get(role, role)


def role_meaning(role: Role | str) -> str:
    """What a role may do, in one sentence."""
    words = {
        "leader": _("sees and takes away the analysis of these offices; no single files, no settings"),
        "reporter": _("hands in, and sees returns of the own units only"),
        "editor": _("does everything in these offices, but gives no roles"),
        "administrator": _("does everything everywhere, gives roles, and sees the record of visits"),
    }
    return words.get(role, "")


def office_word(code: str) -> str:
    """The name of an office."""
    found = office(code)
    return found.name if language() == "zh" else found.name_en


def kind_word(kind: Kind | str) -> str:
    """What somebody did."""
    words = {
        "signed-in": _("signed in"),
        "signed-out": _("signed out"),
        "opened": _("opened"),
        "took": _("took away"),
        "refused": _("was refused"),
    }
    return words.get(kind, kind)


def what_word(what: str) -> str:
    """A page by its name; why somebody was not let in; anything else as it was noted."""
    reasons = {
        "no-role": _("to be let in: no role"),
        "nameless": _("to be let in: no identity"),
        "file": _("a file"),
    }
    pages = {page.id: _(page.title) for page in PAGES}
    return reasons.get(what) or pages.get(what, what)
