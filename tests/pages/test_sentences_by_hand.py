"""The sentences of charts against the store, asked in plain SQL and added up by hand; none of our analysis."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from sqlalchemy import text
from streamlit.testing.v1 import AppTest

import sydata
from sydata.sample import write
from sydata.store.database import open_store
from sydata.store.returns import save
from tests.pages.conftest import Open
from tests.stores import store_address

SQL = """
    SELECT r.id, COALESCE(o.unit_code, r.unit_code), COALESCE(o.unit, r.unit), COALESCE(o.year, r.year),
           COALESCE(o.festival, r.festival), o.category, o.indicator, o.value
    FROM observation o JOIN return_ r ON r.id = o.return_id
    WHERE r.office = '500000' AND r.state = 'current' AND o.status = 'counted' AND o.value IS NOT NULL
"""
SUSPECT = """
    SELECT f.return_id, f.category, f.indicator FROM finding f JOIN return_ r ON r.id = f.return_id
    WHERE f.code = 'measure-unit-suspect' AND r.state = 'current'
"""
MONEY = ("cash_amount", "goods_cost", "total_amount")
SHORT = {"entitled": "优抚对象", "garrison": "驻地部队官兵", "border": "边海防官兵"}
SPRING, ARMY = "spring", "army_day"
ZONES = (
    "500000-liangjiang",
    "500000-gaoxin",
    "500000-wansheng",
)  # that report beside the 38 districts and counties
Key = tuple[int, str, str, str, str]  # year, festival, unit's code, category, indicator


class Store:
    """Every figure in ones and 分, the total of each return and category worked out from its two parts."""

    def __init__(self, url: str) -> None:
        engine = open_store(url)
        with engine.connect() as connection:
            rows = [tuple(row) for row in connection.execute(text(SQL))]
            doubted = {tuple(row) for row in connection.execute(text(SUSPECT))}
        engine.dispose()
        self.names = {row[1]: row[2] for row in rows}
        self.figures: dict[Key, int] = defaultdict(int)
        self.doubted: set[Key] = set()
        parts: dict[tuple[int, str, int, str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for id, code, _unit, year, festival, category, indicator, value in rows:
            self.figures[year, festival, code, category, indicator] += value
            if indicator in MONEY:
                parts[id, code, year, festival, category][indicator] += value
            if (id, category, indicator) in doubted:
                self.doubted |= {(year, festival, code, category, of) for of in (indicator, "total")}
        for (_id, code, year, festival, category), money in parts.items():
            both = "cash_amount" in money and "goods_cost" in money
            alone = money.get("total_amount", money.get("cash_amount", money.get("goods_cost", 0)))
            whole = money["cash_amount"] + money["goods_cost"] if both else alone
            self.figures[year, festival, code, category, "total"] += whole

    def by_unit(self, year: int, festival: str, of: str = "total", category: str = "") -> dict[str, int]:
        """Unit's code → its sum, of the units with a figure."""
        found: dict[str, int] = defaultdict(int)
        for (y, f, code, c, id), value in self.figures.items():
            if (y, f, id) == (year, festival, of) and category in ("", c):
                found[code] += value
        return dict(found)

    def sum(self, year: int, festival: str, of: str = "total", category: str = "") -> int:
        return sum(self.by_unit(year, festival, of, category).values())

    def sure_sum(self, year: int, festival: str, of: str = "total") -> int:
        """The sum without the figures that may be in another unit of money."""
        keys = {key for key in self.figures if (key[0], key[1], key[4]) == (year, festival, of)}
        return sum(self.figures[key] for key in keys - self.doubted)

    def unit(self, code: str) -> str:
        return re.sub(r"（.*）", "", self.names[code])


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The example of nine years, with every defect it has."""
    folder = tmp_path_factory.mktemp("sample")
    write(folder)
    address = store_address(folder / "store.sqlite")
    engine = open_store(address)
    save(engine, sydata.normalize([folder / "returns"]).batch, datetime(2026, 9, 1, 9), "test")
    engine.dispose()
    return address


@pytest.fixture(scope="module")
def store(url: str) -> Store:
    return Store(url)


def said(app: AppTest) -> str:
    """The words of a page, without marks."""
    blocks = [block.proto.body for block in app.get("html") if "<style" not in block.proto.body]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", " ".join(blocks)))


# ---- numbers in words, by hand ----
def wan(fen: int) -> str:
    return f"{(Decimal(fen) / 1_000_000).quantize(Decimal('0.01'), ROUND_HALF_UP):,}"


def moved_wan(fen: int) -> str:
    return ("+" if fen > 0 else "−") + wan(abs(fen))


def percent(part: Fraction | int, whole: Fraction | int = 1) -> str:
    share = Fraction(part) / Fraction(whole) * 1000
    return f"{Decimal(int(share + Fraction(1, 2) if share >= 0 else share)) / 10:.1f}%"


def changed(now: int, before: int) -> str:
    """增长 3.4%, 下降 3.4%."""
    word = "增长" if now > before else "下降"
    return f"{word} {percent(abs(now - before), before)}"


def named(codes: Iterable[str], of: Store) -> str:
    return "、".join(of.unit(code) for code in codes)


def listed(code: str) -> bool:
    """Whether a unit is on the office's list: the districts and counties, and what counts as one."""
    return re.fullmatch(r"500[12]\d\d", code) is not None or code.removesuffix("-2025") in ZONES


