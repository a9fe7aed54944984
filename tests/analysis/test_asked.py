from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from sydata.analysis.asked import beside, question_id
from sydata.analysis.plausible import COLUMNS

STORED = (
    "finding_id", "severity", "code", "file", "sheet", "cell", "unit_code", "unit", "year", "festival", "category",
    "indicator", "text", "params", "return_id", "file_id", "state",
)  # fmt: skip


def stored(*rows: tuple[str, str, int, str, str]) -> pd.DataFrame:
    """Each: severity, code, return, category, indicator."""
    names = ("severity", "code", "return_id", "category", "indicator")
    empty = dict.fromkeys(STORED, "") | {"finding_id": 1, "file_id": 1, "year": 2024, "params": {}}
    drawn = [empty | dict(zip(names, row, strict=True)) for row in rows]
    types = dict.fromkeys(STORED, "str") | {"finding_id": "int64", "file_id": "int64", "params": "object"}
    types |= {"year": "Int64", "return_id": "Int64"}
    return pd.DataFrame(drawn, columns=list(STORED)).astype(types)


def question(code: str, category: str = "", indicator: str = "", **params: object) -> pd.DataFrame:
    row = (7, code, "500101", "万州区", 2024, "spring", category, indicator, params)
    return pd.DataFrame([row], columns=list(COLUMNS)).astype({"return_id": "Int64", "year": "Int64"})


def places(return_ids: Sequence[int]) -> pd.DataFrame:
    assert list(return_ids) == [7]
    sheet = {"return_id": 7, "file": "万州区.xlsx", "sheet": "Sheet1", "file_id": 3, "state": "current"}
    cells = [
        ("entitled", "cash_amount", "D6", "5.6"),
        ("entitled", "cash_amount", "D7", "3"),
        ("border", "meetings", "E9", ""),
    ]
    return pd.DataFrame(
        [{**sheet, "category": c, "indicator": i, "cell": a, "text": t} for c, i, a, t in cells]
    )


def test_a_question_leads_to_the_cells_its_figure_adds_up() -> None:
    found = beside(stored(), question("swing", "entitled", "cash_amount", value="8.6"), places)
    assert list(found.columns) == list(STORED)
    row = found.iloc[0]
    assert (row["severity"], row["file"], row["sheet"], row["file_id"]) == (
        "warning",
        "万州区.xlsx",
        "Sheet1",
        3,
    )
    assert (row["cell"], row["text"]) == ("D6、D7", "5.6、3")


def test_a_question_about_a_whole_return_names_its_sheet_and_no_cell() -> None:
    row = beside(stored(), question("same-as-other"), places).iloc[0]
    assert (row["file"], row["sheet"], row["cell"]) == ("万州区.xlsx", "Sheet1", "")


def test_nobody_is_asked_twice_about_one_figure() -> None:
    known = stored(("error", "measure-unit-suspect", 7, "entitled", "cash_amount"))
    assert len(beside(known, question("swing", "entitled", "cash_amount"), places)) == 1
    assert len(beside(known, question("swing", "border", "meetings"), places)) == 2
    mild = stored(("warning", "approximate-value", 7, "entitled", "cash_amount"))
    assert len(beside(mild, question("swing", "entitled", "cash_amount"), places)) == 2


def test_what_the_sheet_was_told_already_is_not_said_again() -> None:
    known = stored(("warning", "same-as-last-year", 7, "", ""))
    assert len(beside(known, question("same-as-last-year"), places)) == 1
    assert len(beside(known, question("same-as-other"), places)) == 2


def test_a_question_keeps_its_number_until_the_figure_changes() -> None:
    one, same, other = (
        question("swing", "entitled", "cash_amount", value=value).to_dict("records")[0]
        for value in ("8.6", "8.6", "9")
    )
    assert question_id(one) == question_id(same) < 0
    assert question_id(one) != question_id(other)


def test_stored_findings_come_first_and_unchanged() -> None:
    known = stored(("info", "duplicate", 5, "", ""))
    assert beside(known, question("swing")[:0], places).equals(known)
    assert beside(known, question("same-as-other"), places)["finding_id"].tolist()[0] == 1
