from __future__ import annotations

from typing import Any

import pandas as pd

from sydata.model import OBSERVATION_COLUMNS
from sydata.wide import as_shown, wide


def drawn(*rows: dict[str, Any]) -> pd.DataFrame:
    usual = {
        "return_key": 0, "file": "a.xlsx", "sheet": "春节", "cell": "B5", "unit_code": "500101",
        "unit": "万州区",
        "year": 2024, "festival": "spring", "category": "entitled", "indicator": "visited_people", "value": 1,
        "text": "1", "status": "counted", "note": "",
    }  # fmt: skip
    frame = pd.DataFrame([usual | row for row in rows], columns=list(OBSERVATION_COLUMNS))
    return frame.astype({"value": "Int64", "year": "Int64"})


def test_only_counted_figures_of_a_known_unit_and_period_are_shown() -> None:
    frame = wide(
        drawn(
            {"value": 1},
            {"value": 2, "status": "excluded"},
            {"value": 3, "status": "proposed"},
            {"value": 4, "unit_code": ""},
            {"value": 5, "year": None},
            {"value": 6, "festival": ""},
        )
    )
    assert frame["visited_people"].tolist() == [1]


def test_rows_go_by_year_festival_unit_and_category() -> None:
    frame = wide(
        drawn(
            {"festival": "army_day"},
            {"unit_code": "500000-gaoxin", "unit": "高新区"},
            {"unit_code": "500230", "unit": "丰都县"},
            {"category": "border"},
            {"category": "unspecified"},
            {"category": "garrison"},
            {"category": "entitled"},
            {"year": 2023},
        )
    )
    assert frame[["year", "festival", "unit", "category"]].values.tolist() == [
        [2023, "spring", "万州区", "entitled"],
        [2024, "spring", "万州区", "entitled"],
        [2024, "spring", "万州区", "garrison"],
        [2024, "spring", "万州区", "border"],
        [2024, "spring", "万州区", "unspecified"],
        [2024, "spring", "丰都县", "entitled"],
        [2024, "spring", "高新区", "entitled"],
        [2024, "army_day", "万州区", "entitled"],
    ]


def test_an_official_order_of_units_comes_before_their_codes() -> None:
    units = [{"unit_code": code, "unit": code} for code in ("500101", "500102", "500000-gaoxin")]
    frame = wide(drawn(*units), order=("500000-gaoxin", "500102"))
    assert frame["unit_code"].tolist() == ["500000-gaoxin", "500102", "500101"]


def test_a_category_with_nothing_but_missing_values_stays_missing() -> None:
    frame = wide(drawn({"value": None}, {"value": None, "indicator": "cash_amount"}))
    assert len(frame) == 1
    assert frame["visited_people"].isna().all()
    assert frame["cash_amount"].isna().all()


def test_every_fen_of_a_large_amount_is_kept() -> None:
    frame = wide(drawn({"indicator": "total_amount", "value": 999_999_999_999_999}))
    assert frame["total_amount"].tolist() == [999999999.999999]


def test_several_sources_of_a_unit_are_named_together() -> None:
    frame = wide(drawn({}, {"file": "b.xlsx", "sheet": "", "category": "border"}))
    assert frame["source_file"].tolist() == ["a.xlsx; b.xlsx"] * 2
    assert frame["sheet"].tolist() == ["春节"] * 2


def test_reserve_indicators_follow_the_forms_and_names_of_officials_stay_out() -> None:
    frame = wide(drawn({"indicator": "letters"}, {"indicator": "lead_official", "value": None}))
    assert list(frame.columns[-4:]) == ["difficulties_solved", "letters", "source_file", "sheet"]
    assert len(frame.columns) == 16


def test_long_figures_are_shown_in_wan_and_in_ones() -> None:
    rows = drawn({"indicator": "cash_amount", "value": 56_300_001}, {"value": 12}, {"value": None})
    assert as_shown(rows)["value"].tolist() == [56.300001, 12.0, pd.NA]
