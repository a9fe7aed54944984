"""Where the returns of a case stand: one sheet or several, stacked, side by side, rolled up, as a long list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from tests.metamorphic.draw import Column, Row, indicator_column, return_table, table, top_lines
from tests.metamorphic.model import Figure, Return, added
from tests.metamorphic.page import Cell, Page, beside, lines, over
from tests.metamorphic.plan import Plan, figure, measure, say, short, title, unit_name

FESTIVAL = {"spring": "春节", "army_day": "八一"}


@dataclass(frozen=True)
class Case:
    """A file as it would arrive, the returns it holds, and the changes by which it came about."""

    returns: tuple[Return, ...]
    pages: tuple[Page, ...]
    file: str = "报表.xlsx"
    chain: tuple[str, ...] = ()

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(f"Case({', '.join(self.chain) or 'the form itself'})")  # drawn in full where a law fails

    def __repr__(self) -> str:
        sheets = (
            "\n".join([f"--- sheet {page.name!r}{' (hidden)' * page.hidden}", *lines(page)])
            for page in self.pages
        )
        return "\n".join([f"\nchanges: {' · '.join(self.chain) or 'none'}", f"file: {self.file}", *sheets])


def form(plan: Plan, owner: int = 0, order: Sequence[str] | None = None) -> Page:
    """One return's lines and table."""
    body = return_table(plan, owner, order)
    return over(top_lines(plan, owner, body.width), body, gap=0)


def _one(plan: Plan) -> tuple[Page, ...]:
    return (form(plan),)


def _stacked(plan: Plan) -> tuple[Page, ...]:
    page = Page()
    for owner in range(len(plan.returns)):
        page = over(page, form(plan, owner), gap=2)
    return (page,)


def _side_by_side(plan: Plan) -> tuple[Page, ...]:
    page = form(plan)
    for owner in range(1, len(plan.returns)):
        page = beside(page, form(plan, owner), gap=1)
    return (page,)


def _sheets(plan: Plan) -> tuple[Page, ...]:
    names = [f"{short(of.unit)}{of.year}{FESTIVAL[of.festival]}" for of in plan.returns]
    return tuple(replace(form(plan, n), name=name) for n, name in enumerate(names))


def halves(plan: Plan) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The indicators in two parts, neither empty."""
    middle = max(1, len(plan.order) // 2)
    return plan.order[:middle], plan.order[middle:]


def _two_tables(plan: Plan) -> tuple[Page, ...]:
    first, second = halves(plan)
    return (over(form(plan, 0, first), return_table(plan, 0, second), gap=1),)


def _two_sheets(plan: Plan) -> tuple[Page, ...]:
    names = ("表一", "表二")
    return tuple(
        replace(form(plan, 0, part), name=name) for part, name in zip(halves(plan), names, strict=True)
    )


# ---- many units in one table ----
def _headed(plan: Plan, body: Page, words: str) -> Page:
    """A roll-up: a title, the unit of money if it is said in a line, and no reporting unit of its own."""
    said = [words] + ([say(plan, "money-line").format(plan.money)] if plan.measure_at == "line" else [])
    top = Page({(n, 0): Cell(word, ("title",) if n == 0 else ("money",)) for n, word in enumerate(said)})
    return over(top, body, gap=0)


def _rollup_title(plan: Plan) -> str:
    of = plan.returns[0]
    return title(plan, of, "重庆市").replace("统计表", "汇总表").replace("情况表", "情况汇总表")


def _units_down(plan: Plan) -> tuple[Page, ...]:
    """A row a unit and category; the unit's name merged over its rows, repeated, or in the first of them only."""
    rows = [row for owner in range(len(plan.returns)) for row in _unit_rows(plan, owner)]
    if "subtotal" in plan.extras:
        sums = {i: added(of.total(i) for of in plan.returns) for i in plan.order}
        cells = {i: figure(plan, i, value, "sum") for i, value in sums.items()}
        rows.append(Row((Cell(say(plan, "total"), ("sum-label",)), Cell(None)), cells))
    lead = [Column("unit", (say(plan, "unit-column"),)), Column("label", (say(plan, "label"),))]
    body = table(plan, lead, [indicator_column(plan, i) for i in plan.order], rows)
    if plan.header == "merged":
        body = replace(body, merges=body.merges + tuple(_over_rows(plan, body)))
    return (_headed(plan, body, _rollup_title(plan)),)


def _unit_rows(plan: Plan, owner: int) -> Iterator[Row]:
    """A unit's rows in a roll-up: its categories, and their sum, if wanted."""
    of = plan.returns[owner]
    again = plan.header == "repeated"
    for n, category in enumerate(plan.categories):
        name = Cell(unit_name(plan, of) if n == 0 or again else None, ("unit", owner))
        cells = {
            i: figure(plan, i, of.figures[category, i], "figure", owner, category, i) for i in plan.order
        }
        yield Row((name, Cell(say(plan, "category", category), ("label", owner, category))), cells)
    if "subtotal" in plan.extras:
        cells = {i: figure(plan, i, of.total(i), "total", owner, i) for i in plan.order}
        name = Cell(unit_name(plan, of) if again else None, ("unit", owner))
        yield Row((name, Cell("小计", ("total-label", owner))), cells)


