"""Which questions a resubmission settled, which remain, and which it raises."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple

import pandas as pd

from sydata.analysis.revised import ABSENT, Figure, each_figure, kind_of
from sydata.wording import Lang

Outcome = Literal["settled", "remains", "withdrawn"]
OUTCOMES: dict[Outcome, tuple[str, str]] = {
    "settled": ("已解决", "settled"),
    "remains": ("仍未解决", "still open"),
    "withdrawn": ("数字已撤去，须核实", "the figure is gone: look"),
}
NOTHING = ("absent", "blank")
ADDED = ("outcome", "how", "before_text", "after_text", "after_cell")
KEYS = ("code", "sheet", "cell", "category", "indicator", "text")


class Settled(NamedTuple):
    """questions: those of before with what became of them; new: the findings that nobody had asked about."""

    questions: pd.DataFrame
    new: pd.DataFrame


class _Asked(NamedTuple):
    """What identifies a finding."""

    code: str
    sheet: str
    cell: str
    category: str
    indicator: str
    text: str


# From the closest likeness to the loosest; a finding that lacks what a likeness compares is left to the next one.
LIKENESSES: tuple[Callable[[_Asked], tuple[str, ...] | None], ...] = (
    lambda of: of,
    lambda of: (of.code, of.category, of.indicator, of.text) if of.indicator or of.category else None,
    lambda of: (of.code, of.category, of.indicator) if of.indicator else None,
    lambda of: (of.code, of.cell) if of.cell and not of.indicator else None,
    lambda of: (of.code, of.text) if of.text and not of.indicator else None,
    lambda of: (of.code,) if not (of.cell or of.category or of.indicator) else None,
)


def settled(
    questions_before: pd.DataFrame,
    findings_after: pd.DataFrame,
    figures_before: pd.DataFrame,
    figures_after: pd.DataFrame,
) -> Settled:
    """What became of each question, once the corrected return is read.

    questions and findings: columns KEYS at least, whatever else they have is kept; figures: as in `revised.changes`.
    Added to the questions: outcome (`settled`, `remains`, or `withdrawn`: nothing is asked any more, but the figure
    is gone or blank now, or nothing could be read), how (a kind of change, `same` where the figure itself stayed,
    empty for a question of no figure), before_text, after_text, after_cell.
    """
    asked, found = _asked(questions_before), _asked(findings_after)
    pairs = _pairs(asked, found)
    old, new = _by_place(figures_before), _by_place(figures_after)
    rows = [_row(each, at in pairs, old, new) for at, each in enumerate(asked)]
    told = pd.DataFrame(rows, columns=list(ADDED), index=questions_before.index, dtype="str")
    rest = [at not in set(pairs.values()) for at in range(len(found))]
    return Settled(pd.concat([questions_before, told], axis="columns"), findings_after[rest])


def outcome_words(outcome: Outcome, lang: Lang = "zh") -> str:
    """What became of a question, in words."""
    return OUTCOMES[outcome][lang == "en"]


# ---- the same question asked again ----
def _asked(frame: pd.DataFrame) -> list[_Asked]:
    rows = frame[list(KEYS)].astype(object).where(frame[list(KEYS)].notna(), "")
    return [_Asked(*map(str, row)) for row in rows.itertuples(index=False, name=None)]


def _pairs(asked: Sequence[_Asked], found: Sequence[_Asked]) -> dict[int, int]:
    """The question that each finding repeats, one to one: position before → position after."""
    pairs: dict[int, int] = {}
    for likeness in LIKENESSES:
        free: dict[tuple[str, ...], list[int]] = {}
        for at, each in enumerate(found):
            key = likeness(each)
            if key is not None and at not in pairs.values():
                free.setdefault(key, []).append(at)
        for at, each in enumerate(asked):
            key = likeness(each)
            if at not in pairs and key is not None and free.get(key):
                pairs[at] = free[key].pop(0)
    return pairs


# ---- what became of the figure ----
class _Figures(NamedTuple):
    """The figures of a return, one by one, by category and indicator; empty if the return could not be read."""

    of: Mapping[tuple[str, str], Sequence[Figure]]

    def those(self, asked: _Asked) -> Sequence[Figure]:
        """Those that a question may be about, in the order of the sheet."""
        return self.of.get((asked.category, asked.indicator), ())


def _by_place(frame: pd.DataFrame) -> _Figures:
    of: dict[tuple[str, str], list[Figure]] = {}
    for key, figure in each_figure(frame):
        of.setdefault((key.category, key.indicator), []).append(figure)
    return _Figures(of)


def _row(asked: _Asked, repeated: bool, old: _Figures, new: _Figures) -> tuple[str, ...]:
    outcome: Outcome = "remains" if repeated else "settled" if new.of else "withdrawn"
    if not asked.indicator:
        return outcome, "", asked.text, "", ""
    at = _at(old.those(asked), asked.cell) or 0
    was, now = _nth(old.those(asked), at), _now(new.those(asked), asked.cell, at)
    if not repeated and now.state in NOTHING and was.state not in NOTHING:
        outcome = "withdrawn"
    return outcome, kind_of(was, now) or "same", was.text, now.text, now.cell


def _at(of: Sequence[Figure], cell: str) -> int | None:
    return next((n for n, each in enumerate(of) if each.cell == cell), None)


def _nth(of: Sequence[Figure], at: int) -> Figure:
    return of[at] if at < len(of) else ABSENT


def _now(of: Sequence[Figure], cell: str, at: int) -> Figure:
    """The figure where it stood, else the one that comes as the how-manyth it was."""
    here = _at(of, cell)
    return _nth(of, at if here is None else here)
