"""A clerk reminds those who have not reported: chooses a letter, changes it, copies it, takes the files along."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from playwright.sync_api import Page, sync_playwright

import sydata
from sydata.store.database import open_store
from sydata.store.returns import save
from tests.journeys.server import CHROMIUM, FLAGS, serving, settle
from tests.pages.conftest import SHEETS
from tests.stores import store_address

pytestmark = pytest.mark.browser


@pytest.fixture
def tab(tmp_path: Path) -> Iterator[Page]:
    engine = open_store(store_address(tmp_path / "store.sqlite"))
    save(engine, sydata.normalize(SHEETS).batch, datetime(2024, 3, 1, 9), "test")
    engine.dispose()
    with serving(tmp_path / "store.sqlite") as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=url)
        page = context.new_page()
        page.goto(f"{url}/progress?period=2024-spring")
        page.locator(".sy-grid").first.wait_for()
        settle(page)
        yield page
        browser.close()


def taken(tab: Page, name: str) -> bytes:
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name=name).click()
    return Path(waiting.value.path()).read_bytes()


def test_a_letter_is_changed_copied_and_taken_along(tab: Page) -> None:
    main = tab.locator("[data-testid=stMain]")
    assert main.evaluate("main => main.scrollWidth <= main.clientWidth"), "a phone cuts nothing"
    area = tab.locator(".st-key-card_letters textarea")
    changed = area.input_value().replace("3个工作日", "2个工作日")
    area.fill(changed)
    tab.get_by_role("button", name="复制").click()
    tab.get_by_role("button", name="已复制").wait_for()
    assert tab.evaluate("() => navigator.clipboard.readText()") == changed
    area.blur()
    settle(tab)
    letter = docx.Document(BytesIO(taken(tab, "下载本份（.docx）")))
    assert "2个工作日内报送重庆市双拥办" in "\n".join(paragraph.text for paragraph in letter.paragraphs)
    book = openpyxl.load_workbook(BytesIO(taken(tab, "下载 .xlsx")))
    assert [book["未报名单"].max_row, book["空白单元格"].max_row] == [40, 5]
    said = docx.Document(BytesIO(taken(tab, "下载 .docx"))).paragraphs[0].text
    assert said == "重庆市2024年春节双拥活动情况统计表报送进度"