def _periods_down(plan: Plan) -> tuple[Page, ...]:
    """A row a period and category, under columns of year, festival and unit."""
    rows = []
    for owner, of in enumerate(plan.returns):
        for row in _unit_rows(replace(plan, header="repeated"), owner):
            year = Cell(f"{of.year}年" if plan.header == "first" else Decimal(of.year), ("year",))
            rows.append(Row((year, Cell(FESTIVAL[of.festival]), *row.lead), row.cells))
    words = "年份", "节日", say(plan, "unit-column"), say(plan, "label")
    lead = [Column(f"lead {n}", (word,)) for n, word in enumerate(words)]
    body = table(plan, lead, [indicator_column(plan, i) for i in plan.order], rows)
    return (_headed(plan, body, "历年双拥活动情况汇总表"),)


def _over_rows(plan: Plan, body: Page) -> list[tuple[int, int, int, int]]:
    """The merges of each unit's name over its categories."""
    areas = []
    for owner in range(len(plan.returns)):
        places = body.find("unit", owner)
        areas.append((*places[0], *places[-1]))
    return [area for area in areas if area[:2] != area[2:]]


def _categories_across(plan: Plan) -> tuple[Page, ...]:
    """A row a unit; a group of columns a category, each with its indicators; a last group and row of totals."""
    columns, words = [], {c: say(plan, "category", c) for c in plan.categories}
    keys = {f"{c} {i}": (c, i) for c in plan.categories for i in plan.order}
    for key, (category, indicator) in keys.items():
        columns.append(replace(indicator_column(plan, indicator, words[category]), key=key))
    rows = []
    for owner, of in enumerate(plan.returns):
        cells = {k: figure(plan, i, of.figures[c, i], "figure", owner, c, i) for k, (c, i) in keys.items()}
        rows.append(Row((Cell(unit_name(plan, of), ("unit", owner)),), cells))
    sums: dict[str, Figure] = {k: added(of.figures[at] for of in plan.returns) for k, at in keys.items()}
    total = Row((Cell(say(plan, "total")),), {k: figure(plan, keys[k][1], v, "sum") for k, v in sums.items()})
    rows = {"top": [total, *rows], "bottom": [*rows, total]}.get(plan.total, rows)
    body = table(plan, [Column("unit", (say(plan, "unit-column"),))], columns, rows)
    return (_headed(plan, body, _rollup_title(plan)),)


def _long(plan: Plan) -> tuple[Page, ...]:
    """A row a figure: unit, category, indicator, value, measure. What was not reported has no row."""
    lead = [
        Column("unit", (say(plan, "unit-column"),)),
        Column("label", (say(plan, "label"),)),
        Column("what", ("指标",)),
    ]
    columns = [Column("value", ("数值",)), Column("measure", (say(plan, "measure-label"),))]
    rows = []
    for owner, of in enumerate(plan.returns):
        for (category, i), value in of.figures.items():
            unit, label = (
                Cell(unit_name(plan, of), ("unit", owner)),
                Cell(say(plan, "category", category), ("label",)),
            )
            lead_cells = (unit, label, Cell(say(plan, "flat", i)))
            cells = {
                "value": figure(plan, i, value, "figure", owner, category, i),
                "measure": Cell(measure(plan, i)),
            }
            rows += [] if value is None else [Row(lead_cells, cells)]
    body = table(replace(plan, across=False, measure_at="header", extras=frozenset()), lead, columns, rows)
    return (_headed(plan, body, _rollup_title(plan)),)


def _years_beside(plan: Plan) -> tuple[Page, ...]:
    """One unit, one festival: a group of columns a year, under the year's own header."""
    columns, rows = [], []
    for of in plan.returns:
        above = say(plan, "year").format(y=of.year, f=FESTIVAL[of.festival])
        columns += [replace(indicator_column(plan, i, above), key=f"{of.year} {i}") for i in plan.order]
    for category in plan.categories:
        cells: dict[str, Cell] = {}
        for owner, of in enumerate(plan.returns):
            written = {f"{of.year} {i}": (i, of.figures[category, i]) for i in plan.order}
            cells |= {k: figure(plan, i, v, "figure", owner, category, i) for k, (i, v) in written.items()}
        rows.append(Row((Cell(say(plan, "category", category), ("label", 0, category)),), cells))
    body = table(plan, [Column("label", (say(plan, "label"),))], columns, rows)
    of = plan.returns[0]
    top = Page(
        {
            (0, 0): Cell(f"近年{FESTIVAL[of.festival]}双拥活动情况统计表"),
            (1, 0): Cell(f"填报单位：{unit_name(plan, of)}"),
        }
    )
    return (over(top, body, gap=0),)


LAYOUTS: dict[str, Callable[[Plan], tuple[Page, ...]]] = {
    "one": _one,
    "stacked": _stacked,
    "side by side": _side_by_side,
    "a sheet each": _sheets,
    "two tables": _two_tables,
    "two sheets": _two_sheets,
    "units down": _units_down,
    "periods down": _periods_down,
    "categories across": _categories_across,
    "long list": _long,
    "years beside": _years_beside,
}
SAME_PERIOD = ("units down", "categories across", "long list")  # many units, one period


def drawn(plan: Plan, chain: tuple[str, ...] = ()) -> Case:
    """The plan as a file, with its names."""
    pages = LAYOUTS[plan.layout](plan)
    of = plan.returns[0]
    unit, period = unit_name(plan, of).replace("（盖章）", ""), f"{of.year}年{FESTIVAL[of.festival]}"
    sheet = (unit if plan.unit_at == "sheet" else "") + (period if plan.title_at == "sheet" else "")
    file = (unit if plan.unit_at == "file" else "") + (
        f"{period}双拥统计表" if plan.title_at == "file" else ""
    )
    if sheet:
        pages = (replace(pages[0], name=sheet), *pages[1:])
    return Case(plan.returns, pages, f"{file or '报表'}.xlsx", chain)
