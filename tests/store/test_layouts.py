"""The layout of a unit's last return."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine

from sydata.model import ColumnReading
from sydata.store.layouts import Layout, earlier
from sydata.store.returns import save
from tests.store.drawn import OFFICE, Sheet, batch

NOW = datetime(2024, 2, 19, 10)
TEN = [("entitled", "visited_people", 10)]
COLUMNS = (ColumnReading("C", "走访慰问人数", "visited_people", "人"),)


def test_the_last_return_of_the_same_festival_before_that_year_is_found(engine: Engine) -> None:
    save(engine, batch(*(Sheet(f"{year}.csv", TEN, year=year) for year in (2021, 2023, 2024))), NOW, "甲")
    wanted = [("500101", year, "spring") for year in (2024, 2023, 2021)]
    assert earlier(engine, OFFICE, wanted) == {
        ("500101", 2024, "spring"): Layout(2023, COLUMNS),
        ("500101", 2023, "spring"): Layout(2021, COLUMNS),
    }


def test_other_festivals_units_and_offices_are_not_asked(engine: Engine) -> None:
    save(engine, batch(Sheet("a.csv", TEN, year=2023, festival="army_day")), NOW, "甲")
    assert earlier(engine, OFFICE, [("500101", 2024, "spring"), ("500102", 2024, "army_day")]) == {}
    assert earlier(engine, "440700", [("500101", 2024, "army_day")]) == {}


def test_what_waits_and_a_table_of_many_units_are_left_out(engine: Engine) -> None:
    waiting = Sheet("a.csv", TEN, year=2023, state="waiting")
    save(engine, batch(waiting, Sheet("汇总.csv", TEN, year=2022, rollup=True)), NOW, "甲")
    assert earlier(engine, OFFICE, [("500101", 2024, "spring")]) == {}
