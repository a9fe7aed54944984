"""A correction round: a sheet goes back with its questions, comes in corrected, and every page says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, sync_playwright

import sydata
from sydata.store import history, queries
from sydata.store.database import open_store
from sydata.store.returns import save
from tests.journeys import fortnight
from tests.journeys.fortnight import OFFICE
from tests.journeys.hands import Hands
from tests.journeys.server import CHROMIUM, FLAGS, serving, settle
from tests.stores import store_address

pytestmark = pytest.mark.browser
WRONG, CELL, RIGHT = 0, "I8", 13.0258  # the unit whose 合计 is off by one 万元, and where


@pytest.fixture
def tab(tmp_path: Path) -> Iterator[Page]:
    engine = open_store(store_address(tmp_path / "store.sqlite"))
    files = fortnight.sent()
    save(engine, sydata.normalize([files[WRONG], files[14]]).batch, datetime(2024, 2, 26, 9), "甲")
    engine.dispose()
    with serving(tmp_path / "store.sqlite") as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="zh-CN", base_url=url)
        page = context.new_page()
        page.set_default_timeout(20_000)
        yield page
        browser.close()


def test_a_sheet_goes_back_and_its_corrected_copy_settles_what_was_asked(tab: Page, tmp_path: Path) -> None:
    hands = Hands(tab, "b")
    copy = sent_back(hands, tmp_path)
    correct(copy)
    come_in(hands, copy)
    answered(hands)
    registered(hands)
    assert kept(tmp_path) == {
        "money": 13_025_800,
        "states": [("sent-back", "superseded"), ("accepted", "current"), ("accepted", "current")],
        "actions": {"upload", "send-back", "state", "accept"},
    }
    print(f"\n{hands.clicks} clicks, {hands.keys} groups of keys")


def sent_back(hands: Hands, folder: Path) -> Path:
    """The unit's own file with the question in it, and the note that it went out."""
    hands.tab.goto("/quality?period=2024-spring")
    settle(hands.tab)
    hands.click(hands.tab.get_by_text("退回填报单位"))
    hands.click(hands.tab.get_by_text("生成退回文件"))
    hands.picture("send-back")
    with hands.tab.expect_download() as waiting:
        hands.click(hands.tab.locator(".st-key-sendback_file button"))
    copy = folder / waiting.value.suggested_filename
    waiting.value.save_as(copy)
    hands.click(hands.tab.locator(".st-key-sendback_mark button"))
    hands.tab.get_by_text("已标记为退回").first.wait_for()
    hands.picture("sent-back")
    return copy


def correct(copy: Path) -> None:
    """What the unit does with it: reads the first sheet, corrects the cell, saves."""
    book = openpyxl.load_workbook(copy)
    listed, form = book.worksheets
    assert any(CELL in str(cell.value) for row in listed.iter_rows() for cell in row if cell.value)
    assert form[CELL].comment is not None
    form[CELL] = RIGHT
    book.save(copy)


def come_in(hands: Hands, copy: Path) -> None:
    """The corrected file comes in like any other."""
    hands.click(hands.tab.get_by_role("link", name="报送", exact=True))
    hands.drop([copy])
    hands.picture("corrected-dropped")
    hands.click(hands.tab.get_by_role("button", name="保存 1 张报表"))
    hands.tab.get_by_text("1 张报表已计入").first.wait_for()


def answered(hands: Hands) -> None:
    """The page of checks says what the answer settled and what it moved, and accepts it with the others."""
    hands.click(hands.tab.get_by_role("link", name="去核查"))
    answer = hands.tab.locator("[class*=st-key-answer_]").first
    answer.wait_for()
    hands.picture("answered")
    said = answer.inner_text()
    assert "1 个问题中已解决 1 个" in said, said
    assert all(word in said for word in ("行合计不符", CELL, "14.03", "13.03", "−1.00")), said
    hands.click(hands.tab.locator(".st-key-accept_all button"))
    hands.tab.get_by_text("已接收 2 张").first.wait_for()


def registered(hands: Hands) -> None:
    """The register: both versions, what one changed, and everything that happened."""
    hands.click(hands.tab.get_by_role("link", name="台账"))
    hands.picture("register")
    unit = fortnight.units()[WRONG].name
    hands.click(hands.tab.get_by_role("link", name=unit).first)
    hands.tab.locator(".st-key-card_story").wait_for()
    hands.picture("register-return")
    story = hands.tab.locator("[data-testid=stMain]").inner_text()
    assert all(word in story for word in ("退回", "已接收", "核查退回", "13.03")), story


def kept(folder: Path) -> dict[str, object]:
    """What the store says in the end: the money of the row, the returns, and what the audit holds."""
    engine = open_store(store_address(folder / "store.sqlite"))
    facts, rows = queries.facts(engine, OFFICE), queries.returns(engine, OFFICE)
    here = (facts["unit_code"] == fortnight.units()[WRONG].code) & (facts["indicator"] == "total_amount")
    money = int(facts.loc[here & (facts["category"] == "garrison"), "value"].iloc[0])
    states = sorted(zip(rows["review"], rows["state"], strict=True), key=lambda pair: pair[1] != "superseded")
    actions = set(history.events(engine, OFFICE)["action"])
    engine.dispose()
    return {"money": money, "states": states, "actions": actions}
