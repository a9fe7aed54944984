"""Townships in the sheet of the county that they lie in: no categories, and no reporters of the county's own office.

Their figures are not added up on their own. A sheet of townships often stands beside the county's own by category, and
nothing in it says so: added to that, all would count twice. What they are is said, and what to send instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from sydata.catalog.divisions import township_names
from sydata.model import Unit
from sydata.pipeline.identity import Problem
from sydata.text import squash

CODES = ("unknown-category", "unknown-unit")


def with_townships(problems: Iterable[Problem], sender: Callable[[], Unit | None]) -> tuple[Problem, ...]:
    """The problems, saying of each unknown row or unit whether it is a township of the sender; asked once if needed."""
    told = tuple(problems)
    if not any(problem.code in CODES and problem.text for problem in told):
        return told
    unit = sender()
    return tuple(_told(problem, unit) for problem in told) if unit else told


def _told(problem: Problem, unit: Unit) -> Problem:
    name = squash(problem.text).removeprefix(unit.name)
    if problem.code not in CODES or problem.params.get("hint") or name not in township_names(unit.code):
        return problem
    return replace(problem, params={**problem.params, "hint": "township", "of": unit.name})
