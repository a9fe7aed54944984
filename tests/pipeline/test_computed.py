"""Formulas saved without a result, end to end: counted, with their formula as the words of the cell."""

import io

import openpyxl
import pytest

import sydata
from tests.pipeline.drawn import FIGURES, figures, form, found, read, sheet, xlsx

SUMS = """
优抚对象       | 副区长 | 1200        | 56.3        | 1100 | 12.5 | 800  | 790  | =D5+F5      | 5
驻地部队基层官兵 | 区长   | 300         | 10          | 280  | 6.2  | 300  | 300  | =SUM(D6,F6) | 2
边海防官兵      |        | 20          | 2           | 20   | 0.5  | 20   | 20   | =D7+F7      | 0
总 计          |        | =SUM(C5:C7) | =SUM(D5:D7) | 1400 | 19.2 | 1120 | 1110 | =SUM(I5:I7) | =SUM(J5:J7)
"""


def texts(result, *cells):
    return result.observations.set_index("cell").loc[list(cells), "text"].tolist()


def test_sums_without_a_stored_result_are_counted_and_show_their_formulas():
    result = read(form(SUMS))
    assert figures(result) == FIGURES
    assert texts(result, "I5", "D8", "I8") == ["68.8（=D5+F5）", "68.3（=SUM(D5:D7)）", "87.5（=SUM(I5:I7)）"]
    assert found(result) == []
    assert found(result, "info") == [("I5", "computed-formula")]
    message = result.findings["message"].iloc[0]
    assert "7 个公式" in message and "I5、I6、I7、C8" in message


def test_many_formulas_are_one_note_that_names_the_first():
    sums = SUMS.replace(
        "| 1400 | 19.2 | 1120 | 1110 |", "| =E5+E6+E7 | =SUM(F5:F7) | =SUM(G5:G7) | =SUM(H5:H7) |"
    )
    result = read(form(sums))
    assert figures(result) == FIGURES
    assert found(result, "error", "warning", "info") == [("I5", "computed-formula")]
    assert "11 个公式" in result.findings["message"].iloc[0] and " 等" in result.findings["message"].iloc[0]


def test_a_computed_total_that_leaves_out_a_row_is_a_mismatch_as_any_other():
    result = read(form(SUMS.replace("=SUM(D5:D7)", "=SUM(D5:D6)")))
    assert ("D8", "column-total-mismatch") in found(result)
    message = result.findings.query("code == 'column-total-mismatch'")["message"].iloc[0]
    assert "66.3（=SUM(D5:D6)）" in message and "相差 2 万元" in message


@pytest.mark.parametrize("text", ["'56.3", "56.3万元", "约56.3"])
def test_a_sum_over_figures_typed_as_text_is_not_guessed(text):
    result = read(form(SUMS.replace("| 56.3 ", f"| {text} ")))
    assert figures(result)[0][7] is None
    flagged = [cell for cell, code in found(result) if code == "formula-without-value"]
    assert flagged == ["I5", "D8", "I8"]


def test_a_formula_beyond_arithmetic_is_flagged_and_what_hangs_on_it_too():
    result = read(form(SUMS.replace("=D5+F5", "=IF(D5>0,D5+F5,0)")))
    assert figures(result)[0][7] is None
    assert [c for c, code in found(result) if code == "formula-without-value"] == ["I5", "I8"]
    assert texts(result, "I5") == ["=IF(D5>0,D5+F5,0)"]


def in_format(code):
    book = openpyxl.load_workbook(io.BytesIO(xlsx(sheet(form(SUMS)))))
    book.active["I5"].number_format = code
    out = io.BytesIO()
    book.save(out)
    return sydata.normalize([("报表.xlsx", out.getvalue())])


def test_the_format_of_a_formulas_cell_is_read_as_that_of_a_figure():
    assert figures(in_format('0.0"万元"')) == FIGURES
    percent = in_format("0%")
    assert figures(percent)[0][7] is None
    assert ("I5", "not-a-number") in found(percent)
    assert texts(percent, "I5") == ["6880%（=D5+F5）"]
