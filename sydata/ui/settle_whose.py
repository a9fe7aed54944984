"""The fields that say whose a sheet or a file is, and when: name the unit, the period, or both of a written report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from sydata.catalog.festivals import FESTIVALS, period, period_name
from sydata.catalog.roll import people
from sydata.model import Period
from sydata.store.acting import Clerk
from sydata.store.decisions import file_report, name_period, name_unit
from sydata.ui import data, review
from sydata.ui.i18n import _, language
from sydata.ui.open_page import Context
from sydata.ui.review import Item

Row = Mapping[str, Any]
Decide = Callable[[Clerk, str], str]


def saying(_done: object, words: str) -> str:
    """What is told of a decision that holds."""
    return words


def unit_field(page: Context, _item: Item, row: Row) -> Decide | None:
    """Whose sheet it is; those that its name may mean come first."""
    likely = [name for name in str((row["params"] or {}).get("candidates", "")).split("、") if name]
    chosen = _unit(page, row, likely)
    if chosen is None:
        return None
    code, name = chosen
    return lambda by, reason: saying(
        name_unit(by, int(row["return_id"]), code, reason), _("Unit: {name}").format(name=name)
    )


def period_field(page: Context, _item: Item, row: Row) -> Decide | None:
    """When it is for."""
    of = _period(page, row)
    if of is None:
        return None
    return lambda by, reason: saying(
        name_period(by, int(row["return_id"]), of.id, reason),
        _("Period: {name}").format(name=period_name(of, language())),
    )


def report_field(page: Context, item: Item, row: Row) -> Decide | None:
    """Whose written report a file without a return is, and when it is for."""
    chosen, of = _unit(page, row, [row["unit"]] if row["unit"] else []), _period(page, row)
    if chosen is None or of is None:
        return None
    code, name = chosen
    words = _("Filed as written report: {unit} {period}").format(
        unit=name, period=period_name(of, language())
    )
    return lambda by, reason: saying(file_report(by, item.file_id, code, of.id, reason), words)


def _unit(page: Context, row: Row, likely: list[str]) -> tuple[str, str] | None:
    """Code and name. The one that the row is told to be of, by a file's name, stands there already."""
    units = {unit.code: unit.name for unit in people(data.roll(page.source))}
    order = sorted(units, key=lambda code: units[code] not in likely)
    told = pd.isna(row["return_id"]) and row["unit_code"] in units
    code = st.selectbox(
        _("Unit"), order, index=order.index(row["unit_code"]) if told else None, format_func=lambda code: units[code],
        key=f"unit_{row['finding_id']}", placeholder=_("Choose the unit"), width=260,
    )  # fmt: skip
    return None if code is None else (str(code), units[code])


def _period(page: Context, row: Row) -> Period | None:
    this_year = page.period.year if page.chosen else pd.Timestamp.now().year
    ids = list(FESTIVALS)
    likely = ids.index(row["festival"]) if row["festival"] in ids else None
    years = sorted({this_year + 1, *range(review.OLDEST, this_year + 1)}, reverse=True)
    told = int(row["year"]) if not pd.isna(row["year"]) and pd.isna(row["return_id"]) else this_year
    year = st.selectbox(
        _("Year"), years, index=years.index(told if told in years else this_year),
        key=f"year_{row['finding_id']}", width=110,
    )  # fmt: skip
    festival = st.selectbox(
        _("Festival"), ids, index=likely, format_func=lambda id: FESTIVALS[id].name(language()),
        key=f"festival_{row['finding_id']}", placeholder=_("Choose the festival"), width=200,
    )  # fmt: skip
    return None if festival is None else period(int(year), str(festival))
