"""Signing in, in a real browser at a real provider: who is let in, where to, and who is not."""

from __future__ import annotations

import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

import sydata
from sydata.store import returns, visits
from sydata.store.database import open_store
from tests.journeys.provider import CLIENT, SECRET, Provider, providing
from tests.journeys.server import CHROMIUM, FLAGS, Server, settle
from tests.pages.conftest import SHEETS
from tests.stores import store_address

pytestmark = pytest.mark.browser
CHIEF, LEADER = "chief@example.org", "leader@example.org"
NOON = datetime(2024, 3, 1, 9)


@dataclass(frozen=True)
class House:
    """The service with sign-in, its provider, its store and a browser."""

    address: str
    provider: Provider
    database: Path
    browser: Browser

    def visitor(self) -> Page:
        """Somebody with a browser of their own."""
        return self.context().new_page()

    def context(self) -> BrowserContext:
        return self.browser.new_context(locale="zh-CN")

    def visits(self, who: str) -> list[tuple[str, str]]:
        """What was noted of somebody, in order: kind and what."""
        engine = open_store(store_address(self.database))
        rows = visits.visits(engine, datetime(2000, 1, 1), who=who)
        engine.dispose()
        return list(zip(rows["kind"][::-1], rows["what"][::-1], strict=True))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    database, secrets = folder / "store.sqlite", folder / "secrets.toml"
    engine = open_store(store_address(database))
    returns.save(engine, sydata.normalize(SHEETS).batch, NOON, "test")
    engine.dispose()
    with providing() as provider, sync_playwright() as playwright:
        server = Server(
            database,
            more=["--secrets.files", str(secrets)],
            SYDATA_ADMINISTRATORS=CHIEF,
            SYDATA_SIGN_IN_HOURS="2",
        )
        secrets.write_text(
            f'[auth]\nredirect_uri = "{server.address}/oauth2callback"\ncookie_secret = "{"k" * 40}"\n'
            f'client_id = "{CLIENT}"\nclient_secret = "{SECRET}"\n'
            f'server_metadata_url = "{provider.address}/.well-known/openid-configuration"\n'
        )
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            server.start()
            yield House(server.address, provider, database, browser)
        finally:
            server.stop()
            browser.close()


@pytest.fixture(autouse=True)
def honest(house: House) -> None:
    """Every test begins with a provider that says what is so."""
    house.provider.claims, house.provider.forged = {}, False


def sign_in(tab: Page, who: str) -> None:
    tab.get_by_role("button", name="登录", exact=True).click()
    tab.locator("input[name=email]").fill(who)
    tab.get_by_role("button", name="OK").click()
    tab.wait_for_selector("[data-testid=stApp]")
    settle(tab)


def fill(tab: Page, key: str, text: str) -> None:
    field = tab.locator(f".st-key-{key} input")
    field.fill(text)
    field.press("Tab")
    settle(tab)


def open_at(tab: Page, address: str) -> None:
    tab.goto(address)
    settle(tab)


