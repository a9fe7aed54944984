"""Frames of finished words for the tables of the pages."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from sydata.analysis.change import Change, UnitChange, change, plain
from sydata.analysis.subjects import Subject, subject
from sydata.ui.i18n import _
from sydata.ui.open_page import Context
from sydata.ui.reading import like
from sydata.wording import MISSING, change_words, figure, signed


def change_cells(moved: Change, shown: Subject, page: Context) -> tuple[str, str, str, str]:
    """Now, before, difference and percentage as they stand in a table."""
    difference = MISSING if moved.difference is None else signed(moved.difference, shown.measure)
    return (
        figure(moved.now, shown.measure),
        figure(moved.before, shown.measure),
        difference,
        change_words(moved.percent, moved.reason, page.lang),
    )


def change_table(page: Context, indicators: Sequence[str]) -> pd.DataFrame:
    """One row an indicator: the plain totals and, beside them, the same over comparable units."""
    rows = []
    for id in indicators:
        shown, alike = subject(id), like(page, id)
        name = f"{shown.short(page.lang)} ({shown.unit(page.lang)})"
        all_units = change_cells(plain(page.totals, page.period, id), shown, page)
        comparable = change_cells(alike.change, shown, page)
        rows.append((name, *all_units, str(alike.units), *comparable))
    heads = [_("This period"), _("A year earlier"), _("Difference"), _("Change")]
    like_heads = [_("Comparable: {head}").format(head=head) for head in heads]
    return pd.DataFrame(rows, columns=[_("Measure"), *heads, _("Comparable units"), *like_heads])


def unit_table(page: Context, units: Sequence[UnitChange], shown: Subject) -> pd.DataFrame:
    """One row a unit: now, before, difference, percentage."""
    rows = [(unit.name, *change_cells(change(unit.now, unit.before), shown, page)) for unit in units]
    heads = [_("Unit"), page.period_name, page.before_name, _("Difference"), _("Change")]
    return pd.DataFrame(rows, columns=heads)
