"""Findings about how the whole is made up: shares, the first units, border soldiers, figures by the head."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from sydata import wording
from sydata.analysis.briefing.material import Material
from sydata.analysis.briefing.nouns import Figure
from sydata.analysis.briefing.paragraph import change_figures
from sydata.analysis.briefing.phrases import (
    amount,
    every,
    figure_of,
    measure,
    moved,
    points_moved,
    ratio_moved,
    ratio_text,
    share_text,
)
from sydata.analysis.briefing.said import (
    Said,
    moved_by,
    names,
    of_money,
    over_years,
    ratio_years,
    share_figure,
    sides,
)
from sydata.analysis.change import change, plain, share_change
from sydata.analysis.lead import LEAD
from sydata.analysis.subjects import subject
from sydata.analysis.totals import Sums, total
from sydata.catalog.briefing import BARS, BriefingRule, phrase
from sydata.catalog.categories import CATEGORIES
from sydata.catalog.derived import DERIVED, Derived

BORDER = "border"
SOLVED = "difficulties_solved"


# ---- shares ----
def share(of: Material, rule: BriefingRule) -> Said | None:
    """The share of the largest category in total spending, and how far it moved."""
    now, before = (of.totals.by_category(each, LEAD) for each in (of.period, of.before))
    whole = total(now)
    if not whole or len(now) < 2:
        return None
    top = max(now, key=lambda c: now[c])
    step = share_change((now[top], whole), (before.get(top, 0), total(before)))
    places = {"name": CATEGORIES[top].short(of.lang), "share": share_text(now[top], whole)}
    title = rule.say("title", of.lang, **places)
    message = rule.say("message", of.lang, **places, moved=points_moved(step, of.lang))
    figures = [
        share_figure(
            CATEGORIES[c].short(of.lang), sums[c], total(sums) or 0, name, of.origin(LEAD, years=[year]), c
        )
        for sums, name, year in zip((before, now), names(of), of.both, strict=True)
        for c in CATEGORIES
        if sums.get(c) and total(sums)
    ]
    return _of_share(step, title, message, figures, of)


def _of_share(
    step: Fraction | None, title: str, message: str, figures: Sequence[Figure], of: Material
) -> Said:
    said = of_money(moved_by(step), title, message, figures, of)
    return said._replace(unit="%", measure="percent")


def cash_goods(of: Material, rule: BriefingRule) -> Said | None:
    """How much of money and goods was given in money; the two add up to both, whatever else was spent."""
    pairs = [_cash_goods(of, year) for year in of.both]
    if pairs[1] is None or not sum(pairs[1]):
        return None
    cash, goods = pairs[1]
    base = pairs[0] and (pairs[0][0], sum(pairs[0]))
    step = share_change((cash, cash + goods), base or (None, None))
    places = {"share": share_text(cash, cash + goods), "rest": share_text(goods, cash + goods)}
    title = rule.say("title", of.lang, **places)
    message = rule.say("message", of.lang, **places, moved=points_moved(step, of.lang))
    figures = [
        share_figure(
            phrase("table", key, of.lang), part, sum(pair), name, of.origin(*_CASH_GOODS, years=[year]), key
        )
        for pair, name, year in zip(pairs, names(of), of.both, strict=True)
        if pair and sum(pair)
        for key, part in zip(("cash", "goods"), pair, strict=True)
    ]
    return _of_share(step, title, message, figures, of)._replace(what=places_name(of))


_CASH_GOODS = ("cash_amount", "goods_cost")


def places_name(of: Material) -> str:
    """`慰问金、慰问品`."""
    return every([phrase("table", key, of.lang) for key in ("cash", "goods")], of.lang)


def _cash_goods(of: Material, year: int) -> tuple[int, int] | None:
    cash, goods = (of.totals.by_year(id, of.period.festival).get(year) for id in _CASH_GOODS)
    return None if cash is None or goods is None else (cash, goods)


def concentration(of: Material, rule: BriefingRule) -> Said | None:
    """What the first units make up of the whole."""
    sums, first = of.by_unit(LEAD), int(rule.limits["first"])
    whole, order = total(sums), _order(sums)
    if not whole or len(sums) < rule.limits["units"]:
        return None
    part = sum(sums[code] for code in order[:first])
    past = of.totals.by_unit(of.before, LEAD)
    base = (sum(past[code] for code in _order(past)[:first]), total(past))
    step = share_change((part, whole), base if len(past) >= rule.limits["units"] else (None, None))
    places = {"first": first, "share": share_text(part, whole), "count": len(sums)}
    units = every([of.name(code) for code in order[:first]], of.lang)
    message = rule.say("message", of.lang, **places, units=units, moved=points_moved(step, of.lang))
    figures = [figure_of(LEAD, sums[c], of, of.name(c), of.origin(LEAD, units=[c])) for c in order[:BARS]]
    size = Fraction(part * 100, whole) - Fraction(first * 100, len(sums))
    return of_money(size, rule.say("title", of.lang, **places), message, figures, of)


def _order(sums: Sums) -> list[str]:
    return sorted(sums, key=lambda code: (-sums[code], code))


# ---- border soldiers ----
def border(of: Material, rule: BriefingRule) -> Said | None:
    """What was done for border soldiers; years before the national campaign do not compare, and it says so."""
    now, before = (of.totals.by_category(each, LEAD).get(BORDER) for each in (of.period, of.before))
    if now is None:
        return None
    step, lang = change(now, before), of.lang
    visited = of.totals.by_category(of.period, "visited_people").get(BORDER)
    name, text = CATEGORIES[BORDER].name(lang), amount(LEAD, now, lang)
    people = (
        "" if visited is None else rule.say("people", lang, people=amount("visited_people", visited, lang))
    )
    note = rule.say("note", lang) if of.before.year < rule.limits["since"] else ""
    title = rule.say("title", lang, name=name, amount=text)
    places = {"name": name, "people": people, "amount": text, "moved": moved("moved", step, LEAD, of)}
    message = rule.say("message", lang, **places, note=note)
    said = of_money(moved_by(step.percent), title, message, over_years(LEAD, of, BORDER), of)
    origin = of.origin("visited_people", category=BORDER)
    stated = [figure_of("visited_people", visited, of, name, origin)] if visited is not None else []
    return said._replace(stated=stated, what=f"{said.what} · {CATEGORIES[BORDER].short(lang)}")


# ---- by the head ----
def per_head(of: Material, rule: BriefingRule) -> Said | None:
    """Of the derived figures the one that moved most."""
    told = [DERIVED[id] for id in rule.limits["derived"]]
    sure = [ratio for ratio in told if not any(of.in_doubt(id) for id in sides(ratio))]
    found = [said for ratio in sure if (said := _per_head(of, rule, ratio)) is not None]
    return max(found, key=lambda said: said.size) if found else None


def _per_head(of: Material, rule: BriefingRule, ratio: Derived) -> Said | None:
    years, units = of.derived(ratio.id), of.derived_units(ratio.id)
    if of.period.year not in years or units < rule.limits["units"]:
        return None
    now, before = years[of.period.year], years.get(of.before.year)
    places = {"name": ratio.name(of.lang), "amount": ratio_text(now, ratio, of.lang)}
    title = rule.say("title", of.lang, **places, moved=ratio_moved("short", now, before, of, ratio))
    words = ratio_moved("moved", now, before, of, ratio)
    message = rule.say("message", of.lang, **places, units=units, moved=words)
    figures, size = ratio_years(ratio, of), moved_by(change(now, before).percent)
    return Said(size, title, message, figures, ratio.name(of.lang), ratio.unit(of.lang), "ratio")


def difficulties(of: Material, rule: BriefingRule) -> Said | None:
    """Difficulties solved, and how many for each thousand people visited."""
    found, ratio, lang = plain(of.totals, of.period, SOLVED), DERIVED[rule.limits["derived"]], of.lang
    if not found.now:
        return None
    years = of.derived(ratio.id)
    there = of.period.year in years and of.derived_units(ratio.id) >= rule.limits["units"]
    rate = wording.ratio(years[of.period.year], ratio.decimals) if there else ""
    text = amount(SOLVED, found.now, lang)
    text = text if lang == "zh" else text.split(" ")[0]
    title = rule.say("title", lang, amount=text, moved=moved("short", found, SOLVED, of))
    tail = rule.say("rate", lang, rate=rate) if there else ""
    message = rule.say("message", lang, amount=text, moved=moved("moved", found, SOLVED, of), rate=tail)
    figures, what, unit = over_years(SOLVED, of), subject(SOLVED).short(lang), subject(SOLVED).unit(lang)
    said = Said(moved_by(found.percent), title, message, figures, what, unit, measure(SOLVED))
    rates = [figure for figure in ratio_years(ratio, of) if there and figure.key == str(of.period.year)]
    return said._replace(stated=[*change_figures(SOLVED, found, of), *rates])
