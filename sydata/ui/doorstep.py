"""What stands before the menu: the page to sign in, or why somebody who did is not let in; and who is signed in."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from sydata.rights import Person
from sydata.text import escape
from sydata.ui import sign_in, style, visiting, who
from sydata.ui.i18n import _, comma
from sydata.ui.open_page import ICON, language, mode
from sydata.ui.registry import PAGES
from sydata.ui.role_words import office_word, role_word
from sydata.ui.states import guarded, state_html
from sydata.ui.who import State, Visitor

SHOWN = 2  # offices that are named; of more only how many


def let_in() -> bool:
    """Whether the visitor may come in; if not, the page says why and what to do."""
    if not sign_in.is_set_up():
        return True
    found = Visitor("signed-out")
    with guarded("door"):
        found = who.visitor()
        visiting.came(found)
        if found.person is None:
            _stand(found)
    return found.person is not None


def _stand(found: Visitor) -> None:
    """A page without a menu, under whatever address was asked for."""
    language()
    st.set_page_config(_("Double-support statistics"), str(ICON), "wide")
    style.apply(mode())
    # Every address keeps its name, so that whoever signs in comes back to it.
    pages = [st.Page(_nothing, title=page.id, url_path=page.id, default=page is PAGES[0]) for page in PAGES]
    st.navigation(pages, position="hidden")
    if found.state in ("nameless", "no-role"):
        visiting.refused(found.state)
        _without_role(found)
    else:
        _sign_in(found.state)


def _nothing() -> None:
    """The page that nobody is shown."""


def _sign_in(state: State) -> None:
    told = {
        "signed-out": _("Sign in with the account of your office to see and hand in returns."),
        "expired": _("Your sign-in has ended after its time. Sign in again to go on."),
        "idle": _("Your sign-in has ended after a long pause. Sign in again to go on."),
    }
    with st.container(key="doorstep"):
        st.html(state_html(_("Double-support statistics"), [told[state]]))
        st.button(_("Sign in"), type="primary", key="sign_in", on_click=st.login)
        kept = _(
            "Whoever signs in, opens and takes away what is noted for the administrators of this service."
        )
        st.html(f"<p class='sy-note'>{escape(kept)}</p>")


def _without_role(found: Visitor) -> None:
    if found.state == "nameless":
        what = _(
            "Your account says no identity that this service can know you by: a verified e-mail address is wanted."
        )
    else:
        what = _(
            "You are signed in, but nobody has given you a role yet. Tell the administrator this identity:"
        )
    with st.container(key="doorstep"):
        st.html(state_html(_("No role yet"), [what]))
        shown = [found.identity, found.name]
        for line in dict.fromkeys(filter(None, shown)):
            st.html(f"<p class='sy-identity'>{escape(line)}</p>")
        st.button(_("Sign out"), key="sign_out", on_click=_leave)


# ---- signed in ----
def who_is_here() -> None:
    """In the sidebar: who is signed in, as what, and the way out. Nothing where nobody signs in."""
    if not sign_in.is_set_up():
        return
    person = who.person()
    with st.sidebar, st.container(key="who_is_here", horizontal=True, vertical_alignment="center"):
        st.html(person_html(person))
        st.button(_("Sign out"), key="sign_out", type="tertiary", on_click=_leave)


def person_html(person: Person) -> str:
    """Name, role, and the offices it is for."""
    said = " · ".join(filter(None, [role_word(person.role), _offices(person.offices)]))
    return f"<p class='sy-person'><b>{escape(person.name)}</b><br>{escape(said)}</p>"


def _offices(codes: Sequence[str] | None) -> str:
    if codes is None:
        return ""
    names = [office_word(code) for code in codes]
    return comma().join(names) if len(names) <= SHOWN else _("{count} offices").format(count=len(names))


def _leave() -> None:
    visiting.left()
    who.sign_out()
