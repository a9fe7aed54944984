"""The cards of the year-over-year page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from sydata.analysis import boundary, change_words, titles, values
from sydata.analysis.change import UnitChange, by_unit, change
from sydata.analysis.names import brief
from sydata.analysis.subjects import HEADLINE, Subject
from sydata.catalog.derived import DERIVED
from sydata.catalog.festivals import SPAN, span_of, year_before
from sydata.charts.dumbbell import dumbbell
from sydata.ui import data
from sydata.ui.i18n import _
from sydata.ui.open_page import Context
from sydata.ui.parts.card import behind, card_head, chart_to_pick
from sydata.ui.parts.portion import MARKS, portion, portion_words
from sydata.ui.parts.sources import picked_panel
from sydata.ui.parts.table import table
from sydata.ui.reading import both_years, doubtful_units, festivals
from sydata.ui.tables import change_table, unit_table


def choose_span(page: Context) -> Context:
    """The page as it is, or, where the reader asks for it, of both festivals of the year together."""
    if page.period.festival not in SPAN.parts or not _has_span(page):
        return page
    whole = replace(page, chosen=span_of(page.period.year))
    names = [page.period_name, whole.period_name]
    chosen = st.segmented_control(
        _("Compare"), names, default=names[0], required=True, key="yoy_span", label_visibility="collapsed"
    )
    return whole if chosen == names[1] else page


def _has_span(page: Context) -> bool:
    return any(page.totals.by_unit(span_of(page.period.year), id) for id in HEADLINE)


def change_panel(page: Context) -> None:
    """Plain totals and comparable units side by side, for the leading figures and those worked out from them."""
    frame = change_table(page, (*HEADLINE, *DERIVED))
    with st.container(key="card_change"):
        title = _("All units, and beside them only the units of both years")
        card_head(title, f"{page.period_name} · {page.before_name}")
        table(frame, list(frame.columns[1:]))


def basis_notes(page: Context, shown: Subject) -> list[str]:
    """What must be known of the comparison: moved boundaries, what bridges them, overlaps, persons counted twice."""
    before, lang = year_before(page.period), page.lang
    moved = boundary.between(page.office.code, before, page.period)
    notes = [each.note_zh if lang == "zh" else each.note_en for each in moved]
    notes += [
        _bridge_words(page, shown, each) for each in boundary.bridges(page.office.code, before, page.period)
    ]
    notes += _overlap_words(page, shown)
    if page.period.festival == SPAN.id:
        notes.append(
            _("Both festivals together: whoever was visited at both is counted twice; units that reported only one are "
              "not among the comparable ones.")
        )  # fmt: skip
    return notes


def _overlap_words(page: Context, shown: Subject) -> list[str]:
    """A sentence for each unit that lies in others and reported in one of the years only."""
    found: dict[tuple[str, int], list[str]] = {}
    before, names = year_before(page.period), page.totals.names
    for inner, outer, when in boundary.uneven_overlaps(
        page.office.code, page.totals, before, page.period, shown.id
    ):
        found.setdefault((inner, when.year), []).append(names[outer])
    return [
        change_words.overlapping(names[inner], outers, year, page.lang)
        for (inner, year), outers in found.items()
    ]


def _bridge_words(page: Context, shown: Subject, each: boundary.Bridge) -> str:
    """What stands against what; of ratios nothing is added up, so nothing is bridged."""
    before = year_before(page.period)
    sides = ((each.before, before), (each.after, page.period))
    names = tuple(change_words.unit_names(codes, at, page.totals.names) for codes, at in sides)
    named = (names[0], names[1])
    if not values.additive(shown.id):
        return ""
    lacking = each.lacking(page.totals, before, page.period, shown.id)
    if lacking:
        known = [page.totals.names.get(code, code) for code in lacking]
        return change_words.unbridged(named, known, page.lang)
    first, last = each.sums(page.totals, before, page.period, shown.id)
    return change_words.bridged(named, shown, change(last, first), each.whole, page.lang)


def dumbbell_panel(page: Context, shown: Subject) -> None:
    """Every unit in both years, the largest first."""
    units = by_unit(page.totals, page.period, shown.id)
    texts = unit_table(page, units, shown)
    with st.container(key="card_dumbbell"):
        doubted = doubtful_units(page, shown, both_years(page))
        title = titles.extremes([unit for unit in units if unit.code not in doubted], page.lang, shown)
        note = _dumbbell_note(page, shown, units)
        card_head(title, note, hint=_("click a dot for its cells"))
        if units:
            part = portion(len(units), "dumbbell", MARKS)
            drawn, key = units[part], f"dumbbell{part.start or ''}"  # each part has a choice of its own
            frame = _dots(page, drawn, list(texts[_("Change")])[part], shown)
            figure = dumbbell(frame, page.theme, (page.before_name, page.period_name))
            told = " · ".join(filter(None, [note, portion_words(part, len(units))]))
            at = chart_to_pick(figure, key, title, told)
            if at is not None and at < len(drawn):
                picked_panel(page, shown, drawn[at].code, both_years(page), "dumbbell")
        behind(texts, "dumbbell", f"{page.period.id}-{shown.id}-yoy", list(texts.columns[1:]), about=title)


def _dumbbell_note(page: Context, shown: Subject, units: Sequence[UnitChange]) -> str:
    both = sum(unit.difference is not None for unit in units)
    what = _("{measure} of each unit in both years").format(measure=shown.short(page.lang))
    covers = _("units with both years: {both}, with one: {one}").format(both=both, one=len(units) - both)
    formula = shown.derived.formula(page.lang) if shown.derived else ""
    parts = [what, shown.unit(page.lang), covers, formula]
    return " · ".join(filter(None, parts))


def _dots(page: Context, units: Sequence[UnitChange], changes: Sequence[str], shown: Subject) -> pd.DataFrame:
    def drawn(value: values.Value | None) -> float | None:
        return None if value is None else shown.shown(value)

    office = page.office.name
    rows = [
        (unit.name, brief(unit.name, office), drawn(unit.before), drawn(unit.now), text)
        + (change_words.short_size(shown, change(unit.now, unit.before)),)
        for unit, text in zip(units, changes, strict=True)
    ]
    doubted = doubtful_units(page, shown, both_years(page))
    frame = pd.DataFrame(rows, columns=["unit", "label", "before", "now", "text", "short"])
    return frame.assign(doubtful=[unit.code in doubted for unit in units])


def reported(page: Context, now: bool) -> frozenset[str]:
    """The units with a return of the period, or of the year before; of several festivals with one of any."""
    periods = [each if now else year_before(each) for each in festivals(page)]
    return frozenset[str]().union(*(data.reported(page.source, each) for each in periods))
