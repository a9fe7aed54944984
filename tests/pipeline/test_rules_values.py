"""Findings about single figures: each names its cell, and a clean sheet has none."""

import pytest

from tests.pipeline.drawn import BODY, ENTITLED, FIGURES, TITLE, figures, form, found, read

AGREEING = BODY.strip().rsplit("\n", 1)[0]  # without the total row


def with_visited(text):
    return read(form(AGREEING.replace("| 1200 |", f"| {text} |")))


def test_a_clean_sheet_has_no_finding_of_any_severity():
    result = read(form())
    assert figures(result) == FIGURES
    assert found(result, "error", "warning", "info") == []


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("三百多", None, "not-a-number"),
        ("1-2", None, "not-a-number"),
        ("2024年2月26日", None, "not-a-number"),
        ("大米100份", None, "not-a-number"),
        ("#REF!", None, "not-a-number"),
        ("=MAX(C6:C7)", None, "formula-without-value"),
        ("1200.5", None, "fraction-of-count"),
        ("-1200", -1200, "negative"),
        ("约1200", 1200, "approximate-value"),
        ("1200余人", 1200, "approximate-value"),
        ("1200人次", 1200, "other-measure"),
        ("1200户", 1200, "other-measure"),
    ],
)
def test_an_odd_figure_is_named_by_its_cell(text, value, code):
    result = with_visited(text)
    assert figures(result)[0] == ("entitled", value, *ENTITLED[2:])
    assert found(result) == [("C5", code)]


@pytest.mark.parametrize(
    "text", ["1,200", "１２００", "1200人", "1200名", "一千二百", "共1200人", "1200*", "0.12万"]
)
def test_a_number_in_another_spelling_is_no_finding(text):
    result = with_visited(text)
    assert figures(result) == FIGURES
    assert found(result) == []


def test_a_figure_in_the_total_row_is_looked_at_too():
    result = read(form(BODY.replace("| 1520 |", "| 约1520 |").replace("| 1400 |", "| 一千四百多 |")))
    assert figures(result) == FIGURES
    assert found(result) == [("C8", "approximate-value"), ("E8", "not-a-number")]


@pytest.mark.parametrize(("cell", "text"), [("D5", "563000"), ("D5", "0.00563")])
def test_yuan_under_ten_thousands_is_kept_flagged_and_the_correction_offered(cell, text):
    result = read(form(AGREEING.replace("| 56.3 |", f"| {text} |")))
    assert figures(result)[0][2] == float(text)
    assert (cell, "measure-unit-suspect") in found(result)
    message = result.findings.query("code == 'measure-unit-suspect'")["message"].iloc[0]
    assert "56.3 万元" in message


@pytest.mark.parametrize(
    ("unit", "amount", "words"),
    [
        ("万元", "563000", ("按万元计", "若应为元，改正后为 56.3 万元")),
        ("万元", "0.00563", ("按万元计", "若应为其一万倍，改正后为 56.3 万元")),
        ("元", "56.3", ("按元计", "若应为万元，改正后为 56.3 万元")),
        ("元", "5630000000", ("按元计", "若应为其万分之一，改正后为 56.3 万元")),
    ],
)
def test_the_words_say_in_which_unit_money_was_read_and_what_would_explain_it(unit, amount, words):
    lines = f"项目 | 走访慰问人数(人) | 慰问金金额({unit}) | 慰问金发放人数(人)\n优抚对象 | 1200 | {amount} | 1100"
    result = read(f"{TITLE}\n填报单位：黔江区\n{lines}")
    message = result.findings.query("code == 'measure-unit-suspect'")["message"].iloc[0]
    assert [part for part in words if part not in message] == []


@pytest.mark.parametrize(("people", "amount"), [(1100, 2.2), (1100, 2200), (1, 2), (1, 0.002)])
def test_unusual_but_possible_amounts_a_person_are_no_finding(people, amount):
    body = f"优抚对象 | | {people} | {amount} | {people} | 0 | 0 | 0 | {amount} | 0"
    assert found(read(form(body))) == []


def test_more_recipients_than_visited_and_money_for_nobody_are_warned_about():
    body = "优抚对象 | | 10 | 1 | 20 | 0.5 | 5 | 0 | 1.5 | 0\n驻地部队 | | 10 | 1 | | 0.5 | | 5 | 1.5 | 0"
    assert found(read(form(body)), "warning") == [
        ("E5", "recipients-exceed-visited"), ("F5", "amount-without-recipients"),
        ("D6", "amount-without-recipients"), ("F6", "amount-without-recipients"),
    ]  # fmt: skip
    assert found(read(form(body)), "error") == []


def test_a_form_without_a_column_does_not_ask_for_it():
    head = "项目 | 走访慰问人数 | 慰问金(万元)"
    result = read(form("优抚对象|1200|56.3\n驻地部队|300|10", head, line="填报单位：黔江区"))
    assert found(result) == []
    assert {code for _, code in found(result, "info")} == {"missing-column"}


@pytest.mark.parametrize(
    ("hidden", "left", "cells"),
    [
        ({"hidden_rows": frozenset([5])}, ["entitled", "border"], [("A6", "hidden-content")]),
        ({"hidden_columns": frozenset([2])}, ["entitled", "garrison", "border"], [("C3", "hidden-content")]),
    ],
)
def test_hidden_rows_and_columns_are_noted_and_not_counted(hidden, left, cells):
    result = read(form(AGREEING), **hidden)
    assert result.data["category"].tolist() == left
    assert found(result, "info") == cells
    assert set(result.observations.query("note == '隐藏内容'")["status"]) == {"excluded"}


KINDS_OF_ONE = "优抚对象|1200|56.3\n残疾军人|100|5"


def test_a_finer_row_under_its_category_without_a_total_is_asked_about():
    result = read(form(KINDS_OF_ONE, "项目|走访慰问人数|慰问金(万元)", line="填报单位：黔江区"))
    assert found(result) == [("B5", "possible-double-count")]
    assert result.data["visited_people"].tolist() == [1300]


@pytest.mark.parametrize(
    "body",
    [
        KINDS_OF_ONE + "\n总计|1300|61.3",
        "优抚对象|100|5\n残疾军人|1200|56.3",
        "残疾军人|100|5\n烈属|20|1",
        "优抚对象|100|5\n优抚对象|20|1",
    ],
)
def test_rows_that_a_total_or_their_size_tells_apart_are_added_without_a_question(body):
    assert found(read(form(body, "项目|走访慰问人数|慰问金(万元)", line="填报单位：黔江区"))) == []
