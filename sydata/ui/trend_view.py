"""What the page Trend is asked for: it stands in the address. Anything unknown there is the default, and is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast, get_args

import streamlit as st

from sydata.analysis.lead import LEAD
from sydata.analysis.over_years import Sort
from sydata.ui import address
from sydata.ui.exploring import indicator_names
from sydata.ui.i18n import _
from sydata.ui.open_page import Context

By = Literal["unit", "category", "indicator"]
Scale = Literal["own", "common"]
Basis = Literal["all", "like"]
PAGE = "trend"
KEYS = ("by", "ind", "scale", "sort", "basis", "years")
ALLOWED: dict[str, tuple[str, ...]] = {
    "by": get_args(By),
    "scale": get_args(Scale),
    "sort": get_args(Sort),
    "basis": get_args(Basis),
}


@dataclass(frozen=True, slots=True)
class TrendView:
    """wrong: parts of the address that mean nothing."""

    by: By
    indicator: str
    scale: Scale
    sort: Sort
    basis: Basis
    years: tuple[int, ...]
    wrong: tuple[str, ...] = ()


def view(page: Context) -> TrendView:
    """The view asked for, with the controls that change it."""
    found = parsed(address.asked(PAGE, KEYS), list(indicator_names(page)), known_years(page))
    _controls(page, found)
    address.keep(PAGE, KEYS, written(found))
    return found


def known_years(page: Context) -> list[int]:
    """All years of the festival of the page."""
    found = {year for _indicator, festival, year in page.totals.units if festival == page.period.festival}
    found.add(page.period.year)
    return sorted(found)


def parsed(asked: dict[str, str], indicators: Sequence[str], years: Sequence[int]) -> TrendView:
    """The view that a part of an address asks for."""
    wrong: list[str] = []
    values: dict[str, str] = {}
    for key, default in (("by", "unit"), ("scale", "own"), ("sort", "size"), ("basis", "all")):
        values[key] = _known(key, asked.get(key, default), ALLOWED[key], default, wrong)
    default = LEAD if LEAD in indicators or not indicators else indicators[0]
    values["ind"] = _known("ind", asked.get("ind", default), [*indicators, default], default, wrong)
    chosen = _span(asked.get("years", ""), years, wrong)
    return TrendView(
        cast(By, values["by"]),
        values["ind"],
        cast(Scale, values["scale"]),
        cast(Sort, values["sort"]),
        cast(Basis, values["basis"]),
        chosen,
        tuple(wrong),
    )


def _known(key: str, value: str, allowed: Sequence[str], default: str, wrong: list[str]) -> str:
    if value in allowed:
        return value
    wrong.append(f"{key}={value[:20]}")
    return default


def _span(text: str, years: Sequence[int], wrong: list[str]) -> tuple[int, ...]:
    """`2019-2024` as the known years in it; all of them where nothing else is asked."""
    if not text:
        return tuple(years)
    first, _dash, last = text.partition("-")
    fits = all(len(part) == 4 and part.isascii() and part.isdigit() for part in (first, last))
    span = tuple(year for year in years if fits and int(first) <= year <= int(last))
    if not span:
        wrong.append(f"years={text[:20]}")
    return span or tuple(years)


def written(of: TrendView) -> dict[str, str]:
    """The view as the parts of an address."""
    span = f"{of.years[0]}-{of.years[-1]}" if of.years else ""
    values = {
        "by": of.by,
        "ind": of.indicator,
        "scale": of.scale,
        "sort": of.sort,
        "basis": of.basis,
        "years": span,
    }
    return {key: value for key, value in values.items() if value}


# ---- the controls ----
def _controls(page: Context, now: TrendView) -> None:
    with st.container(key="trend_controls"):
        names = indicator_names(page)
        _switch("ind", _("Measure"), names, now, st.pills)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            parts = {"unit": _("by district"), "category": _("by category"), "indicator": _("by measure")}
            _switch("by", _("Panels"), parts, now, st.segmented_control)
            _switch("scale", _("Scale"), _scales(now), now, st.segmented_control)
            sorts = {"size": _("by size"), "change": _("by change"), "order": _("official order")}
            _switch("sort", _("Order of panels"), sorts, now, st.segmented_control)
            bases = {"all": _("all that reported"), "like": _("like for like")}
            _switch("basis", _("Sums over"), bases, now, st.segmented_control)
            with st.container(horizontal=True, width="content"):
                _years(page, now)


def _scales(now: TrendView) -> dict[str, str]:
    """Measures of different kinds have no common scale."""
    own = {"own": _("each its own")}
    return own if now.by == "indicator" else own | {"common": _("one for all")}


def _switch(key: str, label: str, options: dict[str, str], now: TrendView, widget: object) -> None:
    value = written(now)[key]
    slot = f"trend_{key}"
    st.session_state[slot] = value if value in options else next(iter(options))
    widget(  # type: ignore[operator]
        label,
        list(options),
        format_func=lambda id: options[id],
        key=slot,
        required=True,
        on_change=_changed,
        args=(key, written(now)),
    )


def _changed(key: str, values: dict[str, str]) -> None:
    chosen = st.session_state[f"trend_{key}"]
    address.keep(PAGE, KEYS, values | ({key: chosen} if chosen else {}))


def _years(page: Context, now: TrendView) -> None:
    """The first and the last year shown."""
    known = known_years(page)
    if len(known) < 2:
        return
    for at, label in ((0, _("From year")), (-1, _("To year"))):
        slot = f"trend_year_{at}"
        st.session_state[slot] = now.years[at]
        st.selectbox(
            label,
            known,
            key=slot,
            on_change=_years_changed,
            args=(written(now),),
            filter_mode=None,
            width=110,
        )


def _years_changed(values: dict[str, str]) -> None:
    """The years chosen; the wrong way round they are turned."""
    first, last = sorted(st.session_state[f"trend_year_{at}"] for at in (0, -1))
    address.keep(PAGE, KEYS, values | {"years": f"{first}-{last}"})
