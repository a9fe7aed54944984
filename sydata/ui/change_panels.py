"""The cards of the year-over-year page."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pandas as pd
import streamlit as st

from sydata.analysis import boundary, titles, words
from sydata.analysis.change import UnitChange, by_unit, plain
from sydata.analysis.subjects import HEADLINE, Subject
from sydata.catalog.festivals import year_before
from sydata.catalog.units import unit as catalog_unit
from sydata.charts.dumbbell import dumbbell
from sydata.charts.ranking import ranking
from sydata.ui import data
from sydata.ui.i18n import _
from sydata.ui.open_page import Context
from sydata.ui.parts.card import behind, card_head, chart
from sydata.ui.parts.table import table
from sydata.ui.tables import change_table, unit_table
from sydata.wording import points, signed

MOST = 12  # units in the contribution chart: those that moved the total most


def change_panel(page: Context) -> None:
    """Plain totals and comparable units side by side, for the five leading figures."""
    frame = change_table(page, HEADLINE)
    with st.container(key="card_change"):
        title = _("All units, and beside them only the units of both years")
        card_head(title, f"{page.period_name} · {page.before_name}")
        table(frame, list(frame.columns[1:]))


def boundary_notes(page: Context) -> list[str]:
    """What moved between the two years: units that a boundary change sets apart from the comparison."""
    moved = boundary.between(page.office.code, year_before(page.period), page.period)
    return [each.note_zh if page.lang == "zh" else each.note_en for each in moved]


def contribution_panel(page: Context, shown: Subject) -> None:
    """The units that moved the total most, and by how many points of it; together with the rest, all of it."""
    units = by_unit(page.totals, page.period, shown.id)
    whole = plain(page.totals, page.period, shown.id)
    top, rest = most_moving(units)
    with st.container(key="card_contribution"):
        title = titles.pulls(units, shown, page.lang)
        notes = [shown.name(page.lang), shown.unit(page.lang)]
        notes.append(words.compared(whole, page.before_name, page.lang))
        notes += [_rest_words(rest, shown)] if rest else []
        notes += [_("in brackets: percentage points of the change")] if whole.before else []
        card_head(title, " · ".join(notes))
        if top:
            chart(ranking(_contributions(page, top, shown, whole.before), page.theme), "contribution", title)
            every = _contributions(page, [*top, *rest], shown, whole.before)[["unit", "text"]]
            named = every.rename(columns={"unit": _("Unit"), "text": _("Difference")})
            behind(
                named,
                "contribution",
                f"{page.period.id}-{shown.id}-contribution-{page.mark}",
                [_("Difference")],
            )


def most_moving(units: Sequence[UnitChange]) -> tuple[list[UnitChange], list[UnitChange]]:
    """The units that moved the total most, the largest addition first; and all others."""
    weighed = sorted(units, key=lambda unit: -abs(unit.contribution))
    top = [unit for unit in weighed[:MOST] if unit.contribution]
    return sorted(top, key=lambda unit: -unit.contribution), weighed[len(top) :]


def _rest_words(rest: Sequence[UnitChange], shown: Subject) -> str:
    moved = signed(sum(unit.contribution for unit in rest), shown.measure)
    return _("the rest ({count}) together {moved}").format(count=len(rest), moved=moved)


def _contributions(
    page: Context, top: Sequence[UnitChange], shown: Subject, base: int | None
) -> pd.DataFrame:
    """The frame of the chart; units with only one of the two figures say so, and are drawn in outline."""
    rows = []
    for unit in top:
        moved, why = unit.contribution, one_sided(page, unit)
        pull = f" ({points(Fraction(moved * 100, base)).split()[0]})" if base else ""
        text = signed(moved, shown.measure) + pull + (f" · {why}" if why else "")
        rows.append((unit.name, shown.shown(moved), text, bool(why)))
    return pd.DataFrame(rows, columns=["unit", "value", "text", "outlined"])


def one_sided(page: Context, unit: UnitChange) -> str:
    """Why a unit has only one of the two figures; empty where it has both."""
    if unit.difference is not None:
        return ""
    gone = unit.now is None
    if not _exists(unit.code, page.period.year if gone else page.period.year - 1):
        return _("boundary change")
    there = data.reported(page.source, page.period if gone else year_before(page.period))
    if unit.code in there:
        return _("no figure now") if gone else _("no figure a year ago")
    return _("not reported now") if gone else _("not reported a year ago")


def _exists(code: str, year: int) -> bool:
    """Whether the unit reports in this year at all, as far as the catalog knows."""
    known = catalog_unit(code)
    return known is None or (known.since or year) <= year <= (known.until or year)


def dumbbell_panel(page: Context, shown: Subject) -> None:
    """Every unit in both years, the largest first."""
    units = by_unit(page.totals, page.period, shown.id)
    texts = unit_table(page, units, shown)
    with st.container(key="card_dumbbell"):
        both = sum(unit.difference is not None for unit in units)
        title = titles.extremes(units, page.lang)
        what = _("{measure} of each unit in both years").format(measure=shown.short(page.lang))
        covers = _("units with both years: {both}, with one: {one}").format(both=both, one=len(units) - both)
        card_head(title, f"{what} · {shown.unit(page.lang)} · {covers}")
        if units:
            frame = _dots(units, list(texts[_("Change")]), shown)
            chart(dumbbell(frame, page.theme, (page.before_name, page.period_name)), "dumbbell", title)
        behind(texts, "dumbbell", f"{page.period.id}-{shown.id}-yoy-{page.mark}", list(texts.columns[1:]))


def _dots(units: Sequence[UnitChange], changes: Sequence[str], shown: Subject) -> pd.DataFrame:
    def drawn(value: int | None) -> float | None:
        return None if value is None else shown.shown(value)

    rows = [
        (unit.name, drawn(unit.before), drawn(unit.now), text)
        for unit, text in zip(units, changes, strict=True)
    ]
    return pd.DataFrame(rows, columns=["unit", "before", "now", "text"])
