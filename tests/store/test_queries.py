from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.exc import NoResultFound

from sydata.catalog.festivals import period
from sydata.model import OBSERVATION_COLUMNS, Finding
from sydata.store import queries
from sydata.store.database import open_store
from sydata.store.returns import save
from tests.store.drawn import OFFICE, Sheet, batch
from tests.stores import store_address

NOW = datetime(2024, 2, 19, 10, 0)


def test_data_shows_money_in_wan_and_keeps_missing_apart_from_zero(engine: Engine) -> None:
    figures = [
        ("entitled", "cash_amount", 56_300_001),
        ("entitled", "visited_people", 0),
        ("garrison", "cash_amount", None),
        ("garrison", "letters", 7),
    ]
    save(engine, batch(Sheet("万州.xlsx", figures)), NOW, "甲")
    frame = queries.data(engine, OFFICE)
    assert frame["category"].tolist() == ["entitled", "garrison"]
    assert frame["cash_amount"].tolist() == [56.300001, pd.NA]
    assert frame["visited_people"].tolist() == [0, pd.NA]
    assert frame["letters"].tolist() == [pd.NA, 7]
    assert str(frame["cash_amount"].dtype) == "Float64"
    assert str(frame["letters"].dtype) == "Int64"
    assert frame[["year", "unit", "source_file", "sheet"]].values.tolist() == [
        [2024, "万州区", "万州.xlsx", "Sheet1"],
        [2024, "万州区", "万州.xlsx", "Sheet1"],
    ]


def test_rows_of_one_category_are_added_within_a_return(engine: Engine) -> None:
    figures = [("entitled", "visited_people", 3), ("entitled", "visited_people", 4)]
    save(engine, batch(Sheet("万州.xlsx", figures)), NOW, "甲")
    assert queries.facts(engine, OFFICE)["value"].tolist() == [7]
    assert len(queries.observations(engine, OFFICE)) == 2


def test_data_of_an_empty_store_has_the_forms_columns(engine: Engine) -> None:
    frame = queries.data(engine, OFFICE)
    assert frame.empty
    assert list(frame.columns) == [
        "year", "festival", "unit_code", "unit", "category", "visited_people", "cash_amount",
        "cash_recipients", "goods_cost", "goods_count", "goods_recipients", "total_amount",
        "difficulties_solved", "source_file", "sheet",
    ]  # fmt: skip


def test_last_years_column_keeps_its_own_period_and_is_not_counted(engine: Engine) -> None:
    last = {"year": 2023, "status": "excluded", "note": "last-year", "value": 5}
    save(engine, batch(Sheet("万州.xlsx", [("entitled", "cash_amount", 9)], extra=[last])), NOW, "甲")
    seen = queries.observations(engine, OFFICE, year=2024, festival="spring")
    assert list(seen.columns) == [*OBSERVATION_COLUMNS, "return_id", "state", "file_id"]
    assert seen[["year", "value", "status"]].values.tolist() == [[2024, 9, "counted"], [2023, 5, "excluded"]]
    assert queries.facts(engine, OFFICE)["value"].tolist() == [9]


def test_a_period_narrows_data_findings_and_observations(engine: Engine) -> None:
    figures = [("entitled", "visited_people", 1)]
    notes = [
        Finding("outlier", f"{year}.xlsx", "Sheet1", year=year, festival="spring") for year in (2023, 2024)
    ]
    both = batch(Sheet("2023.xlsx", figures, year=2023), Sheet("2024.xlsx", figures), findings=notes)
    save(engine, both, NOW, "甲")
    assert queries.data(engine, OFFICE, 2023, "spring")["source_file"].tolist() == ["2023.xlsx"]
    assert queries.findings(engine, OFFICE, 2023, "spring")["file"].tolist() == ["2023.xlsx"]
    assert queries.observations(engine, OFFICE, 2023)["file"].tolist() == ["2023.xlsx"]
    assert queries.periods(engine, OFFICE) == [period(2024, "spring"), period(2023, "spring")]
    assert queries.data(engine, OFFICE, 2022).empty


