"""The chart of a view, and the view as files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from fractions import Fraction

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from sydata.analysis import explore_words
from sydata.analysis.answer import COMPARED
from sydata.analysis.change import change
from sydata.analysis.chart_rule import one_measure
from sydata.analysis.names import brief
from sydata.analysis.over_years import breaks
from sydata.analysis.question import TIME, Chart, Key
from sydata.analysis.subjects import subject
from sydata.catalog.offices import changes
from sydata.charts import multiples
from sydata.charts.dumbbell import dumbbell
from sydata.charts.heatmap import heatmap
from sydata.charts.ranking import ranking
from sydata.charts.split import split
from sydata.charts.trend import COLUMNS, trend
from sydata.exports.data import csv_bytes
from sydata.exports.workbook import tables_bytes
from sydata.ui.explore_view import dim_names
from sydata.ui.explored import Explored
from sydata.ui.i18n import _
from sydata.ui.parts.card import chart
from sydata.ui.parts.card_image import picture_button
from sydata.ui.parts.take import take_file
from sydata.ui.stamp import stamp
from sydata.wording import MINUS, MISSING, percent, points

KEY = "explore"


def chart_panel(of: Explored, kind: Chart, title: str) -> None:
    """The chart and the buttons that take it away as a picture."""
    note = " · ".join([*of.notes, *chart_notes(of, kind)])
    if kind == "multiples":
        grid = _panels(of)
        st.html(multiples.multiples(grid, of.page.theme))
        picture_button(
            multiples.picture(grid, of.page.theme, [title, note, stamp().origin]), KEY, file_name(of)
        )
    elif kind in FIGURES:
        key = "explore_heat" if kind == "heat" else KEY  # a heat map scrolls on a phone
        chart(FIGURES[kind](of), key, title, note, colour_key(of, kind))


def _bars(of: Explored) -> go.Figure:
    """The rows of the one column, the largest first; those in question last, since they would flatten the rest."""
    column = of.answer.columns[0]
    known = [(row, explore_words.number_of(of.answer, row, column)) for row in of.answer.rows]
    sure = [
        (row, value) for row, value in known if value is not None and (row, column) not in of.answer.doubtful
    ]
    if not TIME & set(of.question.rows):  # time keeps its order
        sure.sort(key=lambda each: -each[1])
    rows = [(of.row_name(row), value, of.text(row, column)) for row, value in sure]
    return ranking(pd.DataFrame(rows, columns=["unit", "value", "text"]), of.page.theme)


def _lines(of: Explored) -> go.Figure:
    rows = []
    for row in of.answer.rows:
        id = row[0] if row else ""
        for column in of.answer.columns:
            value = explore_words.number_of(of.answer, row, column)
            if value is not None:
                doubtful = (row, column) in of.answer.doubtful
                rows.append((id, of.row_name(row), int(column[0]), value, of.text(row, column), doubtful))
    theme = of.page.theme
    colours = {"": theme.scale[1], **theme.categories, **theme.festivals}
    if of.question.rows == ("category",):
        colours |= theme.categories
    return trend(pd.DataFrame(rows, columns=COLUMNS), colours, theme, ("\0", 0), 320)


def _dumbbell(of: Explored) -> go.Figure:
    before, now = of.answer.columns
    rows = []
    for row in of.answer.rows:
        if not {(row, before), (row, now)} & of.answer.doubtful:
            values = [explore_words.number_of(of.answer, row, column) for column in (before, now)]
            text = " → ".join(of.text(row, column) for column in (before, now))
            rows.append((of.row_name(row), *values, text, _short(of, row, (before, now))))
    frame = pd.DataFrame(rows, columns=["unit", "before", "now", "text", "short"])
    return dumbbell(frame, of.page.theme, (of.column_name(before), of.column_name(now)))


def _short(of: Explored, row: Key, ends: tuple[Key, Key]) -> str:
    """The change between two columns as a phone has room for it: `+12.3%`; a dash where none can be said."""
    before, now = (of.answer.cell(row, column).value for column in ends)
    moved = change(now, before)
    if subject(of.answer.indicator(row, ends[1])).share and moved.difference is not None:
        return points(Fraction(moved.difference), of.page.lang).split()[0]
    if moved.percent is None:
        return MISSING
    return f"{'+' if moved.percent > 0 else MINUS if moved.percent else ''}{percent(moved.percent)}"


def _heat(of: Explored) -> go.Figure:
    """Every figure printed; the shade compares within a column, of several measures within each."""
    tops = {column: _span(of, column) for column in of.answer.columns}
    rows = [
        (
            of.row_name(row),
            of.column_name(column),
            _shade(of, row, column, tops[column]),
            of.text(row, column),
        )
        for row in of.answer.rows
        for column in of.answer.columns
    ]
    return heatmap(pd.DataFrame(rows, columns=["unit", "column", "shade", "text"]), of.page.theme)


def _span(of: Explored, column: Key) -> tuple[float, float]:
    """Lowest and highest of a column without what is in question; sums and shares begin at zero."""
    known = [
        value
        for row in of.answer.rows
        if (row, column) not in of.answer.doubtful
        and (value := explore_words.number_of(of.answer, row, column)) is not None
    ]
    low = min(known, default=0.0) if of.question.show in COMPARED else 0.0
    return low, max(known, default=0.0)


def _shade(of: Explored, row: Key, column: Key, span: tuple[float, float]) -> float | None:
    value = explore_words.number_of(of.answer, row, column)
    if value is None:
        return None
    low, high = span
    if not one_measure(of.answer) and "indicator" in of.question.rows:
        return 0.0  # the rows of a column do not compare
    return min(max((value - low) / ((high - low) or 1.0), 0.0), 1.0)


def _divided(of: Explored) -> go.Figure:
    rows = []
    for row in of.answer.rows:
        for column in of.answer.columns:
            value = explore_words.number_of(of.answer, row, column)
            if value is not None:
                name = of.column_name(column)
                figure = of.answer.cell(row, column).value
                text = f"{subject(of.question.indicators[0]).text(figure, of.page.lang)} · {of.text(row, column)}"
                rows.append((",".join(row), of.row_name(row), column[0], name, value, text))
    frame = pd.DataFrame(rows, columns=["bar", "bar_label", "category", "label", "share", "text"])
    return split(frame, of.page.theme)


FIGURES: Mapping[str, Callable[[Explored], go.Figure]] = {
    "bars": _bars,
    "lines": _lines,
    "dumbbell": _dumbbell,
    "heat": _heat,
    "stack": _divided,
}


def chart_notes(of: Explored, kind: Chart) -> list[str]:
    """What a reader must know of this kind of chart."""
    if kind == "multiples":
        scale = _("each panel has its own scale, from zero to its highest figure")
        years = [int(column[0]) for column in of.answer.columns]
        moved = of.question.rows == ("unit",) and breaks(changes(of.page.office.code), years)
        return [scale, _("grey: not reported"), *([_("red dashes: boundaries changed")] if moved else [])]
    return [_("the darker, the higher in its column")] if kind == "heat" else []


def colour_key(of: Explored, kind: Chart) -> dict[str, str]:
    """The colours of the parts of divided bars."""
    if kind != "stack":
        return {}
    colours = of.page.theme.categories
    return {
        of.column_name(column): colours[column[0]] for column in of.answer.columns if column[0] in colours
    }


def _panels(of: Explored) -> multiples.Grid:
    rows, said = [], {}
    for row in of.answer.rows:
        id, name = ",".join(row), brief(of.row_name(row), of.page.office.name)
        known = []
        for column in of.answer.columns:
            value = explore_words.number_of(of.answer, row, column)
            doubtful = (row, column) in of.answer.doubtful
            text = of.text(row, column)
            state = "doubtful" if doubtful else "" if value is not None else _state(of, row, column)
            rows.append((id, name, column[0], value, text, state))
            known += [(value, text, column[0])] if value is not None and not doubtful else []
        said[id] = _said(known, of.answer.columns[-1][0])
    years = [int(column[0]) for column in of.answer.columns]
    marks = breaks(changes(of.page.office.code), years) if of.question.rows == ("unit",) else {}
    frame = pd.DataFrame(rows, columns=multiples.COLUMNS)
    return multiples.grid(frame, said, False, {code: [*map(str, at)] for code, at in marks.items()})


def _said(known: Sequence[tuple[float, str, str]], last: str) -> tuple[str, str]:
    """Beside a panel's name its last figure, with its year where others follow; at its foot the highest."""
    if not known:
        return "", ""
    _value, text, year = max(known)
    when = "" if known[-1][2] == last else f" ({known[-1][2]})"
    return known[-1][1] + when, _("highest {value} ({year})").format(value=text, year=year)


