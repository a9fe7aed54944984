"""Long work is stopped by its button, and goes on where it was: nothing is lost, nothing is there twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from sydata.sample.draft import make
from sydata.sample.style import Style
from sydata.sample.writers import WRITERS
from sydata.store import queries
from sydata.store.database import open_store
from tests.journeys import fortnight
from tests.journeys.server import CHROMIUM, FLAGS, serving, settle
from tests.stores import store_address

pytestmark = pytest.mark.browser
FILES = 240  # more than are read in the time that a click takes


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite"


@pytest.fixture
def tab(store: Path) -> Iterator[Page]:
    with serving(store) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_context(locale="zh-CN", base_url=url).new_page()
        yield page
        browser.close()


def files() -> list[dict[str, object]]:
    """One Word file under many names."""
    draft = make(fortnight.said(fortnight.units()[0]), Style(), "docx", 7)
    content = WRITERS["docx"]([draft.page])
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return [{"name": f"{n:03d}.docx", "mimeType": kind, "buffer": content} for n in range(FILES)]


def test_reading_is_stopped_and_goes_on(tab: Page, store: Path) -> None:
    tab.goto("/submit")
    tab.locator(".sy-head").wait_for()
    settle(tab)
    tab.locator("input[type=file]").first.set_input_files(files())  # type: ignore[arg-type]  # a file as a plain dictionary
    stop = tab.get_by_role("button", name="停止")
    stop.wait_for(timeout=60_000)
    expect(tab.get_by_text(re.compile(r"正在读取：[1-9]"))).to_be_visible(timeout=60_000)
    stop.click()
    tab.get_by_text("已停止读取").wait_for()
    settle(tab)
    assert tab.get_by_role("button", name=re.compile("^保存")).count() == 0, "half a reading is never kept"
    tab.get_by_role("button", name="继续读取").click()
    save = tab.get_by_role("button", name=f"保存 {FILES} 张报表")
    save.wait_for(timeout=120_000)
    save.click()
    tab.get_by_text("张报表已计入").first.wait_for(timeout=120_000)
    engine = open_store(store_address(store))
    states = queries.returns(engine, fortnight.OFFICE)["state"]
    engine.dispose()
    assert (len(states), (states == "current").sum()) == (FILES, 1)
