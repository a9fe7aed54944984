"""The cards of the page Trend: the total with its coverage, and a little line for every part."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from sydata.analysis import over_years, trend_words
from sydata.analysis.names import brief
from sydata.analysis.over_years import Coverage, Line
from sydata.catalog.offices import changes
from sydata.catalog.units import unit as catalog_unit
from sydata.charts import multiples
from sydata.ui.i18n import _
from sydata.ui.parts.card import behind, card_head
from sydata.ui.parts.card_image import picture_button
from sydata.ui.parts.portion import MARKS, portion, portion_words
from sydata.ui.parts.table import table
from sydata.ui.stamp import stamp
from sydata.ui.trending import ALL, LIKE, Trend
from sydata.wording import MISSING


def trend_sentence(of: Trend) -> str:
    """What the total shows, and what the panels show together."""
    said = trend_words.total_sentence(of.total, of.coverage, of.shown, of.festival, of.lang)
    if of.view.basis == LIKE and of.view.years:
        said += (
            (" " if of.lang == "en" else "")
            + trend_words.like_sentence(len(of.steady), of.like, of.view.years, of.lang)
            + {"zh": "。", "en": "."}[of.lang]
        )
    return said


def border_notes(of: Trend) -> list[str]:
    """The boundary changes that came between the years shown."""
    found = over_years.within(changes(of.page.office.code), of.view.years)
    return [each.note_zh if of.lang == "zh" else each.note_en for each in found]


# ---- the total ----
def total_panel(of: Trend) -> None:
    """The total over the years, beside it who gave it each year."""
    with st.container(key="card_total"):
        title = _title(of, of.total, of.coverage)
        unit = of.shown.unit(of.lang)
        notes = [
            of.shown.name(of.lang),
            unit,
            of.festival,
            _("hollow: from fewer than nine in ten of the units expected"),
        ]
        card_head(title, " · ".join(notes))
        left, right = st.columns([5, 4], gap="medium")
        grid = _total_grid(of)
        with left:
            st.html(f"<div class='sy-wide'>{multiples.multiples(grid, of.page.theme)}</div>")
            _picture(of, grid, title, notes, "total")
        with right:
            texts = coverage_frame(of)
            table(texts, list(texts.columns[1:]))


def _title(of: Trend, line: Line, covered: Coverage) -> str:
    """Since when the last figure was not so high, or its longest rise, or only the figure."""
    years = trend_words.sure(line, covered)
    last = max(line.values, default=0)
    said = trend_words.record(years, last, of.lang) if last else ""
    if said:
        return f"{last}年{of.festival}{of.shown.short('zh')}{said}" if of.lang == "zh" else f"{last}: {said}"
    said = trend_words.rise(years, of.lang)
    return said[:1].upper() + said[1:] or _("{measure} over the years").format(
        measure=of.shown.short(of.lang)
    )


def _total_grid(of: Trend) -> multiples.Grid:
    lines = {ALL: (of.total, _("all that reported"))}
    if of.view.basis == LIKE:
        name = _("like for like, {count} units").format(count=len(of.steady))
        lines[LIKE] = (of.like, name)
    rows, said = [], {}
    for id, (line, name) in lines.items():
        rows += [
            (id, name, str(year), *_point(of, line, year, id == ALL and of.coverage.few(year)))
            for year in of.view.years
        ]
        said[id] = _said(of, line)
    return multiples.grid(pd.DataFrame(rows, columns=multiples.COLUMNS), said, False)


def coverage_frame(of: Trend) -> pd.DataFrame:
    """Year by year: the sum, how many of the expected units gave it, and the sum like for like."""
    rows = []
    for year in reversed(of.view.years):
        given, whole = of.coverage.given.get(year, 0), of.coverage.expected.get(year, 0)
        few = _("not comparable") if of.coverage.few(year) else ""
        doubt = _("(in question)") if year in of.total.doubtful else ""
        sums = [of.shown.figure(line.values.get(year)) for line in (of.total, of.like)]
        rows.append((str(year), f"{sums[0]} {doubt}".strip(), f"{few} {given}/{whole}".strip(), sums[1]))
    heads = [
        _("Year"),
        of.shown.unit(of.lang) or of.shown.short(of.lang),
        _("Units with figures"),
        _("Like for like ({count})").format(count=len(of.steady)),
    ]
    return pd.DataFrame(rows, columns=heads)


# ---- the panels ----
def _parts_title(of: Trend, said: Sequence[str]) -> str:
    """What the panels show, or only what they are of where too few gave it to be compared."""
    if not of.ordered:
        return _("No figures in this period")
    return said[0] if said else _("{measure} over the years").format(measure=of.shown.short(of.lang))


def parts_panel(of: Trend) -> None:
    """A little line for every part."""
    with st.container(key="card_parts"):
        said = trend_words.parts_sentences(_named(of), of.view.years, _noun(of), of.lang)
        title, notes = _parts_title(of, said), [*said[1:], *_part_notes(of)]
        card_head(title, " · ".join(notes))
        if not of.ordered:
            return
        part = portion(len(of.ordered), "parts", MARKS)
        grid = _parts_grid(of, part)
        notes += filter(None, [portion_words(part, len(of.ordered))])
        st.html(multiples.multiples(grid, of.page.theme))
        _picture(of, grid, title, notes, of.view.by)
        texts = parts_frame(of)
        behind(texts, "parts", _file(of, of.view.by), list(texts.columns[1:]))


def _named(of: Trend) -> list[trend_words.Part]:
    return [
        trend_words.Part(of.names.get(line.id, line.id), line, trend_words.sure(line, _covered(of, line)))
        for line in of.ordered
    ]


def _noun(of: Trend) -> str:
    return {"unit": _("reporting units"), "category": _("categories"), "indicator": _("measures")}[of.view.by]


def _part_notes(of: Trend) -> list[str]:
    measure = [of.shown.name(of.lang), of.shown.unit(of.lang)] if of.view.by != "indicator" else []
    scale = (
        _("one scale for all panels, from zero")
        if of.view.scale == "common" and of.view.by != "indicator"
        else ""
    )
    notes = [
        *measure,
        of.festival,
        scale or _("each panel has its own scale, from zero to its highest figure"),
    ]
    notes += [_("grey: not reported")]
    if of.view.by == "unit":
        notes += (
            [_("red dashes: boundaries changed")]
            if over_years.breaks(changes(of.page.office.code), of.view.years)
            else []
        )
    else:
        notes += [_("hollow: from fewer than nine in ten of the units expected")]
    if of.view.by != "unit" and of.view.basis == LIKE:
        notes += [_("like for like, {count} units").format(count=len(of.steady))]
    notes += [_("▲ in question, off the scale")] if any(line.doubtful for line in of.ordered) else []
    return notes


def _parts_grid(of: Trend, part: slice) -> multiples.Grid:
    rows, said, colours = [], {}, {}
    for line in of.ordered[part]:
        name = brief(of.names.get(line.id, line.id), of.page.office.name)
        covered = _covered(of, line)
        for year in of.view.years:
            rows.append(
                (line.id, name, str(year), *_point(of, line, year, bool(covered and covered.few(year))))
            )
        said[line.id] = _said(of, line)
        if of.view.by == "category":
            colours[line.id] = of.page.theme.categories[line.id]
    marks = over_years.breaks(changes(of.page.office.code), of.view.years) if of.view.by == "unit" else {}
    frame = pd.DataFrame(rows, columns=multiples.COLUMNS)
    common = of.view.scale == "common" and of.view.by != "indicator"
    return multiples.grid(frame, said, common, {id: [*map(str, at)] for id, at in marks.items()}, colours)


def _covered(of: Trend, line: Line) -> Coverage | None:
    """Who gave the measure that a panel shows, in whatever category; None where the panel is not a sum over units."""
    if of.view.by == "unit" or of.view.basis == LIKE:
        return None
    return of.covered(of.of([line.id])) if of.view.by == "indicator" else of.coverage


def _point(of: Trend, line: Line, year: int, few: bool) -> tuple[float | None, str, str]:
    """value, text and state of a year in a panel."""
    shown = of.of_line(line)
    if year not in line.values:
        return None, _("not reported"), "missing" if _awaited(of, line, year) else "absent"
    text = shown.text(line.values[year], of.lang)
    if year in line.doubtful:
        doubt = _("(in question)")
        return shown.shown(line.values[year]), f"{text} {doubt}", "doubtful"
    return shown.shown(line.values[year]), text, "few" if few else ""


def _awaited(of: Trend, line: Line, year: int) -> bool:
    """Whether a figure was to be expected: of a unit only where the office waited for it."""
    known = catalog_unit(line.id) if of.view.by == "unit" and line.id else None
    return known is None or (known.expected and known.reports_in(year))


def _said(of: Trend, line: Line) -> tuple[str, str]:
    """Beside a panel's name its last figure; at its foot the highest that nobody doubts, and when it was."""
    shown = of.of_line(line)
    if not line.values:
        return "", ""
    last = max(line.values)
    when = "" if last == max(of.view.years) else f" ({last})"
    ends = (
        shown.text(line.values[last], of.lang)
        if of.view.by == "indicator"
        else shown.figure(line.values[last])
    )
    known = trend_words.sure(line) or line.values
    top = max(known, key=lambda year: known[year])
    highest = _("highest {value} ({year})").format(value=shown.figure(known[top]), year=top)
    return ends + when, highest


