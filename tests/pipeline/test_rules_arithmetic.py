"""Totals against their parts, to the rounding of the printed places."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.pipeline.drawn import BODY, FIGURES, SOLVED, cells, figures, form, found, read

COLUMNS = "CDEFGHIJ"


def changed(row, column, text):
    """The form's body with one cell changed; rows and columns count from 0."""
    grid = cells(BODY)
    grid[row][column] = text
    return "\n".join(" | ".join(line) for line in grid)


@pytest.mark.parametrize(
    ("row", "column", "text", "findings"),
    [
        (3, 2, "1521", [("C8", "column-total-mismatch")]),
        (3, 3, "68.4", []),
        (3, 3, "69.3", [("D8", "column-total-mismatch"), ("I8", "row-total-mismatch")]),
        (0, 8, "70.8", [("I5", "row-total-mismatch"), ("I8", "column-total-mismatch")]),
        (0, 3, "57.3", [("I5", "row-total-mismatch"), ("D8", "column-total-mismatch")]),
        (3, 9, "8", [("J8", "column-total-mismatch")]),
        (0, 2, "", [("C8", "column-total-mismatch")]),
        (0, 2, "三百多", [("C5", "not-a-number")]),
        (3, 2, "", []),
        (3, 2, "无", [("C8", "column-total-mismatch")]),
    ],
)
def test_a_total_that_is_not_the_sum_is_named_by_its_cell(row, column, text, findings):
    assert found(read(form(changed(row, column, text)))) == findings


def test_the_message_names_the_parts_by_their_cells():
    result = read(form(changed(3, 2, "1521")))
    message = result.findings["message"].iloc[0]
    assert "C5 1,200、C6 300、C7 20" in message
    assert "相加为 1,520 人，相差 1 人" in message


def test_the_submitted_total_is_kept_as_submitted():
    result = read(form(changed(0, 8, "70.8")))
    assert figures(result)[0][7] == 70.8


@pytest.mark.parametrize(
    ("cash", "goods", "total", "agrees"),
    [
        ("56.34", "12.53", "68.9", True),
        ("56.34", "12.53", "68.87", True),
        ("56.34", "12.53", "69", True),
        ("56.34", "12.53", "70", False),
        ("56.34", "12.53", "68.7", False),
        ("56.34", "12.53", "68.85", False),
        ("563400元", "125300元", "68.87", True),
        ("563400元", "125300元", "68.97", False),
        ("56.34", "无", "56.34", True),
        ("56.34", "", "56.34", True),
        ("56.34", "", "60.34", False),
    ],
)
def test_a_row_total_may_be_off_by_rounding_and_no_more(cash, goods, total, agrees):
    body = f"优抚对象 | | 1200 | {cash} | 1100 | {goods} | 800 | 790 | {total} | 5"
    codes = [code for _, code in found(read(form(body)), "error")]
    assert codes == ([] if agrees else ["row-total-mismatch"])


def test_a_form_without_the_column_of_a_part_says_nothing_of_the_row_total():
    head = "项目 | 走访慰问人数 | 慰问金(万元) | 合计(万元)"
    result = read(form("优抚对象|1200|56.3|68.8", head, line="填报单位：黔江区"))
    assert found(result) == []


def test_subtotals_and_breakdowns_are_no_parts_of_the_total():
    head = f"项目 | 走访慰问人数 | 慰问金(万元) | {SOLVED}"
    body = "烈属|100|5|1\n残疾军人|50|2|0\n小计|150|7|1\n其中：困难|10|1|0\n驻地部队|30|1|2\n总计|180|8|3"
    result = read(form(body, head, line="填报单位：黔江区"))
    assert result.data["visited_people"].tolist() == [150, 30]
    assert found(result) == []


