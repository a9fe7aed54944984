from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine

from sydata.store.places import COLUMNS, places
from sydata.store.returns import save
from tests.store.drawn import Sheet, batch


def test_every_counted_figure_has_its_place_and_a_return_without_figures_has_its_file(engine: Engine) -> None:
    sheets = [
        Sheet("万州区.xlsx", [("entitled", "visited_people", 5), ("border", "visited_people", 2)]),
        Sheet("涪陵区.xlsx", [], unit_code="500102", unit="涪陵区"),
    ]
    save(engine, batch(*sheets), datetime(2024, 3, 1), "甲")
    found = places(engine, [1, 2])
    assert list(found.columns) == list(COLUMNS)
    assert found[["return_id", "category", "file"]].to_numpy().tolist() == [
        [1, "entitled", "万州区.xlsx"], [1, "border", "万州区.xlsx"], [2, "", "涪陵区.xlsx"],
    ]  # fmt: skip


def test_no_returns_have_no_places(engine: Engine) -> None:
    assert list(places(engine, []).columns) == list(COLUMNS)
    assert places(engine, []).empty
