"""What the downloads hold: the store's frames as the exports take them."""

from __future__ import annotations

from datetime import datetime

from sydata.catalog.festivals import period_name
from sydata.catalog.roll import people
from sydata.catalog.terms import named
from sydata.exports import Content, data_version, version_mark, with_messages
from sydata.exports.content import FIGURE_COLUMNS
from sydata.model import Period
from sydata.store import queries
from sydata.ui import data
from sydata.ui.i18n import _
from sydata.ui.open_page import Context
from sydata.wide import as_shown


def content(page: Context, period: Period | None) -> Content:
    """Everything of one period, or of all, read when a person asks for it."""
    engine, code = data.engine(page.source.url), page.office.code
    year, festival = (period.year, period.festival) if period else (None, None)
    now = data.source(page.source.url, code)  # the page may be older than the click
    figures = as_shown(queries.observations(engine, code, year, festival))
    return Content(
        data=queries.data(engine, code, year, festival, [unit.code for unit in people(data.roll(now))]),
        findings=with_messages(queries.findings(engine, code, year, festival), page.lang),
        observations=figures[list(FIGURE_COLUMNS)],
        office=code,
        created=datetime.now(),
        language=page.lang,
        period=period,
        version=data_version(period, data.signed(now), now.revision),
        own=named(data.terms(now)),
    )


def rows_in(page: Context, period: Period | None) -> str:
    """How much a download will hold."""
    units, figures = data.extent(page.source, period)
    return _("Units: {units}, figures: {figures}").format(units=units, figures=f"{figures:,}")


def file_name(page: Context, period: Period | None, suffix: str) -> str:
    """A name that says office, period and data version: `双拥活动统计_重庆市_2024年春节_v1-1a2b3c4d5e6f.xlsx`."""
    when = period_name(period, page.lang) if period else _("All periods")
    mark = version_mark(period, data.signed(page.source), page.source.revision)
    return "_".join([_("Double-support statistics"), page.office_name, when, mark]).replace(" ", "_") + suffix
