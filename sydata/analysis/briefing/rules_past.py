"""Findings across borders and years: a unit that a boundary change founded, and the highest, lowest and longest."""

from __future__ import annotations

from dataclasses import replace

from sydata.analysis import boundary
from sydata.analysis.boundary import Bridge
from sydata.analysis.briefing.material import Material
from sydata.analysis.briefing.phrases import amount, every, measure, moved
from sydata.analysis.briefing.said import Said, both_periods, of_money, over_years
from sydata.analysis.change import change
from sydata.analysis.lead import LEAD
from sydata.analysis.subjects import subject
from sydata.analysis.words import run
from sydata.catalog.briefing import BriefingRule, phrase
from sydata.catalog.festivals import FESTIVALS
from sydata.catalog.offices import BoundaryChange


# ---- borders ----
def borders(of: Material, rule: BriefingRule) -> Said | None:
    """Units founded by a boundary change beside the sum of those they came from: an adjusted basis.

    Where one of them gave no figure there is no such sum, and nothing is said.
    """
    for found in boundary.between(of.office, of.before, of.period):
        for bridge in boundary.bridges(of.office, of.before, of.period):
            before, now = bridge.sums(of.totals, of.before, of.period, LEAD)
            of_change = set(found.after) <= set(bridge.after) and set(bridge.after) != set(bridge.before)
            if before is not None and now is not None and of_change:
                return _bridged(of, rule, found, bridge, (before, now))
    return None


def _bridged(
    of: Material, rule: BriefingRule, found: BoundaryChange, bridge: Bridge, values: tuple[int, int]
) -> Said:
    step, lang, (then, now) = change(values[1], values[0]), of.lang, of.both
    name = every([of.name(code) for code in bridge.after], lang)
    parts = every([of.name(code) for code in bridge.before], lang)
    title = rule.say("title", lang, name=name, moved=moved("short", step, LEAD, of))
    places = {
        "amount": amount(LEAD, values[1], lang),
        "before": amount(LEAD, values[0], lang),
        "parts": parts,
    }
    note = found.note_zh if lang == "zh" else found.note_en
    message = rule.say("message", lang, name=name, moved=moved("step", step, LEAD, of), note=note, **places)
    origins = (
        of.origin(LEAD, years=[then], units=bridge.before),
        of.origin(LEAD, years=[now], units=bridge.after),
    )
    old, new = both_periods(LEAD, values, name, origins, of)
    old = replace(old, label=phrase("table", "old_units", lang))
    return of_money(1, title, message, [old, new], of)


# ---- long runs ----
def record(of: Material, rule: BriefingRule) -> Said | None:
    """The highest or lowest figure of all years, or a run; of all indicators the strongest. Doubtful years: none."""
    found = [said for id in rule.limits["indicators"] if (said := _record(of, rule, id)) is not None]
    return max(found, key=lambda said: said.size) if found else None


def _record(of: Material, rule: BriefingRule, id: str) -> Said | None:
    figures, lang, shown = over_years(id, of), of.lang, subject(id)
    years = {int(figure.key): int(figure.value or 0) for figure in figures}
    key, size = _standing(years, of.period.year, rule)
    if not key or any(figure.doubtful for figure in figures):
        return None
    festival = FESTIVALS[of.period.festival].name(lang)
    said = rule.say(key, lang, first=min(years), festival=festival, run=size)
    title = rule.say("title", lang, what=shown.short(lang), said=said)
    message = rule.say("message", lang, what=shown.short(lang), amount=figures[-1].text, said=said)
    return Said(size, title, message, figures, shown.short(lang), shown.unit(lang), measure(id))


def _standing(years: dict[int, int], year: int, rule: BriefingRule) -> tuple[str, int]:
    """`highest`, `lowest`, `rise`, `fall` or nothing, and the years it leaves behind or has lasted."""
    if year not in years or len(years) < rule.limits["years"]:
        return "", 0
    value, others = years[year], [v for y, v in years.items() if y != year]
    if value > max(others):
        return "highest", len(others)
    if value < min(others):
        return "lowest", len(others)
    steps = run(years, year)
    return ("rise" if steps > 0 else "fall", abs(steps)) if abs(steps) >= rule.limits["run"] else ("", 0)
