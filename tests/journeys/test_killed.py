"""The server is killed in the middle of every step: nothing accepted is lost, nothing is half there, and the clerk goes
on where it broke off.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright
from sqlalchemy import select

from sydata.store import arriving, queries, signing, unread
from sydata.store.database import open_store
from sydata.store.entries import digest
from sydata.store.schema import audit, decision, observation, return_
from tests.journeys import fortnight
from tests.journeys.desk import Desk
from tests.journeys.fortnight import OFFICE
from tests.journeys.hands import Hands
from tests.journeys.server import CHROMIUM, FLAGS, Server, settle
from tests.stores import sqlite_only, store_address

pytestmark = [
    pytest.mark.browser,
    pytest.mark.long,
    sqlite_only("holds writers up by the lock of the SQLite file"),
]
WORD, APPROXIMATE = 3, 6  # an unknown column, an approximate figure; the others are in order
SENT = (WORD, APPROXIMATE, *range(25, 33))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    made = Server(tmp_path / "store.sqlite")
    made.start()
    yield made
    made.stop()


@pytest.fixture
def hands(server: Server) -> Iterator[Hands]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(locale="zh-CN", base_url=server.address)
        page = context.new_page()
        page.set_default_timeout(20_000)
        yield Hands(page, "c")
        browser.close()


def test_whatever_is_killed_goes_on_where_it_broke_off(server: Server, hands: Hands, tmp_path: Path) -> None:
    arrive(server, hands, tmp_path)
    save(server, hands)
    decide(server, hands)
    learn(server, hands)
    accept_and_sign(server, hands)
    undo(server, hands)


def opened(tab: Page, address: str) -> None:
    tab.goto(address)
    tab.locator(".sy-head, .sy-state").first.wait_for()
    settle(tab)


def again(server: Server, tab: Page, address: str) -> None:
    """Killed, started again, and what is kept is whole."""
    server.kill()
    is_whole(server.database)
    server.start()
    opened(tab, address)


@contextmanager
def held_up(server: Server) -> Iterator[None]:
    """Nobody can write meanwhile: whatever is clicked stands just before its transaction."""
    lock = sqlite3.connect(server.database, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    yield
    lock.rollback()
    lock.close()


def killed_at(server: Server, tab: Page, button: str, address: str) -> None:
    """A click on a button, and the end of the server before it has written."""
    with held_up(server):
        tab.locator(button).click()
        tab.wait_for_timeout(1500)
        server.kill()
    again(server, tab, address)


# ---- the steps ----
def arrive(server: Server, hands: Hands, folder: Path) -> None:
    """Killed once the files are read and before anything is saved: they are offered again."""
    every = fortnight.sent()
    files = []
    for name, content in every:
        if int(name[:2]) - 1 in SENT:
            (folder / name).write_bytes(content)
            files.append(folder / name)
    opened(hands.tab, "/submit")
    hands.drop(files)
    hands.tab.get_by_role("button", name=f"保存 {len(SENT)} 张报表").wait_for()
    again(server, hands.tab, "/submit")
    assert len(waiting(server)) == len(SENT)
    assert store(server, lambda engine: len(queries.returns(engine, OFFICE))) == 0


def save(server: Server, hands: Hands) -> None:
    """Killed between two returns: those that are saved stay, the rest is offered again."""
    take_up(hands)
    hands.tab.get_by_role("button", name=f"保存 {len(SENT)} 张报表").click()
    until(server, lambda found: found("SELECT count(*) FROM return_") >= 2)
    again(server, hands.tab, "/submit")
    saved = store(server, lambda engine: len(queries.returns(engine, OFFICE)))
    assert saved + len(waiting(server)) >= len(SENT)
    if saved < len(SENT):
        take_up(hands)
        hands.click(hands.tab.locator(".st-key-save button"))
        hands.tab.get_by_text("已计入").first.wait_for()
    assert store(server, lambda engine: len(queries.returns(engine, OFFICE))) == len(SENT)
    assert waiting(server) == []


def take_up(hands: Hands) -> None:
    hands.click(hands.tab.locator(".st-key-waiting_go_on button"))
    hands.tab.locator(".st-key-save button").wait_for()


def decide(server: Server, hands: Hands) -> None:
    """Killed while a figure is corrected: it is as submitted, and corrected at the second try."""
    page, desk = "/quality?period=2024-spring", Desk(hands)
    opened(hands.tab, page)
    while desk.question() != "约数":
        hands.click(hands.tab.get_by_role("button", name="下一张"))
    hands.type(desk.card.locator("[class*=st-key-value_] input"), "981")
    killed_at(server, hands.tab, "[class*=st-key-settle_] button", page)
    assert store(server, decisions) == 0
    while desk.question() != "约数":
        hands.click(hands.tab.get_by_role("button", name="下一张"))
    desk.value("981")(desk)
    hands.tab.get_by_text("已更正").first.wait_for()
    assert store(server, decisions) >= 1


def learn(server: Server, hands: Hands) -> None:
    """Killed once the word is learned and before all is read again: the page offers to go on."""
    box = hands.tab.locator("[class*=st-key-review_meaning_] [role=combobox]")
    hands.choose(box, "不是统计指标")
    hands.tab.locator("[class*=st-key-review_teach_] button").click()
    until(server, lambda found: found("SELECT count(*) FROM audit WHERE action = 'learn'") == 1)
    again(server, hands.tab, "/quality?period=2024-spring")
    if store(server, lambda engine: unread.unfinished(engine, OFFICE)):
        hands.click(hands.tab.locator(".st-key-reread_on button"))
        hands.tab.locator(".st-key-reread_on").wait_for(state="detached")
    assert not store(server, lambda engine: unread.unfinished(engine, OFFICE))
    assert "unknown-column" not in store(server, lambda engine: set(queries.findings(engine, OFFICE)["code"]))


def accept_and_sign(server: Server, hands: Hands) -> None:
    """Killed while accepting, signing off and opening again: each is not done, and done at the second try."""
    check, sign = "/quality?period=2024-spring", "/signoff?period=2024-spring"
    tab = hands.tab
    killed_at(server, tab, ".st-key-accept_all button", check)
    assert store(server, lambda engine: set(queries.returns(engine, OFFICE)["review"])) == {""}
    hands.click(tab.locator(".st-key-accept_all button"))
    tab.get_by_text(f"已接收 {len(SENT)} 张").first.wait_for()
    for step, field, count in (("sign", "sign_note", 1), ("reopen", "reopen_reason", 0)):
        opened(tab, sign)
        hands.type(tab.locator(f".st-key-{field} input"), "经会议审定")
        killed_at(server, tab, f".st-key-{step} button", sign)
        assert store(server, lambda engine: len(signing.held(engine, OFFICE))) == 1 - count
        hands.type(tab.locator(f".st-key-{field} input"), "经会议审定")
        hands.click(tab.locator(f".st-key-{step} button"))
        tab.locator(f".st-key-{step}").wait_for(state="detached")
        assert store(server, lambda engine: len(signing.held(engine, OFFICE))) == count


def undo(server: Server, hands: Hands) -> None:
    """Killed while a decision is undone: it holds, and is undone at the second try."""
    name = fortnight.units()[APPROXIMATE].name
    opened(hands.tab, "/register?period=2024-spring")
    hands.click(hands.tab.get_by_role("link", name=name).first)
    hands.tab.locator(".st-key-card_story").wait_for()
    page, before = hands.tab.url, store(server, decisions)
    first = "[class*=st-key-register_undo_] button >> nth=0"
    killed_at(server, hands.tab, first, page)
    assert store(server, decisions) == before
    hands.click(hands.tab.locator(first))
    hands.tab.get_by_text("撤销：").first.wait_for()
    assert store(server, decisions) == before - 1


# ---- what is kept ----
def store(server: Server, ask: Callable[..., Any]) -> Any:
    engine = open_store(store_address(server.database))
    try:
        return ask(engine)
    finally:
        engine.dispose()


def waiting(server: Server) -> list[str]:
    return store(server, lambda engine: arriving.waiting(engine, OFFICE)["name"].tolist())


def decisions(engine: object) -> int:
    with engine.connect() as connection:  # type: ignore[attr-defined]
        return len(connection.execute(select(decision.c.id).where(decision.c.undone_at.is_(None))).all())


def until(server: Server, there: Callable[[Callable[[str], int]], bool]) -> None:
    """Wait, looking often, until the store says so."""
    end = time.monotonic() + 20
    with sqlite3.connect(server.database) as looking:
        while not there(lambda query: int(looking.execute(query).fetchone()[0])):
            assert time.monotonic() < end
            time.sleep(0.005)
    looking.close()


def is_whole(database: Path) -> None:
    """The file is sound, every return has its figures, and every decision stands in the audit."""
    engine = open_store(store_address(database))
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        for row in connection.execute(select(return_)).all():
            figures = connection.execute(select(observation).where(observation.c.return_id == row.id)).all()
            assert row.figures == digest(figure._asdict() for figure in figures)
        logged = connection.execute(select(audit.c.detail).where(audit.c.action == "decide")).scalars()
        made = connection.execute(select(decision.c.id)).scalars().all()
        assert sorted(made) == sorted(detail["decision"] for detail in logged)
    engine.dispose()
