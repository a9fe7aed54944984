"""Frames of finished words for the tables of the pages."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from sydata.analysis import values
from sydata.analysis.change import Change, UnitChange, change, plain
from sydata.analysis.change_words import size
from sydata.analysis.subjects import Subject, subject
from sydata.catalog.festivals import year_before
from sydata.ui.i18n import _
from sydata.ui.open_page import Context
from sydata.ui.reading import like
from sydata.wording import MISSING, percent


def change_cells(moved: Change, shown: Subject, page: Context) -> tuple[str, str, str, str]:
    """Now, before, difference and percentage as they stand in a table."""
    difference = MISSING if moved.difference is None else shown.signed(moved.difference)
    figures = (shown.figure(moved.now), shown.figure(moved.before))
    return (*figures, difference, size(shown, moved, page.lang))


def change_table(page: Context, indicators: Sequence[str]) -> pd.DataFrame:
    """Two rows an indicator: the plain totals, and below them the same over comparable units, each with its cover."""
    rows = []
    for id in indicators:
        shown, alike = subject(id), like(page, id)
        name = f"{shown.short(page.lang)} ({shown.unit(page.lang)}) · {plain_cover(page, id)}"
        rows.append((name, *change_cells(plain(page.totals, page.period, id), shown, page)))
        part = "" if alike.covers is None else _(" ({part} of the total)").format(part=percent(alike.covers))
        cover = _("comparable {units}{part}").format(units=alike.units, part=part)
        cells = change_cells(alike.change, shown, page) if alike.units else (MISSING,) * 4
        rows.append((cover, *cells))
    heads = [_("Measure"), _("This period"), _("A year earlier"), _("Difference"), _("Change")]
    return pd.DataFrame(rows, columns=heads)


def plain_cover(page: Context, id: str) -> str:
    """`全部 43，上年 43`: how many units the plain totals are made of."""
    now, before = (values.units(page.totals, at, id) for at in (page.period, year_before(page.period)))
    return _("all {now}, a year earlier {before}").format(now=now, before=before)


def unit_table(page: Context, units: Sequence[UnitChange], shown: Subject) -> pd.DataFrame:
    """One row a unit: now, before, difference, percentage."""
    rows = [(unit.name, *change_cells(change(unit.now, unit.before), shown, page)) for unit in units]
    heads = [_("Unit"), page.period_name, page.before_name, _("Difference"), _("Change")]
    return pd.DataFrame(rows, columns=heads)
