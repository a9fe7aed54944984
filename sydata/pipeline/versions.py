"""Settles which of a batch's returns counts where a unit sent several for one period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import pandas as pd

from sydata.catalog.indicators import counted
from sydata.model import Finding, Return
from sydata.pipeline.check.plausible import told_figures
from sydata.versions import Candidate, Verdict, choose

Figures = frozenset[tuple[str, str, int]] | frozenset[tuple[str, str, int | None]]
NONE: Mapping[int, Figures] = MappingProxyType({})


def settle(
    returns: dict[int, Return], frame: pd.DataFrame, stated: Mapping[int, Figures] = NONE
) -> tuple[dict[int, Return], list[Finding]]:
    """The returns with their states, and the findings that say so. Returns that wait for a person stay as they are.

    stated: what the reports in prose say, by the keys of their returns.
    """
    groups: dict[tuple[str, int | None, str], list[Return]] = defaultdict(list)
    for of in returns.values():
        if of.state != "waiting":
            groups[of.unit_code, of.year, of.festival].append(of)
    several = [group for group in groups.values() if len(group) > 1]
    wanted = {of.key for group in several for of in group}
    told = {**told_figures(frame, wanted), **_of_words(returns, stated)} if several else {}
    settled, findings = dict(returns), []
    for group in several:
        rollups = frozenset(of.key for of in group if of.rollup)
        for key, verdict in choose([_candidate(of, told) for of in group], rollups).items():
            settled[key] = replace(returns[key], state=verdict.state)
            findings += _findings(key, verdict, returns)
    return settled, findings


def _of_words(returns: Mapping[int, Return], stated: Mapping[int, Figures]) -> dict[int, Figures]:
    return {key: said for key, said in stated.items() if returns[key].in_words}


def _candidate(of: Return, told: Mapping[int, Figures]) -> Candidate:
    figures_of = [column for column in of.columns if column.note == "figure"]
    kept = counted(column.indicator for column in figures_of)
    covers = frozenset((c.indicator, c.category) for c in figures_of if c.indicator in kept)
    figures = told.get(of.key, frozenset())
    return Candidate(of.key, of.file, of.revision, of.fill_date, 0, figures, covers, of.in_words)


def _findings(key: int, verdict: Verdict, returns: dict[int, Return]) -> list[Finding]:
    """Of a return that does not count. Where nothing says which is later, both carry the question."""
    if verdict.rival is None:
        return []
    this, rival = returns[key], returns[verdict.rival]
    if verdict.by == "path":
        return [_finding("version-undecided", *pair) for pair in ((this, rival), (rival, this))]
    return [_finding(verdict.state, this, rival, by=f"by-{verdict.by}")]


def _finding(code: str, this: Return, other: Return, **words: object) -> Finding:
    place = (this.file, this.sheet, "", this.unit_code, this.unit, this.year, this.festival)
    name = other.file if other.file != this.file else f"{other.file} {other.sheet}"
    return Finding(code, *place, params={"other": name, **words})