def test_another_office_sees_nothing(engine: Engine) -> None:
    save(engine, batch(Sheet("万州.xlsx", [("entitled", "visited_people", 1)])), NOW, "甲")
    assert queries.returns(engine, "440700").empty
    assert queries.facts(engine, "440700").empty
    assert queries.findings(engine, "440700").empty
    assert queries.uploads(engine, "440700").empty


def test_a_return_tells_how_it_was_read_and_what_is_wrong_with_it(engine: Engine) -> None:
    notes = [
        Finding("negative", "万州.xlsx", "Sheet1", "C5", text="-3", params={"value": -3}),
        Finding("outlier", "万州.xlsx", "Sheet1", "C6"),
        Finding("hidden-content", "万州.xlsx", "Sheet1"),
    ]
    sheet = Sheet("万州.xlsx", [("entitled", "visited_people", 1)], fill_date=date(2024, 2, 18))
    save(engine, batch(sheet, findings=notes), NOW, "甲")
    row = queries.returns(engine, OFFICE).iloc[0]
    assert (row["errors"], row["warnings"], row["title"]) == (1, 1, "统计表")
    assert (row["fill_date"], row["received_at"]) == (pd.Timestamp(2024, 2, 18), pd.Timestamp(NOW))
    read = queries.reading(engine, int(row["return_id"]))
    assert read[["column", "header", "indicator"]].values.tolist() == [
        ["C", "走访慰问人数", "visited_people"]
    ]
    seen = queries.findings(engine, OFFICE)
    assert seen["severity"].tolist() == ["error", "warning", "info"]
    assert seen["params"].tolist()[0] == {"value": -3}


def test_an_unknown_file_is_not_made_up(engine: Engine) -> None:
    with pytest.raises(NoResultFound):
        queries.original(engine, 1)


figure = st.tuples(
    st.sampled_from(["entitled", "garrison", "border"]),
    st.sampled_from(["visited_people", "cash_amount", "letters"]),
    st.one_of(st.none(), st.integers(0, 10**15)),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(figure, min_size=1, max_size=8), min_size=1, max_size=4))
def test_facts_give_back_the_sums_of_what_was_saved(returns: list[list[tuple[str, str, int | None]]]) -> None:
    sheets = [Sheet(f"{n}.xlsx", figures, unit_code=f"50010{n}") for n, figures in enumerate(returns)]
    wanted: dict[tuple[str, str, str], int] = {}
    for sheet in sheets:
        for category, indicator, value in sheet.figures:
            if value is not None:
                key = (sheet.unit_code, category, indicator)
                wanted[key] = wanted.get(key, 0) + value
    with TemporaryDirectory() as directory:
        engine = open_store(store_address(Path(directory) / "store.sqlite"))
        save(engine, batch(*sheets), NOW, "甲")
        frame = queries.facts(engine, OFFICE)
        engine.dispose()
    keys = frame[["unit_code", "category", "indicator"]].itertuples(index=False, name=None)
    assert dict(zip(keys, frame["value"], strict=True)) == wanted


def test_a_figure_that_a_return_gives_in_two_rows_is_added_up_and_single_ones_stay(engine: Engine) -> None:
    twice = [
        ("entitled", "cash_amount", 7),
        ("entitled", "cash_amount", 2**53),
        ("entitled", "letters", None),
    ]
    once = [("garrison", "cash_amount", 0), ("entitled", "cash_amount", 5), ("garrison", "letters", None)]
    save(engine, batch(Sheet("万州.xlsx", once)), NOW, "甲")
    columns = ["category", "indicator", "value"]
    single = queries.facts(engine, OFFICE)[columns].values.tolist()
    assert single == [["entitled", "cash_amount", 5], ["garrison", "cash_amount", 0]]
    save(engine, batch(Sheet("涪陵.xlsx", twice, unit_code="500102", unit="涪陵区")), NOW, "甲")
    found = queries.facts(engine, OFFICE)[columns].values.tolist()
    assert found == [*single, ["entitled", "cash_amount", 2**53 + 7]]
