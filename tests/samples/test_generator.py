"""The generator: the same seed gives the same files, and the invented figures hang together."""

from __future__ import annotations

import hashlib
from pathlib import Path
from random import Random

import pytest

from sydata import sample
from sydata.catalog.offices import deadline, reporters
from sydata.sample import full
from sydata.sample.draft import make
from sydata.sample.expected import data_table
from sydata.sample.figures import invent
from sydata.sample.lines import lines
from sydata.sample.style import Style
from sydata.sample.variants import VARIANTS, variant

SEED = sample.SEED
WAN = 1_000_000


def prints(seasons: list[full.Season]) -> dict[str, str]:
    documents = [document for season in seasons for document in full.season_documents(season, SEED)]
    return {document.path: hashlib.sha256(document.content).hexdigest() for document in documents}


@pytest.fixture(scope="module")
def seasons() -> list[full.Season]:
    return full.seasons(SEED)


@pytest.fixture(scope="module")
def spring(seasons: list[full.Season]) -> full.Season:
    return next(season for season in seasons if season.id == "2024-spring")


def test_the_same_seed_gives_the_same_bytes(spring: full.Season) -> None:
    assert prints([spring]) == prints([spring])


def test_another_seed_gives_other_figures(tmp_path: Path) -> None:
    for seed in (1, 2):
        sample.write(tmp_path / str(seed), seed=seed, scale="small")
    first, second = ((tmp_path / str(seed) / "expected/data.csv").read_bytes() for seed in (1, 2))
    assert first != second


def test_nine_years_of_two_festivals_are_drawn(seasons: list[full.Season]) -> None:
    assert [season.id for season in seasons][:3] == ["2018-spring", "2018-army_day", "2019-spring"]
    assert len(seasons) == 18
    assert {(season.year, len(season.units)) for season in seasons if season.year >= 2025} == {
        (2025, 41),
        (2026, 39),
    }


def test_a_period_counts_everyone_but_the_missing_and_the_unusable(spring: full.Season) -> None:
    rows = data_table(full.season_documents(spring, SEED))
    absent = {"missing", "blank-return", "period-conflict"}
    wanted = {u.code for u in (*spring.units, *spring.guests) if spring.parts.get(u.code) not in absent}
    assert {row["unit_code"] for row in rows} == wanted
    assert {(row["year"], row["festival"]) for row in rows} == {("2024", "spring")}


def test_every_period_has_missing_and_late_units(seasons: list[full.Season]) -> None:
    assert all(1 <= len(season.playing("missing")) <= 4 for season in seasons)
    assert sum(len(season.late) for season in seasons) > 18


def test_no_two_files_of_the_sample_share_a_path(seasons: list[full.Season]) -> None:
    paths = [document.path for season in seasons[-2:] for document in full.season_documents(season, SEED)]
    assert len(paths) == len(set(paths))


@pytest.mark.parametrize("year", [2018, 2021, 2026])
def test_figures_of_a_row_are_plausible(year: int) -> None:
    for unit in reporters("500000", year):
        day = deadline("500000", year, "spring")
        assert day is not None
        said = invent(unit, year, "spring", day, SEED)
        for category in said.categories:
            if not said.get(category, "visited_people"):
                continue
            figures = {key: said.figures[category, key] or 0 for _, key in said.figures}
            assert figures["visited_people"] >= figures["cash_recipients"]
            assert figures["visited_people"] >= figures["goods_recipients"]
            assert figures["total_amount"] == figures["cash_amount"] + figures["goods_cost"]
            assert 200 <= figures["cash_amount"] / 100 / figures["cash_recipients"] <= 2200
            if figures["goods_cost"]:
                assert 20 <= figures["goods_cost"] / 100 / figures["goods_recipients"] <= 700


def test_the_new_district_continues_the_three_it_took_over() -> None:
    def visited(code: str, year: int) -> int:
        unit = next(u for u in reporters("500000", year) if u.code == code)
        day = deadline("500000", year, "spring")
        assert day is not None
        return invent(unit, year, "spring", day, SEED).figures["entitled", "visited_people"] or 0

    before = sum(visited(code, 2025) for code in ("500105", "500112", "500000-liangjiang"))
    assert 0.7 < visited("500000-liangjiang-2025", 2026) / before < 1.3


@pytest.mark.parametrize("name", VARIANTS)
def test_split_rows_add_up_to_the_category(name: str) -> None:
    unit = reporters("500000", 2024)[3]
    day = deadline("500000", 2024, "spring")
    assert day is not None
    said = invent(unit, 2024, "spring", day, SEED)
    parts = [line for line in lines(said, variant(name), Random(1)) if line.kind == "data"]
    for category in said.categories:
        visited = sum(line.values["visited_people"] or 0 for line in parts if line.category == category)
        assert visited == said.get(category, "visited_people")


def test_the_form_is_drawn_as_it_is_printed() -> None:
    unit = reporters("500000", 2024)[13]
    day = deadline("500000", 2024, "spring")
    assert day is not None
    page = make(invent(unit, 2024, "spring", day, SEED), Style()).page
    assert page.rows[1][0] == "2024年新年春节期间双拥活动情况统计表"
    assert page.rows[2][0] == f"填报单位（盖章）：{unit.name}双拥办"
    assert page.rows[4][:5] == ["项目", "带队领导", "走访慰问\n人数\n(人)", "发放慰问金情况", None]
    assert page.rows[5][3:5] == ["发放金额\n(万元)", "发放人数\n(人)"]
    assert [row[0] for row in page.rows[6:]] == [
        "重点优抚对象、\n困难退役军人\n等优抚对象",
        "驻地部队\n基层官兵",
        "边海防官兵",
        "总 计",
    ]
