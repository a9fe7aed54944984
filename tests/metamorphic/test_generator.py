"""The tests' own tools: what is drawn can be read back by a person, and by a reader of a few lines."""

from __future__ import annotations

import io
from collections import defaultdict
from datetime import datetime
from decimal import Decimal
from unicodedata import normalize

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.metamorphic import words
from tests.metamorphic.harmless import CHANGES, LAYOUT_CHANGES, cases, mixed
from tests.metamorphic.law import tries
from tests.metamorphic.layouts import Case
from tests.metamorphic.model import MEASURES, MONEY
from tests.metamorphic.page import Cell, Page, lines, transposed, with_columns, with_rows
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
    for page in case.pages:
        for cell in page.cells.values():
            if cell.role[:1] == ("figure",) and cell.value is not None:
                _, owner, category, indicator = cell.role
                value = number(cell)
                sums[owner, category, indicator] += value / 10_000 if yuan and indicator in MONEY else value
    return sums


@pytest.mark.parametrize("yuan", [False, True])
@settings(tries(60))
@given(data=st.data())
def test_every_figure_of_the_return_stands_in_the_sheet_once(yuan, data):
    changes = data.draw(st.lists(st.sampled_from([c for c in CHANGES if "measures" not in c]), max_size=4))
    names = {c for c in changes if c not in LAYOUT_CHANGES and c not in ("in yuan", "money unit in a line")}
    names |= set([c for c in changes if c in LAYOUT_CHANGES][:1]) | ({"in yuan"} if yuan else set())
    case = data.draw(cases(tuple(names)))
    wanted = {
        (n, *at): v for n, of in enumerate(case.returns) for at, v in of.figures.items() if v is not None
    }
    assert undrawn(case, yuan) == wanted, repr(case)


@tries(25)
@given(case=mixed(tuple(LAYOUT_CHANGES)))
def test_a_library_opens_what_is_written(case):
    book = openpyxl.load_workbook(io.BytesIO(xlsx(case.pages)))
    assert book.sheetnames == [page.name for page in case.pages]
    for page in case.pages:
        sheet = book[page.name]
        assert len(sheet.merged_cells.ranges) == len(page.merges)
        for (row, column), cell in page.cells.items():
            got = sheet.cell(row + 1, column + 1).value
            got = got.date() if isinstance(got, datetime) else got
            assert got == (
                float(cell.value)
                if isinstance(cell.value, Decimal) and not cell.noisy
                else got
                if cell.noisy
                else cell.value
            )


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
