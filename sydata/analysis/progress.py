"""How reporting stands (报送进度): each unit of a period, and units by periods. Frames in, plain values out.

What an office asks for comes in as an argument: the units, the last day, and the parts of a return.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import pandas as pd

from sydata.analysis.coverage import IN_PLACE, Coverage, coverage, first_dates, of_period
from sydata.catalog.offices import PARTS, Part, asks
from sydata.catalog.terms import NO_TERMS, Terms, expected, last_day, parts_of
from sydata.model import Period, Unit

State = Literal[
    "missing", "half", "words", "question", "late", "on-time", "received", "not-yet", "ended", "excused"
]
STATES: tuple[State, ...] = (
    "missing", "half", "words", "question", "late", "on-time", "received", "not-yet", "ended", "excused",
)  # fmt: skip
OPEN: tuple[State, ...] = ("missing", "half", "words")  # states in which something is still to come
TABLE: tuple[Part, ...] = ("table",)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an office waits for in one period. deadline None: no last day is known; assumed: it is a usual one.

    parts: what is asked of most; own: unit code → what is asked of it, where that is something else.
    """

    period: Period
    units: tuple[Unit, ...]
    deadline: date | None = None
    parts: tuple[Part, ...] = TABLE
    assumed: bool = False
    own: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)

    def parts_of(self, code: str) -> tuple[Part, ...]:
        """What is asked of a unit."""
        return self.own.get(code, self.parts)

    @property
    def every_part(self) -> tuple[Part, ...]:
        """What is asked of one unit or another."""
        return tuple(
            part for part in PARTS if part in self.parts or any(part in p for p in self.own.values())
        )


def usual(office: str, period: Period, terms: Terms = NO_TERMS) -> Asked:
    """What the office asks in a period: as it set itself, else as the catalog knows."""
    units, due = expected(office, period, terms), last_day(office, period, terms)
    parts = {unit.code: parts_of(office, unit, period, terms) for unit in units}
    most = Counter(parts.values()).most_common(1)[0][0] if parts else asks(office)
    own = {code: each for code, each in parts.items() if each != most}
    return Asked(period, units, due.day, most, due.source == "assumed", own)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a unit stands in a period.

    state is the gravest that holds: missing, half (a part of the return is still to come), words (prose where a
    table is asked for, of which no figure is confirmed), question (an error waits for a person), late, on-time;
    received where there is no last day; not-yet and ended for a unit that is not there in that year, excused for
    one that is not asked. lacks: the parts still to come. days_late: of what came first, 0 where it was on time.
    """

    unit: Unit
    state: State
    lacks: tuple[Part, ...] = ()
    days_late: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """A period: what was asked, the five numbers, and every unit that is asked, in the order of the list."""

    asked: Asked
    coverage: Coverage
    standings: tuple[Standing, ...]

    @property
    def open(self) -> tuple[Standing, ...]:
        """The units that still owe something, those without anything first."""
        return tuple(standing for state in OPEN for standing in self.standings if standing.state == state)

    @property
    def half(self) -> tuple[Standing, ...]:
        """The units that have reported by half: a part is still to come, or only words came."""
        return tuple(standing for standing in self.standings if standing.state in ("half", "words"))


def progress(returns: pd.DataFrame, asked: Asked) -> Progress:
    """How a period stands. returns: columns of `store.queries.returns`, of any periods.

    A written report counts as sent whatever became of its return: a table that takes over its figures does not
    take it away. A table must still be in its place.
    """
    rows = of_period(returns, asked.period.year, asked.period.festival)
    seen = coverage(rows, asked.units, asked.deadline)
    parts, late = _parts(rows), _days_late(rows, asked.deadline)
    missing, questioned, words = (
        {unit.code for unit in units} for units in (seen.missing, seen.questioned, seen.narrative)
    )

    def standing(unit: Unit) -> Standing:
        code = unit.code
        if code in missing:
            return Standing(unit, "missing", asked.parts_of(code))
        lacks = _lacks(asked.parts_of(code), parts.get(code, frozenset()), code in words)
        state = _state(lacks, asked, code, code in questioned, late.get(code, 0))
        return Standing(unit, state, lacks, late.get(code, 0))

    return Progress(asked, seen, tuple(map(standing, asked.units)))


def _parts(rows: pd.DataFrame) -> Mapping[str, frozenset[str]]:
    """Unit code → the parts that it has sent."""
    tables = set(rows.loc[rows["has_table"] & rows["state"].isin(IN_PLACE), "unit_code"])
    reports = set(rows.loc[rows["has_report"], "unit_code"])
    both = {"table": tables, "report": reports}
    return {code: frozenset(part for part in both if code in both[part]) for code in tables | reports}


def _lacks(asked: Sequence[Part], sent: frozenset[str], only_words: bool) -> tuple[Part, ...]:
    """The parts still to come. Where the table alone is asked for, a report stands for it once it is confirmed."""
    if tuple(asked) == TABLE:
        return TABLE if only_words else ()
    return tuple(part for part in asked if part not in sent)


def _state(lacks: Sequence[Part], asked: Asked, code: str, questioned: bool, days_late: int) -> State:
    if lacks:
        return "words" if asked.parts_of(code) == TABLE else "half"
    if questioned:
        return "question"
    if days_late:
        return "late"
    return "on-time" if asked.deadline else "received"


def _days_late(rows: pd.DataFrame, deadline: date | None) -> dict[str, int]:
    if deadline is None:
        return {}
    first = first_dates(rows)
    return {code: (day - deadline).days for code, day in first.items() if day > deadline}


# ---- units by periods ----
@dataclass(frozen=True, slots=True)
class Grid:
    """Rows are units, columns periods, the newest first; `cells` has a standing for each pair, by row."""

    periods: tuple[Period, ...]
    units: tuple[Unit, ...]
    cells: tuple[tuple[Standing, ...], ...]


def grid(returns: pd.DataFrame, asked: Sequence[Asked]) -> Grid:
    """How every unit stood in each of these periods (as given, the newest first).

    The rows are the units asked for in any of them: those of the first period in its order, then the others.
    """
    columns = [{s.unit.code: s for s in progress(returns, each).standings} for each in asked]
    units = {unit.code: unit for each in asked for unit in each.units}
    cells = tuple(
        tuple(
            column.get(code) or _absent(unit, each.period)
            for column, each in zip(columns, asked, strict=True)
        )
        for code, unit in units.items()
    )
    return Grid(tuple(each.period for each in asked), tuple(units.values()), cells)


def _absent(unit: Unit, period: Period) -> Standing:
    """A unit that was not asked in a period: it was not there yet or no more, or it is excused."""
    if unit.since is not None and period.year < unit.since:
        return Standing(unit, "not-yet")
    if unit.until is not None and period.year > unit.until:
        return Standing(unit, "ended")
    return Standing(unit, "excused")