def parts_frame(of: Trend) -> pd.DataFrame:
    """The table behind the panels: a row a part, a column a year; 未报 apart from what was never expected."""
    head = {"unit": _("Unit"), "category": _("Category"), "indicator": _("Measure")}[of.view.by]
    rows = []
    for line in of.ordered:
        texts = [_cell(of, line, year) for year in of.view.years]
        unit = f" ({of.of_line(line).unit(of.lang)})" if of.view.by == "indicator" else ""
        rows.append((of.names.get(line.id, line.id) + unit, *texts))
    return pd.DataFrame(rows, columns=[head, *map(str, of.view.years)])


def _cell(of: Trend, line: Line, year: int) -> str:
    if year in line.values:
        text, doubt = of.of_line(line).figure(line.values[year]), _("(in question)")
        return f"{text} {doubt}" if year in line.doubtful else text
    return _("not reported") if _awaited(of, line, year) else MISSING


def _picture(of: Trend, grid: multiples.Grid, title: str, notes: Sequence[str], part: str) -> None:
    """The button that saves the panels, under what they show, of what, from which data."""
    drawing = multiples.picture(grid, of.page.theme, [title, " · ".join(notes), stamp().origin])
    picture_button(drawing, part, f"{_file(of, part)}_{stamp().mark}")


def _file(of: Trend, part: str) -> str:
    name = [of.view.indicator] if of.view.by != "indicator" or part == "total" else []
    return "-".join([of.page.period.festival, "trend", *name, part])
