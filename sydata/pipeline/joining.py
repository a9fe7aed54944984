"""Returns that complete each other: tables of a sheet that report different things of one unit and period."""

from __future__ import annotations

from dataclasses import replace

from sydata.catalog.festivals import FESTIVALS
from sydata.catalog.indicators import form_indicators
from sydata.pipeline.forms import LACKING, Form, is_told
from sydata.pipeline.identity import Problem
from sydata.pipeline.observe import missing


def joined(found: list[Form]) -> list[Form]:
    """Forms of one unit and period that report different things are one return; others stay apart."""
    kept: list[Form] = []
    for form in found:
        at = next((i for i, other in enumerate(kept) if _complete_each_other(other, form)), None)
        if at is None:
            kept.append(form)
        else:
            kept[at] = _both(kept[at], form)
    return kept


def _complete_each_other(a: Form, b: Form) -> bool:
    one, other = a.identity, b.identity
    if one.unit is None or (one.unit, one.year, one.festival) != (other.unit, other.year, other.festival):
        return False
    return one.festival in FESTIVALS and not (_claims(a) & _claims(b))


def _claims(form: Form) -> set[tuple[str, str]]:
    return {(r.category, r.indicator) for r in form.raws if not r.reason and is_told(r)}


def _both(a: Form, b: Form) -> Form:
    lack = [
        set(str(p.params["indicators"]).split("、")) for p in (*a.problems, *b.problems) if p.code == LACKING
    ]
    problems: list[Problem] = []
    problems += (p for p in (*a.problems, *b.problems) if p not in problems and p.code != LACKING)
    if len(lack) == 2:
        problems += missing({i.id for i in form_indicators()} - (lack[0] & lack[1]))
    return replace(a, raws=(*a.raws, *b.raws), columns=(*a.columns, *b.columns), problems=tuple(problems))
