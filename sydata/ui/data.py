"""What the pages read from the store, cached under the store's revision. Filters belong outside.

A write anywhere raises the revision, and with it every key; old entries fall out by their bound.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from sydata import asking
from sydata.analysis.completeness import cells
from sydata.analysis.coverage import IN_PLACE, of_period
from sydata.analysis.doubt import Doubt, doubts, without
from sydata.analysis.lead import LEAD, with_lead
from sydata.analysis.names import discreet, named_apart
from sydata.analysis.progress import Asked, Grid, Progress, grid, progress, usual
from sydata.analysis.totals import Totals, add_up
from sydata.catalog.festivals import period
from sydata.catalog.roll import Collector
from sydata.catalog.terms import Terms, roll_of, terms_of
from sydata.catalog.terms import expected as terms_expected
from sydata.errors import Refused, UnreadableFile
from sydata.exports import Signed
from sydata.holdings import signed_periods
from sydata.model import Period, SourceFile, Unit
from sydata.pipeline.reports import sentences_of
from sydata.store import arriving, proposals, queries, setting
from sydata.ui.door import WHOLE as WHOLE
from sydata.ui.door import Door as Door
from sydata.ui.door import Source as Source
from sydata.ui.door import engine as engine
from sydata.ui.door import source as source
from sydata.ui.door import store as store
from sydata.ui.door import writer as writer
from sydata.ui.i18n import _
from sydata.ui.opening import readers
from sydata.ui.register import register as register_of
from sydata.ui.sharing import shared

SMALL = 512  # entries of small results
FRAMES = 6  # entries a cached function keeps: a few offices or revisions
PERIODS = 24  # the same of what is kept by period: a few periods of each


@st.cache_resource(max_entries=SMALL, show_spinner=False)
def settings(of: Source) -> Mapping[str, Any]:
    """What the office set for itself, as it is kept: key → value. Shared, never changed."""
    return setting.settings(engine(of.door), of.office)


@st.cache_resource(max_entries=SMALL, show_spinner=False)
def terms(of: Source) -> Terms:
    """The same, understood: who reports, until when, what is asked, thresholds."""
    return terms_of(settings(of))


def roll(of: Source) -> Collector:
    """The office with its own list of reporters: what units are matched and listed in."""
    return roll_of(of.office, terms(of))


def expected(of: Source, year: int) -> tuple[Unit, ...]:
    """The units that the office waits for in one festival or another of this year."""
    asked = (terms_expected(of.office, period(year, id), terms(of)) for id in ("spring", "army_day"))
    return tuple({unit.code: unit for units in asked for unit in units}.values())


@shared(FRAMES)
def facts(of: Source) -> pd.DataFrame:
    """The figures that count, and the leading totals: see `sydata.analysis`."""
    return named_apart(with_lead(queries.facts(engine(of.door), of.office)))


@st.cache_resource(max_entries=FRAMES, show_spinner=False)
def totals(of: Source) -> Totals:
    """Every sum of the office. Shared by all readers and never changed, so that no rerun pays for a copy."""
    return add_up(facts(of))


@st.cache_resource(max_entries=2 * FRAMES, show_spinner=False)
def shown_totals(of: Source, lang: str) -> Totals:
    """The same sums under the names that every reader may see, in the language of the run."""
    sums = totals(of)
    return replace(sums, names=discreet(sums.names, _("Troop unit {number}")))


@st.cache_resource(max_entries=FRAMES, show_spinner=False)
def sure_totals(of: Source) -> Totals:
    """The same sums without the figures in doubt."""
    every = facts(of)
    sure = without(every, doubted(of))
    return totals(of) if len(sure) == len(every) else add_up(sure)


@st.cache_data(max_entries=SMALL, show_spinner=False)
def extent(of: Source, chosen: tuple[Period, ...]) -> tuple[int, int]:
    """How many units and figures some periods have, or all of them (none given)."""
    rows = facts(of)
    if chosen:
        when = pd.MultiIndex.from_frame(rows[["year", "festival"]])
        rows = rows[when.isin([(each.year, each.festival) for each in chosen])]
    return rows["unit_code"].nunique(), int((rows["indicator"] != LEAD).sum())


@shared(FRAMES)
def returns(of: Source) -> pd.DataFrame:
    """Every return of the office."""
    return queries.returns(engine(of.door), of.office)


@st.cache_data(max_entries=FRAMES, show_spinner=False)
def periods(of: Source) -> list[Period]:
    """The periods that have a return."""
    return list(queries.periods(engine(of.door), of.office))


@shared(FRAMES)
def findings(of: Source) -> pd.DataFrame:
    """The findings of all periods."""
    return queries.findings(engine(of.door), of.office)


@shared(FRAMES)
def open_findings(of: Source) -> pd.DataFrame:
    """Those of the stored findings that nobody settled."""
    return asking.living(findings(of))


@shared(PERIODS)
def asked(of: Source, period: Period) -> pd.DataFrame:
    """What is open of a period, and beside it what its figures look like against their past and their peers."""
    rows = facts(of)
    stored = of_period(findings(of), period.year, period.festival)
    every = asking.asked(engine(of.door), of.office, stored, rows[rows["indicator"] != LEAD], period)
    return asking.living(every)


@st.cache_resource(max_entries=FRAMES, show_spinner=False)
def doubted(of: Source) -> tuple[Doubt, ...]:
    """The figures that count though their money unit is in doubt."""
    return doubts(open_findings(of))


def asks(of: Source, period: Period) -> Asked:
    """What the office asks in a period: of whoever is within reach, since others' returns are not seen."""
    every, own = usual(of.office, period, terms(of)), of.door.reach.units
    return every if own is None else replace(every, units=tuple(u for u in every.units if u.code in own))