# ---- the pages ----
def test_overview_its_headline_and_the_share_of_each_category(opened: Open, url: str, store: Store) -> None:
    page = said(opened(url, period="2024-spring"))
    now, before = store.by_unit(2024, SPRING), store.by_unit(2023, SPRING)
    both = now.keys() & before.keys()
    alike = [sum(of[code] for code in both) for of in (now, before)]
    assert f"共走访慰问 {store.sum(2024, SPRING, 'visited_people'):,} 人" in page
    assert (
        f"合计投入 {wan(sum(now.values()))} 万元，比2023年春节{changed(sum(now.values()), sum(before.values()))}，"
        f"可比口径（{len(both)} 个单位，占本期 {percent(alike[0], sum(now.values()))}）{changed(*alike)}"
        in page
    )
    for id, name in SHORT.items():
        shares = [
            Fraction(store.sum(year, SPRING, category=id), store.sum(year, SPRING)) for year in (2024, 2023)
        ]
        points = percent(abs(shares[0] - shares[1]))[:-1]
        sign = "+" if shares[0] > shares[1] else "−"
        assert f"{name} {percent(shares[0])} ({sign}{points})" in page


def test_overview_who_has_reported(opened: Open, url: str, store: Store) -> None:
    page = said(opened(url, period="2024-spring"))
    there = {code for y, f, code, _c, _i in store.figures if (y, f) == (2024, SPRING)}
    asked = {code for y, _f, code, _c, _i in store.figures if y <= 2025 and listed(code)}
    there &= asked
    missing = sorted(asked - there)
    assert f"应报 {len(asked)} 个单位，已报 {len(there)} 个，报送率 {percent(len(there), len(asked))}" in page
    assert f"{len(missing)} 个单位未报送：{named(missing, store)}" in page


def test_categories_the_largest_and_what_it_is_without_figures_in_question(
    opened: Open, url: str, store: Store
) -> None:
    page = said(opened(url, "pages/explore/categories.py", period="2023-army_day"))
    sums = {id: [store.sum(year, ARMY, category=id) for year in (2023, 2022)] for id in SHORT}
    largest = max(sums, key=lambda id: sums[id][0])
    shares = [Fraction(sums[largest][at], store.sum(year, ARMY)) for at, year in enumerate((2023, 2022))]
    word = "提高" if shares[0] > shares[1] else "降低"
    points = percent(abs(shares[0] - shares[1]))[:-1]
    assert f"{SHORT[largest]}占合计投入的 {percent(shares[0])}，比上年{word} {points} 个百分点" in page
    sure = [store.sure_sum(year, ARMY) for year in (2023, 2022)]
    assert f"不计待核数值，合计投入 {wan(sure[0])} 万元，比2022年八一{changed(*sure)}" in page
    first = Fraction(store.sum(2018, ARMY, category=largest), store.sum(2018, ARMY))
    assert f"{SHORT[largest]}占比由 2018 年的 {percent(first)} 降至 {percent(shares[0])}" in page
    assert f"2023年八一{SHORT[largest]}合计投入 {wan(sums[largest][0])} 万元" in page


