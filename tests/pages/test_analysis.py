"""The pages of analysis: what they say is what plain sums over the submitted sheets say."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

import pytest
from streamlit.testing.v1 import AppTest

import sydata
from sydata.store import returns
from sydata.store.database import open_store
from tests.pages.conftest import Open, sheet, words
from tests.stores import store_address

Given = dict[tuple[str, int], tuple[int, str]]  # (unit, year) → people and money of the first category
SPRING: Given = {
    ("万州区", 2023): (100, "10.00"),
    ("万州区", 2024): (120, "9.00"),
    ("涪陵区", 2023): (50, "4.00"),
    ("涪陵区", 2024): (60, "6.50"),
    ("渝中区", 2023): (70, "7.00"),
    ("南岸区", 2024): (30, "2.00"),
    ("江北区", 2024): (10, "1.00"),
    ("忠县", 2024): (40, "3.00"),
}
ARMY_DAY: Given = {
    ("万州区", 2023): (80, "8.00"),
    ("万州区", 2024): (90, "8.00"),
    ("涪陵区", 2024): (20, "1.00"),
}
REST = {
    "people": 45,
    "cash": Decimal("2.50"),
    "goods": Decimal("2.50"),
}  # of the fixed rows, and of goods in all
YOY, DISTRICTS, CATEGORIES = (f"pages/explore/{name}.py" for name in ("yoy", "districts", "categories"))


def army_day(unit: str, year: int, people: int, cash: str) -> tuple[str, bytes]:
    name, content = sheet(unit, year, people, cash)
    text = (
        content.decode().replace("新年春节期间", "“八一”期间").replace(f"{year}年2月10日", f"{year}年8月1日")
    )
    return f"八一{name}", text.encode()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = store_address(tmp_path_factory.mktemp("analysis") / "a.sqlite")
    files = [sheet(unit, year, *given) for (unit, year), given in SPRING.items()]
    files += [army_day(unit, year, *given) for (unit, year), given in ARMY_DAY.items()]
    engine = open_store(url)
    returns.save(engine, sydata.normalize(files).batch, datetime(2024, 8, 20, 9), "test")
    engine.dispose()
    return url


def spent(given: Given, year: int, *units: str) -> Decimal:
    """What units spent in a year in all, from the sheets as written."""
    here = [cash for (unit, at), (_, cash) in given.items() if at == year and (not units or unit in units)]
    return sum(map(Decimal, here), Decimal(0)) + len(here) * (REST["cash"] + REST["goods"])


def percent(now: Decimal, before: Decimal) -> str:
    step = (now - before) * 100 / before
    return f"{'增长' if step > 0 else '下降'} {abs(step).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def charts(app: AppTest) -> list[dict]:
    return [json.loads(chart.proto.spec)["data"][0] for chart in app.get("plotly_chart")]


def test_the_change_is_said_plain_and_like_for_like_with_its_cover(opened: Open, store: str) -> None:
    said = words(opened(store, YOY, period="2024-spring"))
    now, before = spent(SPRING, 2024), spent(SPRING, 2023)
    both = [spent(SPRING, year, "万州区", "涪陵区") for year in (2024, 2023)]
    cover = (both[0] * 100 / now).quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert f"合计投入为 {now} 万元，比2023年春节{percent(now, before)}" in said
    assert f"可比口径（2 个单位，占本期 {cover}%）{percent(*both)}" in said


def test_three_cards_divide_the_same_change(opened: Open, store: str) -> None:
    app = opened(store, YOY, period="2024-spring")
    units, steps, categories = (sum(chart["x"]) for chart in charts(app)[:3])
    changed = float(spent(SPRING, 2024) - spent(SPRING, 2023))
    assert [round(each, 6) for each in (units, steps, categories)] == [changed] * 3
    alike = spent(SPRING, 2024, "万州区", "涪陵区") - spent(SPRING, 2023, "万州区", "涪陵区")
    said = f"总计增加 {changed:.2f} 万元：两年都有数据的单位增加 {alike} 万元，报送单位变化使其增加"
    assert f"{said} {Decimal(str(changed)) - alike:.2f} 万元" in words(app)


def test_both_festivals_together_are_a_choice_and_say_so(opened: Open, store: str) -> None:
    app = opened(store, YOY, period="2024-spring")
    app.get("button_group")[0].set_value("2024年春节+八一").run()
    said = words(app)
    now, before = (spent(SPRING, year) + spent(ARMY_DAY, year) for year in (2024, 2023))
    assert f"合计投入为 {now} 万元，比2023年春节+八一{percent(now, before)}" in said
    assert "两次都慰问的人员计两次" in said
    both = [spent(SPRING, year, "万州区") + spent(ARMY_DAY, year, "万州区") for year in (2024, 2023)]
    assert (
        f"可比口径（1 个单位，占本期 {(both[0] * 100 / now).quantize(Decimal('0.1'), ROUND_HALF_UP)}%）"
        in said
    )
    assert "只报一个节日的单位" in json.dumps(charts(app), ensure_ascii=False)


@pytest.mark.parametrize("path", [YOY, DISTRICTS, CATEGORIES])
def test_a_derived_figure_can_be_chosen_wherever_a_measure_can(opened: Open, store: str, path: str) -> None:
    app = opened(store, path, period="2024-spring", measure="spent_per_person")
    assert not app.exception
    assert "人均投入" in words(app)
    assert [box for box in app.get("button_group") if box.key == "choose_indicator"][
        0
    ].value == "spent_per_person"


def test_a_ratio_of_sums_is_what_the_sheets_give(opened: Open, store: str) -> None:
    said = words(opened(store, YOY, period="2024-spring", measure="spent_per_person"))
    people = [sum(p for (_, at), (p, _c) in SPRING.items() if at == year) for year in (2024, 2023)]
    units = [sum(at == year for _, at in SPRING) for year in (2024, 2023)]
    whole = [p + n * REST["people"] for p, n in zip(people, units, strict=True)]
    yuan = [spent(SPRING, year) * 10_000 / n for year, n in zip((2024, 2023), whole, strict=True)]
    assert (
        f"人均投入为 {yuan[0].quantize(Decimal('0.01'), ROUND_HALF_UP):,} 元/人，比2023年春节{percent(*yuan)}"
        in said
    )


def test_one_district_stands_beside_its_peers_with_its_returns(opened: Open, store: str) -> None:
    app = opened(store, DISTRICTS, period="2024-spring", unit="500101")
    said = words(app)
    others = sorted(spent(SPRING, 2024, unit) for unit in ("涪陵区", "南岸区", "江北区"))
    assert app.selectbox(key="choose_unit").value == "500101"
    own = spent(SPRING, 2024, "万州区")
    # three districts are too few, so that the county is among the peers
    peers = sorted([*others, spent(SPRING, 2024, "忠县")])
    middle = (peers[1] + peers[2]) / 2
    assert f"万州区2024年春节合计投入 {own} 万元，高于其他 4 个" in said
    assert f"的中位数 {middle.quantize(Decimal('0.01'), ROUND_HALF_UP)} 万元" in said
    assert "万州区的 4 张报表" in said
    assert "return=" in said


def test_a_unit_chosen_in_the_address_must_exist(opened: Open, store: str) -> None:
    app = opened(store, DISTRICTS, period="2024-spring", unit="<script>", measure="nonsense")
    assert not app.exception
    assert app.selectbox(key="choose_unit").value == "500101"
    assert "nonsense" not in words(app)


def test_the_figures_of_the_overview_lead_to_what_they_are_made_of(opened: Open, store: str) -> None:
    said = words(opened(store, period="2024-spring"))
    assert "href='districts?office=500000&amp;period=2024-spring&amp;lang=zh&amp;measure=cash_amount'" in said


def test_the_first_year_says_that_nothing_comes_before_it_and_draws_no_change(
    opened: Open, filled: str
) -> None:
    first = opened(filled, "pages/explore/yoy.py", period="2023-spring")
    assert "2022年春节" in words(first)
    assert "总计增加" not in words(first)
    assert not first.get("plotly_chart")
