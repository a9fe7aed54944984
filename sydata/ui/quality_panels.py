"""The parts of the page of checks: the period's findings, their kinds, filters, and the file as it came."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

import pandas as pd
import streamlit as st

from sydata.analysis.coverage import of_period
from sydata.catalog.findings import KINDS, SEVERITIES, FindingKind
from sydata.text import escape
from sydata.ui import data
from sydata.ui.i18n import _, language
from sydata.ui.open_page import Context
from sydata.ui.parts.card import card_head
from sydata.ui.parts.findings import by_weight, severity_word
from sydata.ui.register import ASKED
from sydata.wording import Lang

PERIOD, OPEN = "period", "open"  # what is looked at
LENGTH = 50  # findings on a page of the list


class Scope(NamedTuple):
    """What is looked at: the period, or the files whose period nobody knows. findings: those that are open."""

    returns: pd.DataFrame
    findings: pd.DataFrame


def scope(page: Context) -> Scope:
    """The returns and open findings of the period, or of what has none; a switch stands there where both are."""
    returns, found = data.returns(page.source), data.open_findings(page.source)
    open_ = _unsettled(found)
    nowhere = _placeless(found) | found["return_id"].isin(open_)
    waits = int((nowhere & (found["severity"] != "info")).sum())
    # the options stay the same while their number goes down: a switch that changed would jump back
    names = {
        PERIOD: page.period_name,
        OPEN: _("Period to be settled ({count})").format(count=waits),
    }
    year, festival = page.period.year, page.period.festival
    here = of_period(returns, year, festival)
    chosen = PERIOD
    if waits:
        elsewhere = _asked(found[nowhere]) and not _asked(here)
        chosen = st.segmented_control(
            _("Period"), list(names), default=OPEN if elsewhere else PERIOD, required=True, key="scope",
            format_func=lambda id: names[id], label_visibility="collapsed",
        )  # fmt: skip
    if chosen == OPEN:
        return Scope(returns[_placeless(returns) | returns["return_id"].isin(open_)], found[nowhere])
    return Scope(here, data.asked(page.source, page.period))


def _asked(rows: pd.DataFrame) -> bool:
    """Whether the return that the address names is among these."""
    return st.query_params.get(ASKED, "") in set(rows["return_id"].dropna().astype(int).astype(str))


def _unsettled(found: pd.DataFrame) -> pd.Series:
    """The returns whose period a person has to name, whatever year their titles bear."""
    asks = found["code"].str.startswith("period-") & found["return_id"].notna()
    return found.loc[asks, "return_id"]


def _placeless(rows: pd.DataFrame) -> pd.Series:
    return rows["year"].isna() | (rows["festival"] == "")


def of_page(here: Scope) -> pd.DataFrame:
    """The open findings of what is looked at; the gravest first."""
    return by_weight(here.findings)


def summary(rows: pd.DataFrame) -> str:
    """How many findings there are, and of how many units."""
    if rows.empty:
        return _("Nothing was found in the returns of this period.")
    count = rows["severity"].value_counts()
    return _("Errors: {errors}, warnings: {warnings}, notes: {notes}; units: {units}.").format(
        errors=count.get("error", 0),
        warnings=count.get("warning", 0),
        notes=count.get("info", 0),
        units=rows.loc[rows["unit"] != "", "unit"].nunique(),
    )


def kinds_panel(page: Context, rows: pd.DataFrame) -> None:
    """The kinds of findings, the gravest and most frequent first."""
    counts = rows["code"].value_counts()
    order = sorted(counts.index, key=lambda code: (SEVERITIES.index(KINDS[code].severity), -counts[code]))
    if order:
        with st.container(key="card_kinds"):
            card_head(_("By kind"), _("Number of findings of each kind"))
            st.html(kinds_html([(KINDS[code], int(counts[code])) for code in order], page.lang))


def kinds_html(counts: Sequence[tuple[FindingKind, int]], lang: Lang) -> str:
    """The kinds with their numbers as a board; those that need a decision in red."""
    items = "".join(
        f"<li class='{'questioned' if kind.severity == 'error' else 'there'}'>"
        f"<span>{escape(kind.title(lang))}</span><span class='state'>{count}</span></li>"
        for kind, count in counts
    )
    return f"<ul class='sy-board'>{items}</ul>"


def choose(rows: pd.DataFrame) -> pd.DataFrame:
    """The filters, and what they leave."""
    every = _("All")
    with st.container(horizontal=True, key="filters", vertical_alignment="bottom"):
        severities = [s for s in SEVERITIES if (rows["severity"] == s).any()]
        severity = st.selectbox(_("Severity"), [every, *severities], format_func=_severity, filter_mode=None)
        rows = rows if severity == every else rows[rows["severity"] == severity]
        codes = [code for code in KINDS if (rows["code"] == code).any()]
        code = st.selectbox(_("Problem"), [every, *codes], format_func=_title, filter_mode=None)
        rows = rows if code == every else rows[rows["code"] == code]
        unit = st.selectbox(
            _("Unit"), [every, *[u for u in dict.fromkeys(rows["unit"]) if u]], filter_mode=None
        )
        return rows if unit == every else rows[rows["unit"] == unit]


def _severity(severity: str) -> str:
    return severity_word(severity) if severity in SEVERITIES else severity


def _title(code: str) -> str:
    return KINDS[code].title(language()) if code in KINDS else code


def page_of(rows: pd.DataFrame) -> pd.DataFrame:
    """A page of the rows; the switch stands there only where one page is not enough."""
    pages = ceil(len(rows) / LENGTH)
    number = st.pagination(pages, key="findings_page") if pages > 1 else 1
    return rows.iloc[(number - 1) * LENGTH : number * LENGTH]
