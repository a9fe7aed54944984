from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

import sydata
from sydata.store import returns
from sydata.store.database import open_store
from tests.pages.conftest import Open, sheet, unlinked, words
from tests.stores import store_address

SPRING = {"period": "2024-spring"}
PAGE = "pages/collect/reconcile.py"
HEAD = "填报单位,项目,走访慰问人数（人）,发放慰问金金额（万元）,慰问金发放人数（人）\n"
CATEGORIES = ("重点优抚对象、困难退役军人等优抚对象", "驻地部队基层官兵", "边海防官兵")


def rollup(*rows: tuple[str, int, str], total: int) -> tuple[str, bytes]:
    """A roll-up of the spring of 2024: unit, people visited and money of the first category; the rest as `sheet`."""
    lines = ["2024年新年春节期间双拥活动情况汇总表", HEAD.strip()]
    for unit, people, cash in rows:
        figures = ((people, cash, people), (40, "2.00", 40), (5, "0.50", 5))
        lines += [f"{unit},{name},{v},{c},{r}" for name, (v, c, r) in zip(CATEGORIES, figures, strict=True)]
    return "全市汇总表.csv", "\n".join([*lines, f"总计,,{total},,"]).encode()


@pytest.fixture
def kept(tmp_path: Path) -> str:
    """A store with a roll-up: digits of 万州区 (people, recipients) changed places, money of 涪陵区 in yuan."""
    own = [sheet("万州区", 2024, 127, "11.00"), sheet("涪陵区", 2024, 60, "6.00")]
    rolled = rollup(("万州区", 172, "11.00"), ("涪陵区", 60, "60000.00"), ("渝中区", 30, "3.00"), total=397)
    url = store_address(tmp_path / "kept.sqlite")
    engine = open_store(url)
    returns.save(engine, sydata.normalize([*own, rolled]).batch, datetime(2024, 3, 1, 9), "test")
    engine.dispose()
    return url


def test_each_difference_is_named_with_both_cells_and_what_explains_it(opened: Open, kept: str) -> None:
    app = opened(kept, PAGE, **SPRING)
    assert not app.exception
    said = unlinked(words(app))
    assert "cells=C4'" in words(app)  # each place leads to the sheet with the cell marked
    assert "相差最大的是涪陵区的优抚对象 · 发放慰问金金额：+59,994 万元" in said
    assert "汇总表与自报表有 3 处不符" in said
    assert "<td data-head='汇总表'>172<span class='sy-place'>全市汇总表.csv · C3</span></td>" in said
    assert "<td data-head='自报表'>127<span class='sy-place'>万州区2024.csv · C4</span></td>" in said
    assert "相邻两位数字颠倒。" in said
    assert "相差一万倍：元与万元混用。" in said


def test_the_total_of_a_roll_up_names_the_unit_behind_its_difference(opened: Open, kept: str) -> None:
    said = words(opened(kept, PAGE, **SPRING))
    assert "汇总表总计" in said
    assert "恰好由万州区的差异造成。" in said
    assert "另有 1 项随之不符" in said


def test_units_without_a_sheet_of_their_own_are_named(opened: Open, kept: str) -> None:
    assert "按汇总表计入的单位：渝中区（1 个）" in words(opened(kept, PAGE, **SPRING))


def test_without_a_roll_up_the_page_says_how_to_get_one(opened: Open, filled: str) -> None:
    app = opened(filled, PAGE, **SPRING)
    assert "本期没有汇总表" in words(app)
    assert "汇总表只用来逐格核对" in words(app)


def test_a_district_is_held_against_its_townships(opened: Open, empty: str) -> None:
    engine = open_store(empty)
    above = sydata.normalize([sheet("黔江区", 2024, 60, "6.00")]).batch
    below = sydata.normalize([sheet("濯水镇", 2024, 17, "1.00")], office="500114").batch
    for batch in (above, below):
        returns.save(engine, batch, datetime(2024, 3, 1, 9), "test")
    engine.dispose()
    for office in ("500000", "500114"):
        app = opened(empty, PAGE, office=office, **SPRING)
        assert not app.exception
        assert "黔江区：下级单位尚未报齐" in words(app)
        assert "下级已报 1/30 个单位" in words(app)


def test_english_is_complete(opened: Open, kept: str) -> None:
    said = words(opened(kept, PAGE, lang="en", **SPRING))
    assert "Roll-up and units differ in 3 places" in said
    assert "Two digits changed places." in said
