"""What a briefing is made from: the figures of an office, how its units stand, and under which version."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from sydata.analysis import boundary, doubt, values
from sydata.analysis.briefing.nouns import Origin
from sydata.analysis.coverage import IN_PLACE, of_period
from sydata.analysis.doubt import Doubt
from sydata.analysis.progress import Asked, Progress, progress
from sydata.analysis.totals import Sums, Totals, add_up
from sydata.catalog.briefing import phrase
from sydata.catalog.festivals import period, year_before
from sydata.catalog.roll import Collector, code_of, member
from sydata.catalog.units import DESIGNATION
from sydata.model import Period, Unit
from sydata.wording import Lang

LONGEST = 60  # letters of a name: no unit has more, a cell in its place may have thousands


def shorter(name: str) -> str:
    """A name that fits a title; of one without end the beginning."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


class Stamp(NamedTuple):
    """Under which version a briefing is made: the data version's words, the signed version (None: a draft), when."""

    version: str
    signed: int | None
    created: datetime


@dataclass(frozen=True)
class Material:
    """See the module. by: the office, with its own list of reporters if it has one.

    facts: with leading totals, names told apart; waiting: codes of units whose only return in its
    place waits for a person; sensitive: troop units are named; observations: of `store.queries.observations` for the
    period, as shown (`wide.as_shown`), for files that name the cell of every figure.
    """

    by: Collector
    period: Period
    facts: pd.DataFrame
    totals: Totals
    progress: Progress
    waiting: tuple[str, ...]
    doubted: tuple[Doubt, ...]
    stamp: Stamp
    lang: Lang = "zh"
    sensitive: bool = False
    observations: pd.DataFrame | None = None

    @property
    def office(self) -> str:
        """The office's code."""
        return code_of(self.by)

    @property
    def before(self) -> Period:
        """The same festival a year before."""
        return year_before(self.period)

    @cached_property
    def apart(self) -> frozenset[str]:
        """The units that a boundary change sets apart from the comparison."""
        return boundary.set_apart(self.office, self.before, self.period)

    @cached_property
    def questioned(self) -> tuple[Unit, ...]:
        """The units in question whose figures count: of those that wait for a person nothing is in the totals."""
        return tuple(unit for unit in self.progress.coverage.questioned if unit.code not in self.waiting)

    @cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """The doubtful amounts of this period, and behind them those of the one before."""
        return tuple(doubt.within(self.doubted, self.period, self.before))

    @cached_property
    def sure(self) -> Totals:
        """The sums of this period and the one before without the figures in doubt."""
        rows, years = self.facts, [self.period.year, self.before.year]
        near = rows[(rows["festival"] == self.period.festival) & rows["year"].isin(years)]
        return add_up(doubt.without(near, self.doubted))

    def doubtful(self, indicator: str, year: int, units: Collection[str] = ()) -> bool:
        """Whether the total of a year holds a figure in doubt; units: only figures of these, all if empty."""
        held = self.doubted
        if units and held:
            ids = set(self.facts.loc[self.facts["unit_code"].isin(list(units)), "return_id"])
            held = tuple(each for each in held if each.return_id in ids)
        return year in doubt.years(held, indicator, self.period.festival)

    def in_doubt(self, indicator: str) -> bool:
        """Whether the total of either period holds a doubtful figure."""
        return any(self.doubtful(indicator, year) for year in self.both)

    def name(self, code: str) -> str:
        """A unit's name as it may be shown: a troop unit is only called one, unless its name is asked for."""
        known = member(self.by, code)
        name = self.totals.names.get(code) or (known.name if known else code)
        if self.sensitive:
            return shorter(name)
        if known is not None and known.kind == "troop":
            return phrase("say", "troop", self.lang)
        return self.shown(name)

    def name_of(self, unit_name: str) -> str:
        """The same for a unit that is only known by its name."""
        codes = [code for code, name in self.totals.names.items() if name == unit_name]
        return self.name(codes[0]) if codes else self.shown(unit_name)

    def shown(self, words: str) -> str:
        """Words of a sheet as they may be shown: not endless, and without designations of troops."""
        words = shorter(words)
        return words if self.sensitive else re.sub(DESIGNATION, phrase("say", "troop", self.lang), words)

    def origin(
        self, *indicators: str, years: Sequence[int] = (), units: Sequence[str] = (), category: str = ""
    ) -> Origin:
        """The figures of these indicators in these years of the festival; this period's where none are given."""
        periods = tuple(period(year, self.period.festival) for year in years) or (self.period,)
        return Origin(indicators, periods, tuple(units), (category,) if category else ())

    @property
    def both(self) -> tuple[int, int]:
        """The two years that are compared, the earlier first."""
        return self.before.year, self.period.year

    def by_unit(self, indicator: str) -> Sums:
        """Unit code → sum of this period."""
        return self.totals.by_unit(self.period, indicator)

    def derived(self, id: str) -> Mapping[int, Fraction]:
        """Year of the festival until this one → a derived figure; years without are not there."""
        found = values.by_year(self.totals, id, self.period.festival)
        return {year: Fraction(value) for year, value in found.items() if year <= self.period.year}

    def derived_units(self, id: str) -> int:
        """How many units of this period gave both its sides."""
        return values.units(self.totals, self.period, id)


def gather(
    by: Collector,
    asked: Asked,
    facts: pd.DataFrame,
    returns: pd.DataFrame,
    stamp: Stamp,
    doubted: Sequence[Doubt] = (),
) -> Material:
    """The material from frames: facts as `named_apart(with_lead(…))` of `store.queries.facts`, returns as of
    `store.queries.returns`, doubted from `analysis.doubt.doubts`.

    In Chinese, without names of troops: `dataclasses.replace` changes `lang` and `sensitive`, and puts sums that a
    caller has already in place.
    """
    of, stood = asked.period, progress(returns, asked)
    return Material(by, of, facts, add_up(facts), stood, waiting(returns, of), tuple(doubted), stamp)


def waiting(returns: pd.DataFrame, of: Period) -> tuple[str, ...]:
    """The codes of units of whose returns in their place none counts yet."""
    rows = of_period(returns, of.year, of.festival)
    rows = rows[rows["state"].isin(IN_PLACE) & (rows["unit_code"].fillna("") != "")]
    counted = set(rows.loc[rows["state"] == "current", "unit_code"])
    return tuple(code for code in dict.fromkeys(rows["unit_code"]) if code not in counted)
