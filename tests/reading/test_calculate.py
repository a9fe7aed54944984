"""Formulas saved without a result: worked out exactly where that is sure, and left alone where it is not."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from sydata.model import Cell, Mark, Sheet, Value
from sydata.reading import biff_formula
from sydata.reading.calculate import all_calculated, calculated
from tests.reading import drawn
from tests.reading.test_ods import cell, row, table, written


def sheet(*rows: tuple[Value, ...], stray: tuple[Cell, ...] = ()) -> Sheet:
    """A sheet whose texts that begin with = are formulas without a value."""
    formulas = {
        (r, c): Mark("formula", v)
        for r, values in enumerate(rows)
        for c, v in enumerate(values)
        if isinstance(v, str) and v.startswith("=")
    }
    bare = tuple(
        tuple(None if (r, c) in formulas else v for c, v in enumerate(row)) for r, row in enumerate(rows)
    )
    return Sheet("表.xlsx", "汇总 表", bare, marks=formulas, stray=stray)


def result(formula: str, *cells: Value, marks: Mapping[tuple[int, int], Mark] | None = None) -> Value:
    """What a formula in A2 gives over the cells of row 1; None if it is left alone, and stays a formula."""
    drawn_sheet = sheet((*cells, None), (formula, *(None for _ in cells)))
    given_marks = {**drawn_sheet.marks, **(marks or {})}
    found = calculated(Sheet("表.xlsx", "汇总 表", drawn_sheet.rows, marks=given_marks))
    value = found.rows[1][0]
    assert found.marks[1, 0] == Mark("formula" if value is None else "computed", formula)
    return value


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=SUM(A1:C1)", 68.8), ("=A1+B1", 68.8), ("=+A1+B1", 68.8), ("=sum(a1:b1)", 68.8),
        ("=SUM($A$1:B$1)", 68.8), ("=SUM(A1,B1,C1)", 68.8), ("=SUM(B1:A1)", 68.8), ("=SUM(Z1:Z9)", 0.0),
        ("=A1-B1*2", 31.3), ("=(A1-B1)*2", 87.6), ("=-(A1+B1)", -68.8), ("=--A1", 56.3), ("=-A1--B1", -43.8),
        ("=A1*10000", 563000.0), ("=A1/4", 14.075), ("=B1/3", 12.5 / 3), ("=1/3*3", 1.0), ("=200%", 2.0),
        ("=A1*10%", 5.63), ("=50%%*A1", 0.2815), ("=.5+1.+1E2", 101.5), ("= A1 +\nB1", 68.8), ("=12", 12.0),
        ("='汇总 表'!A1+B1", 68.8), ("=SUM('汇总 表'!A1:B1)", 68.8), ("=C1", 0.0), ("=C1+A1", 56.3),
        ("=ROUND(A1/3,2)", 18.77), ("=ROUND(2.675,2)", 2.68), ("=ROUND(-2.5,0)", -3.0), ("=ROUND(563,-2)", 600.0),
        ("=ROUND(1/3*3*0.5,0)", 1.0), ("=ROUNDUP(A1,0)", 57.0), ("=ROUNDDOWN(-A1,0)", -56.0),
        ("=AVERAGE(A1:C1)", 34.4), ("=PRODUCT(A1:C1)", 703.75), ("=PRODUCT(C1)", 0.0),
        ("=SUM(A1:C1)*2+SUM(B1,1)", 151.1), ("=SUM(A1+B1,-C1)", 68.8), ("=SUM((A1+B1))", 68.8),
    ],
)  # fmt: skip
def test_sums_and_simple_arithmetic_are_worked_out(formula: str, value: float) -> None:
    assert result(formula, 56.3, 12.5, None) == value


@pytest.mark.parametrize(
    "formula",
    [
        "=", "=IF(A1>0,A1,0)", "=SUMIF(A1:B1,1)", "=SUBTOTAL(9,A1:B1)", "=VLOOKUP(A1,A1:B1,1)", "=A1&B1", "=A1>B1",
        "=A1^2", "=表2!A1", "=SUM(A1,表2!A1)", "=[1]表!A1", "=SUM(合计)", "=Table1[金额]", "=SUM(A:A)", "=SUM(1:1)",
        "=A1:B1", "=A1:B1*2", "=SUM(A1:B1 B1:C1)", "=(A1,B1)", "={1,2}", "=SUM({1,2})", '="12"', "=TRUE", "=A1+#REF!",
        "=A1/C1", "=AVERAGE(C1)", "=1E300*1E300*1E300", "=1E999", "=INF", "=NAN+1", "=SUM(A1,)", "=SUM()", "=ROUND(A1)",
        "=ROUND(A1,0.5)", "=ROUND(A1,99)", "=ROUND(A1:B1,2)", "=A1+", "=(A1", "=A1)", "=A1 B1", "=A0", "=SUM（A1）",
        "=INDIRECT(A1)", "=SUM(A1:INDEX(A1:C1,2))", "=NOW()", "=" + "(" * 99 + "1" + ")" * 99, "=1" + "+1" * 5000,
        "=A2", "=SUM(A1:A2)", "=A1+'", "=SUM(１)", "=1_0",
    ],
)  # fmt: skip
def test_what_is_not_simple_stays_a_formula_without_value(formula: str) -> None:
    assert result(formula, 56.3, 12.5, None) is None


@pytest.mark.parametrize("text", ["12", "56.3万元", "三百多", "两", "１２", "约5", "⑫"])
@pytest.mark.parametrize("formula", ["=SUM(A1:C1)", "=A1+B1", "=AVERAGE(A1:C1)", "=PRODUCT(A1:C1)"])
def test_a_text_that_looks_like_a_figure_leaves_the_sum_in_doubt(text: str, formula: str) -> None:
    assert result(formula, 5.0, text, None) is None


@pytest.mark.parametrize("text", ["无", "/", "—", "零", "待报", "含火箭军"])
def test_a_sum_skips_words_as_a_spreadsheet_does_but_nothing_else_does(text: str) -> None:
    assert result("=SUM(A1:C1)", 5.0, text, 2.0) == 7
    assert result("=SUM(A1,B1,C1)", 5.0, text, 2.0) == 7
    for formula in ("=A1+B1+C1", "=SUM(A1+B1,C1)", "=AVERAGE(A1:C1)", "=PRODUCT(A1:C1)", "=ROUND(B1,0)"):
        assert result(formula, 5.0, text, 2.0) is None


@pytest.mark.parametrize("value", [True, date(2024, 2, 26)])
def test_dates_and_booleans_are_no_figures(value: Value) -> None:
    assert result("=SUM(A1:B1)", 5.0, value) is None
    assert result("=A1+B1", 5.0, value) is None


def test_errors_spread() -> None:
    broken = {(0, 1): Mark("error", "#DIV/0!")}
    assert result("=SUM(A1:B1)", 5.0, None, marks=broken) is None
    assert result("=SUM(A1:A1)", 5.0, None, marks=broken) == 5


def test_a_figure_in_a_format_counts_as_it_is_stored() -> None:
    assert result("=A1*2", 0.125, marks={(0, 0): Mark("format", "0%")}) == 0.25


def test_formulas_are_worked_out_after_those_they_need() -> None:
    found = calculated(sheet(("=A2+A3", "=SUM(A1:A3)"), ("=A3*2", 1.0), (5.0, "=B1+B2")))
    assert found.rows == ((15.0, 30.0), (10.0, 1.0), (5.0, 31.0))
    assert set(found.marks.values()) == {
        Mark("computed", text) for text in ("=A2+A3", "=SUM(A1:A3)", "=A3*2", "=B1+B2")
    }


def test_circles_and_what_hangs_on_them_stay_formulas_and_the_rest_does_not() -> None:
    found = calculated(sheet(("=B1", "=A1", "=A1+1", "=D1"), (1.0, "=A2+1", "=SUM(A1:B2)", "=SUM(A2:B2)")))
    assert found.rows == ((None, None, None, None), (1.0, 2.0, None, 3.0))
    assert {place for place, mark in found.marks.items() if mark.kind == "computed"} == {(1, 1), (1, 3)}


def test_a_formula_that_needs_an_unsettled_one_is_unsettled() -> None:
    assert calculated(sheet(("=IF(B1,1,2)", 1.0, "=A1+1", "=C1+1"))).rows == ((None, 1.0, None, None),)


def test_a_long_chain_is_followed_to_its_end() -> None:
    found = calculated(sheet((1.0,), *((f"=A{n}+1",) for n in range(1, 3000))))
    assert found.rows[-1] == (3000.0,)


def test_a_cell_that_was_not_read_leaves_the_sum_in_doubt() -> None:
    far = (Cell(9, 5),)
    found = calculated(sheet((1.0, "=SUM(A1:F10)", "=SUM(A1:A9)"), stray=far))
    assert found.rows == ((1.0, None, 1.0),)


def test_hidden_cells_are_summed() -> None:
    hidden = sheet((1.0, 2.0, "=SUM(A1:B1)"))
    found = calculated(Sheet("", "", hidden.rows, marks=hidden.marks, hidden_columns=frozenset([1])))
    assert found.rows == ((1.0, 2.0, 3.0),)


MONEY = st.decimals(-100_000, 100_000, places=2, allow_nan=False)


@given(st.lists(st.one_of(MONEY, st.none()), min_size=1, max_size=12))
def test_a_computed_sum_is_the_exact_sum(amounts: list[Decimal | None]) -> None:
    cells = [None if amount is None else float(amount) for amount in amounts]
    letters = [Cell(0, column).address for column in range(len(cells))]
    exact = float(sum((amount or Decimal(0) for amount in amounts), Decimal(0)))
    assert result(f"=SUM(A1:{letters[-1]})", *cells) == exact
    assert result("=" + "+".join(letters), *cells) == exact
    assert result("=-(" + "-".join(letters) + ")", *cells) == float(
        -((amounts[0] or 0) - sum((amount or Decimal(0) for amount in amounts[1:]), Decimal(0)))
    )


@given(st.text("=SUM(,)A1:B$+-*/% .5'!ROUND[];\"", max_size=30))
def test_no_words_of_a_formula_make_it_fail(text: str) -> None:
    calculated(sheet(("=" + text, 1.0), (2.0, None)))


def test_formulas_without_end_cost_little() -> None:
    wide = sheet(*((1.0,) * 20 for _ in range(2000)), *(("=SUM(A1:T2000)",) * 20 for _ in range(200)))
    long = sheet((1.0,), *(("=1" + "+A1" * 2600,) for _ in range(1000)))
    started = time.process_time()
    found = all_calculated((wide, long))
    assert (found, calculated(wide)) == ((wide, long), wide)
    assert time.process_time() - started < 5


def test_a_workbook_without_such_formulas_is_handed_on_as_it_is() -> None:
    sheets = (sheet((1.0, "x")), sheet((2.0, "y")))
    assert all_calculated(sheets) is sheets


def test_formulas_of_a_workbook_are_values_when_it_is_read() -> None:
    def total(page: object) -> None:
        page.cell(6, 2, "=SUM(B4:B5)").number_format = '0.0"万元"'  # type: ignore[attr-defined]
        page.cell(6, 3, "=汇总!C4+C5")  # type: ignore[attr-defined]

    read = drawn.only(drawn.workbook(total))
    assert read.rows[5][1:3] == (68.3, 1280.0)
    assert read.marks == {
        (5, 1): Mark("computed", "=SUM(B4:B5)", '0.0"万元"'),
        (5, 2): Mark("computed", "=汇总!C4+C5"),
    }


def test_formulas_of_an_opendocument_sheet_are_values_when_it_is_read() -> None:
    figures = [cell("", f'office:value-type="float" office:value="{n}"') for n in (56.3, 12)]
    formula = '<table:table-cell table:formula="of:=SUM([.$A1:.B1];[$表.A$1])"/>'
    other = "<table:table-cell table:formula=\"of:=[.A1]+[$'表 2'.A1]\"/>"
    repeated = '<table:table-cell table:formula="of:=[.A1]" table:number-columns-repeated="2"/>'
    read = drawn.only(written(table(row(*figures, formula, other, repeated))))
    assert read.rows == ((56.3, 12.0, 124.6, None, None, None),)
    assert read.marks == {
        (0, 2): Mark("computed", "=SUM($A1:B1,表!A$1)"),
        (0, 3): Mark("formula", "=A1+'表 2'!A1"),
        (0, 4): Mark("formula", "="),
        (0, 5): Mark("formula", "="),
    }


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("SUM(B4:B5)", 68.3), ("B4+$B$5", 68.3), ("(B4+B5)*2", 136.6), ("B4-(B5-1)", 45.3), ("-B4*10%", -5.63),
        ("-(B4+1)", -57.3), ("ROUND(B4/3,2)", 18.77), ("ROUNDUP(B4,0)", 57.0), ("ROUNDDOWN(B4,0)", 56.0),
        ("SUM(B4,B5,1.5)", 69.8), ("AVERAGE(B4:B5)", 34.15), ("PRODUCT(B4:B5)", 675.6), ("B4+B5*2", 80.3),
        ("B4/B5/2", 56.3 / 24),
    ],
)  # fmt: skip
def test_formulas_of_an_old_workbook_are_values_when_it_is_read(formula: str, value: float) -> None:
    style = xlwt.easyxf("", num_format_str='0.0"万元"')
    read = drawn.only(drawn.old_workbook(lambda page: page.write(5, 1, xlwt.Formula(formula), style)))
    assert read.rows[5][1] == value
    assert read.marks == {(5, 1): Mark("computed", f"={formula}", '0.0"万元"')}


@pytest.mark.parametrize(
    "formula", ["MAX(B4:B5)", "IF(B4>0;B4;0)", "B4^2", "B4>B5", "SUM(B4,,B5)", "B4&B5", "PI()"]
)
def test_what_is_not_simple_in_an_old_workbook_stays_a_formula(formula: str) -> None:
    read = drawn.only(drawn.old_workbook(lambda page: page.write(5, 1, xlwt.Formula(formula))))
    assert read.rows[5][1] is None
    assert read.marks == {(5, 1): Mark("formula", "=")}


A1, ADD, TIMES, PERCENT, MINUS = b"\x24\0\0\0\xc0", b"\x03", b"\x05", b"\x14", b"\x13"


@pytest.mark.parametrize(
    ("tokens", "words"),
    [
        (A1 + A1 + ADD + A1 + TIMES, "(A1+A1)*A1"), (A1 + A1 + A1 + ADD + TIMES, "A1*(A1+A1)"),
        (A1 + A1 + ADD + MINUS + PERCENT, "(-(A1+A1))%"), (A1 + A1 + A1 + ADD + ADD, "A1+(A1+A1)"),
        (b"", ""), (A1 + A1, ""), (ADD, ""), (A1[:4], ""), (b"\xff", ""), (b"\xa4" + A1[1:], ""),
        (b"\x1f" + b"\xff" * 8, ""), (b"\x19\x10\0\0", ""), (b"\x22\x09\x04\0", ""), (b"\x22\0\x04\0", ""),
    ],
)  # fmt: skip
def test_tokens_are_told_with_the_brackets_they_need_or_not_at_all(tokens: bytes, words: str) -> None:
    assert biff_formula.text(tokens) == words


@given(st.binary(max_size=40))
def test_no_tokens_make_it_fail(tokens: bytes) -> None:
    calculated(sheet(("=" + biff_formula.text(tokens), 1.0)))
