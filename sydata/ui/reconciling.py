"""What a period's figures are reconciled with: computed once for a revision of the store."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from sydata.analysis.levels import Rollup, between_offices, rollups, within_returns
from sydata.analysis.reconcile import Comparison
from sydata.catalog.divisions import above_division
from sydata.catalog.offices import office, overlaps
from sydata.catalog.roll import people
from sydata.catalog.terms import expected
from sydata.model import Period
from sydata.store.places import among, listing
from sydata.ui import data


class Levels(NamedTuple):
    """Two offices: what the lower one sent up, against what it received; from how many of its reporters so far."""

    above: str
    below: str
    received: int
    expected: int
    lines: tuple[Comparison, ...]

    @property
    def complete(self) -> bool:
        """Whether everyone below has reported."""
        return self.received >= self.expected


class Reconciled(NamedTuple):
    """All there is to reconcile in a period."""

    rollups: tuple[Rollup, ...]
    within: tuple[Comparison, ...]
    levels: tuple[Levels, ...]


@st.cache_resource(max_entries=data.SMALL, show_spinner=False)
def reconciled(of: data.Source, period: Period) -> Reconciled:
    """The roll-ups, total rows and neighbouring offices of a period. Shared by all readers and never changed."""
    figures, returns = data.observations(of, period.year, period.festival), data.returns(of)
    inner = frozenset(inside for inside, _ in overlaps(of.office))
    return Reconciled(
        tuple(rollups(figures, returns, inner)),
        tuple(within_returns(figures, returns)),
        tuple(each for each in _levels(of, period) if each.lines),
    )


def _levels(of: data.Source, period: Period) -> list[Levels]:
    """This office and those below it, then those above it, as far as both have returns in the store."""
    store = data.engine(of.door)
    known = among(store, set(_reporters(of, of.office, period)) - {of.office})
    below = [code for code in _reporters(of, of.office, period) if code in known]
    # Of hundreds of offices only those above it, or that name it on a list of their own, can wait for it.
    perhaps = {*above_division(of.office.partition("-")[0]), of.office.partition("-")[0]}
    perhaps = among(store, (perhaps | listing(store, of.office)) - {of.office})
    above = [code for code in sorted(perhaps) if of.office in _reporters(of, code, period)]
    pairs = [(of.office, code) for code in below] + [(code, of.office) for code in above]
    return [_level(of, upper, lower, period) for upper, lower in pairs]


def _reporters(of: data.Source, code: str, period: Period) -> list[str]:
    """Who reports to an office in that year, or whose sheets it knows."""
    by = data.roll(of._replace(office=code))
    return [unit.code for unit in people(by) if unit.reports_in(period.year)]


def _level(of: data.Source, upper: str, lower: str, period: Period) -> Levels:
    sent, got = (
        data.observations(of._replace(office=code), period.year, period.festival) for code in (upper, lower)
    )
    own = data.terms(of._replace(office=lower))
    due = {unit.code for unit in expected(lower, period, own)}
    there = set(got.loc[got["state"] == "current", "unit_code"]) & due
    lines = between_offices(sent, got, lower)
    return Levels(office(upper).name, office(lower).name, len(there), len(due), tuple(lines))
