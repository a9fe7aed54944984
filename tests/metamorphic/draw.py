"""Tables and the lines above them, as parts of a page: headers of one or two levels over rows of figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import groupby

from tests.metamorphic.model import MEASURES, MONEY, Figure, Return, added
from tests.metamorphic.page import Cell, Page, both, over, shifted, transposed, unmerged
from tests.metamorphic.plan import Plan, date_value, figure, headed, measure, say, title, unit_name

GROUP_OF = {i: g for g in ("cash", "goods") for i in MEASURES if i.startswith(f"{g}_")}


@dataclass(frozen=True)
class Column:
    """path: header words, the group's first; key: what it holds: an indicator's id, or another word of ours."""

    key: str
    path: tuple[str, ...]
    measure: str = ""


@dataclass(frozen=True)
class Row:
    """lead: the cells of the label columns; cells: those under the other columns, by key."""

    lead: tuple[Cell, ...]
    cells: dict[str, Cell] = field(default_factory=dict)


# ---- headers ----
def indicator_column(plan: Plan, indicator: str, above: str = "") -> Column:
    """The column of an indicator; under `above`, if given, with all its meaning in one cell."""
    group = GROUP_OF.get(indicator)
    if above or plan.header == "flat" or group is None:
        word = headed(plan, indicator, say(plan, "flat", indicator))
        return Column(indicator, (above, word) if above else (word,), measure(plan, indicator))
    path = (say(plan, "group", group), headed(plan, indicator, say(plan, "leaf", indicator)))
    return Column(indicator, path, measure(plan, indicator))


def _head(columns: Sequence[Column]) -> Page:
    """The header with its merges: groups over their leaves, single words down through all levels."""
    depth = max(len(column.path) for column in columns)
    cells, merges = {}, []
    at = 0
    for path, run in groupby(columns, key=lambda c: c.path[:1] if len(c.path) > 1 else (c.key, *c.path)):
        group = list(run)
        if len(group[0].path) > 1:
            cells[0, at] = Cell(path[0], ("group", group[0].key))
            merges += [(0, at, 0, at + len(group) - 1)] if len(group) > 1 else []
        elif depth > 1:
            merges.append((0, at, depth - 1, at))
        for n, column in enumerate(group, at):
            cells[len(column.path) - 1, n] = Cell(column.path[-1], ("head", column.key))
        at += len(group)
    return Page(cells, tuple(merges))


def table(plan: Plan, lead: Sequence[Column], columns: Sequence[Column], rows: Sequence[Row]) -> Page:
    """A whole table; transposed, if the plan says so."""
    head = _head([*lead, *columns])
    if plan.header in ("repeated", "first"):
        head = unmerged(head, plan.header == "repeated")
    if plan.measure_at == "row":
        names = [say(plan, "measure-label"), *[""] * (len(lead) - 1), *(column.measure for column in columns)]
        head = over(head, _row([Cell(name or None, ("measure",)) for name in names]), gap=0)
    if "marks" in plan.extras:
        marks = ["甲乙丙丁"[n] for n in range(len(lead))] + [str(n + 1) for n in range(len(columns))]
        head = over(head, _row([Cell(mark, ("mark",)) for mark in marks]), gap=0)
    filled = [_row([*row.lead, *(row.cells.get(c.key, Cell(None)) for c in columns)]) for row in rows]
    whole = head
    for n, row in enumerate(filled):
        whole = both(whole, shifted(row, rows=head.height + n))
    return transposed(whole) if plan.across else whole


def _row(cells: Sequence[Cell]) -> Page:
    return Page({(0, n): cell for n, cell in enumerate(cells)})


# ---- rows of one return ----
def values(of: Return, category: str) -> dict[str, Figure]:
    return {i: of.figures[category, i] for i in of.indicators}


def part(figures: dict[str, Figure], tenths: int = 6) -> dict[str, Figure]:
    """About so many tenths of a row, still plausible: no money without persons, 合计 the sum of the two."""
    cut = {i: None if v is None else _cut(i, v, tenths) for i, v in figures.items()}
    for group in ("cash", "goods"):
        counts = [cut.get(i) for i, g in GROUP_OF.items() if g == group and i not in MONEY and i in cut]
        amount = "cash_amount" if group == "cash" else "goods_cost"
        if cut.get(amount) and any(not count for count in counts):
            cut |= {
                i: None if cut[i] is None else Decimal(0)
                for i, g in GROUP_OF.items()
                if g == group and i in cut
            }
    if "total_amount" in cut and {"cash_amount", "goods_cost"} <= set(cut):
        cut["total_amount"] = added((cut["cash_amount"], cut["goods_cost"]))
    return cut


def _cut(indicator: str, value: Decimal, tenths: int) -> Decimal:
    step = Decimal("0.01") if indicator in MONEY else Decimal(1)
    return (value * tenths / 10 // step) * step


def rest(figures: dict[str, Figure], less: dict[str, Figure]) -> dict[str, Figure]:
    return {i: None if v is None else v - (less[i] or 0) for i, v in figures.items()}


def row(plan: Plan, label: Cell, figures: dict[str, Figure], *role: object) -> Row:
    """A row of figures, each with the role and its indicator."""
    return Row((label,), {i: figure(plan, i, v, *role, i) for i, v in figures.items()})


def return_rows(plan: Plan, owner: int, columns: Sequence[str]) -> Iterator[Row]:
    """The rows of one return's table: categories, their parts if wanted, totals."""
    of = plan.returns[owner]
    total = row(
        plan,
        Cell(say(plan, "total"), ("total-label", owner)),
        {i: of.total(i) for i in columns},
        "total",
        owner,
    )
    if plan.total == "top":
        yield total
    for category in plan.categories:
        figures = {i: v for i, v in values(of, category).items() if i in columns}
        yield from _category_rows(plan, owner, category, figures)
    if "subtotal" in plan.extras and set(plan.categories[-2:]) == {"garrison", "border"}:
        sums = {i: added(of.figures[c, i] for c in ("garrison", "border")) for i in columns}
        yield row(plan, Cell(say(plan, "subtotal"), ("subtotal-label",)), sums, "subtotal", owner)
    if plan.total == "bottom":
        yield total


