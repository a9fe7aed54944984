"""The four tables behind a briefing: main figures with their change, by category, by unit, and over the years."""

from __future__ import annotations

from sydata.analysis.briefing.material import Material
from sydata.analysis.briefing.nouns import BriefTable, Figure, Head, Origin, Row
from sydata.analysis.briefing.paragraph import FORM, comparable_units
from sydata.analysis.briefing.phrases import figure_of, measure
from sydata.analysis.change import Change, like_for_like, plain
from sydata.analysis.lead import LEAD
from sydata.analysis.subjects import HEADLINE, subject
from sydata.analysis.totals import Sums, total
from sydata.analysis.values import Value
from sydata.catalog.briefing import phrase
from sydata.catalog.categories import CATEGORIES
from sydata.catalog.festivals import FESTIVALS
from sydata.catalog.progress_words import word
from sydata.wording import change_words, number, signed


def _head(of: Material, id: str, unit: str = "") -> Head:
    return Head(id, phrase("table", id, of.lang), unit)


def _indicator_head(of: Material, id: str) -> Head:
    shown = subject(id)
    return Head(id, shown.name(of.lang), shown.unit(of.lang), measure(id))


def _text(label: str, text: str, origin: Origin, value: int | None = None) -> Figure:
    return Figure(label, value, text, origin, "text" if value is None else "count")


# ---- main figures ----
def indicators(of: Material) -> BriefTable:
    """A row an indicator: now, before, difference and change, and beside them the same over comparable units."""
    heads = (
        "measure",
        "now",
        "before",
        "difference",
        "change",
        "like_units",
        "like_now",
        "like_before",
        "like_change",
    )
    return BriefTable(
        "indicators",
        phrase("table", "indicators", of.lang),
        tuple(_head(of, id) for id in heads),
        tuple(_indicator_row(of, id) for id in FORM),
    )


def _indicator_row(of: Material, id: str) -> Row:
    shown, like = subject(id), like_for_like(of.totals, of.period, id, of.apart)
    label = Head(id, shown.name(of.lang), shown.unit(of.lang)).text
    everyone = of.origin(id, years=of.both)
    alike = of.origin(id, years=of.both, units=comparable_units(id, of))
    cells = change_cells(of, id, plain(of.totals, of.period, id), label, everyone)
    now, before, _difference, changed = change_cells(of, id, like.change, label, alike)
    return Row(label, id, (*cells, _text(label, number(like.units), alike, like.units), now, before, changed))


def change_cells(
    of: Material, id: str, change: Change, label: str, origin: Origin
) -> tuple[Figure, Figure, Figure, Figure]:
    """Now, before, difference and percentage as cells; where there is no percentage, the reason."""
    now, before = (_cell(of, id, n, label, origin) for n in (change.now, change.before))
    step = "" if change.difference is None else signed(change.difference, subject(id).measure)
    words = change_words(change.percent, change.reason, of.lang)
    return (
        now,
        before,
        Figure(label, change.difference, step or "—", origin, measure(id)),
        Figure(label, change.percent, words, origin, "percent"),
    )


def _cell(of: Material, id: str, value: Value | None, label: str, origin: Origin) -> Figure:
    return figure_of(id, value, of, label, origin, sentence=False)


# ---- by category ----
def categories(of: Material) -> BriefTable:
    """A row a category with the form's figures and its share of total spending; last the total."""
    sums = {id: of.totals.by_category(of.period, id) for id in FORM}
    rows = [_category_row(of, c, sums) for c in CATEGORIES if any(c in each for each in sums.values())]
    heads = (_head(of, "category"), *(_indicator_head(of, id) for id in FORM))
    return BriefTable(
        "categories", phrase("table", "categories", of.lang), heads, (*rows, _total_row(of, FORM))
    )


def _category_row(of: Material, category: str, sums: dict[str, Sums]) -> Row:
    label = CATEGORIES[category].name(of.lang)
    cells = [_cell(of, id, sums[id].get(category), label, of.origin(id, category=category)) for id in FORM]
    return Row(label, category, tuple(cells))


def _total_row(of: Material, ids: tuple[str, ...], before: tuple[Figure, ...] = ()) -> Row:
    label = phrase("table", "total", of.lang)
    cells = [_cell(of, id, total(of.by_unit(id)), label, of.origin(id)) for id in ids]
    return Row(label, "", (*before, *cells), total=True)


# ---- by unit ----
def units(of: Material) -> BriefTable:
    """A row a unit: how it stands, and the form's figures; units of the list, those outside it, the total."""
    seen = of.progress
    states = {each.unit.code: word("state", each.state, of.lang) for each in seen.standings}
    states |= {code: phrase("table", "wait", of.lang) for code in of.waiting if code in states}
    listed = list(states)
    outside = {code for id in FORM for code in of.by_unit(id)} | set(seen.coverage.unexpected)
    states |= {code: phrase("table", "outside", of.lang) for code in sorted(outside - set(listed))}
    heads = (_head(of, "unit"), _head(of, "state"), *(_indicator_head(of, id) for id in FORM))
    blank = _text(phrase("table", "total", of.lang), _received(of), of.origin(LEAD))
    rows = [_unit_row(of, code, state) for code, state in states.items()]
    return BriefTable(
        "units", phrase("table", "units", of.lang), heads, (*rows, _total_row(of, FORM, (blank,)))
    )


def _received(of: Material) -> str:
    seen = of.progress.coverage
    return f"{seen.received}/{seen.expected}" if seen.expected else ""


def _unit_row(of: Material, code: str, state: str) -> Row:
    label = of.name(code)
    cells = [_cell(of, id, of.by_unit(id).get(code), label, of.origin(id, units=[code])) for id in FORM]
    return Row(label, code, (_text(label, state, Origin((), (of.period,), (code,), returns=True)), *cells))


# ---- over the years ----
def years(of: Material) -> BriefTable:
    """A row a year of the festival, the latest first: the leading figures, and how many units they are of."""
    festival = FESTIVALS[of.period.festival]
    sums = {id: of.totals.by_year(id, festival.id) for id in HEADLINE}
    there = sorted({y for each in sums.values() for y in each if y <= of.period.year}, reverse=True)
    heads = (
        _head(of, "year"),
        *(_indicator_head(of, id) for id in HEADLINE),
        _head(of, "reporting", phrase("table", "units_measure", of.lang)),
    )
    title = phrase("table", "years", of.lang, festival=festival.name(of.lang))
    return BriefTable("years", title, heads, tuple(_year_row(of, year, sums) for year in there))  # fmt: skip


def _year_row(of: Material, year: int, sums: dict[str, dict[int, int]]) -> Row:
    label, when = str(year), of.origin(LEAD, years=[year])
    cells = [_cell(of, id, sums[id].get(year), label, of.origin(id, years=[year])) for id in HEADLINE]
    gave = len(of.totals.by_unit(when.periods[0], LEAD))
    return Row(label, label, (*cells, _text(label, number(gave), when, gave)))
