"""Findings about how far the figures can be trusted: who has reported, and what is in question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from sydata.analysis.briefing.material import Material
from sydata.analysis.briefing.nouns import Figure, Origin
from sydata.analysis.briefing.phrases import amount, figure_of, moved, share_text, some, units_words
from sydata.analysis.briefing.said import Said, names, of_money
from sydata.analysis.change import change
from sydata.analysis.coverage import Coverage
from sydata.analysis.lead import LEAD
from sydata.analysis.totals import total
from sydata.catalog.briefing import BriefingRule, phrase
from sydata.model import Unit


def coverage(of: Material, rule: BriefingRule) -> Said | None:
    """Who has reported, and who in time."""
    seen, lang = of.progress.coverage, of.lang
    if not seen.expected:
        return None
    places = {"expected": seen.expected, "received": seen.received}
    gone = some([of.name(unit.code) for unit in seen.missing], lang)
    missing = rule.say("missing", lang, units=gone) if seen.missing else rule.say("none_missing", lang)
    rate = share_text(seen.received, seen.expected)
    tails = {"rate": rate, "on_time": _on_time(of, rule, seen), "missing": missing}
    size = Fraction(100 * (len(seen.missing) + len(seen.late)), seen.expected)
    what, unit = phrase("table", "state", lang), phrase("table", "units_measure", lang)
    title, message = rule.say("title", lang, **places), rule.say("message", lang, **places, **tails)
    return Said(size, title, message, _standing_bars(of, rule, seen), what, unit, "count")


def _on_time(of: Material, rule: BriefingRule, seen: Coverage) -> str:
    if seen.on_time is None:
        return ""
    said = rule.say("on_time", of.lang, count=seen.on_time, rate=share_text(seen.on_time, seen.expected))
    return said + rule.say("assumed", of.lang) * of.progress.asked.assumed


def _standing_bars(of: Material, rule: BriefingRule, seen: Coverage) -> list[Figure]:
    """Parts that add up to the expected units."""
    late = {unit.code for unit in seen.late}
    gone = {unit.code for unit in seen.missing}
    there = [unit for unit in of.progress.asked.units if unit.code not in late | gone]
    first = "part_received" if seen.on_time is None else "part_on_time"
    parts = {first: there, "part_late": seen.late, "part_missing": seen.missing}
    return [
        _count(rule.say(key, of.lang), units, of) for key, units in parts.items() if units or key == first
    ]


def _count(label: str, units: Sequence[Unit], of: Material) -> Figure:
    origin = Origin((), (of.period,), tuple(unit.code for unit in units), returns=True)
    text = f"{len(units)}个" if of.lang == "zh" else units_words(len(units), "en")
    return Figure(label, len(units), text, origin)


def doubt(of: Material, rule: BriefingRule) -> Said | None:
    """Amounts of either period that may be in another unit of money, and units in question: all stay in the totals."""
    if not of.doubts:
        return None
    names_of = [of.name(unit.code) for unit in of.questioned]
    doubtful = list(dict.fromkeys(of.name_of(each.unit) for each in of.doubts))
    told = (("units", len(names_of), names_of), ("figures", len(of.doubts), doubtful))
    said = [_told(of, rule, key, count, shown) for key, count, shown in told if count]
    figures, size, tail = _money_doubt(of, rule)
    title = rule.say("title", of.lang, count=units_words(len(set(names_of) | set(doubtful)), of.lang))
    joined = ("；" if of.lang == "zh" else "; ").join(said)
    message = rule.say("message", of.lang, said=joined[:1].upper() + joined[1:], without=tail)
    return of_money(size, title, message, figures, of)


def _told(of: Material, rule: BriefingRule, key: str, count: int, shown: Sequence[str]) -> str:
    return rule.say(key, of.lang, count=_counted(key, count, of.lang), units=some(shown, of.lang))


def questioned(of: Material, rule: BriefingRule) -> Said | None:
    """Units in question, where no amount is in doubt."""
    seen, lang = of.progress.coverage, of.lang
    if not of.questioned or of.doubts:
        return None
    gone = [of.name(unit.code) for unit in of.questioned]
    places = {"count": units_words(len(gone), lang), "units": some(gone, lang)}
    figures, size = _unit_doubt(of, rule, seen)
    what, unit = phrase("table", "state", lang), phrase("table", "units_measure", lang)
    return Said(
        size,
        rule.say("title", lang, **places),
        rule.say("message", lang, **places),
        figures,
        what,
        unit,
        "count",
    )


def _counted(key: str, count: int, lang: str) -> str:
    return units_words(count, "en") if key == "units" and lang == "en" else str(count)


def _money_doubt(of: Material, rule: BriefingRule) -> tuple[list[Figure], Fraction, str]:
    """Total spending with and without the doubtful amounts; by how much they move it; and the sentence's end."""
    sides = {"with_all": of.totals, "without_doubt": of.sure}
    sums = {
        key: [total(each.by_unit(p, LEAD)) for p in (of.before, of.period)] for key, each in sides.items()
    }
    figures = [
        replace(
            figure_of(LEAD, value, of, rule.say(key, of.lang), of.origin(LEAD, years=[year])), series=name
        )
        for key, values in sums.items()
        for value, name, year in zip(values, names(of), of.both, strict=True)
        if value is not None
    ]
    now, before = sums["without_doubt"][1], sums["without_doubt"][0]
    places = {"amount": amount(LEAD, now, of.lang), "moved": moved("moved", change(now, before), LEAD, of)}
    tail = rule.say("without", of.lang, **places) if now is not None else ""
    return figures, max(_moved_by(*pair) for pair in zip(*sums.values(), strict=True)), tail


def _moved_by(every: int | None, sure: int | None) -> Fraction:
    """By how many percent of the whole the doubtful amounts move it."""
    return Fraction(abs(every - (sure or 0)) * 100, every) if every else Fraction(0)


def _unit_doubt(of: Material, rule: BriefingRule, seen: Coverage) -> tuple[list[Figure], Fraction]:
    """How many of those that reported are in question, and that in percent."""
    codes = {unit.code for unit in (*of.questioned, *seen.missing)}
    others = [unit for unit in of.progress.asked.units if unit.code not in codes]
    parts = (("part_questioned", of.questioned), ("part_others", others))
    figures = [_count(rule.say(key, of.lang), units, of) for key, units in parts]
    return figures, Fraction(100 * len(of.questioned), max(seen.received, 1))