@st.cache_data(max_entries=SMALL, show_spinner=False)
def stood(of: Source, period: Period) -> Progress:
    """How every unit that is asked stands in a period."""
    return progress(returns(of), asks(of, period))


@st.cache_data(max_entries=SMALL, show_spinner=False)
def history(of: Source, until: Period, most: int) -> Grid:
    """How every unit stood in the last periods that have returns, the newest first."""
    past = sorted((each for each in periods(of) if each <= until), reverse=True)[:most]
    return grid(returns(of), [asks(of, each) for each in past])


@shared(PERIODS)
def held(of: Source, period: Period) -> pd.DataFrame:
    """What each cell of the returns of a period that count holds: `analysis.completeness.cells`."""
    return cells(observations(of, period.year, period.festival))


@st.cache_data(max_entries=SMALL, show_spinner=False)
def reported(of: Source, period: Period) -> frozenset[str]:
    """The codes of all units whose return of a period counts or waits for a person."""
    rows = of_period(returns(of), period.year, period.festival)
    return frozenset(rows.loc[rows["state"].isin(IN_PLACE), "unit_code"]) - {""}


@shared(PERIODS)
def observations(of: Source, year: int, festival: str) -> pd.DataFrame:
    """Every figure of one period as it stood in a sheet."""
    return queries.observations(engine(of.door), of.office, year, festival)


@st.cache_data(max_entries=SMALL, show_spinner=False)
def figures(of: Source, return_id: int) -> pd.DataFrame:
    """The figures of a return, with the decisions by which they stand."""
    return queries.figures(engine(of.door), of.office, return_id)


@st.cache_data(max_entries=FRAMES, show_spinner=False)
def signed(of: Source) -> list[Signed]:
    """The periods that are signed off, with the version that holds now."""
    return signed_periods(engine(of.door), of.office)


@shared(FRAMES)
def register(of: Source) -> pd.DataFrame:
    """Every return of the office and every file without one: see `sydata.ui.register`."""
    store = engine(of.door)
    arrived = arriving.waiting(store, of.office)["file_id"].tolist()
    frozen = {(each.period.year, each.period.festival) for each in signed(of)}
    files = queries.originals(store, of.office)
    return register_of(returns(of), files, arrived, open_findings(of), frozen)


@shared(FRAMES)
def reports(of: Source) -> pd.DataFrame:
    """The returns with figures told in words."""
    return proposals.reports(engine(of.door), of.office)


@st.cache_data(max_entries=SMALL, show_spinner=False)
def proposed(of: Source, return_id: int) -> pd.DataFrame:
    """The figures of a return that a person decides about."""
    return proposals.proposed(engine(of.door), of.office, return_id)


@st.cache_data(max_entries=SMALL, show_spinner=False)
def sentences(of: Source, file_id: int) -> tuple[tuple[str, str], ...]:
    """(place, sentence) of a file's text; empty where it cannot be read any more."""
    name, content = original(of, file_id)
    try:
        return readers().opened(sentences_of, SourceFile(name, content, ""))
    except UnreadableFile:
        return ()


def original(of: Source, file_id: int) -> tuple[str, bytes]:
    """Name and bytes of a file as submitted. Not cached: it is read when a person asks for it.

    Refused where its bytes are not within reach.
    """
    if not is_kept(of, file_id):
        raise Refused("此文件不在您可查看的范围内。", "This file is not among those you may see.")
    return queries.original(engine(of.door), file_id)


def is_kept(of: Source, file_id: int) -> bool:
    """Whether the bytes of a file are within reach of whoever reads."""
    return queries.is_kept(engine(of.door), file_id)
