"""From a cell of a view down to its returns, its cells and the words that stood there."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from sydata.analysis.answer import COMPARED, Answer
from sydata.analysis.lead import LEAD, PARTS, SUBMITTED
from sydata.analysis.pivot import COLUMN, matching
from sydata.analysis.question import Key
from sydata.analysis.subjects import subject
from sydata.catalog.categories import CATEGORIES
from sydata.catalog.derived import DERIVED
from sydata.catalog.festivals import period, period_name
from sydata.catalog.indicators import INDICATORS
from sydata.text import escape
from sydata.ui import data, exploring
from sydata.ui.i18n import _
from sydata.ui.open_page import Context
from sydata.ui.parts.card import card_head
from sydata.ui.parts.links import marked
from sydata.wording import figure

MOST = 300  # rows shown at once
PLACE = ["unit_code", "year", "festival", "category"]
Place = tuple[str, int, str, str]


def sources(page: Context, of: Answer, row: Key, column: Key) -> pd.DataFrame:
    """The observations that a cell is made of, with `used`: whether each is in its figure."""
    ids = base(of.indicator(row, column))
    places = _places(page, of, row, column)
    found = []
    for year, festival in sorted({(place[1], place[2]) for place in places}):
        rows = data.observations(page.source, year, festival)
        kept = (rows["status"] == "counted") & rows["indicator"].isin(ids)
        found.append(rows[kept.astype("bool")])
    if not found:
        return pd.DataFrame()
    every = pd.concat(found, ignore_index=True)
    inside = [tuple(each) in places for each in every[PLACE].itertuples(index=False, name=None)]
    return leading(every[inside], of.indicator(row, column)).reset_index(drop=True)


def base(indicator: str) -> tuple[str, ...]:
    """The indicators of a sheet that a figure is made of."""
    if indicator in DERIVED:
        of = DERIVED[indicator]
        parts = [LEAD if id == SUBMITTED else id for id in (*of.numerator, *of.denominator)]
        return tuple(dict.fromkeys(id for part in parts for id in base(part)))
    return (*PARTS, SUBMITTED) if indicator == LEAD else (indicator,)


def leading(rows: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """Of rows behind the leading total those that lead: both parts where they are there, else the submitted one."""
    if LEAD not in (indicator, *_parts_of(indicator)):
        return rows
    keys = list(zip(rows["return_id"], rows["category"], strict=True))
    given = rows["value"].notna()
    there: dict[tuple[object, object], set[str]] = {}
    for key, id, value in zip(keys, rows["indicator"], given, strict=True):
        there.setdefault(key, set()).update([id] if value else [])
    return rows[[_leads(id, there[key]) for key, id in zip(keys, rows["indicator"], strict=True)]]


def _parts_of(indicator: str) -> tuple[str, ...]:
    """The leading total, where a derived figure is made of it."""
    of = DERIVED.get(indicator)
    return (LEAD,) if of and SUBMITTED in (*of.numerator, *of.denominator) else ()


def _leads(id: str, there: set[str]) -> bool:
    whole = set(PARTS) <= there or SUBMITTED not in there
    return id != SUBMITTED if whole else id not in PARTS


def _places(page: Context, of: Answer, row: Key, column: Key) -> set[Place]:
    """(unit, year, festival, category) of a cell's figures, and of those it is compared with."""
    facts = exploring.figures(page.source)
    rows = matching(facts, of.question)
    if of.question.show in COMPARED:
        rows = pd.concat([rows, _earlier(matching(facts.assign(year=facts["year"] + 1), of.question))])
        rows = rows.assign(shown=rows["shown"].fillna(rows["year"]) if "shown" in rows else rows["year"])
    else:
        rows = rows.assign(shown=rows["year"])
    names = {**COLUMN, "year": "shown"}
    for dim, id in zip(of.question.dims, (*row, *column), strict=True):
        rows = rows[rows[names[dim]].astype("str") == id]
    if of.question.indicators:
        rows = rows[rows["indicator"] == of.indicator(row, column)]
    return _by_category(rows, facts)