def _category_rows(plan: Plan, owner: int, category: str, figures: dict[str, Figure]) -> Iterator[Row]:
    label = Cell(say(plan, "category", category), ("label", owner, category))
    if "visits" in plan.extras and category == plan.categories[0]:
        first = part(figures)
        yield row(plan, label, first, "figure", owner, category)
        yield row(plan, label, rest(figures, first), "figure", owner, category)
    else:
        yield row(plan, label, figures, "figure", owner, category)
    if "of-which" in plan.extras and category == "entitled":
        yield row(plan, Cell(say(plan, "of-which"), ("of-which-label",)), part(figures, 4), "of-which", owner)


def return_table(plan: Plan, owner: int = 0, order: Sequence[str] | None = None) -> Page:
    """Categories down, indicators across, of one return; `order` for a part of its indicators."""
    order = order or plan.order
    columns = [indicator_column(plan, i) for i in order]
    rows = list(return_rows(plan, owner, order))
    lead = [Column("label", (say(plan, "label") if not plan.across else say(plan, "corner"),))]
    for extra in ("leader", "serial", "compared", "remark"):
        if extra in plan.extras:
            lead, columns, rows = EXTRAS[extra](plan, lead, columns, rows)
    whole = table(plan, lead, columns, rows)
    return _one_label(whole, owner, plan.categories[0]) if "one label" in plan.extras else whole


def _one_label(whole: Page, owner: int, category: str) -> Page:
    """The labels of a category's several rows as one merged cell."""
    first, *others = whole.find("label", owner, category)
    for place in others:
        whole = whole.put(place, None)
    return replace(whole, merges=(*whole.merges, (*first, *others[-1]))) if others else whole


Parts = tuple[list[Column], list[Column], list[Row]]


