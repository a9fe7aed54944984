"""What is taken from the page Download: periods, a part of them, headings. It stands in the address.

Anything unknown there is left out, and said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast, get_args

import streamlit as st

from sydata.catalog.categories import CATEGORIES
from sydata.catalog.festivals import period_name
from sydata.catalog.indicators import INDICATORS
from sydata.catalog.periods import TO, meant, written
from sydata.catalog.roll import people
from sydata.exports.choice import Choice
from sydata.exports.tables import Language
from sydata.model import Period
from sydata.ui import address, data
from sydata.ui.i18n import _
from sydata.ui.open_page import Context
from sydata.wide import is_number

Scope = Literal["this", "all", "range", "some"]
PAGE = "download"
PARTS = ("units", "categories", "indicators")
KEYS = ("periods", *PARTS, "heads")
NONE = "none"  # in the address: periods are to be picked, and none is yet


@dataclass(frozen=True, slots=True)
class Taken:
    """periods: those chosen; empty: all of them, or with the scope `some` none yet. wrong: parts of the address that
    mean nothing.
    """

    scope: Scope
    periods: tuple[Period, ...]
    choice: Choice
    heads: Language
    wrong: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether no period is picked yet."""
        return self.scope == "some" and not self.periods


def taken(page: Context) -> Taken:
    """What is asked for, with the controls that change it."""
    found = parsed(page, address.asked(PAGE, KEYS))
    _periods(page, found)
    with st.expander(_("Only a part of it, or other headings"), key="part"):
        _parts(page, found)
    address.keep(PAGE, KEYS, as_address(found, page))
    return found


def parsed(page: Context, asked: Mapping[str, str]) -> Taken:
    """What a part of an address asks for."""
    wrong: list[str] = []
    scope, periods = _scope(page, asked.get("periods", ""), wrong)
    names = _names(page)
    units, categories, indicators = (_known(key, asked.get(key, ""), names[key], wrong) for key in PARTS)
    heads: Language = "ids" if asked.get("heads") == "ids" else page.lang
    return Taken(scope, periods, Choice(units, categories, indicators), heads, tuple(wrong))


def _scope(page: Context, text: str, wrong: list[str]) -> tuple[Scope, tuple[Period, ...]]:
    if text in ("all", NONE):
        return ("all" if text == "all" else "some"), ()
    if not text:
        return "this", (page.period,)
    found, unknown = meant(text.split(","), data.periods(page.source))
    wrong += [f"periods={word[:40]}" for word in unknown]
    if not found:
        return "this", (page.period,)
    return ("range" if TO in text and "," not in text else "some"), found


def _known(key: str, text: str, names: Mapping[str, str], wrong: list[str]) -> tuple[str, ...]:
    ids = [id for id in text.split(",") if id]
    wrong += [f"{key}={id[:20]}" for id in ids if id not in names]
    return tuple(id for id in dict.fromkeys(ids) if id in names)


def as_address(of: Taken, page: Context) -> dict[str, str]:
    """What is taken as the parts of an address; what is usual is left out."""
    values = {
        "periods": _periods_written(of),
        "units": ",".join(of.choice.units),
        "categories": ",".join(of.choice.categories),
        "indicators": ",".join(of.choice.indicators),
        "heads": "ids" if of.heads == "ids" else "",
    }
    return {key: value for key, value in values.items() if value}


def _periods_written(of: Taken) -> str:
    if of.scope == "range":
        return f"{of.periods[0].id}{TO}{of.periods[-1].id}"
    return {"this": "", "all": "all", "some": written(of.periods) or NONE}[of.scope]


# ---- the controls ----
def _periods(page: Context, now: Taken) -> None:
    """Which periods: the one of the page, all, from one to another, or any."""
    scopes = {
        "this": page.period_name,
        "all": _("All periods"),
        "range": _("From … to …"),
        "some": _("Some periods"),
    }
    there = sorted(data.periods(page.source))
    if len(there) < 2:
        scopes = {id: name for id, name in scopes.items() if id in ("this", "all", now.scope)}
    with st.container(key="download_periods"):
        st.session_state["scope"] = now.scope
        st.segmented_control(
            _("Period"),
            list(scopes),
            format_func=scopes.__getitem__,
            required=True,
            key="scope",
            label_visibility="collapsed",
            on_change=_scope_changed,
            args=(page, now),
        )
        if now.scope == "range":
            _ends(page, there, now)
        if now.scope == "some":
            _picked(page, there, now)


