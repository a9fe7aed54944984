"""More of what clerks do to a drawn file that says the same afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from tests.metamorphic.dice import Dice
from tests.metamorphic.layouts import Case
from tests.metamorphic.page import Cell, Page, over, with_rows

BREAKS = ("\n", " ", "\u3000", "  ", "\r\n")


def signed(dice: Dice, case: Case) -> Case:
    """A signature under the last table, with a telephone number and a date in cells of their own."""
    phone = dice.of((Decimal(63810000), "023-63810000", Decimal(13800000000)))
    words = dice.of(("填表人：经办员", "填报人：", "制表人"))
    texts = (words, "联系电话：", phone, "填表日期：", case.returns[0].day)
    line = Page({(0, n): Cell(value) for n, value in enumerate(texts)})
    *pages, last = case.pages
    return replace(case, pages=(*pages, over(last, line, gap=dice.one_of(0, 1))))


def broken_header(dice: Dice, case: Case) -> Case:
    """Line breaks and blanks inside the words of headers, as narrow columns make people type them."""
    return replace(case, pages=tuple(_broken(dice, page) for page in case.pages))


def _broken(dice: Dice, page: Page) -> Page:
    for at in (*page.find("head"), *page.find("group")):
        text = page.cells[at].value
        if isinstance(text, str) and len(text) > 3:
            cut = dice.number(1, len(text) - 1)
            page = page.put(at, text[:cut] + dice.of(BREAKS) + text[cut:])
    return page


def hidden_twin(dice: Dice, case: Case) -> Case:
    """A hidden sheet with the same table, before or after the shown one, perhaps with an older figure in it."""
    first = case.pages[0]
    twin = replace(first, name=dice.of(("备份", "Sheet1 (2)", "旧")), hidden=True)
    figures = [at for at in twin.find("figure") if isinstance(twin.cells[at].value, Decimal)]
    if figures and dice.perhaps():
        twin = twin.put(dice.of(figures), Decimal(7))
    return replace(case, pages=(*case.pages, twin) if dice.perhaps() else (twin, *case.pages))


def page_break(dice: Dice, case: Case) -> Case:
    """The header again between two rows of figures, where a printed page ends; on forms with one header only."""
    return replace(case, pages=tuple(_page_break(dice, page) for page in case.pages))


def _page_break(dice: Dice, page: Page) -> Page:
    heads = [row for row, _ in (*page.find("head"), *page.find("group"))]
    rows = sorted({row for row, _ in page.find("label")})
    top, bottom = min(heads, default=0), max(heads, default=0)
    if not heads or len(rows) < 2 or bottom > rows[0] or bottom - top > 1 or page.find("head", "value"):
        return page  # on its side, several tables, or a long list
    at = dice.of(rows[1:])
    if any(m[0] < at <= m[2] for m in page.merges):
        return page
    height = bottom - top + 1
    again = {(r - top + at, c): cell for (r, c), cell in page.cells.items() if top <= r <= bottom}
    merges = [(m[0] - top + at, m[1], m[2] - top + at, m[3]) for m in page.merges if top <= m[0] <= bottom]
    grown = with_rows(page, at, height)
    return replace(grown, cells={**grown.cells, **again}, merges=(*grown.merges, *merges))


CLERKS: dict[str, Callable[[Dice, Case], Case]] = {
    "header again at a page break": page_break,
    "header broken by lines and blanks": broken_header,
    "signature with a number and a date": signed,
    "hidden twin": hidden_twin,
}
