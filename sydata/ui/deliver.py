"""What the downloads hold: the store's frames as the exports take them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import streamlit as st

from sydata.catalog.categories import CATEGORIES
from sydata.catalog.festivals import period_name
from sydata.catalog.indicators import INDICATORS
from sydata.catalog.roll import people
from sydata.exports import Content, version_mark
from sydata.exports.choice import Choice, chosen
from sydata.exports.originals import originals_zip
from sydata.exports.tables import Language
from sydata.holdings import content_of, files_of
from sydata.model import Period
from sydata.ui import data
from sydata.ui.i18n import _
from sydata.ui.open_page import Context
from sydata.wide import is_number


def choose(page: Context) -> tuple[Choice, Language]:
    """What is left out of the downloads, and how their columns are headed."""
    left, right = st.columns(2)
    units = {unit.code: unit.name for unit in people(data.roll(page.source)) if unit.kind != "troop"}
    numbers = {id: each.name(page.lang) for id, each in INDICATORS.items() if is_number(id)}
    groups = {id: each.name(page.lang) for id, each in CATEGORIES.items()}
    wanted = Choice(
        units=_some(left, _("Units"), units, "part_units"),
        categories=_some(left, _("Categories"), groups, "part_categories"),
        indicators=_some(right, _("Indicators"), numbers, "part_indicators"),
    )
    heads: dict[Language, str] = {page.lang: _("Words"), "ids": _("Ids, for programs")}
    headed = right.segmented_control(
        _("Headings"),
        list(heads),
        default=page.lang,
        format_func=heads.__getitem__,
        required=True,
        key="heads",
    )
    return wanted, headed or page.lang


def _some(
    place: st.delta_generator.DeltaGenerator, label: str, names: dict[str, str], key: str
) -> tuple[str, ...]:
    """Some of the names; nothing chosen means all."""
    chosen_ones = place.multiselect(
        label, list(names), format_func=names.__getitem__, placeholder=_("All"), key=key
    )
    return tuple(chosen_ones)


def content(page: Context, period: Period | None, choice: Choice, heads: Language) -> Content:
    """Everything of one period, or of all, or the chosen part, read when a person asks for it. Refused otherwise."""
    page.permit("export")
    engine = data.engine(page.source.door)
    whole = content_of(engine, page.office.code, period, page.lang, datetime.now())
    return replace(chosen(whole, choice), language=heads)


def originals(page: Context, period: Period | None, units: tuple[str, ...]) -> bytes:
    """The files as submitted in one zip, of all units or of some. Refused for whoever may not see them."""
    page.permit("originals")
    engine = data.engine(page.source.door)
    rows = files_of(engine, page.office.code, period)
    if units:
        rows = rows[rows["unit_code"].isin(list(units))]
    return originals_zip(
        rows, lambda id: data.original(page.source, id)[1], data.roll(page.source), page.lang
    )


def rows_in(page: Context, period: Period | None) -> str:
    """How much a download will hold."""
    units, figures = data.extent(page.source, period)
    return _("Units: {units}, figures: {figures}").format(units=units, figures=f"{figures:,}")


def file_name(page: Context, period: Period | None, suffix: str, part: bool = False) -> str:
    """A name that says office, period and data version, and whether it is a part only:
    `双拥活动统计_重庆市_2024年春节_v1-1a2b3c4d5e6f.xlsx`.
    """
    when = period_name(period, page.lang) if period else _("All periods")
    mark = version_mark(period, data.signed(page.source), page.source.revision)
    names = [_("Double-support statistics"), page.office_name, when, *([_("part")] if part else []), mark]
    return "_".join(names).replace(" ", "_") + suffix
