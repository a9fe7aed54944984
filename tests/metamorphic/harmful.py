"""Slips, one at a time, and the cells that a finding must then name.

Not every slip shows. Undetectable from the sheet alone, and therefore not asked for: the headers of cash and goods
exchanged (their sum stays), those of the recipients of cash and of goods, those of goods and their recipients
(nothing ties a count of goods to persons), and those of money and persons where the money is whole and an amount a
head stays believable; a figure changed in a table without totals; last year's figures over a whole sheet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from hypothesis import assume

from tests.metamorphic import words
from tests.metamorphic.dice import Dice
from tests.metamorphic.layouts import Case
from tests.metamorphic.model import FORM, MONEY, Return, Wanted, drawn_return
from tests.metamorphic.page import Page, Place, address, with_rows
from tests.metamorphic.plan import figure, plain, title

SUMS = frozenset({"column-total-mismatch", "row-total-mismatch"})


class Harm(NamedTuple):
    """A spoilt case; the cells of a sheet of which one, or every one, has to be named with one of the codes."""

    case: Case
    sheet: str
    cells: frozenset[str]
    codes: frozenset[str]
    every: bool = False


def harm(case: Case, page: Page, old: Page, cells: list[Place], codes: frozenset[str] | set[str]) -> Harm:
    """The case with one page replaced by its spoilt self."""
    pages = tuple(page if p is old else p for p in case.pages)
    return Harm(replace(case, pages=pages), page.name, frozenset(map(address, cells)), frozenset(codes))


def _page(dice: Dice, case: Case, *role: object) -> tuple[Page, Place]:
    """A cell with such a role, on any page."""
    places = [
        (page, at) for page in case.pages for at in page.find(*role) if page.cells[at].value is not None
    ]
    assume(places)
    page, at = dice.of(places)
    return page, at


def _number(page: Page, at: Place) -> Decimal:
    value = page.cells[at].value
    assert isinstance(value, Decimal)
    return value


def other_digit(value: Decimal) -> Decimal:
    """The number with another leading digit: far beyond what rounding explains."""
    head, tail = f"{value:f}"[0], f"{value:f}"[1:]
    if head == "0":
        return value + 1
    return Decimal(str(int(head) % 9 + 1) + tail)


def totals_of(page: Page, indicator: str) -> list[Place]:
    return [at for at in page.find("total") if page.cells[at].role[-1] == indicator]


# ---- in one cell, whatever the layout ----
def garbage(dice: Dice, case: Case) -> Harm:
    page, at = _page(dice, case, "figure")
    spoilt = page.put(at, dice.of(words.GARBAGE))
    return harm(case, spoilt, page, [at], {"not-a-number"})


def negative(dice: Dice, case: Case) -> Harm:
    page, at = _page(dice, case, "figure")
    spoilt = -_number(page, at) or -1  # a zero has no sign
    return harm(case, page.put(at, spoilt), page, [at], {"negative"})


def approximate(dice: Dice, case: Case) -> Harm:
    page, at = _page(dice, case, "figure")
    spoilt = page.put(at, dice.of(("约{}", "{}余", "近{}", "{}左右")).format(_number(page, at)))
    return harm(case, spoilt, page, [at], {"approximate-value"})


def unknown_category(dice: Dice, case: Case) -> Harm:
    page, at = _page(dice, case, "label")
    spoilt = page.put(at, dice.of(words.UNKNOWN_CATEGORY))
    return harm(case, spoilt, page, [at], {"unknown-category"})


# ---- sums, where the sheet has totals ----
def total_changed(dice: Dice, case: Case) -> Harm:
    page, at = _page(dice, case, "total")
    return harm(case, page.put(at, other_digit(_number(page, at))), page, [at], SUMS)


def part_changed(dice: Dice, case: Case) -> Harm:
    """A figure of a category; its column's total tells, or its row's."""
    page, at = _page(dice, case, "figure")
    _, owner, category, indicator = page.cells[at].role
    row = page.find("figure", owner, category, "total_amount") if indicator in MONEY else []
    own = [p for p in totals_of(page, str(indicator)) if page.cells[p].role[1] == owner]
    assume(own)
    return harm(case, page.put(at, other_digit(_number(page, at))), page, own + row, SUMS)


def row_total_changed(dice: Dice, case: Case) -> Harm:
    page, at = _page(dice, case, "figure")
    _, owner, category, _ = page.cells[at].role
    at = page.at("figure", owner, category, "total_amount")
    assume(page.cells[at].value is not None)
    return harm(case, page.put(at, other_digit(_number(page, at))), page, [at], {"row-total-mismatch"})


EVERYWHERE: dict[str, Callable[[Dice, Case], Harm]] = {
    "garbage": garbage,
    "negative": negative,
    "approximate": approximate,
    "unknown category": unknown_category,
}
WITH_TOTALS: dict[str, Callable[[Dice, Case], Harm]] = {
    "total changed": total_changed,
    "part changed": part_changed,
    "row total changed": row_total_changed,
}


# ---- on the form itself: categories down, one sheet ----
def duplicated_row(dice: Dice, case: Case) -> Harm:
    """A category's row stands twice; the total counts it once. Less than 2 may pass for rounding."""
    page, (row, _) = _page(dice, case, "label")
    filled = [at for at in page.find("figure") if at[0] == row and _number(page, at) > 2]
    grown = with_rows(page, row + 1)
    again = {(row + 1, c): cell for (r, c), cell in page.cells.items() if r == row}
    spoilt = replace(grown, cells={**grown.cells, **again})
    named = [total for at in filled for total in totals_of(spoilt, str(page.cells[at].role[-1]))]
    return harm(case, spoilt, page, named, SUMS)._replace(every=True)


