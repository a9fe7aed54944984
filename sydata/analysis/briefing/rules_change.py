"""Findings about what changed: the total, its causes, units that doubled or halved, borders, long runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from sydata.analysis.briefing.material import Material
from sydata.analysis.briefing.nouns import Figure
from sydata.analysis.briefing.paragraph import change_figures, comparable_units
from sydata.analysis.briefing.phrases import (
    amount,
    difference_text,
    every,
    figure_of,
    like_words,
    moved,
    named,
    size_of,
    some,
    units_words,
)
from sydata.analysis.briefing.said import Said, both_periods, moved_by, names, of_money, over_years
from sydata.analysis.change import Change, UnitChange, by_unit, like_for_like, plain
from sydata.analysis.lead import LEAD
from sydata.analysis.subjects import subject
from sydata.analysis.values import Value
from sydata.catalog.briefing import BARS, BriefingRule, phrase
from sydata.catalog.categories import CATEGORIES
from sydata.wording import FEN_PER_WAN


def total(of: Material, rule: BriefingRule) -> Said | None:
    """Total spending, its change, and the change like for like."""
    found = plain(of.totals, of.period, LEAD)
    if found.now is None:
        return None
    title, message = _changed(of, rule, LEAD, found)
    said = of_money(moved_by(found.percent), title, message, _pairs(of, found), of)
    return said._replace(stated=change_figures(LEAD, found, of))


def _changed(of: Material, rule: BriefingRule, id: str, found: Change) -> tuple[str, str]:
    """Title and message of a figure that moved, both with what the rule calls amount, moved and like."""
    like, text = like_for_like(of.totals, of.period, id, of.apart), amount(id, found.now, of.lang)
    tail = like_words(like, id, of) if found.before is not None else ""
    title = rule.say("title", of.lang, amount=text, moved=moved("short", found, id, of))
    title = phrase("table", "doubtful_title", of.lang, title=title) if of.in_doubt(id) else title
    return title, rule.say("message", of.lang, amount=text, moved=moved("moved", found, id, of), like=tail)


def _pairs(of: Material, found: Change) -> list[Figure]:
    """Both periods: of all units, and of those that compare."""
    lang, (then, now) = of.lang, of.both
    every_unit = (of.origin(LEAD, years=[then]), of.origin(LEAD, years=[now]))
    if found.now is None or found.before is None:
        label = phrase("table", "all_units", lang)
        value = figure_of(LEAD, found.now, of, label, every_unit[1])
        return [replace(value, series=names(of)[1])]
    rows = both_periods(LEAD, (found.before, found.now), phrase("table", "all_units", lang), every_unit, of)
    like, codes = like_for_like(of.totals, of.period, LEAD, of.apart), comparable_units(LEAD, of)
    if like.change.now is None or like.change.before is None:
        return rows
    label = named(phrase("table", "comparable", lang), _units_text(like.units, lang), lang)
    alike = (of.origin(LEAD, years=[then], units=codes), of.origin(LEAD, years=[now], units=codes))
    return rows + both_periods(LEAD, (like.change.before, like.change.now), label, alike, of)


def _units_text(count: int, lang: str) -> str:
    return f"{count}个单位" if lang == "zh" else units_words(count, "en")


def people(of: Material, rule: BriefingRule) -> Said | None:
    """People visited and their change, over the years."""
    id = "visited_people"
    found = plain(of.totals, of.period, id)
    if found.now is None:
        return None
    title, message = _changed(of, rule, id, found)
    figures, shown = over_years(id, of), subject(id)
    said = Said(
        moved_by(found.percent), title, message, figures, shown.short(of.lang), shown.unit(of.lang), "count"
    )
    return said._replace(stated=change_figures(id, found, of))


# ---- what moved the total ----
def from_units(of: Material, rule: BriefingRule) -> Said | None:
    """What each unit adds to the change; those with one period only enter with their whole figure, and are counted."""
    found, units = plain(of.totals, of.period, LEAD), by_unit(of.totals, of.period, LEAD)
    weighed = sorted(units, key=lambda unit: (-size_of(unit.contribution), unit.code))
    if not found.difference or not found.before:
        return None
    sign = 1 if found.difference > 0 else -1
    with_it = [unit for unit in weighed if unit.contribution * sign > 0]
    against = [unit for unit in weighed if unit.contribution * sign < 0]
    tails = {
        "with_it": _contributors(of, rule, "with_it", with_it, sign),
        "against_it": _contributors(of, rule, "against_it", against, -sign),
        "alone": _alone(of, rule, units),
    }
    message = rule.say("message", of.lang, moved=moved("moved", found, LEAD, of), **tails)
    size = Fraction(size_of(with_it[0].contribution)) * 100 / size_of(found.difference)
    title = _cause(of, rule, with_it[0], sign)
    return of_money(size, title, message, _contribution_figures(of, weighed), of)


def _cause(of: Material, rule: BriefingRule, first: UnitChange, sign: int) -> str:
    """The title: the unit that moved the total most; that it only has one of the two periods is said."""
    way, name, side = _way("moved_", sign, of.lang), of.name(first.code), _side(first)
    if side:
        return rule.say("title_one", of.lang, way=way, first=rule.say(side, of.lang, unit=name))
    return rule.say("title", of.lang, way=way, first=name)


def _side(unit: UnitChange) -> str:
    """`gone` or `new` for a unit with a figure of one period only."""
    return "" if unit.difference is not None else "gone" if unit.now is None else "new"


def _alone(of: Material, rule: BriefingRule, units: Sequence[UnitChange]) -> str:
    """How many units have a figure of one period only, and what they add to the change together."""
    alone = [unit for unit in units if unit.difference is None]
    size = difference_text(LEAD, sum(unit.contribution for unit in alone), of)
    return rule.say("alone", of.lang, count=units_words(len(alone), of.lang), size=size) if alone else ""


def _way(prefix: str, sign: int, lang: str) -> str:
    return phrase("way", prefix + ("up" if sign > 0 else "down"), lang)


def _contributors(of: Material, rule: BriefingRule, key: str, units: Sequence[UnitChange], sign: int) -> str:
    if not units:
        return ""
    shown = units[: rule.limits["named"]]
    texts = []
    for unit in shown:
        size, side = difference_text(LEAD, unit.contribution, of), _side(unit)
        size = rule.say(f"{side}_mark", of.lang, size=size) if side else size
        texts.append(named(of.name(unit.code), size, of.lang))
    return rule.say(key, of.lang, way=_way("", sign, of.lang), units=every(texts, of.lang))


def _contribution_figures(of: Material, weighed: Sequence[UnitChange]) -> list[Figure]:
    """The largest contributions, the largest addition first; last the rest together, so that all add up."""
    top, rest = weighed[:BARS], weighed[BARS:]
    rows = [
        _contribution(of, of.name(u.code), u.contribution, [u.code], u.difference is None)
        for u in sorted(top, key=lambda unit: -unit.contribution)
    ]
    if rest:
        label = named(phrase("table", "others", of.lang), _units_text(len(rest), of.lang), of.lang)
        rows.append(
            _contribution(of, label, sum(u.contribution for u in rest), [u.code for u in rest], False)
        )
    return rows


def _contribution(of: Material, label: str, value: Value, codes: Sequence[str], one: bool) -> Figure:
    text = difference_text(LEAD, value, of)
    key = codes[0] if len(codes) == 1 else ""
    origin = of.origin(LEAD, years=of.both, units=codes)
    return Figure(label, value, text, origin, "money", key=key, outlined=one)


def from_categories(of: Material, rule: BriefingRule) -> Said | None:
    """What each category adds to the change."""
    found = plain(of.totals, of.period, LEAD)
    now, before = (of.totals.by_category(each, LEAD) for each in (of.period, of.before))
    steps = {c: now.get(c, 0) - before.get(c, 0) for c in CATEGORIES if c in now or c in before}
    if not found.difference or not found.before or len(steps) < 2:
        return None
    order = sorted(steps, key=lambda c: -abs(steps[c]))
    parts = [_category_part(of, rule, c, steps[c]) for c in order]
    first = steps[order[0]]
    name, way = CATEGORIES[order[0]].short(of.lang), _way("", first, of.lang)
    title = rule.say("title", of.lang, first=name, way=way)
    joined = ("，" if of.lang == "zh" else ", ").join(parts)
    message = rule.say("message", of.lang, moved=moved("moved", found, LEAD, of), parts=joined)
    figures = [
        Figure(
            CATEGORIES[c].short(of.lang), steps[c], difference_text(LEAD, steps[c], of),
            of.origin(LEAD, years=of.both, category=c), "money", key=c, outlined=c not in now or c not in before,
        )
        for c in sorted(steps, key=lambda c: -steps[c])
    ]  # fmt: skip
    return of_money(Fraction(abs(first) * 100) / size_of(found.difference), title, message, figures, of)


def _category_part(of: Material, rule: BriefingRule, category: str, step: int) -> str:
    name = CATEGORIES[category].short(of.lang)
    if not step:
        return f"{name}{'' if of.lang == 'zh' else ' '}{phrase('step', 'level', of.lang)}"
    size = amount(LEAD, abs(step), of.lang)
    return rule.say("part", of.lang, name=name, way=_way("", step, of.lang), difference=size)


# ---- units that doubled or halved ----
def doubled_halved(of: Material, rule: BriefingRule) -> Said | None:
    """Units whose spending at least doubled or halved, by enough money to matter."""
    both = [
        u for u in by_unit(of.totals, of.period, LEAD) if u.difference is not None and u.code not in of.apart
    ]
    far = [u for u in both if abs(u.difference or 0) >= rule.limits["money"] * FEN_PER_WAN]
    ups = sorted((u for u in far if (u.now or 0) >= 2 * (u.before or 0) > 0), key=lambda u: -u.contribution)
    downs = sorted((u for u in far if 2 * (u.now or 0) <= (u.before or 0)), key=lambda u: u.contribution)
    if not ups and not downs:
        return None
    said = [_swung(of, rule, key, units) for key, units in (("up", ups), ("down", downs)) if units]
    counts = {"ups": units_words(len(ups), of.lang), "downs": str(len(downs))}
    only = "title" if ups and downs else "up_title" if ups else "down_title"
    title = rule.say(only, of.lang, **counts, count=units_words(len(ups) or len(downs), of.lang))
    joined = ("，" if of.lang == "zh" else ", ").join(said)
    message = rule.say("message", of.lang, both=units_words(len(both), of.lang), said=joined)
    figures = [figure for unit in (*ups, *downs)[:BARS] for figure in _unit_pair(of, unit)]
    return of_money(Fraction(100 * len(ups + downs), len(both)), title, message, figures, of)


def _swung(of: Material, rule: BriefingRule, key: str, units: Sequence[UnitChange]) -> str:
    texts = [named(of.name(u.code), difference_text(LEAD, u.contribution, of), of.lang) for u in units]
    return rule.say(key, of.lang, count=units_words(len(units), of.lang), units=some(texts, of.lang))


def _unit_pair(of: Material, unit: UnitChange) -> list[Figure]:
    then, now = of.both
    origins = (
        of.origin(LEAD, years=[then], units=[unit.code]),
        of.origin(LEAD, years=[now], units=[unit.code]),
    )
    return both_periods(LEAD, (unit.before or 0, unit.now or 0), of.name(unit.code), origins, of)
