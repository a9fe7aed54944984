"""Two servers share one store: what one keeps the other shows, and either works on when the other one is gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright
from sqlalchemy import Engine, select

from sydata.store.database import open_store
from sydata.store.schema import audit
from tests.journeys.server import CHROMIUM, FLAGS, Server, settle
from tests.journeys.test_journey import hand_in
from tests.stores import store_address

pytestmark = [pytest.mark.browser, pytest.mark.long]
SHEET = "万州区2024.csv"  # one of those that are handed in
CHECKS = "/quality?period=2024-spring"


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[tuple[Server, Server]]:
    """Two processes that know nothing of each other but the store's address."""
    both = Server(tmp_path / "store.sqlite"), Server(tmp_path / "store.sqlite")
    try:
        for server in both:
            server.start()
        yield both
    finally:
        for server in both:
            server.stop()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_store(store_address(tmp_path / "store.sqlite"))
    yield engine
    engine.dispose()


def accepted(engine: Engine) -> list[int]:
    """The returns that were accepted, as often as that was done."""
    with engine.connect() as connection:
        return sorted(
            connection.execute(select(audit.c.return_id).where(audit.c.action == "accept")).scalars()
        )


def opened(tab: Page, address: str) -> Page:
    tab.goto(address)
    tab.locator(".st-key-card_accept").wait_for()
    settle(tab)
    return tab


def test_two_servers_on_one_store(servers: tuple[Server, Server], engine: Engine, tmp_path: Path) -> None:
    one, other = servers
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        here, there = (browser.new_context(locale="zh-CN").new_page() for _ in range(2))
        there.goto(f"{other.address}/register?period=2024-spring")
        settle(there)
        expect(there.get_by_text(SHEET)).to_have_count(0)

        hand_in(here, one.address, tmp_path)
        there.reload()
        settle(there)
        expect(there.get_by_text(SHEET)).not_to_have_count(0)

        tabs = [opened(here, one.address + CHECKS), opened(there, other.address + CHECKS)]
        buttons = [tab.locator(".st-key-accept_all button") for tab in tabs]
        for button in buttons:  # a click does not wait for what the server makes of it
            button.click(no_wait_after=True)
        for tab in tabs:
            expect(tab.locator(".st-key-accept_all")).to_have_count(0)
            settle(tab)
        once = accepted(engine)
        assert once
        assert len(once) == len(set(once))

        one.kill()
        there.reload()
        settle(there)
        expect(there.locator(".st-key-card_accept")).to_contain_text(f"已接收 {len(once)}")
        browser.close()
