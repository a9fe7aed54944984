"""What the page Explore is asked: held in the address, changed by the controls, and handed on as a link."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote_plus, urlencode

import streamlit as st

from sydata.analysis import question as asking
from sydata.analysis.lead import LEAD
from sydata.analysis.question import DIMS, KEYS, MOST_DIMS, Known, Problem, Question, parsed, written
from sydata.catalog.categories import CATEGORIES
from sydata.catalog.festivals import FESTIVALS
from sydata.catalog.groups import groups
from sydata.ui import address, exploring
from sydata.ui.i18n import _
from sydata.ui.open_page import Context
from sydata.ui.parts.copy import copy_button

PAGE = "explore"
SPOT = "at"  # the part of the address that names a cell
PARTS = (*KEYS.values(), SPOT)
SLOT = "explore_"


def known(page: Context) -> Known:
    """What an address may name."""
    order = exploring.order(page.source)
    ids = {dim: tuple(map(str, order[dim])) for dim in DIMS if dim != "year"}
    years = tuple(int(str(year)) for year in order["year"])
    return Known(ids["indicator"], ids["unit"], ids["group"], ids["category"], years, ids["festival"])


def covers(page: Context, question: Question) -> str:
    """The periods that a question is about, in words."""
    there = known(page)
    years, festivals = question.years or there.years, question.festivals or there.festivals
    return exploring.span_words(years, festivals, page.lang)


def default(page: Context) -> Question:
    """The view of a reader who has not asked yet: the units over the years of the festival."""
    there = known(page).indicators
    first = LEAD if LEAD in there or not there else there[0]
    return Question(("unit",), ("year",), (first,), festivals=(page.period.festival,), sort="size")


def asked(page: Context) -> tuple[Question, tuple[Problem, ...], str]:
    """The question of the address, what of it is not understood, and the cell it points at."""
    values = address.asked(PAGE, PARTS)
    found, problems = parsed(values, known(page), default(page))
    spot = values.get(SPOT, "")
    address.keep(PAGE, PARTS, written(found) | ({SPOT: spot} if spot else {}))
    return found, problems, spot


def ask(question: Question) -> None:
    """Turn the page to a question; the cell that was looked at belongs to the last one."""
    address.keep(PAGE, PARTS, written(question))


def spot_links() -> Callable[[str], str]:
    """What gives the address of a cell's sources within this page; the rest of the address is written once for all."""
    here = urlencode({key: value for key, value in st.query_params.items() if key != SPOT})
    before = f"?{here}&{SPOT}=" if here else f"?{SPOT}="
    return lambda spot: before + quote_plus(spot)


# ---- the controls ----
def controls(page: Context, now: Question) -> None:
    """The measures, both sides, what is shown, and the filters."""
    with st.container(key="card_ask"):
        _several("indicators", _("Measures"), exploring.indicator_names(page), now)
        with st.container(horizontal=True, key="explore_sides"):
            _several("rows", _("Rows"), dim_names(), now)
            _several("columns", _("Columns"), dim_names(), now)
        with st.container(horizontal=True, key="explore_shown"):
            _one("show", _("Figures shown"), show_names(), now)
            _one("sort", _("Order of rows"), {"size": _("by size"), "order": _("official order")}, now)
        with st.expander(_filter_label(now), key="explore_filters"):
            _filters(page, now)
        _link()


def dim_names() -> dict[str, str]:
    """The dimensions in words."""
    return {
        "unit": _("Unit"),
        "group": _("Group of units"),
        "category": _("Category"),
        "year": _("Year"),
        "festival": _("Festival"),
        "indicator": _("Measure"),
    }


def show_names() -> dict[str, str]:
    """What a cell may show, in words."""
    return {
        "sum": _("Figure"),
        "row": _("Share of row"),
        "column": _("Share of column"),
        "change": _("Change on year before"),
        "like": _("The same, like for like"),
    }


def _filter_label(now: Question) -> str:
    chosen = sum(bool(getattr(now, name)) for name in asking.FILTERS)
    return _("Filters ({count} set)").format(count=chosen)


def _filters(page: Context, now: Question) -> None:
    there, lang = known(page), page.lang
    _several("years", _("Years"), {str(year): str(year) for year in there.years}, now)
    _several("festivals", _("Festivals"), {id: FESTIVALS[id].name(lang) for id in there.festivals}, now)
    _several("categories", _("Categories"), {id: CATEGORIES[id].short(lang) for id in there.categories}, now)
    every = groups(page.office.code)
    _several("groups", _("Groups of units"), {id: every[id].name(lang) for id in there.groups}, now)
    names = exploring.unit_names(page)
    slot = f"{SLOT}units"
    st.session_state[slot] = list(now.units)
    st.multiselect(
        _("Units"),
        list(there.units),
        format_func=lambda code: names.get(code, code),
        key=slot,
        placeholder=_("All units, or those of the groups"),
        on_change=_changed,
        args=("units", now),
        filter_mode=None,
    )


def _several(name: str, label: str, options: Mapping[str, str], now: Question) -> None:
    """Pills of which any number may be chosen."""
    slot = f"{SLOT}{name}"
    st.session_state[slot] = [str(id) for id in getattr(now, name) if str(id) in options]
    st.pills(
        label,
        list(options),
        selection_mode="multi",
        wrap=True,
        format_func=lambda id: options[id],
        key=slot,
        on_change=_changed,
        args=(name, now),
    )


def _one(name: str, label: str, options: Mapping[str, str], now: Question) -> None:
    slot = f"{SLOT}{name}"
    st.session_state[slot] = getattr(now, name)
    st.segmented_control(
        label,
        list(options),
        format_func=lambda id: options[id],
        key=slot,
        required=True,
        wrap=True,
        on_change=_changed,
        args=(name, now),
    )


def _changed(name: str, now: Question) -> None:
    """Take over what a control says; whatever would leave no measure or no choice changes nothing."""
    value = st.session_state[f"{SLOT}{name}"]
    if isinstance(value, str):
        ask(replace(now, **{name: value}))  # type: ignore[arg-type]  # names of fields, each with its own type
    elif value is not None and (value or name != "indicators"):
        ask(_moved(name, _in_order(getattr(now, name), value, name), now))


def _in_order(before: Sequence[object], chosen: Sequence[str], name: str) -> tuple[object, ...]:
    """What was chosen before in its order, then what is new."""
    to: Callable[[str], object] = int if name == "years" else str
    values = [to(each) for each in chosen]
    return (*(each for each in before if each in values), *(each for each in values if each not in before))


def _moved(name: str, value: tuple[object, ...], now: Question) -> Question:
    """The question with this value; a dimension that is put on one side leaves the other."""
    other = {"rows": "columns", "columns": "rows"}.get(name)
    if other is None:
        return replace(now, **{name: value})  # type: ignore[arg-type]  # names of fields, each with its own type
    sides = {name: value[-MOST_DIMS:], other: tuple(dim for dim in getattr(now, other) if dim not in value)}
    return replace(now, **sides)  # type: ignore[arg-type]  # names of fields, each with its own type


def _link() -> None:
    """The address of this view, to be kept or sent."""
    with st.expander(_("Save this view as a link"), key="explore_save"):
        here = f"{st.context.url or ''}?{urlencode(dict(st.query_params.items()))}"
        st.session_state["explore_link"] = here
        st.text_area(_("Link"), key="explore_link", height=90, label_visibility="collapsed")
        copy_button("explore_link", "copy_explore")
