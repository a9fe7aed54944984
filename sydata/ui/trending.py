"""The figures behind the page Trend: worked out once a run, each when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from sydata.analysis import over_years
from sydata.analysis.over_years import Coverage, Line
from sydata.analysis.subjects import Subject, subject
from sydata.catalog.categories import CATEGORIES
from sydata.catalog.festivals import FESTIVALS
from sydata.catalog.offices import changes
from sydata.ui import data, exploring
from sydata.ui.open_page import Context
from sydata.ui.trend_view import TrendView
from sydata.wording import Lang

ALL, LIKE = "all", "like"


@dataclass(frozen=True)
class Trend:
    """Everything the page shows of its view, worked out once a run."""

    page: Context
    view: TrendView

    @property
    def festival(self) -> str:
        return FESTIVALS[self.page.period.festival].name(self.page.lang)

    @property
    def covers(self) -> str:
        """The years and the festival of the page, in words."""
        return exploring.span_words(self.view.years, [self.page.period.festival], self.lang)

    @property
    def shown(self) -> Subject:
        return subject(self.view.indicator)

    @property
    def lang(self) -> Lang:
        return self.page.lang

    @cached_property
    def facts(self) -> pd.DataFrame:
        """The figures of the measure in the years shown."""
        return self.of([self.view.indicator])

    def of(self, indicators: Sequence[str], by_category: bool = False) -> pd.DataFrame:
        """The figures of these measures in the years shown."""
        rows, festival = exploring.figures(self.page.source), self.page.period.festival
        return over_years.of_festival(rows, indicators, festival, self.view.years, by_category)

    @cached_property
    def coverage(self) -> Coverage:
        return self.covered(self.facts)

    def covered(self, facts: pd.DataFrame) -> Coverage:
        of = self.page.source
        return over_years.coverage(facts, {year: data.expected(of, year) for year in self.view.years})

    @cached_property
    def total(self) -> Line:
        return over_years.lines(self.facts, None).get("", Line("", {}, {}))

    @cached_property
    def steady(self) -> frozenset[str]:
        return over_years.steady(self.facts, self.view.years, changes(self.page.office.code))

    @cached_property
    def like(self) -> Line:
        rows = self.facts[self.facts["unit_code"].isin(list(self.steady))]
        return over_years.lines(rows, None).get("", Line("", {}, {}))

    @cached_property
    def parts(self) -> dict[str, Line]:
        """The lines of the panels; like for like, sums over categories and measures hold only the steady units."""
        if self.view.by == "unit":
            return over_years.lines(self.facts, "unit")
        ids = (
            list(exploring.indicator_names(self.page))
            if self.view.by == "indicator"
            else [self.view.indicator]
        )
        rows = self.of(ids, self.view.by == "category")
        if self.view.basis == LIKE:
            rows = rows[rows["unit_code"].isin(list(self.steady))]
        return over_years.lines(rows, self.view.by)

    @cached_property
    def names(self) -> Mapping[str, str]:
        if self.view.by == "unit":
            return exploring.unit_names(self.page)
        if self.view.by == "indicator":
            return exploring.indicator_names(self.page)
        return {id: each.short(self.lang) for id, each in CATEGORIES.items()}

    @cached_property
    def ordered(self) -> list[Line]:
        order = exploring.order(self.page.source)[self.view.by]
        sort = "order" if self.view.by == "indicator" else self.view.sort  # measures have no common size
        return over_years.sorted_lines(self.parts, list(map(str, order)), sort, self.view.years)

    def of_line(self, line: Line) -> Subject:
        return subject(line.id) if line.id and self.view.by == "indicator" else self.shown
