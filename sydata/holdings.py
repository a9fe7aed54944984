"""What the store holds as exports take it: one content, by whatever page or command it is asked for."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
from sqlalchemy import Engine

from sydata.asking import asked
from sydata.catalog.festivals import period
from sydata.catalog.roll import people
from sydata.catalog.terms import named, roll_of
from sydata.exports import Content, Signed, data_version, with_messages
from sydata.exports.content import FIGURE_COLUMNS
from sydata.exports.originals import index
from sydata.model import Period
from sydata.store import queries, signing
from sydata.store.database import revision
from sydata.store.terms import terms
from sydata.wide import as_shown
from sydata.wording import Lang


def content_of(engine: Engine, office: str, of: Period | None, language: str, now: datetime) -> Content:
    """Everything of one period, or of all. language: of its messages and, until another is set, of its headings."""
    year, festival = (of.year, of.festival) if of else (None, None)
    lang: Lang = "en" if language == "en" else "zh"
    own = terms(engine, office)
    order = [unit.code for unit in people(roll_of(office, own))]
    figures = as_shown(queries.observations(engine, office, year, festival))
    return Content(
        data=queries.data(engine, office, year, festival, order),
        findings=with_messages(findings_of(engine, office, of), language),
        observations=figures[list(FIGURE_COLUMNS)],
        office=office,
        created=now,
        language=lang,
        period=of,
        version=data_version(of, signed_periods(engine, office), revision(engine), lang),
        own=named(own),
        files=files_of(engine, office, of),
    )


def findings_of(engine: Engine, office: str, of: Period | None) -> pd.DataFrame:
    """The stored findings, and what the figures look like beside their own past and their peers."""
    year, festival = (of.year, of.festival) if of else (None, None)
    found = queries.findings(engine, office, year, festival)
    return asked(engine, office, found, queries.facts(engine, office), of)


def signed_periods(engine: Engine, office: str) -> list[Signed]:
    """The periods that are signed off, with the version that holds now."""
    rows = signing.held(engine, office)
    return [Signed(period(row.year, row.festival), row.version, row.digest, row.at) for row in rows]


def files_of(engine: Engine, office: str, of: Period | None) -> pd.DataFrame:
    """The files as submitted and what became of them: of one period those whose return belongs to it."""
    rows = index(queries.originals(engine, office), queries.returns(engine, office))
    if of is None:
        return rows
    return rows[(rows["year"] == of.year).fillna(False) & (rows["festival"] == of.festival)]