def test_whoever_signs_in_is_let_in_once_an_administrator_gave_a_role_and_sees_what_it_allows(
    house: House,
) -> None:
    leader, chief = house.visitor(), house.visitor()
    open_at(leader, house.address)
    expect(leader.get_by_text("双拥数据")).to_have_count(0)
    assert leader.locator("[data-testid=stSidebarNav]").count() == 0  # no menu before the sign-in
    sign_in(leader, LEADER)
    expect(leader.get_by_text(LEADER)).to_be_visible()  # what to tell the administrator
    assert leader.locator("[data-testid=stSidebarNav]").count() == 0

    open_at(chief, f"{house.address}/settings")
    sign_in(chief, CHIEF)
    chief.locator(".st-key-roles_form button").first.click()
    settle(chief)
    fill(chief, "grant_identity", LEADER)
    fill(chief, "grant_name", "王主任")
    chief.locator(".st-key-card_roles .st-key-grant_role").get_by_text("领导").click()
    settle(chief)
    fill(chief, "grant_reason", "分管领导")
    chief.locator(".st-key-grant_save button").click()
    settle(chief)
    expect(chief.locator(".st-key-card_roles .sy-table").get_by_text("王主任")).to_be_visible()

    leader.reload()
    settle(leader)
    expect(leader.locator(".sy-person")).to_contain_text("王主任")
    expect(leader.locator(".sy-person")).to_contain_text("领导")
    menu = leader.locator("[data-testid=stSidebarNav]")
    expect(menu.get_by_text("总览")).to_be_visible()
    expect(menu.get_by_text("设置")).to_have_count(0)
    open_at(leader, f"{house.address}/settings")
    expect(leader.get_by_text("您的角色不能")).to_be_visible()
    expect(leader.locator(".st-key-card_roles")).to_have_count(0)
    leader.get_by_role("button", name="退出登录").click()
    leader.wait_for_function("() => document.body.innerText.includes('登录')")
    settle(leader)
    expect(leader.get_by_role("button", name="登录", exact=True)).to_be_visible()
    assert house.visits(LEADER)[0] == ("signed-in", "")
    assert {("refused", "no-role"), ("opened", "overview"), ("refused", "settings")} < set(
        house.visits(LEADER)
    )
    assert house.visits(LEADER)[-1] == ("signed-out", "")
    for tab in (leader, chief):
        tab.context.close()


def test_a_deep_link_asks_to_sign_in_first_and_then_leads_there(house: House) -> None:
    tab = house.visitor()
    open_at(tab, f"{house.address}/register?period=2024-spring")
    expect(tab.get_by_role("button", name="登录", exact=True)).to_be_visible()
    assert tab.get_by_text("Page not found").count() == 0
    sign_in(tab, CHIEF)
    assert tab.url.startswith(f"{house.address}/register?")
    assert "period=2024-spring" in tab.url
    expect(tab.locator(".sy-person")).to_contain_text("管理员")
    tab.context.close()


def test_signing_out_ends_every_tab_and_the_cookie_is_worth_nothing_then(house: House) -> None:
    context = house.context()
    first, second = context.new_page(), context.new_page()
    open_at(first, house.address)
    sign_in(first, CHIEF)
    kept = context.cookies()
    open_at(second, f"{house.address}/settings")
    expect(second.locator(".sy-person")).to_be_visible()
    first.get_by_role("button", name="退出登录").click()
    expect(first.get_by_role("button", name="登录", exact=True)).to_be_visible()
    second.locator(
        "[data-testid=stSidebar] [data-testid=stButtonGroup] button"
    ).last.click()  # another language
    expect(second.locator(".st-key-sign_in button")).to_be_visible()
    context.add_cookies(kept)  # type: ignore[arg-type]  # what the browser gave
    third = context.new_page()
    open_at(third, house.address)
    expect(third.locator(".st-key-sign_in button")).to_be_visible()
    context.close()


def test_cookies_are_closed_to_scripts_and_other_sites(house: House) -> None:
    context = house.context()
    tab = context.new_page()
    open_at(tab, house.address)
    sign_in(tab, CHIEF)
    given = {cookie["name"]: cookie for cookie in context.cookies()}
    for name in ("_streamlit_user", "sydata_way"):
        assert given[name]["httpOnly"], name
        assert given[name]["sameSite"] == "Lax", name
    assert "_streamlit_user" not in tab.evaluate("document.cookie")
    context.close()


@pytest.mark.parametrize("how", ["unsigned", "other-key", "other-service", "cut"])
def test_a_cookie_that_we_did_not_sign_lets_nobody_in(house: House, how: str) -> None:
    context = house.context()
    tab = context.new_page()
    open_at(tab, house.address)
    sign_in(tab, CHIEF)
    value = next(cookie["value"] for cookie in context.cookies() if cookie["name"] == "_streamlit_user")
    context.clear_cookies()
    context.add_cookies(
        [{"name": "_streamlit_user", "value": _forged(value, how, house), "url": house.address}]
    )
    other = context.new_page()
    open_at(other, house.address)
    expect(other.get_by_role("button", name="登录", exact=True)).to_be_visible()
    context.close()