def _earlier(rows: pd.DataFrame) -> pd.DataFrame:
    """Figures of the year before, with the year they are shown under."""
    return rows.assign(shown=rows["year"], year=rows["year"] - 1)


def _by_category(rows: pd.DataFrame, facts: pd.DataFrame) -> set[Place]:
    """The places of rows; of one that holds all categories of a unit, each of them."""
    places = {(code, int(year), festival, category) for code, year, festival, category in _tuples(rows)}
    wide = {place[:3] for place in places if not place[3]}
    if wide:
        places |= {
            (code, int(year), festival, category)
            for code, year, festival, category in _tuples(facts)
            if (code, int(year), festival) in wide
        }
    return places


def _tuples(rows: pd.DataFrame) -> Iterable[tuple[str, int, str, str]]:
    return rows[PLACE].drop_duplicates().itertuples(index=False, name=None)


def sources_card(page: Context, of: Answer, row: Key, column: Key, title: str) -> None:
    """Every figure behind a cell: its return, the file, the sheet and the cell, the words that stood there."""
    rows = sources(page, of, row, column)
    with st.container(key="card_cell"):
        card_head(
            _("Where it comes from: {cell}").format(cell=title), _sum_words(page, of, rows, row, column)
        )
        if len(rows):
            st.html(sources_html(page, rows.head(MOST)))


def _sum_words(page: Context, of: Answer, rows: pd.DataFrame, row: Key, column: Key) -> str:
    """How many figures there are, and that they add up to the cell."""
    count = _("{count} figures of {returns} returns").format(
        count=len(rows), returns=rows["return_id"].nunique() if len(rows) else 0
    )
    id, value = of.indicator(row, column), of.cell(row, column).value
    if id in DERIVED or of.question.show in COMPARED or not len(rows):
        return count
    whole = int(rows["value"].sum())
    if whole != value:
        return count
    return _("{count}; together they are {sum}, as the cell says").format(
        count=count, sum=subject(id).text(whole, page.lang)
    )


def sources_html(page: Context, rows: pd.DataFrame) -> str:
    """The figures as markup; every word that came from a sheet is escaped."""
    heads = [
        _("Unit"),
        _("Period"),
        _("Category"),
        _("Measure"),
        _("Value"),
        _("Text in the sheet"),
        _("Place"),
        _("Return"),
    ]
    head = "".join(f"<th>{escape(each)}</th>" for each in heads)
    body = "".join(_row_html(page, each) for each in rows.to_dict("records"))
    return f"<div class='sy-table'><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"


def _row_html(page: Context, row: dict) -> str:
    known = INDICATORS[row["indicator"]]
    value = figure(None if pd.isna(row["value"]) else int(row["value"]), known.measure)
    when = period_name(period(int(row["year"]), row["festival"]), page.lang)
    category = (
        CATEGORIES[row["category"]].short(page.lang) if row["category"] in CATEGORIES else row["category"]
    )
    place = " · ".join(str(row[name]) for name in ("file", "sheet", "cell") if row[name])
    words = [row["unit"], when, category, known.name(page.lang), value, str(row["text"]), place]
    cells = "".join(f"<td>{escape(str(each))}</td>" for each in words)
    name, target = escape(_("Open the return")), escape(return_link(row), quote=True)
    link = f"<a class='sy-link' href='{target}' target='_self'>{name}</a>" if page.opens("register") else ""
    return f"<tr>{cells}<td>{link}</td></tr>"


def return_link(row: dict) -> str:
    """The register, at a return, in the same office, language and store."""
    kept = {key: st.query_params[key] for key in ("office", "lang", "store") if key in st.query_params}
    when = period(int(row["year"]), row["festival"]).id
    return "register?" + urlencode(
        kept | {"period": when, "return": str(int(row["return_id"])), **marked([row["cell"]])}
    )
