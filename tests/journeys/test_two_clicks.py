"""From a number of every page to the cell of the sheet as it was submitted, in two clicks, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect, sync_playwright

import sydata
from sydata.store.database import open_store
from sydata.store.returns import save
from tests.journeys.server import CHROMIUM, FLAGS, serving, settle
from tests.pages.conftest import SHEETS, sheet
from tests.stores import store_address

pytestmark = pytest.mark.browser
MORE = [sheet("涪陵区", 2023, 50, "6.00"), sheet("渝中区", 2024, 70, "8.00")]
SOURCES = ("details summary:has-text('数据来源')", ".sy-returns a")
CLICKS = {  # page → the two places that are clicked, the first one of each
    "": SOURCES,
    "categories": SOURCES,
    "yoy": SOURCES,
    "districts": SOURCES,
    "trend": SOURCES,
    "briefing": SOURCES,
    "explore": (".sy-pivot td a", ".st-key-card_cell a.sy-link"),
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    database = tmp_path_factory.mktemp("two-clicks") / "store.sqlite"
    engine = open_store(store_address(database))
    save(engine, sydata.normalize([*SHEETS, *MORE]).batch, datetime(2024, 3, 1, 9), "test")
    engine.dispose()
    with serving(database) as url:
        yield url


@pytest.fixture(scope="module")
def tab() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser.new_context(viewport={"width": 1440, "height": 1000}, locale="zh-CN").new_page()
        browser.close()


@pytest.mark.parametrize("name", CLICKS)
def test_two_clicks_lead_to_the_marked_cell_of_the_original(name: str, address: str, tab: Page) -> None:
    tab.goto(f"{address}/{name}?period=2024-spring")
    tab.locator(".sy-head").wait_for()
    settle(tab)
    for place in CLICKS[name]:
        tab.locator(place).first.click()
        settle(tab)
    expect(tab).to_have_url(re.compile("/register\\?"))
    expect(tab.locator(".st-key-card_original td.at").first).to_be_visible()


def test_a_row_of_the_register_leads_to_its_sheet_in_two_clicks(address: str, tab: Page) -> None:
    tab.goto(f"{address}/register?period=2024-spring")
    tab.locator(".sy-register a").first.click()
    tab.locator(".st-key-card_original summary").click()
    expect(tab.locator(".st-key-card_original .sy-sheet td").first).to_be_visible()


def test_a_question_stands_beside_its_marked_cell(address: str, tab: Page) -> None:
    tab.goto(f"{address}/quality?period=2024-spring")
    tab.locator(".sy-head").wait_for()
    settle(tab)
    expect(tab.locator(".sy-sheet td.at").first).to_contain_text("三百多")


def test_a_sign_of_the_progress_grid_leads_to_the_sheet_in_two_clicks(address: str, tab: Page) -> None:
    tab.goto(f"{address}/progress?period=2024-spring")
    tab.locator(".sy-grid td a").first.click()
    tab.locator(".st-key-card_original summary").click()
    expect(tab.locator(".st-key-card_original .sy-sheet td").first).to_be_visible()
