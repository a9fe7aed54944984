"""The words of the list of questions, and how the list is known again."""

from __future__ import annotations

import re
from typing import Any, get_args

import pytest

import sydata
from sydata.catalog.findings import CAUSES, KINDS, advice, message, statement
from sydata.catalog.questions import LIST_COLUMNS, PAGE_COLUMNS, answers, is_question_list, question_word
from sydata.catalog.reading_words import reading_word
from sydata.catalog.source import table
from sydata.explained import Outcome
from sydata.exports.sendback import question
from sydata.model import Finding, Sheet, Value

HEADINGS = tuple(question_word("columns", name) for name in LIST_COLUMNS)


def page(*rows: tuple[Value, ...], name: str = "核查问题", **more: Any) -> Sheet:
    return Sheet("a.xlsx", name, rows, **more)


def test_every_word_is_there_in_both_languages_with_the_same_blanks() -> None:
    for group, words in table("questions.toml").items():
        for key, pair in words.items():
            assert len(pair) == 2 and all(pair), (group, key)
            blanks = [
                {re.sub(r"_(zh|en)$", "", re.split("[:.]", name)[0]) for name in re.findall(r"{([^}]*)}", of)}
                for of in pair  # meant_zh in Chinese is meant_en in English
            ]
            assert blanks[0] == blanks[1], (group, key)


CAUSED = {f"unreadable-file-{cause}" for cause in CAUSES}


def test_what_units_are_asked_belongs_to_kinds_of_findings() -> None:
    assert set(table("questions.toml")["ask"]) <= {*KINDS, *CAUSED}


@pytest.mark.parametrize("code", [code for code in KINDS if code != "unreadable-file"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_of_finding_can_be_asked_about(code: str, language: str) -> None:
    asked = question(3, Finding(code, "a.xlsx", "表", "C5", text="x"), language)
    assert (asked.number, asked.cell) == (3, "C5")
    assert asked.title and asked.ask
    assert "{" not in asked.message + asked.ask
    assert "填报单位" not in asked.ask or code == "unit-missing", "it speaks to the unit, not of it"


@pytest.mark.parametrize("cause", CAUSES)
def test_of_a_file_nobody_can_open_it_is_asked_by_its_cause(cause: str) -> None:
    asked = question(1, Finding("unreadable-file", "a", params={"cause": cause}))
    assert asked.ask.startswith("请")
    assert not any(word in asked.ask for word in ("录入", "管理员", "填报单位", "路径"))


def test_a_message_is_its_statement_and_its_advice() -> None:
    finding = Finding("negative", "a.xlsx", text="-3")
    assert message(finding) == statement(finding) + advice(finding) == "“-3”是负数。请核实。"
    assert message(finding, "en") == f"{statement(finding, 'en')} {advice(finding, 'en')}"


# ---- known again ----
def test_a_list_is_known_by_its_name_and_its_headings() -> None:
    assert is_question_list(page(("核查问题清单",), HEADINGS))
    assert is_question_list(page(HEADINGS, name="核查问题 2"))
    assert is_question_list(page(tuple(f" {word[:2]}\n{word[2:]}" for word in HEADINGS)))


@pytest.mark.parametrize(
    "sheet",
    [
        page(("核查问题清单",)),
        page(HEADINGS, name="Sheet1"),
        page(HEADINGS[:-1]),
        page((*HEADINGS, "合计")),
        page((None, *HEADINGS)),
        page(*[("",)] * 60, HEADINGS),
        page(),
    ],
)
def test_what_is_no_list_is_read_as_any_other_sheet(sheet: Sheet) -> None:
    assert not is_question_list(sheet)
    assert answers([sheet]) == {}


def test_a_page_in_a_document_needs_no_name() -> None:
    headings = tuple(question_word("columns", name, "en") for name in PAGE_COLUMNS)
    assert is_question_list(page(headings, name="表1", source="word"))


def test_answers_are_read_by_number_and_blank_ones_left_out() -> None:
    rows = [
        (1.0, "", "", "", "", "", "已改"),
        ("2", "", "", "", "", "", " "),
        ("x", "", "", "", "", "", "y"),
        (3,),
    ]
    full = [(*row, *[None] * (7 - len(row))) for row in rows]
    older = page(HEADINGS, (9, "", "", "", "", "", "旧"), name="核查问题 2")
    assert answers([page(("其他",), name="表"), page(HEADINGS, *full), older]) == {1: "已改"}


def test_the_report_on_a_copy_calls_the_list_by_its_name() -> None:
    assert "questions" in get_args(Outcome)
    assert reading_word("outcome", "questions") == "核查问题清单"
    content = "编号".encode()
    assert sydata.explain([("a.csv", content)])[0].outcome != "questions"
