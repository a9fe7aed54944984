"""The cards of the districts page: the ranking and the heat map."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import streamlit as st

from sydata.analysis import titles, values, words
from sydata.analysis.change import UnitChange, by_unit
from sydata.analysis.names import brief
from sydata.analysis.subjects import Subject
from sydata.analysis.values import Value
from sydata.catalog.festivals import FESTIVALS, period
from sydata.charts.heatmap import heatmap
from sydata.charts.ranking import ranking
from sydata.ui.i18n import _, many
from sydata.ui.open_page import Context
from sydata.ui.parts import choose
from sydata.ui.parts.card import behind, card_head, chart_to_pick
from sydata.ui.parts.portion import MARKS, portion, portion_words
from sydata.ui.parts.sources import picked_panel
from sydata.ui.reading import doubtful_units
from sydata.ui.tables import unit_table
from sydata.wording import rounded

PERIODS = 5  # columns of the heat map: what a narrow screen holds with figures printed
TOP = 3  # units named in the sentence


def ordered(page: Context, shown: Subject) -> list[UnitChange]:
    """The units with a figure in the period, the largest first."""
    return [unit for unit in by_unit(page.totals, page.period, shown.id) if unit.now is not None]


def ranking_sentence(page: Context, shown: Subject) -> str:
    """The first three, and what part of the whole they have; of ratios, which have no parts, the middle one."""
    units = ordered(page, shown)
    names = [unit.name for unit in units[:TOP]]
    if not values.additive(shown.id):
        return titles.highest(units, shown, page.lang) if units else ""
    whole = sum(unit.now or 0 for unit in units)
    if not whole:
        return ""
    part = rounded(Fraction(sum(unit.now or 0 for unit in units[:TOP])) * 100 / whole)
    return words.leading(names, shown.short(page.lang), f"{part}%", page.lang)


def ranking_panel(page: Context, shown: Subject) -> None:
    """Every unit with a figure, the largest first. A click on a bar shows its cells and turns the profile to it."""
    units = ordered(page, shown)
    with st.container(key="card_ranking"):
        title = titles.ranked(units, shown, page.lang)
        note = _ranking_note(page, shown, len(units))
        card_head(title, note, hint=_("click a bar for its cells"))
        if units:
            _ranking_chart(page, shown, units, (title, note))
        texts = unit_table(page, units, shown)
        behind(texts, "ranking", f"{page.period.id}-{shown.id}", list(texts.columns[1:]), about=title)


def _ranking_chart(page: Context, shown: Subject, units: list[UnitChange], words: tuple[str, str]) -> None:
    part = portion(len(units), "ranking", MARKS)
    drawn, key = units[part], f"ranking{part.start or ''}"  # each part has a choice of its own
    note = " · ".join(filter(None, [words[1], portion_words(part, len(units))]))
    frame = _ranking_frame(page, shown, drawn)
    at = chart_to_pick(ranking(frame, page.theme), key, words[0], note)
    if at is not None and at < len(drawn):
        choose.turn_to(drawn[at].code)
        picked_panel(page, shown, drawn[at].code, [page.period], "ranking")


def _ranking_note(page: Context, shown: Subject, count: int) -> str:
    told = many(count, _("{count} unit"), _("{count} units"))
    formula = shown.derived.formula(page.lang) if shown.derived else ""
    notes = [shown.name(page.lang), shown.unit(page.lang), page.period_name, told, formula]
    return " · ".join(filter(None, notes))


def _ranking_frame(page: Context, shown: Subject, units: list[UnitChange]) -> pd.DataFrame:
    rows = [
        (unit.name, brief(unit.name, page.office.name), shown.shown(unit.now or 0), shown.figure(unit.now))
        for unit in units
    ]
    doubted = doubtful_units(page, shown, [page.period])
    frame = pd.DataFrame(rows, columns=["unit", "label", "value", "text"])
    words = frame["text"] + " " + _("in question")
    marks = [unit.code in doubted for unit in units]
    return frame.assign(doubtful=marks, text=frame["text"].mask(pd.Series(marks, dtype="bool"), words))


def heat_panel(page: Context, shown: Subject) -> None:
    """The last years of the same festival, unit by unit, in the order of the ranking."""
    festival = FESTIVALS[page.period.festival].name(page.lang)
    with st.container(key="card_heat"):
        title = titles.rises(by_unit(page.totals, page.period, shown.id), page.lang)
        what = _("{festival}: {measure} of the last years").format(
            festival=festival, measure=shown.short(page.lang)
        )
        note = " · ".join([what, shown.unit(page.lang), _("— means no figure")])
        card_head(title, note, hint=_("click a cell for its source"))
        frame = heat_frame(page, shown)
        if len(frame):
            _heat_chart(page, shown, frame, (title, note))
        wide = frame.pivot(index="unit", columns="column", values="text")
        table = wide.reindex(dict.fromkeys(frame["unit"])).rename_axis(_("Unit")).rename_axis(None, axis=1)
        name = f"{shown.id}-{page.period.festival}"
        behind(table.reset_index(), "heat", name, list(table.columns), about=title)


def _heat_chart(page: Context, shown: Subject, frame: pd.DataFrame, words: tuple[str, str]) -> None:
    many, years = frame["code"].nunique(), frame["column"].nunique()
    part = portion(many, "heat", MARKS)
    drawn, key = frame.iloc[part.start * years : part.stop * years], f"heat{part.start or ''}"
    note = " · ".join(filter(None, [words[1], portion_words(part, many)]))
    at = chart_to_pick(heatmap(drawn, page.theme), key, words[0], note)
    if at is not None and at < len(drawn):
        code, year = drawn["code"].iloc[at], int(drawn["column"].iloc[at])
        picked_panel(page, shown, code, [period(year, page.period.festival)], "heat")


def heat_frame(page: Context, shown: Subject) -> pd.DataFrame:
    """code, unit, label, column (a year), shade within the column, text, printed; a cell for every unit and year.

    printed: the text, of a doubtful figure only that it is in question.
    """
    festival, totals = page.period.festival, page.totals
    known = [y for y in values.by_year(totals, shown.id, festival) if y <= page.period.year]
    sums = {year: values.by_unit(totals, period(year, festival), shown.id) for year in known[-PERIODS:]}
    here = [unit.code for unit in ordered(page, shown)]
    codes = dict.fromkeys([*here, *sorted({code for parts in sums.values() for code in parts})])
    doubted = {year: doubtful_units(page, shown, [period(year, festival)]) for year in sums}
    tops = {
        year: max([value for code, value in parts.items() if code not in doubted[year]], default=0)
        for year, parts in sums.items()
    }
    cells = [
        (code, totals.names[code], brief(totals.names[code], page.office.name), str(year))
        + (_shade(parts.get(code), tops[year]), shown.figure(parts.get(code)))
        for code in codes
        for year, parts in sums.items()
    ]
    frame = pd.DataFrame(cells, columns=["code", "unit", "label", "column", "shade", "text"])
    marks = [code in doubted[int(year)] for code, year in zip(frame["code"], frame["column"], strict=True)]
    return frame.assign(printed=frame["text"].mask(pd.Series(marks, dtype="bool"), _("in question")))


def _shade(value: Value | None, top: Value) -> float | None:
    """The figure as a part of the largest of its year that nobody doubts, at most all; None where it is missing."""
    if value is None:
        return None
    return min(float(Fraction(value) / top), 1.0) if top else 0.0
