"""Who acts in this run: by what the provider vouches for, the roles that were given, and how old the sign-in is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, NamedTuple

import streamlit as st

from sydata import settings
from sydata.errors import Refused
from sydata.rights import LOCAL, Person, cleaned, identity_of, is_fresh, person_of
from sydata.settings import Settings
from sydata.store.roles import grant_of
from sydata.ui import data, sign_in
from sydata.ui.sittings import SITTINGS, Sittings

# here: a person who may; the others say why nobody is let in
State = Literal["here", "signed-out", "expired", "idle", "nameless", "no-role"]
Grants = Callable[[str], Mapping[str, Any] | None]
PROVIDER = "default"  # the only one that is ever asked


class Visitor(NamedTuple):
    """Who sits there. identity and name: what the provider says, fit to be shown; issued: when it said so."""

    state: State
    person: Person | None = None
    identity: str = ""
    name: str = ""
    issued: float = 0.0
    new: bool = False


THIS_COMPUTER = Visitor("here", LOCAL, LOCAL.id)


def person() -> Person:
    """The person of this run. Refused where nobody is signed in, or who is has no role."""
    found = visitor().person
    if found is None:
        raise Refused("请先登录。", "Sign in first.")
    return found


def visitor() -> Visitor:
    """Who sits at this page, as far as they may be let in. Where nobody signs in: whoever sits at this computer."""
    if not sign_in.is_set_up():
        return THIS_COMPUTER
    given = settings.load()
    store = data.store(given.database_url)
    return visitor_of(claims(), lambda of: grant_of(store, of), given, datetime.now(UTC), SITTINGS)


def claims() -> Mapping[str, Any]:
    """What the signed cookie of this session says."""
    return st.user.to_dict()


def visitor_of(
    said: Mapping[str, Any], grants: Grants, given: Settings, now: datetime, sittings: Sittings
) -> Visitor:
    """The visitor of whom a provider said this. grants: the role of an identity; now: with a zone."""
    if said.get("is_logged_in") is not True or said.get("provider", PROVIDER) != PROVIDER:
        return Visitor("signed-out")
    issued = said.get("iat")
    if not is_fresh(issued, now, given.sign_in_hours):
        return Visitor("expired")
    identity = identity_of(said, given.claim)
    if not identity:
        return Visitor("nameless", name=cleaned(said.get(given.claim)), issued=float(str(issued)))
    return _known(
        identity, said, grants, given, sittings.use((identity, float(str(issued))), now, _pause(given))
    )


def _known(identity: str, said: Mapping[str, Any], grants: Grants, given: Settings, how: str) -> Visitor:
    at, name = float(str(said["iat"])), cleaned(said.get("name"))
    if how in ("idle", "ended"):
        return Visitor("idle" if how == "idle" else "signed-out")
    found = person_of(identity, grants(identity), given.administrators)
    return Visitor("here" if found else "no-role", found, identity, name, at, how == "new")


def _pause(given: Settings) -> timedelta | None:
    return timedelta(minutes=given.idle_minutes) if given.idle_minutes else None


def sign_out() -> None:
    """End the sign-in of this run, in every tab, and leave."""
    of = visitor()
    if of.identity:
        SITTINGS.end((of.identity, of.issued))
    st.logout()
