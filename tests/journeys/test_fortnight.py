"""A clerk's fortnight: the sheets of 41 districts, from the drop to the sign-off, and every click counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

import sydata
from sydata import asking
from sydata.pipeline.run import reader
from sydata.store import arriving, queries, reviewing, signing
from sydata.store.acting import Clerk
from sydata.store.database import open_store
from sydata.store.returns import save
from tests.journeys import fortnight
from tests.journeys.desk import Desk, Way
from tests.journeys.fortnight import OFFICE
from tests.journeys.hands import Hands
from tests.journeys.server import CHROMIUM, FLAGS, serving, settle
from tests.stores import store_address

pytestmark = [pytest.mark.browser, pytest.mark.long]


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the three springs before; the last of them is signed off."""
    path = tmp_path_factory.mktemp("fortnight") / "store.sqlite"
    engine = open_store(store_address(path))
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
        "报送期前后不一致": Desk.as_it_stands,
        "缺报送期": desk.period("春节"),
        "文件无法读取": desk.typed("812", "45.6", "700", "12.4", "300", "300", "58", "6"),
    }


def test_from_the_drop_to_the_sign_off(tab: Page, past: Path, tmp_path: Path) -> None:
    hands = Hands(tab, "a")
    desk = Desk(hands)
    hand_in(hands, tmp_path)
    asked = questions(past)
    hands.click(tab.get_by_role("button", name="确认 3 个数字"))
    desk.decisions += 1
    hands.picture("told-in-words")
    hands.go("去核查", "quality")
    accept_clean(hands, 17)
    settled = desk.settle_all(how(desk))
    hands.picture("settled")
    hands.click(tab.get_by_role("radio", name="报送期待定"))
    settled += desk.settle_all(how(desk))
    accept_clean(hands, 22)
    assert len(set(settled)) + 1 >= 20, "kinds of defects, with the report in words"
    assert desk.decisions <= len(asked), (settled, asked)
    remind(hands)
    sign_off(hands)
    assert outcome(past) == (39, ["accepted"], 1, [])
    assert hands.clicks <= 2 * len(asked) + 20, (hands.clicks, hands.keys)
    print(
        f"\n{len(asked)} questions: {desk.decisions} decisions, {hands.clicks} clicks, {hands.keys} groups of keys"
    )


def questions(store: Path) -> list[str]:
    """The codes of everything that waits for a person since the files were saved."""
    engine = open_store(store_address(store))
    rows = queries.findings(engine, OFFICE)
    facts = queries.facts(engine, OFFICE)
    rows = asking.living(asking.asked(engine, OFFICE, rows, facts, fortnight.SPRING))
    engine.dispose()
    new = (rows["year"] == fortnight.YEAR).fillna(False) | rows["year"].isna()
    new |= rows["code"].str.startswith("period-")
    return sorted(rows.loc[new & (rows["severity"] != "info"), "code"])


def accept_clean(hands: Hands, count: int) -> None:
    """Everything that nothing is asked of, in one click."""
    hands.picture("ready")
    hands.click(hands.tab.get_by_role("button", name=f"接收 {count} 张无问题报表"))
    hands.tab.get_by_text(f"已接收 {count} 张").first.wait_for()


def remind(hands: Hands) -> None:
    """The letter to those who have not reported, copied."""
    hands.go("报送进度", "progress")
    hands.tab.locator(".sy-grid").first.wait_for()
    hands.picture("progress")
    area = hands.tab.locator(".st-key-card_letters textarea")
    expect(area).not_to_have_value("")  # the field is there a moment before its letter
    letter = area.input_value()
    names = fortnight.units()
    assert all(names[at].name in letter for at in (fortnight.MISSING, fortnight.BLANK)), letter
    hands.click(hands.tab.get_by_role("button", name="复制"))
    hands.tab.get_by_role("button", name="已复制").wait_for()


def sign_off(hands: Hands) -> None:
    """A look at what adds up, and the sign-off."""
    hands.go("对账", "reconcile")
    hands.picture("reconcile")
    hands.go("审定", "signoff")
    hands.picture("before-sign-off")
    hands.type(hands.tab.get_by_label("审定说明"), "经领导小组会议审定")
    hands.click(hands.tab.locator(".st-key-sign button"))
    hands.tab.get_by_text("第 1 版有效").or_(hands.tab.get_by_text("已审定：2024年春节")).first.wait_for()
    hands.picture("signed-off")


def outcome(store: Path) -> tuple[int, list[str], int, list[str]]:
    """Returns that count, how they were judged, versions of the period, and what arrived and nobody read."""
    engine = open_store(store_address(store))
    rows = queries.returns(engine, OFFICE)
    rows = rows[(rows["year"] == fortnight.YEAR) & (rows["state"] == "current")]
    found = len(rows), sorted(set(rows["review"])), len(signing.versions(engine, OFFICE, 2024, "spring"))
    waits = arriving.waiting(engine, OFFICE)["name"].tolist()
    engine.dispose()
    return *found, waits


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
