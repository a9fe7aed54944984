"""A clerk's fortnight: the sheets of 41 districts, from the drop to the sign-off, and every click counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

import sydata
from sydata.pipeline.run import reader
from sydata.store import queries, reviewing, signing
from sydata.store.acting import Clerk
from sydata.store.database import open_store
from sydata.store.returns import save
from tests.journeys import fortnight
from tests.journeys.desk import Desk, Way
from tests.journeys.fortnight import OFFICE
from tests.journeys.hands import Hands
from tests.journeys.server import CHROMIUM, FLAGS, serving, settle

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the three springs before; the last of them is signed off."""
    path = tmp_path_factory.mktemp("fortnight") / "store.sqlite"
    engine = open_store(f"sqlite:///{path}")
    save(engine, sydata.normalize(fortnight.past()).batch, datetime(2023, 3, 1, 9), "甲")
    by = Clerk(engine, OFFICE, "甲", datetime(2023, 3, 9, 9), reader(OFFICE))
    rows = queries.returns(engine, OFFICE)
    reviewing.accept(by, [int(id) for id in rows.loc[rows["year"] == 2023, "return_id"]], True)
    signing.sign_off(by, 2023, "spring", "经领导小组审定")
    engine.dispose()
    return path


@pytest.fixture
def tab(past: Path) -> Iterator[Page]:
    with serving(past) as url, sync_playwright() as playwright:
        browser: Browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="zh-CN", base_url=url)
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=url)
        page = context.new_page()
        page.set_default_timeout(20_000)
        yield page
        browser.close()


def how(desk: Desk) -> dict[str, Way]:
    """What the clerk found out about each question."""
    right, names = Desk.confirm, fortnight.units()
    return {
        "行合计不符": desk.value("13.0258"),
        "总计行不符": right,
        "疑似元与万元混用": Desk.as_it_stands,
        "列名无法识别": desk.word("不是统计指标"),
        "项目无法识别": desk.word("其他"),
        "单位不在报送名单": desk.unit(names[5].name),
        "单位名称不唯一": desk.unit(names[13].name),
        "约数": desk.value("981"),
        "负数": desk.value("3"),
        "人数或件数带小数": desk.value("419"),
        "空白报表": Desk.as_it_stands,
        "公式没有结果": desk.value("18.8482"),
        "计量单位不同": right,
        "多份报表未能判定先后": Desk.as_it_stands,
        "不是数字": desk.value("12.5"),
        "发放人数多于走访人数": right,
        "有金额而无人数或数量": right,
        "较往年波动大": right,
        "与上年完全相同": right,
        "可能重复统计": right,
        "报送期前后不一致": desk.period("春节", "2024"),
        "缺报送期": desk.period("春节", "2024"),
    }


def test_from_the_drop_to_the_sign_off(tab: Page, past: Path, tmp_path: Path) -> None:
    hands = Hands(tab, "a")
    desk = Desk(hands)
    hand_in(hands, tmp_path)
    hands.click(tab.get_by_role("button", name="确认 3 个数字"))
    desk.decisions += 1
    hands.picture("prose")
    hands.click(tab.get_by_role("link", name="去核查"))
    hands.picture("check")
    hands.click(tab.locator(".st-key-accept_all button"))
    print(desk.settle_all(how(desk)))
    print(hands.clicks, hands.keys, desk.decisions)


def hand_in(hands: Hands, directory: Path) -> None:
    """All files dropped at once, and saved."""
    files = []
    for name, content in fortnight.sent():
        (directory / name).write_bytes(content)
        files.append(directory / name)
    hands.tab.goto("/submit")
    settle(hands.tab)
    hands.drop(files)
    hands.picture("dropped")
    hands.click(hands.tab.get_by_role("button", name="保存 39 张报表"))
    hands.tab.get_by_text("张报表已计入").first.wait_for()
    hands.picture("saved")
