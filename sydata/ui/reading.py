"""What a page reads off the figures before it draws them: coverage, comparison, the leading sentence."""

from __future__ import annotations

import pandas as pd

from sydata.analysis import boundary, words
from sydata.analysis.change import LikeForLike, like_for_like, plain
from sydata.analysis.coverage import Coverage, coverage, of_period
from sydata.analysis.lead import LEAD
from sydata.analysis.subjects import subject
from sydata.catalog.festivals import year_before
from sydata.catalog.offices import deadline, expected
from sydata.ui import data
from sydata.ui.open_page import Context


def coverage_of(page: Context) -> Coverage:
    """Who has reported for the period of the page."""
    now, code = page.period, page.office.code
    rows = of_period(data.returns(page.source), now.year, now.festival)
    return coverage(rows, expected(code, now.year), deadline(code, now.year, now.festival))


def like(page: Context, facts: pd.DataFrame, indicator: str) -> LikeForLike:
    """The like-for-like change, without the units that a boundary change set apart."""
    apart = boundary.set_apart(page.office.code, year_before(page.period), page.period)
    return like_for_like(facts, page.period, indicator, apart)


def headline(page: Context, facts: pd.DataFrame, covered: Coverage) -> str:
    """The one sentence of the overview: who reported, how many were visited, what was spent, the change."""
    people, money = (plain(facts, page.period, id) for id in ("visited_people", LEAD))
    sentences = [
        [words.reported(covered, page.lang)],
        [
            words.visited_and_spent(people, money, page.lang),
            words.compared(money, page.before_name, page.lang),
            words.comparable(like(page, facts, LEAD), page.lang),
        ],
    ]
    return words.joined(sentences, page.lang)


def change_sentence(page: Context, facts: pd.DataFrame) -> str:
    """The change of total spending, plain and like for like."""
    money = plain(facts, page.period, LEAD)
    name = subject(LEAD).short(page.lang)
    clauses = [name + (" " if page.lang == "en" else "") + words.compared(money, page.before_name, page.lang)]
    return words.joined([[*clauses, words.comparable(like(page, facts, LEAD), page.lang)]], page.lang)


def note(page: Context, indicator: str, covered: Coverage | None = None) -> str:
    """The small line of a card: measure, unit, period, and how many units it covers."""
    shown = subject(indicator)
    parts = [shown.name(page.lang), shown.unit(page.lang), page.period_name]
    if covered is not None:
        parts.append(words.covered(covered, page.lang))
    return " · ".join(part for part in parts if part)
