"""More slips on the form itself: categories down, one sheet, totals below.

Not asked for: a lost label of another category than the first. Its row then stands as a second visit to the category
above it would, and the totals hold with that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from hypothesis import assume

from tests.metamorphic.dice import Dice
from tests.metamorphic.harmful import SUMS, Harm, _number, _page, harm, totals_of
from tests.metamorphic.layouts import Case


def typed_twice(dice: Dice, case: Case) -> Harm:
    """A figure typed once more over its neighbour to the right."""
    page, at = _page(dice, case, "figure")
    right = (at[0], at[1] + 1)
    assume(page.cells.get(right) is not None and page.cells[right].role[:1] == ("figure",))
    assume(abs(_number(page, at) - _number(page, right)) > 2)
    named = [right, *totals_of(page, str(page.cells[right].role[-1]))]
    return harm(case, page.put(right, _number(page, at)), page, named, SUMS | {"fraction-of-count"})


def yuan_in_one_row(dice: Dice, case: Case) -> Harm:
    """The amounts of one category in 元, under headers of 万元."""
    (page,) = case.pages
    category = dice.of(case.returns[0].categories)
    spoilt, named = page, []
    for indicator in ("cash_amount", "goods_cost", "total_amount"):
        at = page.at("figure", 0, category, indicator)
        spoilt = spoilt.put(at, Decimal(int(_number(page, at) * 10_000)))
        named += [at, *totals_of(page, indicator)]
    return harm(case, spoilt, page, named, SUMS | {"measure-unit-suspect"})


def lost_first_label(dice: Dice, case: Case) -> Harm:
    """The first category's name deleted: nothing says whose its figures are."""
    (page,) = case.pages
    at = page.at("label", 0, case.returns[0].categories[0])
    named = [at, *(place for place in page.find("total"))]
    return harm(case, page.put(at, None), page, named, SUMS | {"unknown-category"})


def slipped_column(dice: Dice, case: Case) -> Harm:
    """A column's figures, its total with them, one row lower than they belong; the last stands below the table."""
    page, total = _page(dice, case, "total")
    indicator = page.cells[total].role[-1]
    column = [at for at in page.find("figure") if page.cells[at].role[-1] == indicator]
    values = [_number(page, at) for at in column]
    assume(abs(sum(values[:-1]) - values[-1]) > 2)
    moved = {at: None for at in column[:1]} | dict(zip([*column[1:], total], values, strict=True))
    spoilt = page
    for at, value in moved.items():
        spoilt = spoilt.put(at, value)
    below = (total[0] + 1, total[1])
    cells = {**spoilt.cells, below: replace(page.cells[total], role=("slipped",))}
    return harm(case, replace(spoilt, cells=cells), page, [total, below], SUMS | {"unknown-category"})


MORE_SLIPS: dict[str, Callable[[Dice, Case], Harm]] = {
    "typed twice": typed_twice,
    "yuan in one row": yuan_in_one_row,
    "lost first label": lost_first_label,
    "slipped column": slipped_column,
}