def _ends(page: Context, there: Sequence[Period], now: Taken) -> None:
    """The first and the last period; the wrong way round they are turned."""
    ids = [each.id for each in there]
    names = {each.id: period_name(each, page.lang) for each in there}
    with st.container(horizontal=True):
        for at, label in ((0, _("From")), (-1, _("To"))):
            st.session_state[f"period_{at}"] = now.periods[at].id
            st.selectbox(
                label,
                ids,
                format_func=lambda id: names[id],
                key=f"period_{at}",
                on_change=_ends_changed,
                args=(page, now),
                filter_mode=None,
                width=200,
            )


def _picked(page: Context, there: Sequence[Period], now: Taken) -> None:
    """Any of the periods, the newest first."""
    asked = [each for each in now.periods if each not in there]
    names = {each.id: period_name(each, page.lang) for each in reversed([*there, *asked])}
    st.session_state["periods"] = [each.id for each in reversed(now.periods)]
    st.multiselect(
        _("Periods"),
        list(names),
        format_func=lambda id: names[id],
        placeholder=_("None yet"),
        key="periods",
        on_change=_picked_changed,
        args=(page, now),
    )


def _parts(page: Context, now: Taken) -> None:
    """What is left out of the downloads, and how their columns are headed."""
    left, right = st.columns(2)
    names = _names(page)
    labels = {"units": _("Units"), "categories": _("Categories"), "indicators": _("Indicators")}
    for key, place in zip(PARTS, (left, left, right), strict=True):
        st.session_state[f"part_{key}"] = list(getattr(now.choice, key))
        place.multiselect(
            labels[key],
            list(names[key]),
            format_func=names[key].__getitem__,
            placeholder=_("All"),
            key=f"part_{key}",
            on_change=_part_changed,
            args=(page, now, key),
        )
    heads: dict[Language, str] = {page.lang: _("Words"), "ids": _("Ids, for programs")}
    st.session_state["heads"] = now.heads
    right.segmented_control(
        _("Headings"),
        list(heads),
        format_func=heads.__getitem__,
        required=True,
        key="heads",
        on_change=_heads_changed,
        args=(page, now),
    )


def _names(page: Context) -> dict[str, dict[str, str]]:
    """What can be chosen of each part: id → name. Troop units cannot be told apart here."""
    units = {unit.code: unit.name for unit in people(data.roll(page.source)) if unit.kind != "troop"}
    return {
        "units": units,
        "categories": {id: each.name(page.lang) for id, each in CATEGORIES.items()},
        "indicators": {id: each.name(page.lang) for id, each in INDICATORS.items() if is_number(id)},
    }


# ---- a change goes into the address ----
def _keep(page: Context, now: Taken) -> None:
    address.keep(PAGE, KEYS, as_address(now, page))


def _scope_changed(page: Context, now: Taken) -> None:
    """Another way to choose begins with what was chosen before it."""
    scope = st.session_state["scope"]
    if scope not in get_args(Scope):
        return
    there = sorted(data.periods(page.source))
    before = now.periods or tuple(there)
    begun = {
        "this": (page.period,),
        "all": (),
        "range": before if len(before) > 1 else (there[0], max(there[0], page.period)),
        "some": before,
    }
    _keep(page, replace(now, scope=cast(Scope, scope), periods=begun[scope]))


def _ends_changed(page: Context, now: Taken) -> None:
    ids = [st.session_state[f"period_{at}"] for at in (0, -1)]
    found, _unknown = meant([TO.join(ids)], data.periods(page.source))
    _keep(page, replace(now, periods=found))


def _picked_changed(page: Context, now: Taken) -> None:
    found, _unknown = meant(st.session_state["periods"], data.periods(page.source))
    _keep(page, replace(now, periods=found))


def _part_changed(page: Context, now: Taken, key: str) -> None:
    chosen = {key: tuple(st.session_state[f"part_{key}"])}
    _keep(page, replace(now, choice=replace(now.choice, **chosen)))


def _heads_changed(page: Context, now: Taken) -> None:
    _keep(page, replace(now, heads=st.session_state["heads"] or page.lang))
