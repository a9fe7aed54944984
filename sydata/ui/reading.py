"""What a page reads off the figures before it draws them: coverage, comparison, the leading sentence."""

from __future__ import annotations

from collections.abc import Sequence

from sydata.analysis import boundary, change_words, doubt, values, words
from sydata.analysis.change import LikeForLike, like_for_like, plain
from sydata.analysis.coverage import Coverage
from sydata.analysis.lead import LEAD
from sydata.analysis.progress import Progress
from sydata.analysis.subjects import HEADLINE, Subject, subject
from sydata.catalog.festivals import SPAN, period, period_name, year_before
from sydata.model import Period
from sydata.ui import data
from sydata.ui.i18n import _
from sydata.ui.open_page import Context
from sydata.ui.parts.figures import Tile, tile
from sydata.ui.parts.links import address
from sydata.ui.parts.sources import parts_of


def stood(page: Context) -> Progress:
    """How every unit stands in the period of the page."""
    return data.stood(page.source, page.period)


def like(page: Context, indicator: str) -> LikeForLike:
    """The like-for-like change, without the units that a boundary change set apart, or that gave half a year."""
    apart = boundary.set_apart(page.office.code, year_before(page.period), page.period)
    return like_for_like(page.totals, page.period, indicator, apart | halves(page, indicator))


def halves(page: Context, indicator: str) -> frozenset[str]:
    """Of a year that several festivals make: the units that gave only a part of either year."""
    if page.period.festival != SPAN.id:
        return frozenset()
    years = (page.period.year, page.period.year - 1)
    return frozenset[str]().union(*(values.halves(page.totals, year, indicator) for year in years))


def festivals(page: Context) -> list[Period]:
    """The period of the page, or the festivals that it is made of."""
    if page.period.festival != SPAN.id:
        return [page.period]
    return [period(page.period.year, festival) for festival in SPAN.parts]


def headline(page: Context, covered: Coverage) -> str:
    """The one sentence of the overview: who reported, how many were visited, what was spent, the change."""
    people, money = (plain(page.totals, page.period, id) for id in ("visited_people", LEAD))
    sentences = [
        [words.reported(covered, page.lang)],
        [
            words.visited_and_spent(people, money, page.lang),
            words.compared(money, page.before_name, page.lang),
            change_words.comparable(subject(LEAD), like(page, LEAD), page.lang),
        ],
    ]
    return words.joined(sentences, page.lang)


def headline_tiles(page: Context) -> list[Tile]:
    """The five leading figures of the period."""
    doubted, festival = data.doubted(page.source), page.period.festival
    return [
        tile(
            page.totals.by_year(id, festival),
            page.period.year,
            id,
            page.lang,
            doubt.years(doubted, id, festival),
            address(page, "districts", page.period, {"measure": id}),
        )
        for id in HEADLINE
    ]


def change_sentence(page: Context, shown: Subject) -> str:
    """The change of the measure, plain and like for like, each with the units it is measured over."""
    moved, lang = plain(page.totals, page.period, shown.id), page.lang
    name = shown.short(lang) + (" " if lang == "en" else "")
    if moved.now is not None:
        name += {"zh": "为 {}，", "en": "is {}, "}[lang].format(shown.text(moved.now, lang))
    said = name + change_words.compared(shown, moved, page.before_name, lang)
    return words.joined([[said, change_words.comparable(shown, like(page, shown.id), lang)]], lang)


def both_years(page: Context) -> list[Period]:
    """The festivals of the page, each with the one a year before."""
    return [each for at in festivals(page) for each in (at, year_before(at))]


def doubtful_units(page: Context, shown: Subject, periods: Sequence[Period]) -> frozenset[str]:
    """The units whose figure of one of these periods is in question: it is shown, but sets no scale."""
    rows, known = _doubts(page, shown, periods), data.returns(page.source)
    return frozenset(known.loc[known["return_id"].isin([each.return_id for each in rows]), "unit_code"])


def doubtful_categories(page: Context, shown: Subject, periods: Sequence[Period]) -> frozenset[str]:
    """The same of categories."""
    return frozenset(each.category for each in _doubts(page, shown, periods))


def _doubts(page: Context, shown: Subject, periods: Sequence[Period]) -> list[doubt.Doubt]:
    ids = parts_of(shown)
    return [each for each in doubt.within(data.doubted(page.source), *periods) if each.indicator in ids]


def doubt_sentences(page: Context) -> list[str]:
    """A sentence for every doubtful figure in the totals of the period or of the one before."""
    rows = doubt.within(data.doubted(page.source), *both_years(page))
    said = [_doubt_sentence(page, row) for row in rows]
    return [*said, _without_doubt(page)] if said else []


def _without_doubt(page: Context) -> str:
    """The leading total and its change as they are without the doubtful figures."""
    money = plain(data.sure_totals(page.source), page.period, LEAD)
    figures = [subject(LEAD).text(money.now, page.lang), words.compared(money, page.before_name, page.lang)]
    rest = words.joined([figures], page.lang)
    return _("Without the figures in question, total spending is {rest}").format(rest=rest)


def _doubt_sentence(page: Context, row: doubt.Doubt) -> str:
    when = period_name(period(row.year, row.festival), page.lang)
    what = subject(row.indicator).name(page.lang)
    return _(
        "In question: {unit}, {when}, {what} “{text}” ({cell}) may be in another money unit. It is in the totals."
    ).format(unit=row.unit, when=when, what=what, text=row.text, cell=row.cell)