@settings(max_examples=25, deadline=None)
@given(column=st.integers(2, 9), place=st.integers(0, 3), digit=st.sampled_from("0123456789"))
def test_changing_any_digit_of_a_total_beyond_rounding_names_its_cell(column, place, digit):
    text = cells(BODY)[3][column]
    assume(place < len(text) and text[place] not in (".", digit))
    new = text[:place] + digit + text[place + 1 :]
    # Money may be rounded to its printed places: to whole 万元 where it is printed whole.
    money, rounding = column in (3, 5, 8), 0.7 if float(new).is_integer() else 0.21
    assume(not money or abs(float(new) - float(text)) > rounding)
    result = read(form(changed(3, column, new)))
    assert figures(result) == FIGURES
    assert (f"{COLUMNS[column - 2]}8", "column-total-mismatch") in found(result)


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_sheet_that_adds_up_has_no_arithmetic_finding(data):
    counts = st.integers(0, 5000)
    tenths = st.integers(0, 99999)
    rows = [
        [
            data.draw(counts),
            data.draw(tenths),
            data.draw(counts),
            data.draw(tenths),
            data.draw(counts),
            data.draw(counts),
        ]
        for _ in range(3)
    ]
    rows.append([sum(column) for column in zip(*rows, strict=True)])
    labels = ("优抚对象", "驻地部队", "边海防官兵", "总计")
    body = "\n".join(
        f"{label}||{v}|{c / 100:.2f}|{n}|{g / 100:.2f}|{q}|{m}|{(c + g) / 100:.2f}|1"
        for label, (v, c, n, g, q, m) in zip(labels, rows, strict=True)
    ).replace("总计||", "总 计||")
    codes = {code for _, code in found(read(form(body.removesuffix("|1") + "|3")))}
    assert codes <= {"measure-unit-suspect", "recipients-exceed-visited", "amount-without-recipients"}


def test_a_total_that_no_row_bears_out_and_that_would_count_money_twice_is_said():
    body = "重点优抚对象|10|5|1||7\n驻地部队|20|6|2||9\n总计|30|11|3|5|16"
    head = "项目|走访慰问人数|慰问金金额(万元)|慰问金发放人数|慰问品金额(万元)|合计(万元)"
    result = read(form(body, head, line="填报单位：黔江区"))
    assert ("E6", "total-not-counted") in found(result)
    assert result.data["goods_cost"].isna().all()


def test_totals_alone_that_differ_are_said_and_not_counted():
    result = read(
        form("总计|30|11\n合计|31|11", "项目|走访慰问人数|慰问金金额(万元)", line="填报单位：黔江区")
    )
    assert [code for _, code in found(result)] == ["total-not-counted", "total-not-counted"]
    assert result.data["cash_amount"].tolist() == [11.0]


def test_a_hidden_row_that_the_total_holds_is_noted_once_and_is_no_mismatch():
    result = read(form(), hidden_rows=frozenset([5]))
    assert found(result, "error", "warning", "info") == [("A6", "hidden-content")]


@pytest.mark.parametrize(
    ("below", "mismatches"),
    [
        ("社会捐助|10|1|2", []),
        ("社会捐助|10|1|", []),
        ("其他|10|1|2", ["C6", "D6", "E6"]),
    ],
    ids=["a word nobody knows", "with a blank", "a category that the total should hold"],
)
def test_a_row_of_unknown_category_below_a_total_that_holds_is_no_part_of_it(below, mismatches):
    head = f"序号 | 项目 | 走访慰问人数 | 慰问金(万元) | {SOLVED}"
    body = "烈属|100|5|1\n驻地部队|30|1|2\n合计|130|6|3\n" + below
    body = "\n".join(f"{number}|{line}" for number, line in enumerate(body.split("\n"), 1))
    told = found(read(form(body, head)))
    assert [cell for cell, code in told if code == "column-total-mismatch"] == mismatches
    assert ("unknown-category" in [code for _, code in told]) == (not mismatches)


def test_a_total_that_holds_only_with_the_row_below_it_in_one_column_is_asked_about():
    head = f"项目 | 走访慰问人数 | 慰问金(万元) | {SOLVED}"
    body = "烈属|100|5|1\n驻地部队|30|1|2\n合计|140|6|3\n社会捐助|10|1|2"
    told = found(read(form(body, head)))
    assert [cell for cell, code in told if code == "column-total-mismatch"] == ["C6", "D6"]


def test_a_true_mismatch_stays_one_whatever_stands_below_the_total():
    head = f"项目 | 走访慰问人数 | 慰问金(万元) | {SOLVED}"
    body = "烈属|100|5|1\n驻地部队|30|1|2\n合计|131|6|3\n社会捐助|10|1|2"
    told = found(read(form(body, head)))
    assert [cell for cell, code in told if code == "column-total-mismatch"] == ["B6"]


def test_a_total_whose_word_stands_in_the_column_of_units_is_named_by_it():
    head = "填报单位 | 项目 | 走访慰问人数 | 慰问金(万元)"
    grid = f"{head}\n黔江区 | 驻地部队 | 30 | 1\n涪陵区 | 驻地部队 | 20 | 2\n总计 | | 55 | 3"
    result = read(f"2024年新年春节期间双拥活动情况汇总表\n{grid}")
    said = result.findings.loc[result.findings["code"] == "column-total-mismatch", "message"].tolist()
    assert len(said) == 1
    assert "计行的走访慰问人数填 55" in said[0]
