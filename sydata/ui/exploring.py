"""What the pages Trend and Explore read: the figures made ready for any question, cached under the store's revision."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import pandas as pd
import streamlit as st

from sydata.analysis.pivot import Order, prepared
from sydata.analysis.subjects import derived, selectable, subject
from sydata.catalog.categories import CATEGORIES
from sydata.catalog.festivals import FESTIVALS, period, period_name
from sydata.catalog.groups import group_of, groups
from sydata.catalog.indicators import INDICATORS, TEXT
from sydata.catalog.roll import people
from sydata.exports import data_version, version_mark
from sydata.ui import data, stamp
from sydata.ui.i18n import _
from sydata.ui.open_page import Context
from sydata.wording import Lang

NAMED = 2  # figures in question that are named before the rest is counted


@st.cache_resource(max_entries=data.FRAMES, show_spinner=False)
def figures(of: data.Source) -> pd.DataFrame:
    """The facts with groups and doubts. Shared by all readers and never changed."""
    facts = data.facts(of)
    office, codes = data.roll(of), facts["unit_code"].unique()
    return prepared(facts, {code: group_of(office, code) for code in codes}, data.doubted(of))


@st.cache_resource(max_entries=data.FRAMES, show_spinner=False)
def order(of: data.Source) -> Order:
    """Every id that occurs, of each dimension, in the order in which it is listed."""
    rows = figures(of)
    there = {column: set(rows[column].unique().tolist()) for column in ("unit_code", "indicator", "category")}
    official = [each.code for each in people(data.roll(of))]
    strangers = sorted(there["unit_code"] - set(official))
    kinds = set(rows["group"].unique().tolist())
    festivals = set(rows["festival"].unique().tolist())
    return {
        "unit": [code for code in official if code in there["unit_code"]] + strangers,
        "group": [id for id in groups(of.office) if id in kinds],
        "category": [id for id in CATEGORIES if id in there["category"]],
        "year": sorted(int(year) for year in rows["year"].unique()),
        "festival": [id for id in FESTIVALS if id in festivals],
        "indicator": _indicators(there["indicator"]),
    }


def _indicators(there: set[str]) -> list[str]:
    """Those of the form with the leading total in its place, the submitted total, then the reserve list."""
    form = [each.id for each in (*selectable(), *derived())]
    rest = [id for id, known in INDICATORS.items() if id not in form and known.measure != TEXT]
    return [id for id in dict.fromkeys([*form, *rest]) if id in there and not _sensitive(id)]


def _sensitive(id: str) -> bool:
    return id in INDICATORS and INDICATORS[id].sensitive


def unit_names(page: Context) -> Mapping[str, str]:
    """Code → name as every reader may see it."""
    return page.totals.names


def indicator_names(page: Context) -> dict[str, str]:
    """Id → short name, told apart where two are alike: the submitted total beside the one that leads."""
    return {id: _indicator_name(id, page) for id in map(str, order(page.source)["indicator"])}


def _indicator_name(id: str, page: Context) -> str:
    if id == "total_amount":
        return _("Total as submitted")
    return subject(id).short(page.lang)


def span_words(years: Collection[int], festivals: Sequence[str], lang: Lang) -> str:
    """The periods that a page speaks of: `2018–2026年春节`, `2018–2026 Spring Festival, Army Day`."""
    known = [id for id in FESTIVALS if id in festivals]
    names = {"zh": "、", "en": ", "}[lang].join(FESTIVALS[id].name(lang) for id in known)
    when = "–".join(str(year) for year in sorted({min(years), max(years)})) if years else ""
    return f"{when}年{names}" if lang == "zh" and when else " ".join(filter(None, [when, names]))


def stamp_all(page: Context) -> None:
    """Let pictures and tables of the page carry the version of all periods, which nobody signs as one."""
    signed, revision = data.signed(page.source), page.source.revision
    origin = " · ".join([page.office_name, data_version(None, signed, revision, page.lang)])
    stamp.use(stamp.Stamp(origin, version_mark(None, signed, revision), page.theme))


def doubt_remarks(page: Context, rows: pd.DataFrame) -> list[str]:
    """A sentence for the figures in question among these rows of `figures`: how many, and the first of them."""
    keys = ["unit_code", "year", "festival"]
    places = set(rows.loc[rows["doubt"], keys].itertuples(index=False, name=None))
    whole = figures(page.source)
    named = whole.loc[whole["doubt"] & whole["return_id"].notna(), ["return_id", *keys]].drop_duplicates()
    returns = {id: tuple(place) for id, *place in named.itertuples(index=False, name=None)}
    found = [each for each in data.doubted(page.source) if returns.get(each.return_id) in places]
    if not found:
        return []
    names = unit_names(page)
    said = [
        _("{unit}, {when}, “{text}” ({cell})").format(
            unit=names.get(returns[each.return_id][0], each.unit),
            when=period_name(period(each.year, each.festival), page.lang),
            text=each.text,
            cell=each.cell,
        )
        for each in found[:NAMED]
    ]
    more = _("; and {count} more").format(count=len(found) - NAMED) if len(found) > NAMED else ""
    sentence = _("In question, since they may be in another money unit, yet in the sums: {figures}{more}.")
    return [sentence.format(figures="; ".join(said), more=more)]


def wrong_words(parts: Sequence[str]) -> list[str]:
    """A sentence about the parts of an address that mean nothing here."""
    if not parts:
        return []
    said = _("The address asks for something that is not there ({parts}); the rest of it is shown.")
    return [said.format(parts=", ".join(parts))]
