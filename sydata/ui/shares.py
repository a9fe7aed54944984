"""Shares of the categories: the frames and sentences of the split."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pandas as pd

from sydata.analysis import words
from sydata.analysis.change import share_change
from sydata.analysis.subjects import subject
from sydata.analysis.totals import Sums
from sydata.catalog.categories import CATEGORIES
from sydata.catalog.festivals import year_before
from sydata.ui.i18n import _
from sydata.ui.open_page import Context
from sydata.wording import MISSING, points, share


def both(page: Context, indicator: str) -> tuple[Sums, Sums]:
    """The sums by category, now and a year before."""
    now, before = page.period, year_before(page.period)
    return page.totals.by_category(now, indicator), page.totals.by_category(before, indicator)


def moved(now: Sums, before: Sums, category: str) -> Fraction | None:
    """How far a category's share moved, in percentage points; None without both shares."""
    if not before or category not in now:
        return None
    pairs = [(sums.get(category, 0), sum(sums.values())) for sums in (now, before)]
    return share_change(pairs[0], pairs[1])


def largest(page: Context, indicator: str) -> str:
    """The sentence about the category with the largest part."""
    now, before = both(page, indicator)
    whole = sum(now.values())
    if not whole:
        return _("No figures by category in this period")
    top = max(now, key=lambda category: now[category])
    part = Fraction(now[top] * 100, whole)
    name, what = CATEGORIES[top].short(page.lang), subject(indicator).short(page.lang)
    return words.parted(name, what, part, moved(now, before, top), page.lang)


def split_frame(page: Context, indicators: Sequence[str]) -> pd.DataFrame:
    """The frame of the split chart: a bar an indicator that has figures."""
    rows = []
    for id in indicators:
        now, _before = both(page, id)
        whole, shown = sum(now.values()), subject(id)
        label = f"{shown.short(page.lang)}  {shown.text(whole, page.lang)}"
        for category in [c for c in CATEGORIES if now.get(c) and whole]:
            name = CATEGORIES[category].short(page.lang)
            text = f"{shown.text(now[category], page.lang)} · {share(now[category], whole)}"
            rows.append((id, label, category, name, 100 * now[category] / whole, text))
    return pd.DataFrame(rows, columns=["bar", "bar_label", "category", "label", "share", "text"])


def split_table(page: Context, indicators: Sequence[str]) -> pd.DataFrame:
    """The table behind the split, in words."""
    rows = []
    for id in indicators:
        now, before = both(page, id)
        for category in [c for c in CATEGORIES if c in now or c in before]:
            rows.append(_split_row(page, id, category, now, before))
    heads = [
        _("Measure"),
        _("Category"),
        _("Figure"),
        _("A year earlier"),
        _("Share"),
        _("Change of share (points)"),
    ]
    return pd.DataFrame(rows, columns=heads)


def _split_row(page: Context, id: str, category: str, now: Sums, before: Sums) -> tuple[str, ...]:
    shown, change = subject(id), moved(now, before, category)
    return (
        shown.short(page.lang),
        CATEGORIES[category].short(page.lang),
        shown.text(now.get(category), page.lang),
        shown.text(before.get(category), page.lang),
        share(now[category], sum(now.values())) if category in now else MISSING,
        points(change, page.lang).split()[0] if change is not None else MISSING,
    )


def colour_key(page: Context, indicator: str) -> dict[str, str]:
    """The colour of each category of the period, under its name, share and the change of the share."""
    now, before = both(page, indicator)
    return {
        _key_text(page, id, now, moved(now, before, id)): page.theme.categories[id]
        for id in CATEGORIES
        if id in now
    }


def _key_text(page: Context, category: str, now: Sums, change: Fraction | None) -> str:
    text = f"{CATEGORIES[category].short(page.lang)} {share(now[category], sum(now.values()))}"
    return text if change is None else f"{text} ({points(change, page.lang).split()[0]})"
