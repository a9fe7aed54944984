from __future__ import annotations

import pandas as pd
import pytest

from sydata.exports import EXPORTS, public, with_messages
from tests.exports.drawn import content

TROOP = {
    "unit_code": "500000-pap",
    "unit": "武警重庆市总队",
    "file": "武警总队2024.xlsx",
    "text": "武警重庆市总队 12",
}


def test_names_of_leading_officials_are_left_out() -> None:
    shown = public(content({}, {"indicator": "lead_official", "value": None, "text": "某某"}))
    assert shown.observations["indicator"].tolist() == ["visited_people"]


def test_troop_units_go_without_name_code_and_file_but_with_their_figures() -> None:
    shown = public(content({}, TROOP, findings=({"unit": "武警重庆市总队", "file": "武警总队2024.xlsx"},)))
    masked = shown.data.loc[shown.data["unit"] == "驻军单位"]
    assert masked["visited_people"].tolist() == [1200]
    assert masked[["unit_code", "source_file", "sheet"]].values.tolist() == [["troop-2", "驻军单位", ""]]
    for frame in (shown.data, shown.observations, shown.findings):
        assert "武警" not in frame.to_csv()
        assert "500000-pap" not in frame.to_csv()
    assert shown.data["unit"].tolist() == ["万州区", "驻军单位"]


def test_a_designation_in_any_words_is_masked() -> None:
    shown = public(content({"text": "慰问31638部队 12"}, findings=({"message": "六一〇六九部队重复。"},)))
    assert shown.observations["text"].tolist() == ["慰问驻军单位 12"]
    assert shown.findings["message"].tolist() == ["驻军单位重复。"]


def test_the_content_itself_stays_as_it_was() -> None:
    drawn = content(TROOP)
    public(drawn)
    assert drawn.data["unit"].tolist() == ["武警重庆市总队"]


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.id)
def test_every_export_is_discreet_unless_asked(export) -> None:
    drawn = content(TROOP, language="ids")
    assert export.make(drawn) != export.make(drawn, sensitive=True)


def test_stored_findings_get_their_sentence() -> None:
    stored = pd.DataFrame(
        [
            {
                "finding_id": 1, "severity": "info", "code": "duplicate", "file": "b.xlsx", "sheet": "春节",
                "cell": "", "unit_code": "500101", "unit": "万州区", "year": 2024, "festival": "spring",
                "category": "", "indicator": "", "text": "", "params": {"other": "a.xlsx"}, "return_id": 1,
                "file_id": 1, "state": "duplicate",
            }
        ]
    )  # fmt: skip
    shown = with_messages(stored, "zh")
    assert shown["message"].tolist() == ["与“a.xlsx”数据完全相同，只计一次。无需处理。"]
    assert "params" not in shown
