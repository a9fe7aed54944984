"""What a person types from a picture is a sheet like any other: our own reader reads back every figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import sydata
from sydata.catalog.categories import CATEGORIES
from sydata.catalog.festivals import period
from sydata.catalog.indicators import INDICATORS, TEXT, form_indicators
from sydata.exports.transcript import Transcript, transcript_bytes

SPRING = period(2024, "spring")
FORM = [known.id for known in form_indicators()]


def typed(figures: dict[tuple[str, str], str], indicators: list[str], source: str = "照片.jpg") -> Transcript:
    return Transcript("黔江区", SPRING, source, "甲", date(2024, 2, 20), indicators, figures)


def read(given: Transcript) -> sydata.Result:
    return sydata.normalize([(given.name, transcript_bytes(given))])


def test_every_figure_is_read_back_as_it_was_typed() -> None:
    figures = {
        ("entitled", "visited_people"): "1200", ("entitled", "cash_amount"): "56.3",
        ("entitled", "cash_recipients"): "1100", ("garrison", "visited_people"): "0",
    }  # fmt: skip
    result = read(typed(figures, FORM))
    rows = result.data.set_index("category")
    assert result.findings[result.findings["severity"] != "info"].empty
    assert rows["unit"].tolist() == ["黔江区", "黔江区"]
    assert (rows.loc["entitled", "visited_people"], rows.loc["entitled", "cash_amount"]) == (1200, 56.3)
    assert rows.loc["garrison", "visited_people"] == 0
    assert rows.loc["garrison", ["cash_amount", "goods_cost"]].isna().all()


@pytest.mark.parametrize("on", [date(2024, 2, 20), date(2026, 11, 25)], ids=["in its season", "years later"])
def test_the_day_of_typing_does_not_question_the_period(on: date) -> None:
    result = read(replace(typed({("entitled", "visited_people"): "12"}, FORM), on=on))
    assert result.findings["code"].tolist() == []
    assert result.data[["year", "festival"]].values.tolist() == [[2024, "spring"]]


@pytest.mark.parametrize("id", [id for id, known in INDICATORS.items() if known.measure != TEXT])
def test_any_indicator_can_be_typed(id: str) -> None:
    result = read(typed({("entitled", id): "12"}, [id]))
    assert result.data[id].tolist() == [12]


@pytest.mark.parametrize("id", [id for id in CATEGORIES if id != "unspecified"])
def test_any_category_can_be_typed(id: str) -> None:
    result = read(typed({(id, "visited_people"): "12"}, FORM))
    assert result.data["category"].tolist() == [id]


def test_the_source_stands_at_the_foot_and_is_no_figure() -> None:
    given = typed({("entitled", "visited_people"): "12"}, FORM, "2024年2月19日电话，转述3人")
    assert "来源：2024年2月19日电话，转述3人" in transcript_bytes(given).decode("utf-8-sig")
    counted = read(given).observations.query("status == 'counted' and value.notna()")
    assert counted["value"].tolist() == [12]
