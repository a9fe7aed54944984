"""The card of persons and roles: who has which, and the forms that give, change and take one. For administrators."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from sydata import settings
from sydata.catalog.offices import seed_offices
from sydata.catalog.roll import people
from sydata.rights import ROLES, may
from sydata.settings import Settings
from sydata.store import roles
from sydata.store.acting import Clerk
from sydata.store.terms import collector
from sydata.text import escape
from sydata.ui import data, sign_in
from sydata.ui.acting import do, telling
from sydata.ui.i18n import _, comma
from sydata.ui.learn_panels import moment, who_word
from sydata.ui.open_page import Context
from sydata.ui.parts.card import card_head
from sydata.ui.parts.table import table
from sydata.ui.role_words import office_word, role_meaning, role_word
from sydata.ui.setting_panels import reason_field, will
from sydata.ui.who import person

ADD, CHANGE, TAKE = "add", "change", "take"
SHOWN = 30  # changes shown
Held = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Desk:
    """What the forms work with. held: identity → name, role, offices, units."""

    page: Context
    given: Settings
    held: Held

    @property
    def engine(self) -> Any:
        return data.engine(self.page.source.door)

    def spelled(self, identity: str) -> str:
        """An identity as the provider's will be compared: e-mail addresses in small letters."""
        return identity.strip().lower() if self.given.claim == "email" else identity.strip()


def roles_panel(page: Context) -> None:
    """Who has which role; nothing where nobody signs in, in the example, and for anybody but administrators."""
    if page.sample or not may(person(), "roles"):
        return
    given = settings.load()
    held = roles.grants(data.engine(page.source.door))
    if not sign_in.is_set_up() and not held:
        return
    desk = Desk(page, given, held)
    with st.container(key="card_roles"):
        card_head(_("Persons and roles: {count}").format(count=len(held)), _note(given))
        if held:
            table(roles_frame(desk))
        _form(desk)
        _changes(desk)


def _note(given: Settings) -> str:
    """Who can come in besides those of the list."""
    always = [name for name in given.administrators if name == desk_form(name, given)]
    if not always:
        return _("Whoever signs in without a role sees no data.")
    said = _(
        "Whoever signs in without a role sees no data. Administrators by the service's own settings: {names}."
    )
    return said.format(names=comma().join(always))


def desk_form(identity: str, given: Settings) -> str:
    """An identity of the settings as it is compared."""
    return identity.lower() if given.claim == "email" else identity


def roles_frame(desk: Desk) -> pd.DataFrame:
    """One row a person."""
    rows = [
        (identity, of["name"], role_word(of["role"]), _offices(of), _units(desk, of))
        for identity, of in desk.held.items()
    ]
    return pd.DataFrame(
        rows, columns=[_("Identity"), _("Name of the person"), _("Role"), _("Offices"), _("Units")]
    )


def _offices(of: Mapping[str, Any]) -> str:
    if of["role"] == "administrator":
        return _("all")
    return comma().join(office_word(code) for code in of["offices"])


def _units(desk: Desk, of: Mapping[str, Any]) -> str:
    names = unit_names(desk.engine, of["offices"]) if of["units"] else {}
    return comma().join(names.get(code, code) for code in of["units"])


def unit_names(engine: Any, offices: Sequence[str]) -> dict[str, str]:
    """Code → name of everybody who reports to these offices."""
    return {of.code: of.name for code in offices for of in people(collector(engine, code))}


# ---- the forms ----
def _form(desk: Desk) -> None:
    names = {ADD: _("Give a role"), CHANGE: _("Change a role"), TAKE: _("Take the role away")}
    chosen = st.segmented_control(
        _("What to change"), list(names) if desk.held else [ADD], format_func=lambda id: names[id],
        key="roles_form", label_visibility="collapsed",
    )  # fmt: skip
    if chosen is not None:
        _FORMS[chosen](desk)


def _add(desk: Desk) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="grant_who"):
        label = _("Identity (e-mail address)") if desk.given.claim == "email" else _("Identity")
        identity = desk.spelled(st.text_input(label, key="grant_identity", max_chars=120, width=300) or "")
        name = st.text_input(_("Name of the person"), key="grant_name", max_chars=80, width=180) or ""
    value = _fields(desk, "grant", {"name": name, "role": "editor", "offices": [desk.page.office.code]})
    reason = reason_field("grant")
    if st.button(_("Give this role"), type="primary", key="grant_save", disabled=not identity):
        told = _("{who} is {role} now.").format(who=name or identity, role=role_word(value["role"]))
        _do(desk, lambda by, standing: roles.grant(by, identity, value, reason, standing), told)


def _change(desk: Desk) -> None:
    identity = _choose(desk, "change_whom")
    if not identity:
        return
    held = dict(desk.held[identity])
    held["name"] = st.text_input(
        _("Name of the person"), held["name"], key=f"change_name_{identity}", max_chars=80, width=300
    )
    value = _fields(desk, f"change_{identity}", held)
    reason = reason_field("change_role")
    if st.button(_("Save the change"), type="primary", key="change_role_save"):
        told = _("{who} is {role} now.").format(who=held["name"] or identity, role=role_word(value["role"]))
        _do(desk, lambda by, standing: roles.grant(by, identity, value, reason, standing), told)