def test_year_over_year_in_all_and_like_for_like(opened: Open, url: str, store: Store) -> None:
    page = said(opened(url, "pages/explore/yoy.py", period="2022-spring"))
    now, before = store.by_unit(2022, SPRING), store.by_unit(2021, SPRING)
    both = sorted(now.keys() & before.keys())
    alike = [sum(of[code] for code in both) for of in (now, before)]
    whole = [sum(now.values()), sum(before.values())]
    assert (
        f"合计投入为 {wan(whole[0])} 万元，比2021年春节{changed(*whole)}，"
        f"可比口径（{len(both)} 个单位，占本期 {percent(alike[0], whole[0])}）{changed(*alike)}" in page
    )
    rest = whole[0] - whole[1] - (alike[0] - alike[1])
    assert (
        f"总计增加 {wan(whole[0] - whole[1])} 万元：两年都有数据的单位增加 {wan(alike[0] - alike[1])} 万元，"
        f"报送单位变化使其减少 {wan(-rest)} 万元" in page
    )
    assert f"{len(both)} 个单位两年都有数据，{len(now.keys() ^ before.keys())} 个只有一年" in page


def test_year_over_year_who_moved_the_total_and_whose_figure_moved_most(
    opened: Open, url: str, store: Store
) -> None:
    page = said(opened(url, "pages/explore/yoy.py", period="2022-spring"))
    now, before = store.by_unit(2022, SPRING), store.by_unit(2021, SPRING)
    by = {code: now.get(code, 0) - before.get(code, 0) for code in now.keys() | before.keys()}
    both = now.keys() & before.keys()
    up, down = max(both, key=by.__getitem__), min(both, key=by.__getitem__)
    alone = max(by.keys() - both, key=lambda code: abs(by[code]))
    assert (
        f"{store.unit(up)}增加最多（{moved_wan(by[up])} 万元），"
        f"{store.unit(down)}减少最多（{moved_wan(by[down])} 万元）；"
        f"{store.unit(alone)}本期无数据（{moved_wan(by[alone])} 万元）" in page
    )
    parts = {id: store.sum(2022, SPRING, category=id) - store.sum(2021, SPRING, category=id) for id in SHORT}
    most = max(parts, key=lambda id: abs(parts[id]))
    assert f"{SHORT[most]}增加 {wan(parts[most])} 万元，变动最大" in page
    rates = {code: Fraction(by[code], before[code]) for code in both if before[code]}
    top, last = max(rates, key=rates.__getitem__), min(rates, key=rates.__getitem__)
    assert (
        f"增幅最大：{store.unit(top)}（{changed(now[top], before[top])}）；"
        f"降幅最大：{store.unit(last)}（{changed(now[last], before[last])}）" in page
    )


