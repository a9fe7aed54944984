"""The answer to a question of the Explore page: cells with their totals, and what may not be asked.

Totals are there only where adding makes sense: never over indicators, and over years or festivals only for what
can be added over time (see `catalog.groups.adds_over_time`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import pandas as pd

from sydata.analysis.pivot import COLUMN, Order, alike, divided, matching, pivot, year_before
from sydata.analysis.question import MOST_DIMS, TIME, Dim, Key, Question
from sydata.analysis.subjects import subject
from sydata.analysis.values import Value
from sydata.catalog.derived import DERIVED
from sydata.catalog.groups import adds_over_time

Trouble = Literal["indicators", "over-time", "share", "change-year", "change-festival"]
COMPARED = ("change", "like")


class Cell(NamedTuple):
    """A figure (money in 分, a ratio as a fraction; None: nobody gave one), how many units gave it, and its base."""

    value: Value | None
    units: int = 0
    before: Value | None = None


NOTHING = Cell(None)


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows and columns as keys of ids, in the order in which they are shown.

    cells: those that occur; across: the total of each row, down: of each column; both empty where adding makes no
    sense; whole: of all; doubtful: cells with a figure in it that may be in another money unit.
    """

    question: Question
    rows: tuple[Key, ...]
    columns: tuple[Key, ...]
    cells: Mapping[tuple[Key, Key], Cell]
    across: Mapping[Key, Cell]
    down: Mapping[Key, Cell]
    whole: Cell
    doubtful: frozenset[tuple[Key, Key]] = frozenset()

    def cell(self, row: Key, column: Key) -> Cell:
        """The cell of a row and a column."""
        return self.cells.get((row, column), NOTHING)

    def id_of(self, dim: Dim, row: Key, column: Key) -> str:
        """What a dimension is in a cell; empty where it is on no side."""
        ids = dict(zip(self.question.dims, (*row, *column), strict=True))
        return ids.get(dim, "")

    def indicator(self, row: Key, column: Key) -> str:
        """The indicator of a cell."""
        return self.id_of("indicator", row, column) or self.question.indicators[0]


class Refusal(NamedTuple):
    """Something that would be wrong to show, the ids it is about, and the question to ask instead."""

    trouble: Trouble
    about: tuple[str, ...]
    instead: Question


def refusal(question: Question, years: Sequence[int], festivals: Sequence[str]) -> Refusal | None:
    """What is wrong with a question, the first thing first. years, festivals: all that its cells may hold."""
    several = {
        "year": "year" not in question.dims and len(question.years or years) > 1,
        "festival": "festival" not in question.dims and len(question.festivals or festivals) > 1,
    }
    if len(question.indicators) > 1 and "indicator" not in question.dims:
        return Refusal("indicators", question.indicators, _placed(question, "indicator"))
    persons = tuple(id for id in question.indicators if not adds_over_time(subject(id).measure))
    for dim in ("year", "festival"):
        if several[dim] and persons:
            return Refusal("over-time", (dim, *persons), _single(question, dim, years, festivals))
    if question.show in COMPARED:
        for dim, trouble in (("year", "change-year"), ("festival", "change-festival")):
            if several[dim]:
                return Refusal(trouble, (), _single(question, dim, years, festivals))  # type: ignore[arg-type]  # a str that is a Dimension
    return _share_refusal(question)


def _share_refusal(question: Question) -> Refusal | None:
    side = {"row": question.columns, "column": question.rows}.get(question.show)
    whole = bool(side) and adds(side or (), question.indicators)
    if side is None or (whole and not DERIVED.keys() & set(question.indicators)):
        return None
    return Refusal("share", side, replace(question, show="sum"))


def adds(dims: Sequence[Dim], indicators: Sequence[str]) -> bool:
    """Whether figures may be put together over these dimensions; a ratio is then one of sums."""
    if "indicator" in dims:
        return False
    return not TIME & set(dims) or all(adds_over_time(subject(id).measure) for id in indicators)


def _placed(question: Question, dim: Dim) -> Question:
    """The question with a dimension on the side that has room for it, the columns first."""
    if len(question.columns) < MOST_DIMS:
        return replace(question, columns=(*question.columns, dim))
    if len(question.rows) < MOST_DIMS:
        return replace(question, rows=(*question.rows, dim))
    return replace(question, columns=(dim,))


def _single(question: Question, dim: str, years: Sequence[int], festivals: Sequence[str]) -> Question:
    """The question for each year or festival by itself, or for the last one where no side has room."""
    if len(question.dims) < 2 * MOST_DIMS:
        return _placed(question, dim)  # type: ignore[arg-type]  # a str that is a Dimension
    if dim == "year":
        return replace(question, years=(max(question.years or years),))
    return replace(question, festivals=((question.festivals or tuple(festivals))[0],))


