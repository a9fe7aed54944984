"""One clerk's morning in a real browser: hand in, save, look, change the period, download, compare."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from sydata.release import VERSION
from tests.journeys.server import CHROMIUM, FLAGS, serving, settle
from tests.pages.conftest import SHEETS

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("journey") / "store.sqlite") as url:
        yield url


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1440, "height": 1000}, locale="zh-CN")
    yield context.new_page()
    context.close()


def test_from_the_files_to_the_workbook(address: str, tab: Page, tmp_path: Path) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    hand_in(tab, address, tmp_path)
    tab.get_by_role("link", name="去总览").click()
    tab.locator(".js-plotly-plot").first.wait_for()
    settle(tab)
    assert "270" in tab.locator(".sy-figures").inner_text()
    choose_period(tab, "2023年春节")
    assert "period=2023-spring" in tab.url
    assert "145" in tab.locator(".sy-figures").inner_text()
    assert workbook_people(download(tab, tmp_path)) == [100, 40, 5]
    assert [url for url in asked if not re.match(rf"({re.escape(address)}|data:|blob:)", url)] == []


def hand_in(tab: Page, address: str, directory: Path) -> None:
    """Upload three files as a clerk has them, and save them."""
    for name, content in SHEETS:
        (directory / name).write_bytes(content)
    tab.goto(f"{address}/submit")
    tab.locator("input[type=file]").first.set_input_files([directory / name for name, _content in SHEETS])
    tab.get_by_role("button", name="保存 3 张报表").click()
    tab.get_by_text("3 张报表已计入").wait_for()
    settle(tab)


def choose_period(tab: Page, name: str) -> None:
    tab.locator(
        ".st-key-choose_period [role=combobox], .st-key-choose_period [data-baseweb=select]"
    ).first.click()
    tab.get_by_role("option", name=name).click()
    tab.locator(".sy-kicker", has_text=name).wait_for()
    settle(tab)


def download(tab: Page, directory: Path) -> Path:
    tab.get_by_role("link", name="下载").click()
    settle(tab)
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name="下载 .xlsx").click()
    target = directory / waiting.value.suggested_filename
    waiting.value.save_as(target)
    return target


def workbook_people(path: Path) -> list[int]:
    """The people visited, row by row, from the first sheet that has such a column."""
    for sheet in openpyxl.load_workbook(path, data_only=True):
        rows = list(sheet.iter_rows(values_only=True))
        for at, row in enumerate(rows):
            column = next((i for i, cell in enumerate(row) if cell and "走访慰问人数" in str(cell)), None)
            if column is not None:
                return [row[column] for row in rows[at + 1 :] if isinstance(row[column], int)]
    raise AssertionError(f"{path.name}: no column 走访慰问人数")


def test_a_deep_link_opens_its_page_without_an_english_dialog(address: str, tab: Page) -> None:
    tab.goto(f"{address}/quality?period=2024-spring")
    tab.locator(".sy-head, .sy-state").first.wait_for()
    settle(tab)
    assert tab.get_by_text("Page not found").count() == 0


def test_no_english_stands_on_the_submit_page(address: str, tab: Page) -> None:
    tab.goto(f"{address}/submit")
    tab.locator(".sy-head").wait_for()
    settle(tab)
    icons = "[data-testid=stIconMaterial] { display: none }"  # a picture's name is no word that anybody sees
    tab.add_style_tag(content=icons)
    shown = tab.locator("[data-testid=stMain]").inner_text()
    assert set(re.findall(r"[A-Za-z]{3,}", shown)) <= {"Excel", "WPS", "Word"}


def test_a_phone_shows_one_column_and_cuts_nothing(address: str, chromium: Browser) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    tab = context.new_page()
    tab.goto(address)
    tab.locator(".sy-head, .sy-state").first.wait_for()
    settle(tab)
    main = tab.locator("[data-testid=stMain]")
    wide, seen = main.evaluate("main => [main.scrollWidth, main.clientWidth]")
    context.close()
    assert wide <= seen


def test_the_health_address_answers(address: str) -> None:
    with urllib.request.urlopen(f"{address}/health") as answer:
        told = json.load(answer)
    assert (told["status"], told["version"]) == ("ok", VERSION)
    assert isinstance(told["revision"], int)
