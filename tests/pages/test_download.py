"""The page Download: what a person chooses there is what the files hold."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
import streamlit as st

from tests.pages.conftest import Open, words

PAGE = "pages/deliver/download.py"
Handed = dict[str, tuple[str, Callable[[], bytes]]]


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> Handed:
    """What the buttons of the last run hand out: key → file name, and the bytes made when asked for."""
    found: Handed = {}

    def button(_label: str, data: Any, file_name: str, *_rest: Any, key: str, **_more: Any) -> None:
        found[key] = file_name, data

    monkeypatch.setattr(st, "download_button", button)
    return found


def csv(handed: Handed) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(handed["export_csv"][1]()), dtype=str)


def test_whole_at_first_and_named_after_its_period(opened: Open, filled: str, handed: Handed) -> None:
    opened(filled, PAGE, period="2024-spring")
    rows = csv(handed)
    assert sorted(set(rows["填报单位"])) == ["万州区", "涪陵区"]
    assert set(rows["年份"]) == {"2024"}
    assert "2024年春节" in handed["export_csv"][0] and "部分" not in handed["export_csv"][0]


def test_all_periods_on_demand(opened: Open, filled: str, handed: Handed) -> None:
    opened(filled, PAGE, period="2024-spring").button_group(key="scope").set_value("全部期次").run()
    assert sorted(set(csv(handed)["年份"])) == ["2023", "2024"]


def test_only_the_units_chosen_in_data_and_in_original_files(
    opened: Open, filled: str, handed: Handed
) -> None:
    opened(filled, PAGE, period="2024-spring").multiselect(key="part_units").set_value(["500102"]).run()
    assert set(csv(handed)["填报单位"]) == {"涪陵区"}
    name, make = handed["export_originals"]
    inside = zipfile.ZipFile(io.BytesIO(make())).namelist()
    assert "部分" in name and inside == ["索引.csv", "原始文件/涪陵区2024.csv"]


def test_only_the_categories_and_indicators_chosen(opened: Open, filled: str, handed: Handed) -> None:
    at = opened(filled, PAGE, period="2024-spring")
    at.multiselect(key="part_categories").set_value(["garrison"]).run()
    at.multiselect(key="part_indicators").set_value(["visited_people"]).run()
    rows = csv(handed)
    assert len(rows) == 2 and rows["走访慰问人数（人）"].tolist() == ["40", "40"]
    assert not [name for name in rows.columns if "慰问金" in name]


def test_ids_instead_of_words_as_headings(opened: Open, filled: str, handed: Handed) -> None:
    opened(filled, PAGE, period="2024-spring").button_group(key="heads").set_value("ids").run()
    assert {"unit", "year", "festival", "category", "visited_people"} <= set(csv(handed).columns)


def test_a_range_of_periods_stands_in_the_address_and_in_the_files(
    opened: Open, filled: str, handed: Handed
) -> None:
    at = opened(filled, PAGE, period="2024-spring")
    at.button_group(key="scope").set_value("从…到…").run()
    assert at.query_params["periods"] == "2023-spring..2024-spring"
    assert sorted(set(csv(handed)["年份"])) == ["2023", "2024"]
    at.selectbox(key="period_-1").set_value("2023-spring").run()
    assert at.query_params["periods"] == "2023-spring..2023-spring"
    assert set(csv(handed)["年份"]) == {"2023"} and "2023年春节" in handed["export_csv"][0]


def test_any_periods_can_be_picked_and_none_hands_out_nothing(
    opened: Open, filled: str, handed: Handed
) -> None:
    at = opened(filled, PAGE, period="2024-spring")
    at.button_group(key="scope").set_value("选择若干期").run()
    at.multiselect(key="periods").set_value(["2023-spring"]).run()
    assert at.query_params["periods"] == "2023-spring" and set(csv(handed)["年份"]) == {"2023"}
    handed.clear()
    at.multiselect(key="periods").set_value([]).run()
    assert at.query_params["periods"] == "none" and not handed
    assert "请选择" in words(at)
    at.multiselect(key="periods").set_value(["2023-spring", "2024-spring"]).run()
    assert "2023年春节至2024年春节" in handed["export_csv"][0]


def test_an_address_opens_the_same_choice_and_what_it_gets_wrong_is_named(
    opened: Open, filled: str, handed: Handed
) -> None:
    asked = {"periods": "2023-spring,2024-spring,1066-spring", "units": "500101,mars", "heads": "ids"}
    at = opened(filled, PAGE, period="2024-spring", **asked)
    rows = csv(handed)
    assert sorted(set(rows["year"])) == ["2023", "2024"] and set(rows["unit"]) == {"万州区"}
    assert "periods=1066-spring" in words(at) and "units=mars" in words(at)
    assert at.query_params["periods"] == "2023-spring,2024-spring" and at.query_params["units"] == "500101"