def half_overwritten(dice: Dice, case: Case) -> Harm:
    """Last year's figures over the first or last columns of a row, the totals left as they were."""
    of, (page,) = case.returns[0], case.pages
    last = drawn_return(
        dice, Wanted((of.code, of.unit), (of.year - 1, of.festival), of.indicators, full=True)
    )
    category, cut = dice.of(of.categories[:2]), dice.number(1, len(of.indicators) - 1)
    half = dice.of((of.indicators[:cut], of.indicators[cut:]))
    spoilt, named = page, []
    for indicator in half:
        at, value = page.at("figure", 0, category, indicator), last.figures[category, indicator]
        spoilt = spoilt.put(at, figure(plain(of), indicator, value).value)
        if abs(_number(page, at) - _number(spoilt, at)) > 2:
            named += totals_of(page, indicator)
    assume(named)
    return harm(case, spoilt, page, named, SUMS)._replace(every=True)


def shifted_figure(dice: Dice, case: Case) -> Harm:
    """A figure slipped into the next column, over what stood there."""
    page, at = _page(dice, case, "figure")
    right = (at[0], at[1] + 1)
    assume(right in page.cells and _number(page, at) > 2)
    spoilt = page.put(right, page.cells[at].value).put(at, None)
    named = [*totals_of(page, str(page.cells[at].role[-1])), right]
    return harm(case, spoilt, page, named, SUMS | {"fraction-of-count"})


def shifted_row(dice: Dice, case: Case) -> Harm:
    """All figures of a row from some column on slipped one to the right; the last stands beside the table."""
    page, at = _page(dice, case, "figure")
    moved = {p: c for p, c in page.cells.items() if p[0] == at[0] and p >= at}
    cells = {p: c for p, c in page.cells.items() if p not in moved}
    cells |= {at: replace(page.cells[at], value=None)} | {(r, c + 1): cell for (r, c), cell in moved.items()}
    named = [*totals_of(page, str(page.cells[at].role[-1]))]
    assume(_number(page, at) > 2)
    return harm(case, replace(page, cells=cells), page, named, SUMS)


def lost_header(dice: Dice, case: Case) -> Harm:
    """A column without its words: its head, or its figures, must be named."""
    page, at = _page(dice, case, "head")
    assume(page.cells[at].role[-1] in FORM)
    column = [(at[0] - 1, at[1]), *(p for p in page.cells if p[1] == at[1] and p[0] >= at[0])]
    column += [m[:2] for m in page.merges if m[0] == at[0] - 1 and m[1] <= at[1] <= m[3]]  # the group above
    return harm(case, page.put(at, None), page, column, {"unknown-column", *SUMS})


