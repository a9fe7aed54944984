"""The profile of one unit: every year and festival beside its peers, its figures of the period, its returns."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from sydata.analysis import profile_words
from sydata.analysis.change import change
from sydata.analysis.change_words import size
from sydata.analysis.names import brief
from sydata.analysis.peers import Peers, Place, over_years, peers, place
from sydata.analysis.subjects import Subject, derived, selectable
from sydata.analysis.totals import Totals
from sydata.catalog.festivals import FESTIVALS, period, period_name, year_before
from sydata.catalog.roll import people
from sydata.charts.profile import COLUMNS, profile
from sydata.model import Period
from sydata.text import escape
from sydata.ui import data
from sydata.ui.i18n import _
from sydata.ui.open_page import Context
from sydata.ui.parts import choose
from sydata.ui.parts.card import behind, card_head, chart
from sydata.ui.parts.links import address, link_html
from sydata.ui.parts.table import table_html
from sydata.ui.register import state_word
from sydata.wording import MISSING

TOP = 1.1  # of the largest figure, where the scale of the charts ends


def choose_unit(page: Context) -> str:
    """The unit to look at: any that ever gave a figure, in the office's order."""
    names = page.totals.names
    official = [each.code for each in people(data.roll(page.source)) if each.code in names]
    codes = [*official, *sorted(names.keys() - set(official))]
    return choose.unit(codes, codes[0], lambda code: names.get(code, code))


def profile_panel(page: Context, shown: Subject, code: str) -> None:
    """The measure over all years, a chart a festival on one scale, and where each figure lies among the peers'."""
    years = {
        id: (among, over_years(page.totals, id, shown.id, code, among, _sure(page)))
        for id in FESTIVALS
        for among in [peers(page.totals, code, id)]
    }
    there = {
        id: found for id, found in years.items() if any(each.own is not None for each in found[1].values())
    }
    with st.container(key="card_profile"):
        title = _title(page, shown, code, years)
        note = _note(page, shown, years[page.period.festival][0])
        card_head(title, note)
        _charts(page, shown, code, there, (title, note))
        table = _years_table(page, shown, there)
        behind(table, "profile", f"{code}-{shown.id}", list(table.columns[1:]), about=title)


def _title(
    page: Context, shown: Subject, code: str, years: Mapping[str, tuple[Peers, Mapping[int, Place]]]
) -> str:
    among, found = years[page.period.festival]
    name = page.totals.names[code]
    at = found.get(page.period.year)
    return profile_words.placed(name, shown, at, among, page.period_name, page.lang)


def _note(page: Context, shown: Subject, among: Peers) -> str:
    formula = shown.derived.formula(page.lang) if shown.derived else ""
    band = _("band: lowest to highest of the peers; dashes: their median")
    return " · ".join(filter(None, [shown.name(page.lang), shown.unit(page.lang), band, formula]))


def _charts(
    page: Context,
    shown: Subject,
    code: str,
    there: Mapping[str, tuple[Peers, Mapping[int, Place]]],
    words: tuple[str, str],
) -> None:
    top = _top(page, shown, code, there)
    names = (brief(page.totals.names[code], page.office.name), _("median of peers"))
    for column, (id, (_among, found)) in zip(st.columns(max(len(there), 1)), there.items(), strict=False):
        with column:
            festival = FESTIVALS[id].name(page.lang)
            st.html(f"<p class='sy-note'><b>{escape(festival)}</b></p>")
            title = (
                f"{festival}{'：' if page.lang == 'zh' else ': '}{words[0]}" if len(there) > 1 else words[0]
            )
            frame = _frame(page, shown, found)
            frame = frame.assign(own=frame["own"].astype("float64").clip(upper=top))
            figure = profile(frame, page.theme, names, top)
            chart(figure, f"profile_{id}", title, words[1])


def _top(
    page: Context, shown: Subject, code: str, there: Mapping[str, tuple[Peers, Mapping[int, Place]]]
) -> float:
    """Where the scale of the charts ends: above all figures that nobody doubts."""
    own = [over_years(_sure(page), id, shown.id, code, among) for id, (among, _found) in there.items()]
    drawn = [value for of in own for each in of.values() for value in (each.own, each.high) if value]
    return TOP * max(map(shown.shown, drawn), default=1.0)


def _sure(page: Context) -> Totals:
    """The sums from which peers are taken: a figure in question would stand for all of them."""
    return data.sure_totals(page.source)


