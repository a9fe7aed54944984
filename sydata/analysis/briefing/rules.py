"""Which function makes which kind of finding, and how the findings of a period are ranked and chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sydata.analysis.briefing import rules_change, rules_parts, rules_past, rules_trust
from sydata.analysis.briefing.material import Material
from sydata.analysis.briefing.nouns import Highlight
from sydata.analysis.briefing.said import Said
from sydata.analysis.lead import LEAD
from sydata.analysis.words import covered
from sydata.catalog.briefing import ENOUGH, LEAST, MOST, RULES, BriefingRule, phrase
from sydata.catalog.festivals import period_name

KINDS: Mapping[str, Callable[[Material, BriefingRule], Said | None]] = {
    "total": rules_change.total,
    "people": rules_change.people,
    "by-unit": rules_change.from_units,
    "by-category": rules_change.from_categories,
    "doubled-halved": rules_change.doubled_halved,
    "boundary": rules_past.borders,
    "record": rules_past.record,
    "share": rules_parts.share,
    "cash-goods": rules_parts.cash_goods,
    "concentration": rules_parts.concentration,
    "border": rules_parts.border,
    "per-head": rules_parts.per_head,
    "difficulties": rules_parts.difficulties,
    "coverage": rules_trust.coverage,
    "doubt": rules_trust.doubt,
    "questioned": rules_trust.questioned,
}


def highlights(of: Material, most: int = MOST) -> tuple[Highlight, ...]:
    """The findings worth a minute, the weightiest first; see `chosen`."""
    return chosen(every(of), most)


def every(of: Material) -> list[tuple[BriefingRule, Said, float]]:
    """Each finding that the figures yield, with its rule and its score."""
    rules = [rule for rule in RULES.values() if not (rule.sure and of.in_doubt(LEAD))]
    made = [(rule, KINDS[rule.kind](of, rule)) for rule in rules]
    return [(rule, _noted(of, said), score(rule, said)) for rule, said in made if said is not None]


def score(rule: BriefingRule, said: Said) -> float:
    """Half the weight for being there, the other half as its size comes near the full one."""
    return rule.weight * (0.5 + 0.5 * min(1.0, float(said.size) / rule.full))


def _noted(of: Material, said: Said) -> Said:
    """What is measured becomes the small line of the chart."""
    seen = of.progress.coverage
    parts = [
        said.what,
        said.unit,
        period_name(of.period, of.lang),
        covered(seen, of.lang) if seen.expected else "",
        phrase("table", "outlined", of.lang) if any(each.outlined for each in said.figures) else "",
    ]
    return said._replace(what=" · ".join(filter(None, parts)))


def chosen(found: Sequence[tuple[BriefingRule, Said, float]], most: int = MOST) -> tuple[Highlight, ...]:
    """Those that always belong, then the highest scores, one a topic; beyond the least only with enough score."""
    order = sorted(found, key=lambda each: (not each[0].always, -each[2]))
    order = sorted(order, key=lambda each: not (each[0].always or each[1].size >= each[0].least))
    kept: dict[str, tuple[BriefingRule, Said, float]] = {}
    for rule, said, points in order:
        worth = rule.always or (said.size >= rule.least and points >= ENOUGH)
        if rule.topic not in kept and len(kept) < most and (worth or len(kept) < LEAST):
            kept[rule.topic] = (rule, said, points)
    ranked = sorted(kept.values(), key=lambda each: -each[2])
    return tuple(_highlight(rule, said, points) for rule, said, points in ranked)


def _highlight(rule: BriefingRule, said: Said, points: float) -> Highlight:
    return Highlight(
        rule.kind, said.title, said.message, tuple(said.figures), rule.chart, said.measure, said.unit, said.what,
        points, said.series if rule.chart in ("pairs", "shares", "before-now") else (), tuple(said.stated),
    )  # fmt: skip
