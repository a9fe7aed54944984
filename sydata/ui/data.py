"""What the pages read from the store, cached under the store's revision. Filters belong outside.

A write anywhere raises the revision, and with it every key; old entries fall out by their bound.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st
from sqlalchemy import Engine

from sydata.analysis.doubt import doubts
from sydata.analysis.lead import with_lead
from sydata.analysis.names import named_apart
from sydata.analysis.totals import by_category, by_year, of_period, totals
from sydata.catalog.festivals import year_before
from sydata.model import Period
from sydata.store import database, queries

SMALL = 512  # entries of small sums
FRAMES = 6  # entries a cached function keeps: a few offices or revisions


@dataclass(frozen=True, slots=True)
class Source:
    """Which figures: a store, an office in it, and the revision that was read."""

    url: str
    office: str
    revision: int


@st.cache_resource(max_entries=4, show_spinner=False)
def engine(url: str) -> Engine:
    """The open store at this address."""
    return database.open_store(url)


def source(url: str, office: str) -> Source:
    """The store as it is now."""
    return Source(url, office, database.revision(engine(url)))


@st.cache_data(max_entries=FRAMES, show_spinner=False)
def facts(of: Source) -> pd.DataFrame:
    """The figures that count, and the leading totals: see `sydata.analysis`."""
    return named_apart(with_lead(queries.facts(engine(of.url), of.office)))


@st.cache_data(max_entries=FRAMES, show_spinner=False)
def pair(of: Source, period: Period) -> pd.DataFrame:
    """The facts of a period and of the same festival a year before: all that a comparison needs."""
    both = [of_period(facts(of), each) for each in (period, year_before(period))]
    return pd.concat(both, ignore_index=True)


@st.cache_data(max_entries=FRAMES, show_spinner=False)
def sums(of: Source) -> pd.DataFrame:
    """The facts added up over units: year, festival, category, indicator, value."""
    return totals(facts(of), ["year", "festival", "category"])


@st.cache_data(max_entries=SMALL, show_spinner=False)
def year_sums(of: Source, indicator: str, festival: str) -> dict[int, int]:
    """Year → sum of one indicator in one festival."""
    return by_year(sums(of), indicator, festival)


@st.cache_data(max_entries=SMALL, show_spinner=False)
def category_sums(of: Source, period: Period, indicator: str) -> dict[str, int]:
    """Category → sum of one indicator in one period."""
    return by_category(of_period(sums(of), period), indicator)


@st.cache_data(max_entries=FRAMES, show_spinner=False)
def returns(of: Source) -> pd.DataFrame:
    """Every return of the office."""
    return queries.returns(engine(of.url), of.office)


@st.cache_data(max_entries=FRAMES, show_spinner=False)
def periods(of: Source) -> list[Period]:
    """The periods that have a return."""
    return list(queries.periods(engine(of.url), of.office))


@st.cache_data(max_entries=FRAMES, show_spinner=False)
def findings(of: Source) -> pd.DataFrame:
    """The findings of all periods."""
    return queries.findings(engine(of.url), of.office)


@st.cache_data(max_entries=FRAMES, show_spinner=False)
def doubted(of: Source) -> pd.DataFrame:
    """The figures that count though their money unit is in doubt."""
    return doubts(findings(of))


@st.cache_data(max_entries=FRAMES, show_spinner=False)
def observations(of: Source, year: int, festival: str) -> pd.DataFrame:
    """Every figure of one period as it stood in a sheet."""
    return queries.observations(engine(of.url), of.office, year, festival)


def original(of: Source, file_id: int) -> tuple[str, bytes]:
    """Name and bytes of a file as submitted. Not cached: it is read when a person asks for it."""
    return queries.original(engine(of.url), file_id)