def test_districts_who_did_most_and_the_middle(opened: Open, url: str, store: Store) -> None:
    page = said(opened(url, "pages/explore/districts.py", period="2021-army_day"))
    now, before = store.by_unit(2021, ARMY), store.by_unit(2020, ARMY)
    order = sorted(now, key=lambda code: -now[code])
    three = sum(now[code] for code in order[:3])
    assert f"合计投入最多的是{named(order[:3], store)}，共占 {percent(three, sum(now.values()))}" in page
    assert len(order) % 2 == 1
    middle = now[order[len(order) // 2]]
    assert (
        f"{store.unit(order[0])}最多，为 {wan(now[order[0]])} 万元；半数单位不低于 {wan(middle)} 万元" in page
    )
    both = now.keys() & before.keys()
    more, less = (sum(sign * (now[code] - before[code]) > 0 for code in both) for sign in (1, -1))
    assert f"两年都有数据的 {len(both)} 个单位中，{more} 个增加，{less} 个减少" in page


def test_trend_the_longest_rise_and_the_years_left_out(opened: Open, url: str, store: Store) -> None:
    page = said(opened(url, "pages/explore/trend.py", period="2025-spring"))
    sums = {year: store.sum(year, SPRING) for year in range(2018, 2027)}
    units = {year: len([*filter(listed, store.by_unit(year, SPRING))]) for year in sums}
    asked = {year: 39 if year >= 2026 else 41 for year in sums}
    thin = [year for year in sums if units[year] * 10 < asked[year] * 9]
    doubted = {key[0] for key in store.doubted if key[1] == SPRING}
    firm = [year for year in sums if year not in thin and year not in doubted]
    runs = [
        (first, last)
        for first in firm
        for last in firm
        if last > first
        and all(
            year in firm and year - 1 in firm and sums[year] > sums[year - 1]
            for year in range(first + 1, last + 1)
        )
    ]
    first, last = max(runs, key=lambda run: run[1] - run[0])
    assert f"2026年春节合计投入 {wan(sums[2026])} 万元" in page
    assert f"最长的连续增长是{first}–{last}年（{changed(sums[last], sums[first])}）" in page
    told = "、".join(f"{year}年仅 {units[year]}/{asked[year]} 个单位有数" for year in thin)
    assert f"{told}，未参加上述比较" in page


def test_trend_how_many_units_rose_and_fell(opened: Open, url: str, store: Store) -> None:
    page = said(opened(url, "pages/explore/trend.py", period="2025-army_day"))
    years = range(2018, 2027)
    ends = [store.by_unit(year, ARMY) for year in (years[0], years[-1])]
    doubted = {key[2] for key in store.doubted if key[1] == ARMY and key[0] in (years[0], years[-1])}
    both = (ends[0].keys() & ends[1].keys()) - doubted
    more, less = (sum(sign * (ends[1][code] - ends[0][code]) > 0 for code in both) for sign in (1, -1))
    assert f"{years[0]}年和{years[-1]}年可比的 {len(both)} 个单位中，{more} 个增加，{less} 个减少" in page


def test_explore_the_last_year_the_largest_and_the_cells_without_a_figure(
    opened: Open, url: str, store: Store
) -> None:
    view = {"rows": "unit", "cols": "year", "ind": "visited_people", "period": "2024-spring"}
    page = said(opened(url, "pages/explore/explore.py", **view))
    every = {year: store.by_unit(year, SPRING, "visited_people") for year in range(2018, 2027)}
    now, before = every[2026], every[2025]
    sums = sum(now.values()), sum(before.values())
    assert (
        f"2026年走访慰问人数 {sums[0]:,} 人，比上年{changed(*sums)}"
        f"（有数单位由 {len(before)} 个变为 {len(now)} 个，不完全可比）" in page
    )
    order = sorted(now, key=lambda code: -now[code])
    assert f"2026年最多的是{store.unit(order[0])}（{now[order[0]]:,}）" in page
    rows = {code for of in every.values() for code in of}
    cells = len(rows) * len(every)
    held = sum(len(of) for of in every.values())
    assert f"{cells} 格中 {cells - held} 格没有数据" in page


def test_explore_money_by_category_and_year(opened: Open, url: str, store: Store) -> None:
    view = {"rows": "category", "cols": "year", "ind": "cash_amount", "period": "2025-spring"}
    page = said(opened(url, "pages/explore/explore.py", **view))
    sums = [store.sum(year, SPRING, "cash_amount") for year in (2026, 2025)]
    assert f"2026年慰问金 {wan(sums[0])} 万元，比上年{changed(*sums)}" in page


def test_explore_of_several_measures_speaks_of_the_last_and_names_it_once(
    opened: Open, url: str, store: Store
) -> None:
    view = {
        "rows": "unit",
        "cols": "year,indicator",
        "ind": "visited_people,cash_amount",
        "period": "2025-spring",
    }
    page = said(opened(url, "pages/explore/explore.py", **view))
    now, before = (store.by_unit(year, SPRING, "cash_amount") for year in (2026, 2025))
    assert (
        f"2026年慰问金 {wan(sum(now.values()))} 万元，比上年{changed(sum(now.values()), sum(before.values()))}"
        in page
    )
    top = max(now, key=now.__getitem__)
    assert f"2026年慰问金最多的是{store.unit(top)}（{wan(now[top])}）" in page
