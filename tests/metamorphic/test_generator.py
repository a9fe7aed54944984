"""The tests' own tools: what is drawn can be read back by a person, and by a reader of a few lines."""

from __future__ import annotations

import io
from collections import defaultdict
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from unicodedata import normalize

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.metamorphic import words
from tests.metamorphic.dice import Dice, Slot
from tests.metamorphic.harmless import DOWN, LAYOUT_CHANGES, changed_case, mixed
from tests.metamorphic.law import batches, tries
from tests.metamorphic.layouts import Case
from tests.metamorphic.model import MEASURES, MONEY
from tests.metamorphic.page import Cell, Page, Value, lines, transposed, with_columns, with_rows
from tests.metamorphic.write import xlsx
from tests.source import ROOT

ZEROS = {normalize("NFKC", word) for word in words.ZERO}
IN_WORDS = {word: n for n, word in enumerate("零一二三四五六七八九十")}


def number(cell: Cell) -> Decimal:
    """What a person reads in a cell, in the unit it is written in."""
    if isinstance(cell.value, Decimal):
        return cell.value
    text = normalize("NFKC", str(cell.value).replace("①", "")).strip().replace(",", "").rstrip("*")
    if text in ZEROS:
        return Decimal(0)
    for unit in sorted({*MEASURES.values(), "元"}, key=len, reverse=True):
        text = text.removesuffix(unit).strip()
    return Decimal(IN_WORDS.get(text, text))


def undrawn(case: Case, yuan: bool) -> dict[tuple[int, str, str], Decimal]:
    """(owner, category, indicator) → value, added up from the cells that say that they are figures."""
    sums: dict[tuple[int, str, str], Decimal] = defaultdict(Decimal)
    for page in (page for page in case.pages if not page.hidden):
        for cell in page.cells.values():
            if cell.role[:1] == ("figure",) and cell.value is not None:
                _, owner, category, indicator = cell.role
                value = number(cell)
                sums[owner, category, indicator] += value / 10_000 if yuan and indicator in MONEY else value
    return sums


@st.composite
def drawn_from_many_changes(draw: Any, slot: Slot, layout: str, money: str) -> Case:
    """A layout, and three changes, none of which touches the unit of money: that is given."""
    dice = Dice(draw, slot.turn)
    options = [name for name in DOWN if "measures" not in name and "money" not in name and name != "in yuan"]
    return changed_case(
        dice, {layout, *dice.some(options, 3), *([] if money == "万元" else ["in yuan"])}, slot
    )


@pytest.mark.parametrize("money", ["万元", "元"])
@pytest.mark.parametrize("layout", LAYOUT_CHANGES)
@tries(1)
@given(data=st.data())
def test_every_figure_of_the_return_stands_in_the_sheet_once(layout, money, data):
    for case in data.draw(batches(drawn_from_many_changes, layout, money)):
        facts = [(n, at, v) for n, of in enumerate(case.returns) for at, v in of.figures.items()]
        assert undrawn(case, money == "元") == {(n, *at): v for n, at, v in facts if v is not None}, repr(
            case
        )


@pytest.mark.parametrize("layout", LAYOUT_CHANGES)
@tries(1)
@given(data=st.data())
def test_a_library_opens_what_is_written(layout, data):
    case = data.draw(batches(mixed, 3, layout))[-1]
    book = openpyxl.load_workbook(io.BytesIO(xlsx(case.pages)))
    assert book.sheetnames == [page.name for page in case.pages]
    for page in case.pages:
        sheet = book[page.name]
        assert len(sheet.merged_cells.ranges) == len(page.merges)
        got = {at: sheet.cell(at[0] + 1, at[1] + 1).value for at in page.cells}
        assert {at: stored(cell.value) for at, cell in page.cells.items() if not cell.noisy} == {
            at: value for at, value in got.items() if not page.cells[at].noisy
        }


def stored(value: Value) -> object:
    """A value as openpyxl gives it: of a line break of two letters it makes two, of a day its midnight."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return datetime.combine(value, time())
    return value.replace("\r", "\n") if isinstance(value, str) else value


def test_a_page_prints_as_it_looks():
    page = Page(
        {(0, 0): Cell("合计"), (0, 2): Cell("1,2"), (1, 1): Cell(Decimal("0.5"), format="0.0")},
        ((0, 0, 1, 0),),
    )
    assert list(lines(page)) == ["合计 |  | '1,2", "^ | 0.5{0.0}"]
    assert list(lines(with_rows(page, 1))) == ["合计 |  | '1,2", "^", "^ | 0.5{0.0}"]
    assert list(lines(with_columns(page, 0))) == [" | 合计 |  | '1,2", " | ^ | 0.5{0.0}"]
    assert list(lines(transposed(page))) == ["合计 | <", " | 0.5{0.0}", "'1,2"]


def test_most_of_the_words_are_unknown_to_the_catalog():
    catalog = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "sydata/catalog/data").glob("*.toml")
    )
    invented = [word for options in words.LISTS for word in options[1:]]
    known = [word for word in invented if f'"{word.strip("：:")}"' in catalog]
    assert len(known) < 0.15 * len(invented), known


def test_every_list_of_words_is_long_enough_and_without_doubles():
    assert [options for options in words.LISTS if len(options) < 5 or len(set(options)) < len(options)] == []
