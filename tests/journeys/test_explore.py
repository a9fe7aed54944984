"""A view built by hand in a real browser, its link opened anew, and the way from a figure down to its return."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

import sydata
from sydata.store.database import open_store
from sydata.store.returns import save
from tests.journeys.server import CHROMIUM, FLAGS, serving, settle
from tests.pages.conftest import SHEETS, sheet
from tests.stores import store_address

pytestmark = pytest.mark.browser
MORE = [sheet("涪陵区", 2022, 50, "6.00"), sheet("万州区", 2022, 90, "9.00")]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    database = tmp_path_factory.mktemp("explore") / "store.sqlite"
    engine = open_store(store_address(database))
    save(engine, sydata.normalize([*SHEETS, *MORE]).batch, datetime(2024, 3, 1, 9), "test")
    engine.dispose()
    with serving(database) as url:
        yield url


@pytest.fixture
def tab() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser.new_context(viewport={"width": 1440, "height": 1000}, locale="zh-CN").new_page()
        browser.close()


def shown(tab: Page) -> str:
    return tab.locator(".sy-pivot").inner_text()


def choose(tab: Page, what: str, name: str, told: str) -> None:
    """Click a choice, and wait until the address tells it."""
    tab.locator(f".st-key-explore_{what}").get_by_text(name, exact=True).click()
    tab.wait_for_function("told => location.search.includes(told)", arg=told)
    settle(tab)


def test_a_view_is_built_sent_and_opened_again(address: str, tab: Page, tmp_path: Path) -> None:
    tab.goto(f"{address}/explore?period=2024-spring")
    tab.locator(".sy-pivot").wait_for()
    settle(tab)
    choose(tab, "rows", "对象类别", "rows=unit%2Ccategory")
    choose(tab, "rows", "填报单位", "rows=category")
    choose(tab, "indicators", "走访慰问人数", "visited_people")
    choose(tab, "indicators", "合计投入", "ind=visited_people")
    tab.locator(".sy-pivot", has_text="优抚对象").wait_for()
    link, table = tab.url, shown(tab)
    assert "rows=category" in link and "ind=visited_people" in link
    tab.get_by_text("把这个视图存为链接").click()
    settle(tab)
    copied = tab.locator(".st-key-explore_link textarea").input_value()
    again = tab.context.browser.new_context(locale="zh-CN").new_page()  # type: ignore[union-attr]
    again.goto(copied)
    again.locator(".sy-pivot", has_text="优抚对象").wait_for()
    settle(again)
    assert shown(again) == table
    assert picture_size(again, tmp_path) > 10_000


def picture_size(tab: Page, folder: Path) -> int:
    """Take the chart away as a picture; its size in bytes."""
    tab.locator(".st-key-card_answer .js-plotly-plot, .st-key-card_answer .sy-multiples").first.wait_for()
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name="下载图片").first.click()
    target = folder / waiting.value.suggested_filename
    waiting.value.save_as(target)
    assert target.read_bytes()[:4] == b"\x89PNG"
    return target.stat().st_size


def test_two_clicks_lead_from_a_figure_to_its_return(address: str, tab: Page) -> None:
    tab.goto(f"{address}/explore?period=2024-spring&rows=unit&cols=year&ind=visited_people")
    tab.locator(".sy-pivot a").first.wait_for()
    settle(tab)
    tab.locator(".sy-pivot tr", has_text="万州区").locator("a").last.click()
    tab.locator(".st-key-card_cell").wait_for()
    settle(tab)
    assert "万州区2024.csv" in tab.locator(".st-key-card_cell").inner_text()
    tab.locator(".st-key-card_cell a").first.click()
    tab.locator(".st-key-card_return").wait_for()
    assert "register" in tab.url and "return=" in tab.url


def test_a_phone_shows_both_pages_in_one_column(address: str, tab: Page) -> None:
    tab.set_viewport_size({"width": 390, "height": 844})
    for page in ("trend", "explore"):
        tab.goto(f"{address}/{page}?period=2024-spring")
        tab.locator(".sy-head").wait_for()
        settle(tab)
        wide, seen = tab.locator("[data-testid=stMain]").evaluate(
            "main => [main.scrollWidth, main.clientWidth]"
        )
        assert wide <= seen
        lefts = tab.locator(".sy-multiples figure").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().x)"
        )
        assert len({round(left) for left in lefts}) <= 1
