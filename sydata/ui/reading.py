"""What a page reads off the figures before it draws them: coverage, comparison, the leading sentence."""

from __future__ import annotations

from typing import Any

import pandas as pd

from sydata.analysis import boundary, doubt, words
from sydata.analysis.change import Change, LikeForLike, change, like_for_like, plain
from sydata.analysis.coverage import Coverage, coverage, of_period
from sydata.analysis.lead import LEAD
from sydata.analysis.subjects import HEADLINE, subject
from sydata.catalog.festivals import period, period_name, year_before
from sydata.catalog.offices import deadline, expected
from sydata.ui import data
from sydata.ui.i18n import _
from sydata.ui.open_page import Context
from sydata.ui.parts.figures import Tile, tile


def coverage_of(page: Context) -> Coverage:
    """Who has reported for the period of the page."""
    now, code = page.period, page.office.code
    rows = of_period(data.returns(page.source), now.year, now.festival)
    return coverage(rows, expected(code, now.year), deadline(code, now.year, now.festival))


def like(page: Context, facts: pd.DataFrame, indicator: str) -> LikeForLike:
    """The like-for-like change, without the units that a boundary change set apart."""
    apart = boundary.set_apart(page.office.code, year_before(page.period), page.period)
    return like_for_like(facts, page.period, indicator, apart)


def headline(page: Context, covered: Coverage) -> str:
    """The one sentence of the overview: who reported, how many were visited, what was spent, the change."""
    people, money = (plain_change(page, id) for id in ("visited_people", LEAD))
    sentences = [
        [words.reported(covered, page.lang)],
        [
            words.visited_and_spent(people, money, page.lang),
            words.compared(money, page.before_name, page.lang),
            words.comparable(like(page, data.pair(page.source, page.period), LEAD), page.lang),
        ],
    ]
    return words.joined(sentences, page.lang)


def plain_change(page: Context, indicator: str) -> Change:
    """The change of the plain total of one indicator."""
    years, now = data.year_sums(page.source, indicator, page.period.festival), page.period.year
    return change(years.get(now), years.get(now - 1))


def headline_tiles(page: Context) -> list[Tile]:
    """The five leading figures of the period."""
    doubted, festival = data.doubted(page.source), page.period.festival
    return [
        tile(
            data.year_sums(page.source, id, festival),
            page.period.year,
            id,
            page.lang,
            doubt.years(doubted, id, festival),
        )
        for id in HEADLINE
    ]


def change_sentence(page: Context, facts: pd.DataFrame) -> str:
    """The change of total spending, plain and like for like."""
    money = plain_change(page, LEAD)
    name = subject(LEAD).short(page.lang)
    clauses = [name + (" " if page.lang == "en" else "") + words.compared(money, page.before_name, page.lang)]
    return words.joined([[*clauses, words.comparable(like(page, facts, LEAD), page.lang)]], page.lang)


def doubt_sentences(page: Context) -> list[str]:
    """A sentence for every doubtful figure in the totals of the period or of the one before."""
    rows = doubt.within(data.doubted(page.source), page.period, year_before(page.period))
    said = [_doubt_sentence(page, row) for row in rows.itertuples()]
    return [*said, _without_doubt(page, rows)] if said else []


def _without_doubt(page: Context, rows: pd.DataFrame) -> str:
    """The leading total and its change as they are without the doubtful figures."""
    money = plain(doubt.without(data.pair(page.source, page.period), rows), page.period, LEAD)
    figures = [subject(LEAD).text(money.now, page.lang), words.compared(money, page.before_name, page.lang)]
    rest = words.joined([figures], page.lang)
    return _("Without the figures in question, total spending is {rest}").format(rest=rest)


def _doubt_sentence(page: Context, row: Any) -> str:
    when = period_name(period(int(row.year), row.festival), page.lang)
    what = subject(row.indicator).name(page.lang)
    return _(
        "In question: {unit}, {when}, {what} “{text}” ({cell}) may be in another money unit. It is in the totals."
    ).format(unit=row.unit, when=when, what=what, text=row.text, cell=row.cell)