def _frame(page: Context, shown: Subject, found: Mapping[int, Place]) -> pd.DataFrame:
    def drawn(value: object) -> float | None:
        return None if value is None else shown.shown(value)  # type: ignore[arg-type]

    rows = [
        (year, drawn(at.own), shown.text(at.own, page.lang), drawn(at.middle), drawn(at.low), drawn(at.high))
        + (profile_words.range_words(shown, at, page.lang),)
        for year, at in found.items()
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _years_table(
    page: Context, shown: Subject, there: Mapping[str, tuple[Peers, Mapping[int, Place]]]
) -> pd.DataFrame:
    """Every year and festival, the latest first: own figure, change, where it lies."""
    rows = []
    for id, (_among, found) in there.items():
        for year, at in found.items():
            before = found[year - 1].own if year - 1 in found else None
            moved = size(shown, change(at.own, before), page.lang)
            rows.append((period(year, id), _place_cells(shown, at, page), moved))
    rows.sort(key=lambda row: row[0], reverse=True)
    told = [(period_name(when, page.lang), cells[0], moved, *cells[1:]) for when, cells, moved in rows]
    heads = [_("Period"), shown.unit(page.lang) or shown.short(page.lang), _("Change"), *_place_heads()]
    return pd.DataFrame(told, columns=heads)


def _place_heads() -> list[str]:
    return [_("Median of peers"), _("Range of peers"), _("Rank")]


def _place_cells(shown: Subject, at: Place, page: Context) -> tuple[str, str, str, str]:
    """Own figure, the peers' median and range, the rank among them."""
    low_high = MISSING if at.low is None else f"{shown.figure(at.low)} – {shown.figure(at.high)}"
    rank = MISSING if at.rank is None else f"{at.rank}/{at.count + 1}"
    return shown.figure(at.own), shown.figure(at.middle), low_high, rank


def figures_panel(page: Context, code: str) -> None:
    """Every measure of the period, those worked out too: own, a year before, and beside the peers."""
    among = peers(page.totals, code, page.period.festival)
    rows = [_figure_row(page, each, code, among) for each in (*selectable(), *derived())]
    heads = [_("Measure"), page.period_name, _("Change"), *_place_heads()]
    with st.container(key="card_unit_figures"):
        name = page.totals.names[code]
        title = _("All figures of {unit} in {period}").format(unit=name, period=page.period_name)
        card_head(title, profile_words.peers_words(among, page.lang))
        frame = pd.DataFrame(rows, columns=heads)
        st.html(table_html(frame, heads[1:]))


def _figure_row(page: Context, shown: Subject, code: str, among: Peers) -> tuple[str, ...]:
    at = place(page.totals, page.period, shown.id, code, among, _sure(page))
    before = place(page.totals, year_before(page.period), shown.id, code, among).own
    own, *rest = _place_cells(shown, at, page)
    name = f"{shown.short(page.lang)} ({shown.unit(page.lang)})"
    return (name, own, size(shown, change(at.own, before), page.lang), *rest)


def returns_panel(page: Context, code: str) -> None:
    """Every return of the unit, the latest period first, with how it stands and the way to its cells."""
    rows = data.register(page.source)
    rows = rows[(rows["unit_code"] == code) & rows["return_id"].notna() & rows["year"].notna()]
    with st.container(key="card_unit_returns"):
        name = page.totals.names[code]
        title = _("{count} returns of {unit}").format(count=len(rows), unit=name)
        card_head(title, _("Each leads to its cells and its sheet"))
        told = [(period(int(row["year"]), row["festival"]), row) for row in rows.to_dict("records")]
        told.sort(key=lambda pair: pair[0], reverse=True)
        st.html(_returns_html(page, told))


def _returns_html(page: Context, rows: list[tuple[Period, dict]]) -> str:
    heads = [_("Period"), _("State"), _("File"), _("Sheet")]
    head = "".join(f"<th>{escape(each)}</th>" for each in heads)
    body = "".join(_return_html(page, at, row) for at, row in rows)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f"<div class='sy-table sy-unit-returns'>{table}</div>"


def _return_html(page: Context, at: Period, row: dict) -> str:
    to = address(page, "register", at, {"return": str(int(row["return_id"]))})
    told = [state_word(row["state"]), str(row["file"]).rpartition("/")[2], row["sheet"]]
    cells = "".join(f"<td>{escape(str(each or ''))}</td>" for each in told)
    when = period_name(at, page.lang)
    return f"<tr><td>{link_html(to, when) if page.opens('register') else escape(when)}</td>{cells}</tr>"
