"""Changes after which a sheet still says the same: of the plan it is drawn by, or of the drawn file."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from tests.metamorphic import words
from tests.metamorphic.clerks import CLERKS
from tests.metamorphic.dice import Dice, Slot
from tests.metamorphic.layouts import SAME_PERIOD, Case, drawn
from tests.metamorphic.model import GROUPS, Wanted, drawn_return
from tests.metamorphic.page import Cell, Page, over, with_columns, with_rows
from tests.metamorphic.plan import LISTS, NUMBERS, Plan, plain, readable

PlanChange = Callable[[Dice, Plan], Plan]
CaseChange = Callable[[Dice, Case], Case]


# ---- words ----
def _alias(*kinds: str) -> PlanChange:
    """Other words for everything of these kinds."""

    def change(dice: Dice, plan: Plan) -> Plan:
        said = dict(plan.said)
        for kind in kinds:
            options = LISTS[kind]
            lists = options.items() if hasattr(options, "items") else [("", options)]
            said |= {(kind, key): dice.of(choices) for key, choices in lists}
        return replace(plan, said=said)

    return change


def _set(**fields: tuple[Any, ...]) -> PlanChange:
    """One of several values for each of these fields of the plan."""

    def change(dice: Dice, plan: Plan) -> Plan:
        return replace(plan, **{name: dice.of(options) for name, options in fields.items()})

    return change


def _with(*extras: str) -> PlanChange:
    return lambda dice, plan: replace(plan, extras=plan.extras | set(extras))


def _columns_permuted(dice: Dice, plan: Plan) -> Plan:
    """Groups in another order, and the columns inside them; a group stays together."""
    groups = [tuple(i for i in plan.order if i in group) for group in GROUPS.values()]
    groups += [(i,) for i in plan.order if not any(i in group for group in GROUPS.values())]
    order = dice.order([dice.order(group) for group in groups if group])
    return replace(plan, order=tuple(i for group in order for i in group))


def _columns_scattered(dice: Dice, plan: Plan) -> Plan:
    """Any order under headers of one level."""
    return replace(plan, order=tuple(dice.order(plan.order)), header="flat")


def _categories_permuted(dice: Dice, plan: Plan) -> Plan:
    return replace(plan, categories=tuple(dice.order(plan.categories)))


# ---- layouts ----
def _many(layout: str) -> PlanChange:
    """Several returns: of other units for the same period, or, where the layout allows, of other periods."""

    def change(dice: Dice, plan: Plan) -> Plan:
        first = plan.returns[0]
        if layout not in SAME_PERIOD and dice.perhaps():
            year = first.year + (1 if first.year < 2026 else -1)
            keys = [((first.code, first.unit), (year, first.festival))]
        else:
            others = [unit for unit in plan.pool if unit[0] != first.code]
            chosen = dice.some_exactly(others, dice.number(1, 3))
            keys = [(unit, (first.year, first.festival)) for unit in chosen]
        more = tuple(drawn_return(dice, Wanted(unit, period, first.indicators)) for unit, period in keys)
        return _together(plan, layout, more)

    return change


def _together(plan: Plan, layout: str, more: tuple[Any, ...]) -> Plan:
    """All returns of a sheet have the same categories: those that the first return has."""
    common = min((of.categories for of in (*plan.returns, *more)), key=len)
    cut = [replace(of, categories=common) for of in (*plan.returns, *more)]
    cut = [replace(of, figures={at: v for at, v in of.figures.items() if at[0] in common}) for of in cut]
    return replace(plan, returns=tuple(cut), categories=common, layout=layout)


def _two_years(dice: Dice, plan: Plan) -> Plan:
    first = plan.returns[0]
    year = first.year + (1 if first.year < 2026 else -1)
    other = drawn_return(dice, Wanted((first.code, first.unit), (year, first.festival), first.indicators))
    joined = _together(plan, "years beside", (other,))
    return replace(joined, returns=tuple(sorted(joined.returns, key=lambda of: of.year)))


PLAN_CHANGES: dict[str, PlanChange] = {
    "other words for indicators": _alias("flat", "group", "leaf"),
    "other words for indicators in one row": lambda dice, plan: replace(
        _alias("flat")(dice, plan), header="flat"
    ),
    "other words for categories": _alias("category"),
    "other words for totals": _alias("total"),
    "other names of the unit": _alias("unit"),
    "other unit and date lines": _alias("unit-line", "date-line", "date"),
    "other titles": _alias("title"),
    "other label header": _alias("label"),
    "headers written otherwise": _set(header=("first", "repeated", "flat")),
    "measures written otherwise": _alias("note"),
    "columns permuted": _columns_permuted,
    "columns scattered": _columns_scattered,
    "categories permuted": _categories_permuted,
    "in yuan": _set(money=("元",)),
    "measures in a row": _set(measure_at=("row",), money=("万元", "元")),
    "money unit in a line": lambda dice, plan: _set(measure_at=("line",), money=("元", "万元"))(
        dice, _alias("money-line")(dice, plan)
    ),
    "measures in the cells": _set(measure_at=("cell",), money=("万元", "元")),
    "measures nowhere": _set(measure_at=("nowhere",)),
    "figures written otherwise": _set(numbers=NUMBERS[1:]),
    "zero in words": _alias("zero"),
    "lines set otherwise": _set(lines=("cells", "strip")),
    "unit in a name": _set(unit_at=("sheet", "file")),
    "period in a name": _set(title_at=("sheet", "file")),
    "total first": _set(total=("top",)),
    "no total row": _set(total=("none",)),
    "leader column": lambda dice, plan: _with("leader")(dice, _alias("leader")(dice, plan)),
    "serial column": lambda dice, plan: _with("serial")(dice, _alias("serial")(dice, plan)),
    "remark column": lambda dice, plan: _with("remark")(dice, _alias("remark")(dice, plan)),
    "row of marks": _with("marks"),
    "subtotal row": lambda dice, plan: _with("subtotal")(dice, _alias("subtotal")(dice, plan)),
    "of-which row": lambda dice, plan: _with("of-which")(dice, _alias("of-which")(dice, plan)),
    "several visits": _with("visits"),
    "several visits under one label": _with("visits", "one label"),
    "last year compared": lambda dice, plan: _with("compared")(dice, _alias("last", "ratio")(dice, plan)),
}  # fmt: skip
LAYOUT_CHANGES: dict[str, PlanChange] = {
    "transposed": lambda dice, plan: replace(_alias("corner")(dice, plan), across=True),
    "two tables": _set(layout=("two tables",)),
    "two sheets": _set(layout=("two sheets",)),
    "stacked": _many("stacked"),
    "side by side": _many("side by side"),
    "a sheet each": _many("a sheet each"),
    "units down": lambda dice, plan: _alias("unit-column")(dice, _many("units down")(dice, plan)),
    "units down with sums": lambda dice, plan: _with("subtotal")(
        dice, _alias("total")(dice, _many("units down")(dice, plan))
    ),
    "periods down": _many("periods down"),
    "categories across": lambda dice, plan: _alias("unit-column")(
        dice, _many("categories across")(dice, plan)
    ),
    "long list": lambda dice, plan: _alias("unit-column", "measure-label")(
        dice, _many("long list")(dice, plan)
    ),
    "years beside": lambda dice, plan: _alias("year")(dice, _two_years(dice, plan)),
}


# ---- of the drawn file ----
def _on_pages(edit: Callable[[Dice, Page], Page]) -> CaseChange:
    return lambda dice, case: replace(case, pages=tuple(edit(dice, page) for page in case.pages))


def _blank_rows(dice: Dice, page: Page) -> Page:
    """Blank rows anywhere, but for the inside of a header of two levels that no merge holds together."""
    head = {row for row, _ in (*page.find("head"), *page.find("group"), *page.find("measure"))}
    fair = [row for row in range(page.height + 1) if row not in {h + 1 for h in head} or row - 1 == max(head)]
    for row in dice.some_exactly(fair, dice.number(1, min(2, len(fair)))):
        page = with_rows(page, row, dice.one_of(1, 2))
    return page


def _blank_columns(dice: Dice, page: Page) -> Page:
    for column in dice.some_exactly(range(page.width + 1), dice.number(1, 2)):
        page = with_columns(page, column)
    return page


def _hidden_blank_row(dice: Dice, page: Page) -> Page:
    row = dice.one_of(0, page.height)
    return replace(with_rows(page, row), hidden_rows=frozenset({row}))


def _below(options: words.Words) -> Callable[[Dice, Page], Page]:
    """A line of text under everything."""

    def edit(dice: Dice, page: Page) -> Page:
        return over(page, Page({(0, 0): Cell(dice.of(options))}), gap=dice.one_of(0, 1))

    return edit


def _above(dice: Dice, page: Page) -> Page:
    return over(Page({(0, 0): Cell(dice.of(words.ABOVE))}, name=page.name), page, gap=0)


BLANK_FORM = ("项目", "走访慰问人数(人)", "发放慰问金金额(万元)", "慰问金发放人数(人)")


def _template_beside(dice: Dice, case: Case) -> Case:
    """A sheet with the same form, empty, before or after the filled one."""
    name = dice.of(words.TEMPLATE_SHEET)
    empty = {"figure", "total", "subtotal", "of-which", "last", "ratio", "unit", "date", "sum"}
    first = case.pages[0]
    cells = {
        at: replace(c, value=None) if c.role[:1] and c.role[0] in empty else c
        for at, c in first.cells.items()
    }
    blank = replace(first, cells=cells, name=name)
    pages = (*case.pages, blank) if dice.perhaps() else (blank, *case.pages)
    return replace(case, pages=pages)


def _text_beside(dice: Dice, case: Case) -> Case:
    texts = (
        "填表说明",
        "1. 金额以万元为单位，保留两位小数。",
        "2. 合计=发放慰问金金额+购买慰问品支出金额。",
        "3. 请加盖公章后报送。",
    )
    page = Page({(n, 0): Cell(text) for n, text in enumerate(texts)}, name=dice.of(words.TEXT_SHEET))
    return replace(case, pages=(*case.pages, page))


def _empty_sheets(dice: Dice, case: Case) -> Case:
    return replace(case, pages=(*case.pages, Page(name="Sheet2"), Page(name="Sheet3")))


CASE_CHANGES: dict[str, CaseChange] = {
    "blank rows": _on_pages(_blank_rows),
    "blank columns": _on_pages(_blank_columns),
    "hidden blank row": _on_pages(_hidden_blank_row),
    "footer": _on_pages(_below(words.FOOTER)),
    "note": _on_pages(_below(words.NOTE)),
    "line above the title": _on_pages(_above),
    "blank template beside": _template_beside,
    "instructions beside": _text_beside,
    "empty sheets": _empty_sheets,
    **CLERKS,
}
DOWN = (*PLAN_CHANGES, *CASE_CHANGES)
CHANGES = (*LAYOUT_CHANGES, *DOWN)


def changed_case(dice: Dice, names: Collection[str], slot: Slot) -> Case:
    """A file of true returns of the slot's units with these changes; layouts first, the drawn file's own last."""
    plan = plain(drawn_return(dice, Wanted(dice.of(slot.units))), slot.units)
    chain = tuple(sorted(names, key=CHANGES.index))
    for name in chain:
        if name in LAYOUT_CHANGES or name in PLAN_CHANGES:
            plan = (LAYOUT_CHANGES | PLAN_CHANGES)[name](dice, plan)
    case = drawn(readable(plan), chain)
    for name in chain:
        if name in CASE_CHANGES:
            case = CASE_CHANGES[name](dice, case)
    return case


@st.composite
def cases(draw: Any, slot: Slot, names: tuple[str, ...]) -> Case:
    """Cases with exactly these changes."""
    return changed_case(Dice(draw, slot.turn), names, slot)


@st.composite
def mixed(draw: Any, slot: Slot, most: int, *layouts: str) -> Case:
    """Cases with up to so many changes at once, and these layouts."""
    dice = Dice(draw, slot.turn)
    return changed_case(dice, {*dice.some(DOWN, most), *layouts}, slot)
