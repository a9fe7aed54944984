"""Reconciling (对账): a figure that was stated against the figures it should be the sum of, down to the cells.

One function, `compare`, over every two levels: a roll-up's row against the unit's own sheet, a roll-up's total against
its units, a district's total row against its categories, a district's sheet against its townships'.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

import pandas as pd

from sydata.analysis.reasons import NOTHING, Part, Reason, of_one, of_sum
from sydata.catalog.categories import CATEGORIES
from sydata.catalog.indicators import INDICATORS

WHOLE = ""  # the category of a figure that is not broken down
UNSPECIFIED = "unspecified"
COMMA = "、"
Line = tuple[str, str]  # category, indicator


class Figure(NamedTuple):
    """What one side says: value in 分 or ones, the cells it adds up, by how much rounding may have moved it."""

    code: str
    name: str
    category: str
    indicator: str
    value: int
    file: str
    sheet: str
    cell: str
    allowed: int = 0

    @property
    def line(self) -> Line:
        return self.category, self.indicator


class Comparison(NamedTuple):
    """A stated figure beside the sum of `parts`: one part where its own sheet says it, else the units or categories."""

    stated: Figure
    parts: tuple[Figure, ...]
    reason: Reason

    @property
    def own(self) -> int:
        return sum(part.value for part in self.parts)

    @property
    def difference(self) -> int:
        return self.stated.value - self.own

    @property
    def agrees(self) -> bool:
        """Whether both sides are equal, up to the rounding of the printed places."""
        allowed = self.stated.allowed + sum(part.allowed for part in self.parts)
        return abs(self.difference) <= allowed


def figures(observations: pd.DataFrame) -> list[Figure]:
    """Observations (columns of `store.queries.observations`) as figures: those of one unit and line are added up."""
    return in_lines(single(observations))


def in_lines(each_cell: Iterable[Figure]) -> list[Figure]:
    """Figures of single cells as figures of lines: those of one unit and line are added up."""
    of_line: dict[tuple[str, str, str], list[Figure]] = {}
    for each in each_cell:
        of_line.setdefault((each.code, *each.line), []).append(each)
    return [added(same) for same in of_line.values()]


def single(observations: pd.DataFrame) -> list[Figure]:
    """Each observation with a value as a figure of its own."""
    rows = _valued(observations)
    columns = ["unit_code", "unit", "category", "indicator", "value", "file", "sheet", "cell", "text"]
    found = []
    for code, name, category, indicator, value, file, sheet, cell, text in rows[columns].itertuples(
        index=False, name=None
    ):
        allowed = rounding(int(value), text, indicator)
        found.append(Figure(code, name, category, indicator, int(value), file, sheet, cell, allowed))
    return found


def by_return(observations: pd.DataFrame) -> dict[int, list[Figure]]:
    """The same by return. All at once: taking a frame apart costs the same for one return as for all."""
    found: dict[int, list[Figure]] = {}
    rows = _valued(observations)
    for id, figure in zip(rows["return_id"].tolist(), single(rows), strict=True):
        found.setdefault(id, []).append(figure)
    return found


def _valued(observations: pd.DataFrame) -> pd.DataFrame:
    return observations[observations["value"].notna() & observations["indicator"].isin(list(INDICATORS))]


def added(same: Sequence[Figure]) -> Figure:
    """Several figures as one, with all their cells."""
    cells = COMMA.join(dict.fromkeys(each.cell for each in same))
    value, allowed = (sum(getattr(each, name) for each in same) for name in ("value", "allowed"))
    return same[0]._replace(value=value, allowed=allowed, cell=cells)


def rounding(value: int, text: str, indicator: str) -> int:
    """Half a unit of the last printed place, in 分: 56.3 under 万元 may be 50,000 分 off. Whole numbers are exact."""
    found = re.search(r"\d[\d,]*\.(\d+)", text or "")
    if not INDICATORS[indicator].money or not found:
        return 0
    try:
        printed = Decimal(found[0].replace(",", ""))
        return abs(int(Decimal(value) / printed / 10 ** len(found[1]) / 2)) if printed else 0
    except InvalidOperation:
        return 0


def compare(
    stated: Sequence[Figure],
    parts: Sequence[Figure],
    older: Sequence[Figure] = (),
    inner: Collection[str] = (),
) -> list[Comparison]:
    """Every line that both sides tell, broken down by category where both do, else as one sum.

    older: figures of earlier versions of the parts; inner: codes of parts that lie within another part.
    """
    found = []
    for indicator in dict.fromkeys(each.indicator for each in stated):
        one, own, old = (_of(indicator, side) for side in (stated, parts, older))
        if not own:
            continue
        if _one_sum(one) or _one_sum(own):
            one, own, old = _whole(one), _whole(own), _whole(old)
        for each in one:
            same = tuple(part for part in own if part.category == each.category)
            earlier = [part for part in old if part.category == each.category]
            bare = Comparison(each, same, NOTHING)
            reason = NOTHING if bare.agrees else _why(bare, earlier, parts, inner)
            found.append(bare._replace(reason=reason))
    return found


def _of(indicator: str, side: Iterable[Figure]) -> list[Figure]:
    return [each for each in side if each.indicator == indicator]


def _one_sum(side: Iterable[Figure]) -> bool:
    """Whether a side does not break down by category what it tells."""
    return any(each.category not in CATEGORIES or each.category == UNSPECIFIED for each in side)


def _whole(side: Iterable[Figure]) -> list[Figure]:
    """Each unit's figures of an indicator as one."""
    of_unit: dict[tuple[str, str], list[Figure]] = {}
    for each in side:
        of_unit.setdefault((each.code, each.file), []).append(each)
    return [added(same)._replace(category=WHOLE) for same in of_unit.values()]


def _why(
    of: Comparison, earlier: Iterable[Figure], every: Iterable[Figure], inner: Collection[str]
) -> Reason:
    """earlier: what replaced versions say of the same line; every: all figures of the parts."""
    if not of.parts:
        return Reason("not-there")
    said = {part.code: [each.value for each in earlier if each.code == part.code] for part in of.parts}
    if len(of.parts) > 1:
        parts = [Part(part.code, part.value, tuple(said[part.code])) for part in of.parts]
        return of_sum(of.stated.value, parts, inner)
    part = of.parts[0]
    other = (each for each in every if each.code == part.code and each.line != part.line)
    lines = {f"{each.category} {each.indicator}": each.value for each in other}
    return of_one(of.stated.value, part.value, said[part.code], lines)


def by_category(of: Iterable[Figure]) -> list[Figure]:
    """The figures of one return with the category in the place of the unit: the parts of its total row."""
    return [each._replace(code=each.category, category=WHOLE) for each in of]
