"""What the downloads hold: the store's frames as the exports take them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sydata.catalog.periods import in_short
from sydata.exports import Content, version_mark
from sydata.exports.choice import chosen
from sydata.exports.originals import originals_zip
from sydata.holdings import content_of, files_of
from sydata.model import Period
from sydata.ui import data
from sydata.ui.i18n import _
from sydata.ui.open_page import Context
from sydata.ui.taking import Taken


def content(page: Context, taken: Taken) -> Content:
    """Everything of the chosen periods, or the chosen part, read when a person asks for it. Refused otherwise."""
    page.permit("export")
    engine = data.engine(page.source.door)
    whole = content_of(engine, page.office.code, taken.periods, page.lang, datetime.now())
    return replace(chosen(whole, taken.choice), language=taken.heads)


def originals(page: Context, taken: Taken) -> bytes:
    """The files as submitted in one zip, of all units or of some. Refused for whoever may not see them."""
    page.permit("originals")
    engine = data.engine(page.source.door)
    rows = files_of(engine, page.office.code, taken.periods)
    if taken.choice.units:
        rows = rows[rows["unit_code"].isin(list(taken.choice.units))]
    return originals_zip(
        rows, lambda id: data.original(page.source, id)[1], data.roll(page.source), page.lang
    )


def rows_in(page: Context, periods: tuple[Period, ...]) -> str:
    """How much a download will hold."""
    units, figures = data.extent(page.source, periods)
    told = _("Units: {units}, figures: {figures}").format(units=units, figures=f"{figures:,}")
    if len(periods) < 2:
        return told
    return " · ".join([_("Periods: {count}").format(count=len(periods)), told])


def file_name(page: Context, periods: tuple[Period, ...], suffix: str, part: bool = False) -> str:
    """A name that says office, periods and data version, and whether it is a part only:
    `双拥活动统计_重庆市_2024年春节_v1-1a2b3c4d5e6f.xlsx`.
    """
    when = in_short(periods, data.periods(page.source), page.lang) if periods else _("All periods")
    alone = periods[0] if len(periods) == 1 else None
    mark = version_mark(alone, data.signed(page.source), page.source.revision)
    names = [_("Double-support statistics"), page.office_name, when, *([_("part")] if part else []), mark]
    return "_".join(names).replace(" ", "_") + suffix