def _take(desk: Desk) -> None:
    identity = _choose(desk, "take_whom")
    if not identity:
        return
    will(_("From the next click on {who} sees nothing here any more.").format(who=_called(desk, identity)))
    reason = reason_field("take_role")
    if st.button(_("Take the role away"), type="primary", key="take_role_save"):
        told = _("{who} has no role any more.").format(who=_called(desk, identity))
        _do(desk, lambda by, standing: roles.grant(by, identity, None, reason, standing), told)


_FORMS: Mapping[str, Callable[[Desk], None]] = {ADD: _add, CHANGE: _change, TAKE: _take}
Act = Callable[[Clerk, Sequence[str]], object]


def _do(desk: Desk, act: Act, told: str) -> None:
    standing = desk.given.administrators
    do(desk.page, telling(lambda by: act(by, standing), told))


def _fields(desk: Desk, key: str, held: Mapping[str, Any]) -> dict[str, Any]:
    """Role, offices and units."""
    role = st.segmented_control(
        _("Role"), ROLES, default=held["role"], format_func=role_word, key=f"{key}_role", required=True
    )
    means = _("{role}: {meaning}").format(role=role_word(role), meaning=role_meaning(role))
    st.html(f"<p class='sy-note'>{escape(means)}</p>")
    offices = _some_offices(desk, key, held) if role != "administrator" else []
    units = _some_units(desk, key, held, offices) if role == "reporter" else []
    return {"name": held["name"], "role": role, "offices": offices, "units": units}


def _some_offices(desk: Desk, key: str, held: Mapping[str, Any]) -> list[str]:
    given = [code for of in desk.held.values() for code in of["offices"]]
    codes = list(dict.fromkeys([desk.page.office.code, *given, *(each.code for each in seed_offices())]))
    return st.multiselect(
        _("Offices"), codes, list(held.get("offices", [])), format_func=office_word,
        key=f"{key}_offices", placeholder=_("Choose offices"), width=520,
    )  # fmt: skip


def _some_units(desk: Desk, key: str, held: Mapping[str, Any], offices: Sequence[str]) -> list[str]:
    names = unit_names(desk.engine, offices)
    kept = [code for code in held.get("units", []) if code in names]
    return st.multiselect(
        _("Own units"), list(names), kept, format_func=lambda code: names.get(code, code),
        key=f"{key}_units_{'-'.join(offices)}", placeholder=_("Choose units"), width=520,
    )  # fmt: skip


def _choose(desk: Desk, key: str) -> str:
    others = [identity for identity in desk.held if identity != person().id]
    chosen = st.selectbox(
        _("Person"), others, index=None, format_func=lambda identity: _called(desk, identity), key=key,
        placeholder=_("Choose the person"), width=420,
    )  # fmt: skip
    return str(chosen or "")


def _called(desk: Desk, identity: str) -> str:
    name = desk.held.get(identity, {}).get("name", "")
    return f"{name} ({identity})" if name else identity


# ---- the history ----
def _changes(desk: Desk) -> None:
    rows = roles.history(desk.engine)
    if rows.empty:
        return
    with st.expander(_("Changes of roles: {count}").format(count=len(rows)), key="roles_changes"):
        reason = reason_field("undo_role")
        for row in rows.head(SHOWN).to_dict("records"):
            _told(desk, row, reason)


def _told(desk: Desk, row: Mapping[Any, Any], reason: str) -> None:
    id = int(row["change_id"])
    said = change_words(row)
    with st.container(key=f"holds_role_{id}", horizontal=True, vertical_alignment="center"):
        why = " · ".join([who_word(row["who"]), moment(row["at"]), row["reason"]])
        st.html(f"<p class='sy-word'>{escape(said)}</p><p class='sy-note sy-change-why'>{escape(why)}</p>")
        can = bool(row["newest"]) and row["identity"] != person().id
        pressed = can and st.button(_("Undo"), key=f"undo_role_{id}", type="tertiary")
    if pressed:
        told = _("Undone: {what}").format(what=said)
        _do(desk, lambda by, standing: roles.undo(by, id, reason, standing), told)


def change_words(row: Mapping[Any, Any]) -> str:
    """`li@example.org: none → editor (Chongqing)`."""
    before, after = (_in_words(row[side]) for side in ("before", "after"))
    return f"{row['identity']}: {before} → {after}"


def _in_words(of: Mapping[str, Any] | None) -> str:
    if of is None:
        return _("no role")
    more = "" if of["role"] == "administrator" else f" ({_offices(of)})"
    units = _(", units: {count}").format(count=len(of["units"])) if of["units"] else ""
    return f"{role_word(of['role'])}{more}{units}"
