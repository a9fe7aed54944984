"""The briefing as pages and downloads take it: made once for a revision of the store, then shared."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

import pandas as pd
import streamlit as st

from sydata.analysis.briefing import Briefing, Figure, Material, Origin, Stamp, brief, gather, trace
from sydata.analysis.progress import usual
from sydata.exports import data_version, version_mark
from sydata.exports.briefing import BriefingExport
from sydata.model import Period
from sydata.ui import data
from sydata.ui.i18n import _
from sydata.ui.open_page import Context
from sydata.wide import as_shown
from sydata.wording import Lang


@st.cache_resource(max_entries=24, show_spinner=False)
def made(
    of: data.Source, period: Period, lang: Lang, sensitive: bool, day: date
) -> tuple[Briefing, Material]:
    """The briefing of a period, and what it was made from. Shared by all readers and never changed.

    day: today, so that a document made tomorrow from the same figures carries tomorrow's date.
    """
    signed = data.signed(of)
    version = next((each.version for each in signed if each.period == period), None)
    at = datetime(day.year, day.month, day.day)
    stamp = Stamp(data_version(period, signed, of.revision, lang), version, at)
    rows, returns, doubted = data.facts(of), data.returns(of), data.doubted(of)
    gathered = gather(data.roll(of), usual(of.office, period, data.terms(of)), rows, returns, stamp, doubted)
    material = replace(gathered, lang=lang, sensitive=sensitive)
    return brief(material), material


def briefing(page: Context, sensitive: bool = False) -> Briefing:
    """The briefing of the period of the page, in its language."""
    return made(page.source, page.period, page.lang, sensitive, date.today())[0]


def document(page: Context, kind: BriefingExport, parts: Collection[str], sensitive: bool) -> bytes:
    """A file of the briefing, from the figures as they are at the click: the page may be older.

    Refused for whoever may not take it, or not with the names in it.
    """
    page.permit("export")
    if sensitive:
        page.permit("sensitive")
    now = data.source(page.source.door, page.office.code)
    shown, material = made(now, page.period, page.lang, sensitive, date.today())
    seen = as_shown(data.observations(now, page.period.year, page.period.festival))
    return kind.write(replace(shown, parts=frozenset(parts)), replace(material, observations=seen))


def file_name(page: Context, suffix: str) -> str:
    """`简报_重庆市_2024年春节_v1-1a2b3c4d5e6f.docx`."""
    mark = version_mark(page.period, data.signed(page.source), page.source.revision)
    return "_".join([_("Briefing"), page.office_name, page.period_name, mark]).replace(" ", "_") + suffix


def cells(page: Context, of: Figure) -> pd.DataFrame:
    """The counted figures of sheets that a figure is made of: columns of `store.queries.observations`."""
    return behind(page, of.origin)


def behind(page: Context, origin: Origin) -> pd.DataFrame:
    """The same of an origin."""
    frames = [data.observations(page.source, each.year, each.festival) for each in origin.periods]
    return trace(pd.concat(frames, ignore_index=True), origin)
