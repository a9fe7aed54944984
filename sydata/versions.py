"""Which of several returns of one unit for one period counts. Pure, and shared by the pipeline and the store.

Evidence, in order: a person's choice, a revision word in name or title, a later fill date, a later upload. With
none, the last in path order counts and the choice is flagged.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from itertools import product
from typing import Literal, NamedTuple

from sydata.model import ReturnState


@dataclass(frozen=True, slots=True)
class Candidate:
    """A return as far as the choice goes. `figures` are its counted figures; equal figures are one return.

    covers: the indicators that its sheet asks for, each with the one category that the sheet is of, empty if it is
    of several. Sheets of one file that ask for different things complete each other. in_words: it is a report in
    prose; confirmed: a person confirmed some of its figures. chosen: greater than 0 where a person chose it; the
    greatest is the latest choice.
    """

    key: int
    path: str
    revision: int
    fill_date: date | None
    upload: int
    figures: Hashable
    covers: frozenset[tuple[str, str]] = frozenset()
    in_words: bool = False
    confirmed: bool = False
    chosen: int = 0

    @property
    def counts(self) -> bool:
        """Whether it has any figure that counts; those told in words do once they are confirmed."""
        return self.confirmed if self.in_words else bool(self.figures)


@dataclass(frozen=True, slots=True)
class Decision:
    """`by` names the evidence: `same`, `person`, `revision`, `date`, `upload`, `path` (undecided)."""

    key: int
    state: Literal["current", "superseded", "duplicate"]
    rival: int | None
    by: Literal["", "same", "person", "revision", "date", "upload", "path"]


Evidence = Literal["person", "revision", "date", "upload", "path"]


def later(a: Candidate, b: Candidate) -> tuple[Candidate, Evidence]:
    """The one of the two that counts, and by which evidence."""
    if a.chosen != b.chosen:
        return (a if a.chosen > b.chosen else b), "person"
    if a.revision != b.revision:
        return (a if a.revision > b.revision else b), "revision"
    if a.fill_date and b.fill_date and a.fill_date != b.fill_date:
        return (a if a.fill_date > b.fill_date else b), "date"
    if a.upload != b.upload:
        return (a if a.upload > b.upload else b), "upload"
    return max(a, b, key=lambda c: (c.path, c.key)), "path"


def decide(candidates: Sequence[Candidate]) -> tuple[Decision, ...]:
    """One decision a candidate, in their order.

    Equal figures are one statement made several times: its first candidate stands for it, with the strongest
    evidence that any of them carries, and the others are duplicates of the first.
    """
    groups: dict[Hashable, list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault(candidate.figures, []).append(candidate)
    statements = [(group[0], reduce(lambda a, b: later(a, b)[0], group)) for group in groups.values()]
    best, best_evidence = reduce(lambda a, b: a if later(a[1], b[1])[0] is a[1] else b, statements)
    decisions = {}
    for first, evidence in statements:
        for twin in groups[first.figures]:
            decisions[twin.key] = Decision(twin.key, "duplicate", first.key, "same")
        if first is best:
            decisions[first.key] = Decision(first.key, "current", None, "")
        else:
            by = later(evidence, best_evidence)[1]
            decisions[first.key] = Decision(first.key, "superseded", best.key, by)
    return tuple(decisions[c.key] for c in candidates)


class Verdict(NamedTuple):
    """The state a return gets, the return it lost against, and by what (after `by-`, a phrase of the catalog)."""

    state: ReturnState
    rival: int | None = None
    by: str = ""


def choose(
    candidates: Sequence[Candidate],
    rollups: frozenset[int] = frozenset(),
    repeating: frozenset[int] = frozenset(),
) -> dict[int, Verdict]:
    """A verdict for every candidate. `figures` is empty where a table has no counted figure.

    A unit's own sheet comes before what a roll-up says of it. A return without any figure never takes the
    place of one with figures: if it is the later one, it waits for a person. A report in prose takes no table's
    place and stands beside it, unless its confirmed figures say what the table says (`repeating`): then the table
    counts. A report that says no figure at all, read or not, has nothing to compete with: it stands beside the others.
    """
    silent = {c.key: Verdict("current") for c in candidates if c.in_words and not c.figures}
    if silent:
        rest = [c for c in candidates if c.key not in silent]
        return (choose(rest, rollups, repeating) if rest else {}) | silent
    tables, reports = ([c for c in candidates if c.in_words is kind] for kind in (False, True))
    only_words = any(c.counts for c in reports) and not any(c.counts for c in tables)
    if not tables or not reports or only_words:
        return _chosen(candidates, rollups)
    verdicts = _chosen(tables, rollups)
    best = next(key for key, verdict in verdicts.items() if verdict.state == "current")
    beside = {
        key: Verdict("superseded", best, "table") if key in repeating and v.state == "current" else v
        for key, v in _chosen(reports).items()
    }
    return verdicts | beside


def _chosen(candidates: Sequence[Candidate], rollups: frozenset[int] = frozenset()) -> dict[int, Verdict]:
    full = [c for c in candidates if c.counts]
    chosen = [c for c in candidates if c.chosen]  # a person may prefer a roll-up, or a sheet without figures
    field = [c for c in full if c.key not in rollups or c.chosen] or full or list(candidates)
    field += [c for c in chosen if c not in field]
    wholes = _wholes(field)
    decided = {d.key: Verdict(d.state, d.rival, d.by) for d in decide([whole for whole, _ in wholes])}
    verdicts = {key: decided[whole.key] for whole, keys in wholes for key in keys}
    best = next(c for c in field if verdicts[c.key].state == "current")
    for candidate in candidates:
        if candidate.key not in verdicts:
            verdicts[candidate.key] = _outside(candidate, best)
    return verdicts


def _wholes(field: Sequence[Candidate]) -> list[tuple[Candidate, tuple[int, ...]]]:
    """Candidates with the keys they stand for: sheets of one file that complete each other are one statement."""
    wholes: list[tuple[Candidate, tuple[int, ...]]] = []
    for candidate in field:
        at = next((i for i, (whole, _) in enumerate(wholes) if _completes(whole, candidate)), None)
        if at is None:
            wholes.append((candidate, (candidate.key,)))
            continue
        whole, keys = wholes[at]
        figures, covers = (whole.figures, candidate.figures), whole.covers | candidate.covers
        chosen = max(whole.chosen, candidate.chosen)
        whole = replace(whole, figures=figures, covers=covers, chosen=chosen)
        wholes[at] = (whole, (*keys, candidate.key))
    return wholes


def _completes(whole: Candidate, other: Candidate) -> bool:
    same = (whole.path, whole.upload) == (other.path, other.upload)
    return same and bool(whole.covers and other.covers) and not _overlap(whole.covers, other.covers)


def _overlap(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> bool:
    """Whether two sheets ask for the same: of one category, or where either may be of any."""
    pairs = product(one, other)
    return any(a == b and (of == also or not (of and also)) for (a, of), (b, also) in pairs)


def _outside(candidate: Candidate, best: Candidate) -> Verdict:
    if candidate.figures == best.figures:
        return Verdict("duplicate", best.key, "same")
    if candidate.counts:
        return Verdict("superseded", best.key, "own")
    winner, by = later(candidate, best)
    return Verdict("waiting") if winner is candidate else Verdict("superseded", best.key, by)
