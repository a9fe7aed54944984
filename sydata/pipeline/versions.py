"""Settles which of a batch's returns counts where a unit sent several for one period."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import pandas as pd

from sydata.model import Finding, Return
from sydata.pipeline.check.plausible import told_figures
from sydata.versions import Candidate, Decision, decide


def settle(returns: dict[int, Return], frame: pd.DataFrame) -> tuple[dict[int, Return], list[Finding]]:
    """The returns with their states, and the findings that say so. Returns that wait for a person stay as they are."""
    groups: dict[tuple[str, int | None, str], list[Return]] = defaultdict(list)
    for of in returns.values():
        if of.state != "waiting":
            groups[of.unit_code, of.year, of.festival].append(of)
    told = told_figures(frame)
    settled, findings = dict(returns), []
    for group in groups.values():
        if len(group) > 1:
            for decision in decide([_candidate(of, told) for of in group]):
                settled[decision.key] = replace(returns[decision.key], state=decision.state)
                findings += _findings(decision, returns)
    return settled, findings


def _candidate(of: Return, told: dict[int, frozenset[tuple[str, str, int]]]) -> Candidate:
    return Candidate(of.key, of.file, of.revision, of.fill_date, 0, told.get(of.key, frozenset()))


def _findings(decision: Decision, returns: dict[int, Return]) -> list[Finding]:
    """Of a return that does not count. Where nothing says which is later, both carry the question."""
    if decision.rival is None:
        return []
    this, rival = returns[decision.key], returns[decision.rival]
    if decision.by == "path":
        return [_finding("version-undecided", *pair) for pair in ((this, rival), (rival, this))]
    return [_finding(decision.state, this, rival, by=f"by-{decision.by}")]


def _finding(code: str, this: Return, other: Return, **words: object) -> Finding:
    place = (this.file, this.sheet, "", this.unit_code, this.unit, this.year, this.festival)
    name = other.file if other.file != this.file else f"{other.file} {other.sheet}"
    return Finding(code, *place, params={"other": name, **words})
