"""What moved the total: three cards that each add up to the same change, by reporting, by category and by unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pandas as pd
import streamlit as st

from sydata.analysis import boundary, change_words, contribution, titles, values
from sydata.analysis.change import UnitChange, by_unit, change, plain
from sydata.analysis.names import brief
from sydata.analysis.subjects import Subject
from sydata.catalog.categories import CATEGORIES
from sydata.catalog.festivals import year_before
from sydata.catalog.units import unit as catalog_unit
from sydata.charts.diverging import diverging
from sydata.charts.slope import slope
from sydata.ui.change_panels import reported
from sydata.ui.i18n import _
from sydata.ui.open_page import Context
from sydata.ui.parts.card import behind, card_head, chart, chart_to_pick
from sydata.ui.parts.sources import picked_panel
from sydata.ui.reading import both_years, doubtful_categories, doubtful_units, halves
from sydata.ui.tables import change_cells
from sydata.wording import points

MOST = 12  # units in the chart: those that moved the total most


def steps_panel(page: Context, shown: Subject) -> None:
    """The change divided by how units reported: whether figures moved or only who reported."""
    units = by_unit(page.totals, page.period, shown.id)
    apart = boundary.set_apart(page.office.code, year_before(page.period), page.period)
    half, doubted = halves(page, shown.id), doubtful_units(page, shown, both_years(page))
    kinds = {contribution.kind_of(unit, apart, half) for unit in units if unit.code in doubted}
    found = contribution.steps(units, apart, half)
    with st.container(key="card_steps"):
        title = change_words.divided(found, shown, page.lang)
        note = " · ".join([_("Change by how units reported"), shown.short(page.lang), shown.unit(page.lang)])
        names = [f"{change_words.step_name(step.kind, page.lang)} ({step.units})" for step in found]
        frame = pd.DataFrame({"unit": names, "moved": [step.moved for step in found]})
        outlined = [step.kind != "alike" for step in found]
        frame = frame.assign(outlined=outlined, doubtful=[step.kind in kinds for step in found])
        title = _held(title, frame, page)
        card_head(title, note)
        _bars(page, shown, frame, "steps", (title, note))


def categories_panel(page: Context, shown: Subject) -> None:
    """What each category adds to the change; of ratios, how each moved."""
    with st.container(key="card_category_change"):
        if not values.additive(shown.id):
            return _slope(page, shown)
        parts = contribution.by_category(page.totals, page.period, shown.id)
        title = change_words.led(parts, shown, page.lang)
        note = " · ".join([_("Change by category"), shown.short(page.lang), shown.unit(page.lang)])
        ordered = sorted(parts, key=lambda part: -part.contribution)
        doubted = doubtful_categories(page, shown, both_years(page))
        names = [change_words.category_name(part.category, page.lang) for part in ordered]
        frame = pd.DataFrame({"unit": names, "moved": [part.contribution for part in ordered]})
        colours = [page.theme.categories.get(part.category, page.theme.muted) for part in ordered]
        frame = frame.assign(colour=colours, doubtful=[part.category in doubted for part in ordered])
        title = _held(title, frame, page)
        card_head(title, note)
        _bars(page, shown, frame, "category_change", (title, note))


def _held(title: str, frame: pd.DataFrame, page: Context) -> str:
    """A title that says so where figures in question are in the parts: it is read without the chart below it."""
    if not frame["doubtful"].any():
        return title
    words = _("with figures in question")
    return f"{title}（{words}）" if page.lang == "zh" else f"{title} ({words})"


def _bars(page: Context, shown: Subject, frame: pd.DataFrame, key: str, words: tuple[str, str]) -> None:
    """The chart and its table, which begins with the sum. frame: of `diverging`, with `moved` for value and text."""
    whole, doubt = plain(page.totals, page.period, shown.id), " · " + _("in question")
    moves = [int(moved) for moved in frame["moved"]]
    texts = [_pull(shown, moved, whole.before) for moved in moves]
    told = [(_("Total"), _pull(shown, sum(moves), whole.before)), *zip(frame["unit"], texts, strict=True)]
    if len(frame):
        marked = frame["unit"].mask(frame["doubtful"].astype("bool"), frame["unit"] + doubt)
        drawn = frame.assign(value=[shown.shown(moved) for moved in moves], text=texts, unit=marked)
        chart(diverging(drawn, page.theme), key, *words)
    table = pd.DataFrame(told, columns=[_("Part"), _("Difference")])
    behind(table, key, f"{page.period.id}-{shown.id}-{key}", [_("Difference")], sums=1, about=words[0])


def _pull(shown: Subject, moved: int, base: values.Value | None) -> str:
    """`−275.17 (−9.8)`: the difference, and how many percentage points of the change it makes."""
    text = shown.signed(moved)
    if not base:
        return text
    pull = points(Fraction(moved * 100) / base).split()[0]
    return f"{text} ({'<0.1' if moved and pull == '0.0' else pull})"


def _slope(page: Context, shown: Subject) -> None:
    now, before = (
        values.by_category(page.totals, at, shown.id) for at in (page.period, year_before(page.period))
    )
    ids = [id for id in CATEGORIES if id in now or id in before]
    doubted = doubtful_categories(page, shown, both_years(page))
    moves = {
        CATEGORIES[id].short(page.lang): change(now.get(id), before.get(id))
        for id in ids
        if id not in doubted
    }
    title = titles.moved_parts(moves, shown, page.lang)
    formula = shown.derived.formula(page.lang) if shown.derived else ""
    note = " · ".join(filter(None, [shown.name(page.lang), shown.unit(page.lang), formula]))
    card_head(title, note)
    rows = [
        (id, CATEGORIES[id].short(page.lang), *(None if v is None else shown.shown(v) for v in pair),
         *(shown.figure(v) for v in pair))
        for id in ids
        for pair in [(before.get(id), now.get(id))]
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["series", "label", "before", "now", "before_text", "now_text"])
    marks = [id in doubted for id in ids]
    label = frame["label"].mask(pd.Series(marks, dtype="bool"), frame["label"] + " · " + _("in question"))
    frame = frame.assign(doubtful=marks, label=label)
    if ids:
        names = (page.before_name, page.period_name)
        chart(slope(frame, page.theme.categories, page.theme, names), "category_change", title, note)
    told = [
        (CATEGORIES[id].short(page.lang), *change_cells(change(now.get(id), before.get(id)), shown, page))
        for id in ids
    ]
    heads = [_("Category"), page.period_name, page.before_name, _("Difference"), _("Change")]
    table = pd.DataFrame(told, columns=heads)
    behind(table, "category_change", f"{page.period.id}-{shown.id}-categories", heads[1:], about=title)


# ---- units ----
def contribution_panel(page: Context, shown: Subject) -> None:
    """The units that moved the total most, and by how many points of it; together with the rest, all of it."""
    units = by_unit(page.totals, page.period, shown.id)
    whole = plain(page.totals, page.period, shown.id)
    top, rest = contribution.largest(units, MOST)
    with st.container(key="card_contribution"):
        title = titles.pulls(_marked(page, units, shown), shown, page.lang)
        note = _unit_note(page, shown, rest, bool(whole.before))
        card_head(title, note, hint=_("click a bar for its cells"))
        if top:
            figure = diverging(_unit_frame(page, top, shown, whole.before), page.theme)
            at = chart_to_pick(figure, "contribution", title, note)
            if at is not None and at < len(top):
                picked_panel(page, shown, top[at].code, both_years(page), "contribution")
        table = matrix(page, [*top, *rest], shown)
        behind(
            table,
            "contribution",
            f"{page.period.id}-{shown.id}-contribution",
            list(table.columns[1:]),
            sums=1,
            about=title,
        )


def _marked(page: Context, units: Sequence[UnitChange], shown: Subject) -> list[UnitChange]:
    """The units, those in question called so: a title is read without the chart below it."""
    doubted, mark = doubtful_units(page, shown, both_years(page)), _("in question")
    brackets = f"（{mark}）" if page.lang == "zh" else f" ({mark})"
    return [replace(unit, name=unit.name + brackets) if unit.code in doubted else unit for unit in units]


def _unit_note(page: Context, shown: Subject, rest: Sequence[UnitChange], based: bool) -> str:
    notes = [_("Change by unit"), shown.short(page.lang), shown.unit(page.lang)]
    if rest:
        moved = shown.signed(sum(unit.contribution for unit in rest))
        notes.append(_("the rest ({count}) together {moved}").format(count=len(rest), moved=moved))
    notes += [_("in brackets: percentage points of the change")] if based else []
    return " · ".join(notes)


def _unit_frame(
    page: Context, top: Sequence[UnitChange], shown: Subject, base: values.Value | None
) -> pd.DataFrame:
    """The frame of the chart; units with only one of the two figures say so, and are drawn in outline."""
    doubted, rows = doubtful_units(page, shown, both_years(page)), []
    for unit in top:
        why = one_sided(page, unit)
        text = _pull(shown, int(unit.contribution), base)
        doubt = _("in question") if unit.code in doubted else ""
        name = " · ".join(filter(None, [brief(unit.name, page.office.name), why, doubt]))
        rows.append((name, shown.shown(unit.contribution), text, bool(why), bool(doubt)))
    return pd.DataFrame(rows, columns=["unit", "value", "text", "outlined", "doubtful"])


def matrix(page: Context, units: Sequence[UnitChange], shown: Subject) -> pd.DataFrame:
    """Units by categories: what each adds; the first row is the sum over all units, the first column over all parts."""
    parts = contribution.by_both(page.totals, page.period, shown.id)
    ids = [part.category for part in contribution.by_category(page.totals, page.period, shown.id)]
    rows = [
        (
            unit.name,
            shown.signed(unit.contribution),
            *(shown.signed(parts[unit.code].get(id, 0)) for id in ids),
        )
        for unit in units
    ]
    sums = [sum(of.get(id, 0) for of in parts.values()) for id in ids]
    head = (_("Total"), shown.signed(sum(sums)), *map(shown.signed, sums))
    names = [change_words.category_name(id, page.lang) for id in ids]
    return pd.DataFrame([head, *rows], columns=[_("Unit"), _("Difference"), *names])


def one_sided(page: Context, unit: UnitChange) -> str:
    """Why a unit has only one of the two figures; empty where it has both."""
    if unit.difference is not None:
        return ""
    gone = unit.now is None
    if not _exists(unit.code, page.period.year if gone else page.period.year - 1):
        return _("boundary change")
    if unit.code in reported(page, now=gone):
        return _("no figure now") if gone else _("no figure a year ago")
    return _("not reported now") if gone else _("not reported a year ago")


def _exists(code: str, year: int) -> bool:
    """Whether the unit reports in this year at all, as far as the catalog knows."""
    known = catalog_unit(code)
    return known is None or (known.since or year) <= year <= (known.until or year)