def _forged(value: str, how: str, house: House) -> str:
    import json

    from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, decode_signed_value

    said = json.dumps(
        {
            "email": CHIEF,
            "email_verified": True,
            "iat": time.time(),
            "is_logged_in": True,
            "origin": house.address,
        }
    )
    known = decode_signed_value("k" * 40, "_streamlit_user", value.encode())
    assert known is not None, (
        "the secret of the test opens the cookie, so that a forged one differs by it alone"
    )
    forged = {
        "unsigned": said,
        "other-key": create_signed_value("j" * 40, "_streamlit_user", said).decode(),
        "other-service": create_signed_value(
            "k" * 40, "_streamlit_user", said.replace(house.address, "https://other.example.org")
        ).decode(),
        "cut": value[:-4] + "AAAA",
    }
    return forged[how]


@pytest.mark.parametrize(
    ("claims", "forged"),
    [
        ({"iss": "https://other.example.org"}, False),
        ({"aud": "another"}, False),
        ({"nonce": "x"}, False),
        ({}, True),
    ],
)
def test_a_token_that_is_not_our_providers_for_us_and_now_lets_nobody_in(
    house: House, claims: dict[str, str], forged: bool
) -> None:
    house.provider.claims, house.provider.forged = claims, forged
    tab = house.visitor()
    open_at(tab, house.address)
    sign_in(tab, CHIEF)
    expect(tab.get_by_role("button", name="登录", exact=True)).to_be_visible()
    assert all(cookie["name"] != "_streamlit_user" or not cookie["value"] for cookie in tab.context.cookies())
    tab.context.close()


def test_an_old_sign_in_is_asked_for_again_and_an_address_nobody_verified_is_no_identity(
    house: House,
) -> None:
    tab = house.visitor()
    house.provider.claims = {"iat": int(time.time()) - 3 * 3600}
    open_at(tab, house.address)
    sign_in(tab, CHIEF)
    expect(tab.get_by_text("登录已到期")).to_be_visible()
    house.provider.claims = {"email_verified": False}
    sign_in(tab, CHIEF)
    expect(tab.get_by_text("尚无角色")).to_be_visible()
    expect(tab.locator(".sy-person")).to_have_count(0)
    tab.context.close()


def test_files_are_neither_given_nor_taken_without_a_sign_in(house: House) -> None:
    for path in ("/media/0a.csv", "/_stcore/upload_file/a/b"):
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(house.address + path, timeout=10)
    with urllib.request.urlopen(f"{house.address}/health", timeout=10) as answer:
        assert answer.status == 200


def test_without_sign_in_a_proxy_is_refused_also_for_its_websocket(tmp_path: Path) -> None:
    server = Server(tmp_path / "alone.sqlite")
    try:
        server.start()
        for headers in (
            {"X-Forwarded-For": "10.0.0.7"},
            {"Forwarded": "for=10.0.0.7"},
            {"Host": "stats.example.org"},
        ):
            for path in ("/", "/health", "/_stcore/stream"):
                asked = urllib.request.Request(server.address + path, headers=headers)
                with pytest.raises(urllib.error.HTTPError) as caught:
                    urllib.request.urlopen(asked, timeout=10)
                assert caught.value.code == 403
                assert re.search("本机", caught.value.read().decode())
        asked = urllib.request.Request(
            f"{server.address}/_stcore/stream",
            headers={"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
                     "Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg==", "X-Forwarded-For": "10.0.0.7"},
        )  # fmt: skip
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(asked, timeout=10)
    finally:
        server.stop()