def answer(
    facts: pd.DataFrame,
    question: Question,
    order: Order,
    units: Sequence[str] = (),
    apart: Collection[tuple[str, int]] = (),
) -> Answer:
    """The cells and totals of a question that is not refused. facts: as `pivot.prepared` gives them.

    order: all ids of each dimension as they are listed; units: codes that get a row even if they gave nothing;
    apart: units and years that don't compare with the year before.
    """
    now, base = _sides(facts, question, apart)
    cells = _cells(now, base, question, question.dims)
    of_rows, of_columns = (_cells(now, base, question, side) for side in (question.rows, question.columns))
    at = len(question.rows)
    split = {(key[:at], key[at:]): cell for key, cell in cells.items()}
    listed: list[Key] = [(code,) for code in units] if question.rows == ("unit",) else []
    rows = _ordered(dict.fromkeys([*listed, *(row for row, _column in split)]), question.rows, order)
    columns = _ordered(dict.fromkeys(column for _row, column in split), question.columns, order)
    down = of_columns if adds(question.rows, question.indicators) else {}
    across = of_rows if adds(question.columns, question.indicators) and not _over_time(question) else {}
    whole = _cells(now, base, question, ()).get((), NOTHING) if down and across else NOTHING
    found = Answer(
        question, tuple(rows), tuple(columns), split, across, down, whole, _doubtful(now, base, question)
    )
    return _sized(found) if question.sort == "size" and not TIME & set(question.rows) else found


def _doubtful(now: pd.DataFrame, base: pd.DataFrame | None, question: Question) -> frozenset[tuple[Key, Key]]:
    """The cells that hold a doubtful figure, or are compared with one."""
    rows = pd.concat([side[side["doubt"]] for side in (now, base) if side is not None])
    at = len(question.rows)
    found = _rows(pivot(rows, question.dims), question, question.dims) if len(rows) else []
    return frozenset((key[:at], key[at:]) for key, _value, _units in found)


def _over_time(question: Question) -> bool:
    """Whether the totals of rows would add changes of several years."""
    return question.show in COMPARED and bool(TIME & set(question.columns))


def _sides(
    facts: pd.DataFrame, question: Question, apart: Collection[tuple[str, int]]
) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """The figures, and those of the year before under the year they are the base of."""
    now = matching(facts, question)
    if question.show not in COMPARED:
        return now, None
    base = matching(year_before(facts), question)
    shown = set(now["year"])
    base = base[base["year"].isin(shown)]
    return alike(now, base, apart) if question.show == "like" else (now, base)


def _cells(
    now: pd.DataFrame, base: pd.DataFrame | None, question: Question, dims: Sequence[Dim]
) -> dict[Key, Cell]:
    """The cells over these dimensions; over several indicators none, since nothing of them adds up."""
    if len(question.indicators) > 1 and "indicator" not in dims:
        return {}
    found = {key: Cell(value, units) for key, value, units in _rows(pivot(now, dims), question, dims)}
    for key, value, _units in _rows(pivot(base, dims), question, dims) if base is not None else ():
        found[key] = found.get(key, NOTHING)._replace(before=value)
    return found


def _rows(
    frame: pd.DataFrame, question: Question, dims: Sequence[Dim]
) -> list[tuple[Key, Value | None, int]]:
    """Key, figure and units of each row of a pivot, in plain Python."""
    ids = frame["indicator"].tolist() if "indicator" in dims else [question.indicators[0]] * len(frame)
    keys = list(zip(*(map(str, frame[COLUMN[dim]].tolist()) for dim in dims), strict=True)) or [()] * len(
        frame
    )
    lists = (frame[name].tolist() for name in ("value", "per"))
    values = [divided(*each) for each in zip(ids, *lists, strict=True)]
    return list(zip(keys, values, frame["units"].tolist(), strict=True))


def _ordered(keys: Mapping[Key, object], dims: Sequence[Dim], order: Order) -> list[Key]:
    places = [{str(id): at for at, id in enumerate(order[dim])} for dim in dims]
    last = len(keys) + max((len(each) for each in places), default=0)
    return sorted(keys, key=lambda key: [place.get(id, last) for place, id in zip(places, key, strict=True)])


def _sized(found: Answer) -> Answer:
    """The rows by their total, else by their last column, the largest first; rows without a figure last."""
    sizes = {row: size_of(found, row) for row in found.rows}
    rows = sorted(found.rows, key=lambda row: (sizes[row] is None, -(sizes[row] or 0)))
    return replace(found, rows=tuple(rows))


def size_of(found: Answer, row: Key) -> float | None:
    """What a row is sorted by: its total, or its last column; of a comparison the change in percent."""
    cell = found.across.get(row) or found.cell(row, found.columns[-1] if found.columns else ())
    if found.question.show not in COMPARED:
        return None if cell.value is None else float(cell.value)
    if cell.value is None or not cell.before:
        return None
    return float((cell.value - cell.before) / cell.before)
