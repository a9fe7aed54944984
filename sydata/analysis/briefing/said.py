"""What a rule hands back before it is ranked, and the series of figures that several rules draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from sydata.analysis.briefing.material import Material
from sydata.analysis.briefing.nouns import Figure, Measure, Origin
from sydata.analysis.briefing.phrases import (
    figure_of,
    lead_name,
    measure,
    ratio_text,
)
from sydata.analysis.lead import LEAD, SUBMITTED
from sydata.analysis.subjects import subject
from sydata.analysis.values import Value
from sydata.catalog.derived import Derived
from sydata.catalog.festivals import period_name
from sydata.wording import percent


class Said(NamedTuple):
    """size: in the measure of the rule's comment in the data file; what: the measure; series, stated: see Highlight."""

    size: Fraction | int
    title: str
    message: str
    figures: Sequence[Figure]
    what: str
    unit: str
    measure: Measure
    series: tuple[str, ...] = ()
    stated: Sequence[Figure] = ()


def of_money(size: Fraction | int, title: str, message: str, figures: Sequence[Figure], of: Material) -> Said:
    """What is said of total spending."""
    return Said(
        size, title, message, figures, lead_name(of.lang), subject(LEAD).unit(of.lang), "money", names(of)
    )


def names(of: Material) -> tuple[str, str]:
    """The two periods that are compared, the earlier first."""
    return period_name(of.before, of.lang), period_name(of.period, of.lang)


def over_years(id: str, of: Material, category: str = "") -> list[Figure]:
    """A figure a year of the festival until this one, of all categories or of one."""
    years = of.totals.by_year(id, of.period.festival, category)
    shown = [(year, value) for year, value in years.items() if year <= of.period.year]
    return [_year(id, year, value, of, category) for year, value in shown]


def _year(id: str, year: int, value: int, of: Material, category: str) -> Figure:
    origin = of.origin(id, years=[year], category=category)
    text = figure_of(id, value, of, str(year), origin).text
    return Figure(str(year), value, text, origin, measure(id), key=str(year), doubtful=of.doubtful(id, year))


def sides(ratio: Derived) -> list[str]:
    """The indicators that a derived figure is made of; for the total that of the leading one."""
    return [LEAD if id == SUBMITTED else id for id in (*ratio.numerator, *ratio.denominator)]


def ratio_years(ratio: Derived, of: Material) -> list[Figure]:
    """A derived figure in every year of the festival that has it, until this one."""
    return [
        Figure(
            str(year),
            value,
            ratio_text(value, ratio, of.lang),
            replace(of.origin(*sides(ratio), years=[year]), together=ratio.over),
            "ratio",
            key=str(year),
            doubtful=any(of.doubtful(id, year) for id in sides(ratio)),
        )
        for year, value in of.derived(ratio.id).items()
    ]


def share_figure(label: str, part: int, whole: int, series: str, origin: Origin, key: str = "") -> Figure:
    """A share in percent, exact."""
    value = Fraction(part * 100, whole)
    return Figure(label, value, percent(value), origin, "percent", series, key)


def both_periods(
    id: str, values: tuple[Value, Value], label: str, origins: tuple[Origin, Origin], of: Material
) -> list[Figure]:
    """The figure before and the figure now at one label."""
    made = []
    for value, origin, series in zip(values, origins, names(of), strict=True):
        text = figure_of(id, value, of, label, origin).text
        doubtful = any(of.doubtful(id, each.year, origin.units) for each in origin.periods)
        made.append(Figure(label, value, text, origin, measure(id), series, doubtful=doubtful))
    return made


def moved_by(percent_change: Fraction | None) -> Fraction | int:
    """How large a change is; 0 where there is no percentage."""
    return 0 if percent_change is None else abs(percent_change)
