"""What must be known of the form's figures: who has not reported, who is in question, and what its sums are."""

from __future__ import annotations

from collections import Counter

from sydata.catalog.printed import printed
from sydata.exports.combined.plan import WAITING, Combined, Plan

DOUBTED = ("question", "words")


def notes(of: Combined, made: Plan, whole: bool) -> list[str]:
    """The notes as sentences. whole: the rules of the figures too, and where they lead back to."""
    seen = of.progress.coverage
    told = [of.say("coverage", expected=seen.expected, received=seen.received)]
    told += [_named(of, key, names) for key, names in _groups(made).items() if names]
    return [*told, *_rules(of, made)] if whole else told


def _rules(of: Combined, made: Plan) -> list[str]:
    sources = printed("sheet", "sources", of.language)
    told = [of.say("total_of"), of.say("blank")]
    told += [of.say("trail", sheet=sources)] if len(made.trail) else []
    return [*told, of.say("outside", count=made.unsettled, sheet=sources)] if made.unsettled else told


def _groups(made: Plan) -> dict[str, list[str]]:
    return {
        "missing": [row.name for row in made.rows if row.state == "missing"],
        "questioned": [row.name for row in made.rows if row.state in DOUBTED],
        "waiting": [row.name for row in made.rows if row.state == WAITING],
        "others": [row.name for row in made.others],
    }


def _named(of: Combined, key: str, names: list[str]) -> str:
    several = [f"{name}（{count}）" if count > 1 else name for name, count in Counter(names).items()]
    return of.say(key, count=len(names), units=("、" if of.language == "zh" else ", ").join(several))