def _state(of: Explored, row: Key, column: Key) -> str:
    return "missing" if of.absent(row, column) == _("not reported") else "absent"


# ---- files ----
def downloads(of: Explored, sentence: str) -> None:
    """The table as CSV and as a workbook, both of all rows, both with the data version."""
    frame = frame_of(of)
    sheets = {_("View"): frame, _("Notes"): notes_of(of, sentence)}  # the download is made after the run
    with st.container(horizontal=True, key="explore_files"):
        name, label = file_name(of), _("Download {suffix}")
        take_file(label.format(suffix=".xlsx"), lambda: tables_bytes(sheets), f"{name}.xlsx", "explore_xlsx")
        take_file(label.format(suffix=".csv"), lambda: csv_bytes(frame), f"{name}.csv", "explore_csv")


def frame_of(of: Explored) -> pd.DataFrame:
    """All rows as a table of numbers: money in 万元, shares and changes in percent; an empty cell is missing."""
    heads = [dim_names()[dim] for dim in of.question.rows] or [_("Measure")]
    rows = []
    for row in of.answer.rows:
        words = [of.name(dim, id) for dim, id in zip(of.question.rows, row, strict=True)] or [of.row_name(())]
        numbers = [explore_words.number_of(of.answer, row, column) for column in of.answer.columns]
        rows.append([*words, *(None if each is None else round(each, 6) for each in numbers)])
    names = [of.column_name(column) for column in of.answer.columns]
    return pd.DataFrame(rows, columns=[*heads, *names])


def notes_of(of: Explored, sentence: str) -> pd.DataFrame:
    """What a file needs beside its numbers: what it shows, of what, from which data, and when it was made."""
    rows = [
        (_("What it shows"), sentence),
        (_("Measures"), " · ".join(of.notes)),
        (_("Empty cells"), _("not reported; a zero is a zero")),
        (_("Data version"), stamp().origin),
        (_("Made"), f"{datetime.now():%Y-%m-%d %H:%M}"),
    ]
    return pd.DataFrame(rows, columns=[_("Note"), _("Text")])


def file_name(of: Explored) -> str:
    """Measures, sides and the data version: `explore_total_lead_unit-year_draft-r17`."""
    asked = of.question
    sides = "-".join([*asked.rows, *asked.columns]) or "all"
    return "_".join(["explore", "-".join(asked.indicators[:2]), sides, stamp().mark])
