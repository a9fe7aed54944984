from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

import sydata
from sydata.store import returns
from sydata.store.database import open_store
from tests.pages.conftest import Open, sheet, words
from tests.stores import store_address

PAGE = "pages/collect/quality.py"


@pytest.fixture
def grown(tmp_path: Path) -> str:
    """A store with four springs of one district, each sent by itself; the last has a zero too many."""
    url = store_address(tmp_path / "grown.sqlite")
    engine = open_store(url)
    for year, people, cash in (
        (2021, 110, "10.00"),
        (2022, 120, "11.00"),
        (2023, 118, "10.50"),
        (2024, 121, "109.00"),
    ):
        batch = sydata.normalize([sheet("万州区", year, people, cash)]).batch
        returns.save(engine, batch, datetime(year, 3, 1, 9), "test")
    engine.dispose()
    return url


def test_what_the_past_makes_look_wrong_stands_with_the_other_findings_and_at_its_cell(
    opened: Open, grown: str
) -> None:
    app = opened(grown, PAGE, period="2024-spring")
    assert not app.exception
    said = words(app)
    assert "提醒 1 项" in said
    assert (
        "优抚对象的发放慰问金金额为 109 万元；往年同期通常为 10.5（前 3 期，10 至 11），约为其 10 倍。"
        in said
    )
    assert "万州区2024.csv · D4" in said


def test_earlier_periods_are_not_judged_by_later_ones(opened: Open, grown: str) -> None:
    assert "较往年波动大" not in words(opened(grown, PAGE, period="2023-spring"))


def test_it_is_said_in_english_too(opened: Open, grown: str) -> None:
    said = words(opened(grown, PAGE, lang="en", period="2024-spring"))
    assert "Entitled persons, Consolation money: 109 wan yuan." in said
    assert "10 times as much." in said
