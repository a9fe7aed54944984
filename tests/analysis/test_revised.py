"""What a resubmission changed, and what became of the questions."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import sydata
from sydata.analysis.revised import CHANGE_COLUMNS, changes, effect, kind_words
from sydata.analysis.settled import outcome_words, settled
from tests.pipeline.drawn import BODY, form, sheet, xlsx

COLUMNS = ["category", "indicator", "value", "text", "cell", "status", "note"]
FINDING = {"code": "negative", "sheet": "表", "cell": "C5", "category": "", "indicator": "", "text": ""}


def figures(*rows: tuple[Any, ...]) -> pd.DataFrame:
    """(indicator, value, text, cell, status, note) of the entitled persons; what is left out is usual."""
    usual = ("visited_people", None, "", "C5", "counted", "")
    full = [("entitled", *row, *usual[len(row) :]) for row in rows]
    return pd.DataFrame(full, columns=COLUMNS).astype({"value": "Int64"})


def findings(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame([FINDING | row for row in rows], columns=list(FINDING)).astype("str")


def told(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    rows = frame[list(columns)].astype(object).where(frame[list(columns)].notna(), None)
    return list(rows.itertuples(index=False, name=None))


FIVE, ZERO, BLANK, BAD = (5, "5"), (0, "0"), (None, ""), (None, "三百多")


@pytest.mark.parametrize(
    ("before", "after", "kind", "difference", "adds"),
    [
        (FIVE, (7, "7"), "changed", 2, 2),
        (FIVE, ZERO, "changed", -5, -5),
        (BLANK, ZERO, "blank-zero", None, 0),
        (ZERO, BLANK, "zero-blank", None, 0),
        (BLANK, FIVE, "blank-figure", None, 5),
        (FIVE, BLANK, "figure-blank", None, -5),
        (BAD, FIVE, "unreadable-figure", None, 5),
        (BAD, ZERO, "unreadable-zero", None, 0),
        (BAD, BLANK, "unreadable-blank", None, None),
        (ZERO, BAD, "zero-unreadable", None, 0),
        (BAD, (None, "许多"), "changed", None, None),
    ],
)
def test_blank_zero_and_unreadable_are_three_things(before, after, kind, difference, adds) -> None:
    found = changes(figures(("visited_people", *before)), figures(("visited_people", *after)))
    assert told(found, "kind", "difference", "effect") == [(kind, difference, adds)]


def test_the_same_number_written_otherwise_is_no_change() -> None:
    assert changes(figures(("visited_people", 5, "5")), figures(("visited_people", 5, "五"))).empty


def test_figures_that_came_or_went_are_told_empty_cells_are_not() -> None:
    before = figures(("visited_people", 5, "5"), ("goods_count", None, ""))
    after = figures(("cash_recipients", 0, "0"), ("goods_recipients", None, ""))
    assert told(changes(before, after), "indicator", "kind", "before", "after", "effect") == [
        ("visited_people", "dropped", 5, None, -5),
        ("cash_recipients", "added", None, 0, 0),
    ]


def test_several_rows_of_one_category_are_one_figure() -> None:
    before = figures(("visited_people", 5, "5", "C5"), ("visited_people", 6, "6", "C6"))
    after = figures(("visited_people", 5, "5", "C5"), ("visited_people", None, "多人", "C6"))
    assert told(
        changes(before, after), "before", "after", "kind", "before_text", "before_cell", "effect"
    ) == [(11, 5, "figure-unreadable", "5、6", "C5、C6", -6)]


def test_a_total_row_is_told_but_has_no_effect() -> None:
    before = figures(("visited_people", 5, "5", "C8", "excluded", "total"))
    after = figures(("visited_people", 7, "7", "C8", "excluded", "total"))
    assert told(changes(before, after), "part", "difference", "effect") == [("total", 2, None)]
    assert effect(before, after).empty


def test_a_return_that_gave_way_is_compared_as_it_stood() -> None:
    before = figures(("visited_people", 5, "5", "C5", "excluded", "superseded"))
    assert told(changes(before, figures(("visited_people", 7, "7"))), "part", "kind") == [("", "changed")]


def test_words_that_are_no_figures_are_compared_as_words() -> None:
    found = changes(figures(("lead_official", None, "区长")), figures(("lead_official", None, "副区长")))
    assert told(found, "kind", "before_text", "after_text") == [("changed", "区长", "副区长")]


def test_the_effect_on_totals_keeps_nothing_and_zero_apart() -> None:
    before = figures(("cash_amount", 100, "1"), ("goods_cost", 50, "2"), ("goods_count", None, ""))
    after = figures(("cash_amount", 300, "3"), ("goods_cost", 50, "2"), ("goods_count", 0, "0"))
    assert told(effect(before, after), "indicator", "before", "after", "difference", "effect") == [
        ("cash_amount", 100, 300, 200, 200),
        ("goods_cost", 50, 50, 0, 0),
        ("goods_count", None, 0, None, 0),
        ("total_lead", 150, 350, 200, 200),
    ]


def test_of_two_empty_returns_nothing_is_said() -> None:
    none = figures()
    assert list(changes(none, none).columns) == list(CHANGE_COLUMNS)
    assert effect(none, none).empty
    assert changes(none, none)["effect"].dtype == "Int64"


def test_kinds_of_change_in_words() -> None:
    kinds = ("changed", "added", "dropped", "same", "blank-zero", "unreadable-figure")
    assert [kind_words(k) for k in kinds] == [
        "改动", "新增", "删去", "未改动", "空白 → 0", "不能读作数字 → 数字",
    ]  # fmt: skip
    assert kind_words("blank-zero", "en") == "blank → zero"


# ---- questions ----
ASKED = {"category": "entitled", "indicator": "visited_people"}


def outcomes(asked, found, before, after) -> list[tuple[Any, ...]]:
    return told(settled(asked, found, before, after).questions, "outcome", "how", "before_text", "after_text")


def test_a_question_is_settled_when_it_is_not_asked_again() -> None:
    before, after = figures(("visited_people", None, "三百多")), figures(("visited_people", 300, "300"))
    question = findings({**ASKED, "code": "not-a-number", "text": "三百多"})
    assert outcomes(question, findings(), before, after) == [
        ("settled", "unreadable-figure", "三百多", "300")
    ]


@pytest.mark.parametrize(
    "again",
    [
        {"text": "-3", "cell": "C5"},
        {"text": "-4", "cell": "C5"},
        {"text": "-3", "cell": "C9"},
        {"text": "-4", "cell": "D9"},
    ],
)
def test_a_question_asked_again_remains_wherever_its_cell_stands_now(again) -> None:
    before, after = figures(("visited_people", -3, "-3")), figures(("visited_people", -3, again["text"]))
    result = settled(findings({**ASKED, "text": "-3"}), findings({**ASKED, **again}), before, after)
    assert result.questions["outcome"].tolist() == ["remains"]
    assert result.new.empty


def test_a_figure_that_was_emptied_is_withdrawn_and_not_settled() -> None:
    before = figures(("visited_people", None, "三百多"))
    question = findings({**ASKED, "code": "not-a-number", "text": "三百多"})
    assert outcomes(question, findings(), before, figures(("visited_people", None, ""))) == [
        ("withdrawn", "unreadable-blank", "三百多", "")
    ]
    others = figures(("goods_count", 1, "1"))
    assert outcomes(question, findings(), before, others) == [("withdrawn", "dropped", "三百多", "")]


def test_of_a_return_that_cannot_be_read_nothing_is_settled() -> None:
    asked = findings({"code": "unknown-column"}, {**ASKED})
    found = findings({"code": "no-table", "cell": ""})
    result = settled(asked, found, figures(("visited_people", -3, "-3")), figures())
    assert result.questions["outcome"].tolist() == ["withdrawn", "withdrawn"]
    assert result.new["code"].tolist() == ["no-table"]


def test_two_alike_questions_are_told_apart_by_their_cells() -> None:
    asked = findings({**ASKED, "cell": "C5", "text": "-3"}, {**ASKED, "cell": "C6", "text": "-3"})
    before = figures(("visited_people", -3, "-3", "C5"), ("visited_people", -3, "-3", "C6"))
    after = figures(("visited_people", 3, "3", "C5"), ("visited_people", -3, "-3", "C6"))
    found = findings({**ASKED, "cell": "C6", "text": "-3"})
    assert outcomes(asked, found, before, after) == [
        ("settled", "changed", "-3", "3"), ("remains", "same", "-3", "-3"),
    ]  # fmt: skip


def test_questions_about_the_whole_sheet_are_matched_by_their_kind() -> None:
    whole = {"cell": "", "code": "period-missing"}
    some = figures(("visited_people", 5, "5"))
    assert outcomes(findings(whole), findings(whole), some, some)[0][0] == "remains"
    assert outcomes(findings(whole), findings(), some, some)[0][0] == "settled"


def test_what_was_not_asked_before_is_new_and_other_columns_are_kept() -> None:
    some = figures(("visited_people", 5, "5"))
    asked = findings({**ASKED}).assign(finding_id=7)
    result = settled(asked, findings({**ASKED, "code": "outlier"}), some, some)
    assert told(result.questions, "finding_id", "outcome", "how") == [(7, "settled", "same")]
    assert result.new["code"].tolist() == ["outlier"]


def test_outcomes_in_words() -> None:
    assert [outcome_words(o) for o in ("settled", "remains", "withdrawn")] == [
        "已解决", "仍未解决", "数字已撤去，须核实",
    ]  # fmt: skip


def test_a_corrected_form_from_end_to_end() -> None:
    spoilt = BODY.replace("1200 | 56.3", "三百多 | 56.3").replace("2    | 20   | 0.5", "2    | -3   | 0.5")
    mended = BODY.replace("68.8 | 5", "70 | 5")
    one, other = (sydata.normalize([("a.xlsx", xlsx(sheet(form(body))))]).batch for body in (spoilt, mended))
    asked, found = (
        pd.DataFrame(
            [{name: getattr(f, name) for name in FINDING} for f in batch.findings], columns=list(FINDING)
        )
        for batch in (one, other)
    )
    result = settled(asked, found, one.observations, other.observations)
    assert told(result.questions, "code", "cell", "outcome", "how") == [
        ("not-a-number", "C5", "settled", "unreadable-figure"),
        ("negative", "E7", "settled", "changed"),
        ("column-total-mismatch", "E8", "settled", "same"),
    ]
    assert told(result.new, "code", "cell") == [("row-total-mismatch", "I5"), ("column-total-mismatch", "I8")]
    assert told(changes(one.observations, other.observations), "category", "indicator", "kind", "effect") == [
        ("entitled", "visited_people", "unreadable-figure", 1200),
        ("entitled", "total_amount", "changed", 1_200_000),
        ("border", "cash_recipients", "changed", 23),
    ]