def swapped_headers(dice: Dice, case: Case) -> Harm:
    """合计 exchanged with one of its parts: the sum of no row comes out any more."""
    (page,) = case.pages
    part = dice.of(("cash_amount", "goods_cost"))
    first, second = page.at("head", part), page.at("head", "total_amount")
    spoilt = page.put(first, page.cells[second].value).put(second, page.cells[first].value)
    named = [page.at("figure", 0, c, part) for c in case.returns[0].categories]
    return harm(case, spoilt, page, named, {"row-total-mismatch"})._replace(every=True)


def swapped_persons(dice: Dice, case: Case) -> Harm:
    """走访慰问人数 exchanged with the recipients: more got money than were visited."""
    (page,) = case.pages
    first, second = page.at("head", "visited_people"), page.at("head", "cash_recipients")
    spoilt = page.put(first, page.cells[second].value).put(second, page.cells[first].value)
    figures = case.returns[0].figures
    less = [
        c for c in case.returns[0].categories if figures[c, "cash_recipients"] != figures[c, "visited_people"]
    ]
    assume(less)
    named = [page.at("figure", 0, c, "visited_people") for c in less]
    return harm(case, spoilt, page, named, {"recipients-exceed-visited"})._replace(every=True)


def swapped_money(dice: Dice, case: Case) -> Harm:
    """The amount exchanged with its recipients: broken persons."""
    (page,) = case.pages
    first, second = page.at("head", "cash_amount"), page.at("head", "cash_recipients")
    spoilt = page.put(first, page.cells[second].value).put(second, page.cells[first].value)
    amounts = [page.at("figure", 0, c, "cash_amount") for c in case.returns[0].categories]
    broken = [at for at in amounts if _number(page, at) % 1]
    assume(broken)
    return harm(case, spoilt, page, broken, {"fraction-of-count"})._replace(every=True)


def wrong_money_line(dice: Dice, case: Case) -> Harm:
    """The sheet's line of money says the other unit than its figures are in."""
    (page,) = case.pages
    at = page.at("money", 0)
    was = str(page.cells[at].value)
    spoilt = page.put(at, was.replace("万元", "元") if "万元" in was else was.replace("元", "万元"))
    named = [
        p for i in ("cash_amount", "goods_cost") for p in page.find("figure") if page.cells[p].role[-1] == i
    ]
    return harm(case, spoilt, page, named, {"measure-unit-suspect"})._replace(every=True)


def last_years_title(dice: Dice, case: Case) -> Harm:
    (page,) = case.pages
    of: Return = case.returns[0]
    at = page.at("title", 0)
    spoilt = page.put(at, title(plain(of), replace(of, year=of.year - 1)))
    return harm(case, spoilt, page, [at, page.at("date", 0)], {"period-conflict"})


def unknown_unit(dice: Dice, case: Case) -> Harm:
    (page,) = case.pages
    at = page.at("unit", 0)
    spoilt = page.put(at, f"填报单位：{dice.of(('渝山区', '巴岭县', '江源区双拥办'))}")
    return harm(case, spoilt, page, [at], {"unknown-unit"})


ON_THE_FORM: dict[str, Callable[[Dice, Case], Harm]] = {
    "duplicated row": duplicated_row,
    "half overwritten": half_overwritten,
    "shifted figure": shifted_figure,
    "shifted row": shifted_row,
    "lost header": lost_header,
    "last year's title": last_years_title,
    "unknown unit": unknown_unit,
}
UNDER_ONE_ROW_OF_HEADER: dict[str, Callable[[Dice, Case], Harm]] = {
    "swapped headers": swapped_headers,
    "swapped persons": swapped_persons,
    "swapped money": swapped_money,
}
SLIPS = (
    EVERYWHERE | WITH_TOTALS | ON_THE_FORM | UNDER_ONE_ROW_OF_HEADER | {"wrong money line": wrong_money_line}
)
