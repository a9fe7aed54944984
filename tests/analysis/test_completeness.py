from __future__ import annotations

import pandas as pd

from sydata.analysis.completeness import blanks, cells, completeness, filled

USUAL = {
    "unit_code": "500101", "unit": "万州区", "category": "entitled", "indicator": "visited_people", "value": 12,
    "text": "12", "status": "counted", "file": "a.xlsx", "sheet": "春节", "cell": "C5",
}  # fmt: skip
ZERO, BLANK, BAD = (
    {"value": 0, "text": "无"},
    {"value": None, "text": " \u3000"},
    {"value": None, "text": "三百多"},
)


def drawn(*rows: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame([USUAL | row for row in rows], columns=list(USUAL)).astype({"value": "Int64"})


def test_number_zero_blank_and_unreadable_are_four_things() -> None:
    seen = cells(drawn({}, ZERO, BLANK, BAD))
    assert seen["content"].tolist() == ["number", "zero", "blank", "unreadable"]
    assert filled(seen) == (2, 4)


def test_a_blank_that_the_sheet_declares_zero_is_a_zero() -> None:
    assert cells(drawn({"value": 0, "text": ""}))["content"].tolist() == ["zero"]


def test_only_figures_that_count_and_are_numbers_are_cells() -> None:
    frame = drawn(
        {"status": "excluded"},
        {"status": "proposed"},
        {"indicator": "lead_official"},
        {"unit_code": ""},
        BLANK,
    )
    assert len(cells(frame)) == 1


def test_units_by_indicators_with_what_needs_a_word_first() -> None:
    frame = cells(
        drawn(
            {}, ZERO, BLANK, {"indicator": "cash_amount"} | ZERO, {"unit_code": "2", "unit": "涪陵区"} | BAD
        )
    )
    assert completeness(frame).values.tolist() == [
        ["500101", "万州区", "visited_people", 0, 1, 1, 1, "blank"],
        ["500101", "万州区", "cash_amount", 0, 0, 0, 1, "zero"],
        ["2", "涪陵区", "visited_people", 1, 0, 0, 0, "unreadable"],
    ]


def test_blank_cells_lead_to_their_place() -> None:
    (row,) = blanks(cells(drawn({}, BLANK | {"cell": "C6"}))).to_dict("records")
    assert (row["file"], row["sheet"], row["cell"], row["category"]) == ("a.xlsx", "春节", "C6", "entitled")


def test_nothing_gives_empty_frames() -> None:
    seen = cells(drawn())
    assert completeness(seen).empty
    assert filled(seen) == (0, 0)
