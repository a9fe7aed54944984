"""What the store holds as exports take it: one content, by whatever page or command it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import pandas as pd
from sqlalchemy import Engine

from sydata.asking import asked
from sydata.catalog.festivals import period
from sydata.catalog.roll import people
from sydata.catalog.terms import named, roll_of
from sydata.exports import Content, Signed, data_version, versions_of, with_messages
from sydata.exports.content import FIGURE_COLUMNS
from sydata.exports.originals import index
from sydata.model import Period
from sydata.store import queries, signing
from sydata.store.database import revision
from sydata.store.terms import terms
from sydata.wide import as_shown, data_columns
from sydata.wording import Lang


def content_of(engine: Engine, office: str, of: Sequence[Period], language: str, now: datetime) -> Content:
    """Everything of some periods, or of all (none given). language: of its messages and, until another is set, of its
    headings.
    """
    lang: Lang = "en" if language == "en" else "zh"
    own, signed, number = terms(engine, office), signed_periods(engine, office), revision(engine)
    order = [unit.code for unit in people(roll_of(office, own))]
    figures = as_shown(_each(of, lambda *when: queries.observations(engine, office, *when)))
    data = _each(of, lambda year, festival: queries.data(engine, office, year, festival, order))
    there = sorted(of or queries.periods(engine, office))
    return Content(
        data=data[list(data_columns(data.columns))],
        findings=with_messages(_findings_of(engine, office, of), language),
        observations=figures[list(FIGURE_COLUMNS)],
        office=office,
        created=now,
        language=lang,
        periods=tuple(sorted(of)),
        version=versions_of(of, signed, number, lang),
        versions=tuple((each, data_version(each, signed, number, lang)) for each in there),
        own=named(own),
        files=files_of(engine, office, of),
    )


def _each(of: Sequence[Period], read: Callable[[int | None, str | None], pd.DataFrame]) -> pd.DataFrame:
    """What the store has of every period, one after the other; of all, in one go."""
    found = [read(each.year, each.festival) for each in sorted(of)] or [read(None, None)]
    return found[0] if len(found) == 1 else pd.concat(found, ignore_index=True)


def findings_of(engine: Engine, office: str, of: Period | None) -> pd.DataFrame:
    """The stored findings, and what the figures look like beside their own past and their peers."""
    year, festival = (of.year, of.festival) if of else (None, None)
    found = queries.findings(engine, office, year, festival)
    return asked(engine, office, found, queries.facts(engine, office), of)


def _findings_of(engine: Engine, office: str, of: Sequence[Period]) -> pd.DataFrame:
    if len(of) < 2:
        return findings_of(engine, office, of[0] if of else None)
    return _within(findings_of(engine, office, None), of)


def signed_periods(engine: Engine, office: str) -> list[Signed]:
    """The periods that are signed off, with the version that holds now."""
    rows = signing.held(engine, office)
    return [Signed(period(row.year, row.festival), row.version, row.digest, row.at) for row in rows]


def files_of(engine: Engine, office: str, of: Sequence[Period]) -> pd.DataFrame:
    """The files as submitted and what became of them: of some periods those whose return belongs to one of them."""
    return _within(index(queries.originals(engine, office), queries.returns(engine, office)), of)


def _within(rows: pd.DataFrame, of: Sequence[Period]) -> pd.DataFrame:
    """The rows (year, festival) of these periods; all of them where none is given."""
    if not of:
        return rows
    wanted = {(each.year, each.festival) for each in of}
    when = zip(rows["year"], rows["festival"], strict=True)
    return rows[[not pd.isna(year) and (int(year), festival) in wanted for year, festival in when]]