def _leader(plan: Plan, lead: list[Column], columns: list[Column], rows: list[Row]) -> Parts:
    said = {
        n: Cell("副区长" if n % 2 else "区委书记") for n, r in enumerate(rows) if r.lead[0].role[0] == "label"
    }
    rows = [replace(r, cells={**r.cells, "leader": said.get(n, Cell(None))}) for n, r in enumerate(rows)]
    return lead, [Column("leader", (say(plan, "leader"),)), *columns], rows


def _serial(plan: Plan, lead: list[Column], columns: list[Column], rows: list[Row]) -> Parts:
    numbered = [r.lead[0].role[0] == "label" for r in rows]
    cells = [Cell(Decimal(sum(numbered[: n + 1]))) if own else Cell(None) for n, own in enumerate(numbered)]
    rows = [replace(r, lead=(cell, *r.lead)) for r, cell in zip(rows, cells, strict=True)]
    return [Column("serial", (say(plan, "serial"),)), *lead], columns, rows


def _compared(plan: Plan, lead: list[Column], columns: list[Column], rows: list[Row]) -> Parts:
    """Last year's figure of the first column, and the change in percent."""
    first = columns[1].key if columns[0].key == "leader" else columns[0].key
    word = say(plan, "flat", first)
    last = Column("last", (headed(plan, first, say(plan, "last").format(word)),), measure(plan, first))
    ratio = Column("ratio", (say(plan, "ratio").format(word),), "%")
    shown = []
    for n, r in enumerate(rows):
        cell = figure(plan, first, Decimal(100 + 7 * n), "last")
        shown.append(replace(r, cells={**r.cells, "last": cell, "ratio": Cell(f"{n + 1}.5%", ("ratio",))}))
    return lead, [*columns, last, ratio], shown


def _remark(plan: Plan, lead: list[Column], columns: list[Column], rows: list[Row]) -> Parts:
    rows = [
        replace(r, cells={**r.cells, "remark": Cell("含遗属" if n == 0 else None)})
        for n, r in enumerate(rows)
    ]
    return lead, [*columns, Column("remark", (say(plan, "remark"),))], rows


EXTRAS = {"leader": _leader, "serial": _serial, "compared": _compared, "remark": _remark}


# ---- the lines above ----
def top_lines(plan: Plan, owner: int, width: int) -> Page:
    """Title, reporting unit, fill date and unit of money, as the plan has them."""
    of = plan.returns[owner]
    page = Page()
    if plan.title_at == "cell":
        page = Page(
            {(0, 0): Cell(title(plan, of), ("title", owner))}, ((0, 0, 0, width - 1),) if width > 1 else ()
        )
    said: Said = []
    if plan.unit_at == "cell":
        said.append((say(plan, "unit-line"), unit_name(plan, of), ("unit", owner)))
    said.append((say(plan, "date-line"), date_value(plan, of.day), ("date", owner)))
    if plan.measure_at == "line":
        said.append(("", say(plan, "money-line").format(plan.money), ("money", owner)))
    return over(page, LINES[plan.lines](said, width), gap=0)


Said = list[tuple[str, str, tuple[object, ...]]]


def _apart(said: Said, width: int) -> Page:
    """One row, spread over the width; under each other if it is too narrow."""
    if width < 2 * len(said):
        return Page({(n, 0): Cell(key + words, role) for n, (key, words, role) in enumerate(said)})
    step = width // len(said)
    return Page({(0, n * step): Cell(key + words, role) for n, (key, words, role) in enumerate(said)})


def _cells(said: Said, width: int) -> Page:
    """The key in one cell, the answer in the next."""
    parts = [(Cell(key), Cell(words, role)) if key else (Cell(words, role),) for key, words, role in said]
    return Page({(n, c): cell for n, pair in enumerate(parts) for c, cell in enumerate(pair)})


def _strip(said: Said, width: int) -> Page:
    """All in one merged cell."""
    words = Cell("        ".join(key + answer for key, answer, _ in said), ("strip",))
    return Page({(0, 0): words}, ((0, 0, 0, width - 1),) if width > 1 else ())


LINES = {"apart": _apart, "cells": _cells, "strip": _strip}
