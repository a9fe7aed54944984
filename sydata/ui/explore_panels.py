"""The cards of the page Explore: what was refused, the chart, the table with its downloads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from sydata.analysis import explore_words, refusal_words
from sydata.analysis.answer import COMPARED, NOTHING, Cell, Refusal
from sydata.analysis.chart_rule import best, charts
from sydata.analysis.question import Chart, Key, Question, spot, spot_written
from sydata.analysis.subjects import subject
from sydata.catalog.groups import adds_over_time
from sydata.ui.cell_sources import sources_card
from sydata.ui.explore_view import ask, dim_names, spot_links
from sydata.ui.explored import Explored
from sydata.ui.i18n import _
from sydata.ui.open_page import Context
from sydata.ui.parts.card import card_head
from sydata.ui.parts.pivot_table import Row, Spot, pivot_table
from sydata.wording import MISSING

MOST_ROWS = 240  # rows of the table on the page; the download has all


# ---- refusals ----
def refusal_panel(page: Context, of: Refusal) -> None:
    """Why the view is not shown, and one click to what can be."""
    with st.container(key="card_refused"):
        card_head(_("This view would mislead"), refusal_words.refused(of, page.lang))
        st.button(
            _("Show it the right way"),
            key="explore_instead",
            type="primary",
            on_click=ask,
            args=(of.instead,),
        )


# ---- the chart ----
def chart_names() -> dict[str, str]:
    """The charts in words."""
    return {
        "bars": _("Bars"),
        "lines": _("Lines"),
        "multiples": _("Small multiples"),
        "heat": _("Heat map"),
        "stack": _("Stacked parts"),
        "dumbbell": _("Dumbbell"),
        "table": _("Table only"),
    }


def chosen_chart(of: Explored) -> Chart:
    """The chart that is shown, with the switch among those that fit."""
    fits, now = charts(of.answer), best(of.answer)
    names = chart_names()
    if len(fits) > 1:
        st.session_state["explore_chart"] = now
        st.segmented_control(
            _("Chart"),
            list(fits),
            format_func=lambda id: names[id],
            key="explore_chart",
            required=True,
            label_visibility="collapsed",
            on_change=_chart_changed,
            args=(of.question,),
        )
    return now


def _chart_changed(question: Question) -> None:
    ask(replace(question, chart=st.session_state["explore_chart"] or ""))


# ---- the table ----
def table_panel(of: Explored, spot_text: str) -> tuple[Key, Key] | None:
    """The pivot, every figure a link; the cell that the address points at."""
    found = spot(spot_text, of.answer.rows, of.answer.columns)
    shown = of.answer.rows[:MOST_ROWS]
    links = spot_links()
    rows = [*_totals(of), *(_row(of, row, found, links) for row in shown)]
    heads = [of.column_name(column) for column in of.answer.columns]
    heads += [_total_word(of)] if of.answer.across and len(of.answer.columns) > 1 else []
    corner = " · ".join(dim_names()[dim] for dim in of.question.rows)
    pivot_table(corner, heads, rows)
    return found


def _total_word(of: Explored) -> str:
    """Sums are a total; ratios of sums are the figure of all."""
    ratio = any(subject(id).derived for id in of.question.indicators)
    return _("All together") if ratio or of.question.show in COMPARED else _("Total")


def _row(of: Explored, row: Key, found: tuple[Key, Key] | None, links: Callable[[str], str]) -> Row:
    spots = [_spot(of, row, column, found == (row, column), links) for column in of.answer.columns]
    if of.answer.across and len(of.answer.columns) > 1:
        spots.append(Spot(_whole_text(of, of.answer.across.get(row, NOTHING), row, ()), kind="whole"))
    return Row(of.row_name(row), spots)


def _spot(of: Explored, row: Key, column: Key, here: bool, links: Callable[[str], str]) -> Spot:
    text = of.text(row, column)
    kinds = ["at"] if here else []
    if of.answer.cell(row, column).value is None:
        return Spot(text, kind=" ".join([*kinds, "none"]))
    doubt = (row, column) in of.answer.doubtful
    link = links(spot_written(row, column))
    return Spot(f"▲ {text}" if doubt else text, link, " ".join([*kinds, *(["doubt"] if doubt else [])]))


def _totals(of: Explored) -> list[Row]:
    """The row of totals and, where columns are periods, how many units gave a figure."""
    if not of.answer.down or len(of.answer.rows) < 2:
        return []
    cells = [of.answer.down.get(column, NOTHING) for column in of.answer.columns]
    spots = [
        Spot(_whole_text(of, cell, (), column)) for cell, column in zip(cells, of.answer.columns, strict=True)
    ]
    if of.answer.across and len(of.answer.columns) > 1:
        spots.append(Spot(_whole_text(of, of.answer.whole, (), ())))
    rows = [Row(_total_word(of), spots, "sum")]
    if "unit" not in of.question.columns and "group" not in of.question.columns:
        counts = [Spot(_units_text(of, column)) for column in of.answer.columns]
        counts += [Spot(str(of.answer.whole.units))] if len(spots) > len(counts) else []
        rows.append(Row(_("Units with figures"), counts, "units"))
    return rows


def _units_text(of: Explored, column: Key) -> str:
    """How many of the units expected gave a figure in a column of one year; of several years only how many gave one."""
    ids = dict(zip(of.question.columns, column, strict=True))
    given, years = of.given.get(column, set()), [int(ids["year"])] if "year" in ids else list(of.years)
    if len(years) > 1:
        return str(len(given))
    awaited = of.expected.get(years[0], [])
    return f"{len(given.intersection(awaited))}/{len(awaited)}" if awaited else str(len(given))


def _whole_text(of: Explored, cell: Cell, row: Key, column: Key) -> str:
    """A total as it is printed: a sum, 100 % of itself, or the change of the sums."""
    ids = {
        **dict(zip(of.question.rows, row, strict=False)),
        **dict(zip(of.question.columns, column, strict=False)),
    }
    id = ids.get("indicator", of.question.indicators[0])
    if of.question.show in COMPARED:
        return explore_words.compared(cell, id, of.page.lang)
    if of.question.show == "sum":
        return subject(id).figure(cell.value)
    whole = of.answer.whole.value
    if of.question.show == ("row" if not column else "column") or not whole or cell.value is None:
        return "100.0%" if cell.value else MISSING
    return f"{float(100 * cell.value / whole):.1f}%"


def cell_panel(of: Explored, found: tuple[Key, Key] | None, asked: str) -> None:
    """The sources of the cell that the address points at, or that there is no such cell."""
    if found is None:
        if asked:
            sentence = _("The address points at a cell that this view does not have.")
            st.html(f"<div class='sy-remark'>{sentence}</div>")
        return
    row, column = found
    words = [of.row_name(row) if row else "", of.column_name(column) if column else ""]
    title = " · ".join([*filter(None, words), of.text(row, column)])
    sources_card(of.page, of.answer, row, column, title)


def over_time_note(of: Explored) -> str:
    """That there is no total over years, where a reader would look for one."""
    dims = {"year", "festival"} & set(of.question.columns)
    persons = [id for id in of.question.indicators if not adds_over_time(subject(id).measure)]
    if dims and persons and not of.answer.across and of.question.show == "sum" and len(of.answer.columns) > 1:
        return _("No total over periods: the same people may be in several of them.")
    return ""
