"""The meeting room: a screen a finding, moved by keys; and the way from a figure to its sheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

import sydata
from sydata.store.database import open_store
from sydata.store.returns import save
from tests.journeys.server import CHROMIUM, FLAGS, serving, settle
from tests.pages.conftest import sheet
from tests.stores import store_address

pytestmark = pytest.mark.browser
PERIOD = "period=2024-spring"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    database = tmp_path_factory.mktemp("briefing") / "store.sqlite"
    engine = open_store(store_address(database))
    units = ("万州区", "涪陵区", "渝中区", "大渡口区")
    sheets = [
        sheet(unit, y, 80 + 7 * n, f"{9 + n + y % 3}.00")
        for y in (2023, 2024)
        for n, unit in enumerate(units)
    ]
    save(engine, sydata.normalize(sheets).batch, datetime(2024, 3, 1, 9), "test")
    engine.dispose()
    with serving(Path(database)) as url:
        yield url


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN")
        browser.close()


def test_keys_move_the_screens_and_escape_leaves(page: Page, address: str) -> None:
    page.goto(f"{address}/present?{PERIOD}")
    settle(page)
    title = page.locator(".sy-slide h1")
    expect(title).to_have_text("重庆市2024年春节期间双拥活动情况简报")
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(page.locator(".st-key-slide_out button")).to_be_visible()  # the keys are heard from now on
    for key, number in (("ArrowRight", "1"), (" ", "2"), ("ArrowLeft", "1")):
        page.keyboard.press(key)
        expect(title.locator("b")).to_have_text(number)
        settle(page)
    assert "slide=1" in page.url
    height = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight")
    assert height <= 900, "a screen shows all of its message without scrolling"
    page.keyboard.press("Escape")
    expect(page.locator(".sy-head h1")).to_have_text("本期有哪些情况值得关注？")
    assert "slide" not in page.url


def test_a_figure_leads_to_its_cells_and_the_return(page: Page, address: str) -> None:
    page.goto(f"{address}/briefing?{PERIOD}")
    settle(page)
    card = page.locator(".st-key-card_finding_0")
    card.get_by_text("数据来源").click()
    settle(page)
    expect(card.locator(".sy-table td", has_text="D4").first).to_be_visible()
    card.locator(".sy-returns a").first.click()
    settle(page)
    assert "/register" in page.url
    assert "return=" in page.url
