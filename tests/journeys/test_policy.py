"""What the browser is told to load and run: our own scripts and nothing a stranger brought."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from sydata.ui.registry import PAGES
from tests.journeys.connections import outside, watching
from tests.journeys.server import CHROMIUM, FLAGS, serving, settle
from tests.journeys.test_journey import hand_in

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running service without data."""
    with serving(tmp_path_factory.mktemp("service") / "store.sqlite") as address:
        yield address


STRANGER = (
    "const s = document.createElement('script'); s.textContent = 'window.caught = 1'; document.body.append(s)"
)


def test_every_page_lives_under_its_policy_and_asks_no_network_and_a_strangers_script_does_not(
    tmp_path: Path,
) -> None:
    notes, asked = tmp_path / "connections", set[str]()
    with serving(tmp_path / "store.sqlite", notes) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        tab = browser.new_context(locale="zh-CN").new_page()
        refused: list[str] = []
        tab.on("console", lambda said: refused.append(said.text) if "Content Security" in said.text else None)
        tab.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
        tab.on("websocket", lambda socket: asked.add(urlsplit(socket.url).netloc))
        hand_in(tab, address, tmp_path)
        for entry in PAGES:
            tab.goto(f"{address}/{entry.id}?period=2024-spring")
            settle(tab)
            assert refused == [], entry.id
        tab.evaluate(STRANGER)
        assert tab.evaluate("window.caught") is None
        assert len(refused) == 1
        browser.close()
    assert asked == {urlsplit(address).netloc}
    assert outside(notes) == []


def test_the_watch_sees_what_a_process_and_its_children_ask_of_a_network(tmp_path: Path) -> None:
    ask = "import socket\ntry: socket.create_connection(('192.0.2.1', 9), 0.01)\nexcept OSError: pass"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {ask!r}], check=True)"
    notes = tmp_path / "connections"
    subprocess.run([sys.executable, "-c", child], check=True, env=os.environ | watching(notes, ""))
    assert ["socket.connect", ["192.0.2.1", 9]] in outside(notes)


def test_the_name_of_the_first_page_leads_to_it(tmp_path: Path) -> None:
    with serving(tmp_path / "store.sqlite") as address:
        with urllib.request.urlopen(f"{address}/overview?period=2024-spring&lang=en", timeout=10) as answer:
            assert answer.geturl() == f"{address}/?period=2024-spring&lang=en"
        with urllib.request.urlopen(f"{address}/overview", timeout=10) as answer:
            assert answer.geturl() == f"{address}/"


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("/nonsense", "/?missing=nonsense"),
        ("/nonsense/", "/?missing=nonsense"),
        ("/a/b?lang=en", "/?lang=en&missing=a%2Fb"),
        ("/index.php", "/?missing=index.php"),
        ("/%E6%8A%A5%E8%A1%A8", "/?missing=%E6%8A%A5%E8%A1%A8"),
        ("/submit?lang=en", "/submit?lang=en"),
        ("/_stcore/health", "/_stcore/health"),
        ("/health", "/health"),
    ],
)
def test_an_address_that_names_no_page_leads_to_the_first(service: str, asked: str, answered: str) -> None:
    with urllib.request.urlopen(service + asked, timeout=10) as answer:
        assert answer.geturl() == service + answered


@pytest.mark.parametrize("path", ["/static/none.js", "/media/none.png", "/_stcore/none", "/component/none"])
def test_what_is_missing_among_streamlits_own_names_is_not_led_away(service: str, path: str) -> None:
    try:
        with urllib.request.urlopen(service + path, timeout=10) as answer:
            assert answer.geturl() == service + path
    except urllib.error.HTTPError as error:
        assert error.code == 404


def test_a_wrong_address_is_told_in_the_readers_language_and_without_an_english_dialog(service: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        tab = browser.new_context(locale="zh-CN").new_page()
        for asked, said in (
            ("/baobiao", "没有名为“baobiao”的页面"),
            ("/x/y?lang=en", "There is no page “x/y”"),
        ):
            tab.goto(service + asked)
            tab.get_by_text(said).wait_for()
            settle(tab)
            assert tab.get_by_text("Page not found").count() == 0
        browser.close()


def test_every_answer_carries_the_headers(tmp_path: Path) -> None:
    with serving(tmp_path / "store.sqlite") as address:
        for path in ("/", "/health", "/submit", "/_stcore/health", "/static/none"):
            headers = _headers(address + path)
            assert headers["x-content-type-options"] == "nosniff", path
            assert headers["x-frame-options"] == "DENY", path
            assert headers["referrer-policy"] == "no-referrer", path
            assert "default-src 'none'" in headers["content-security-policy"], path
            assert "'unsafe-eval'" not in headers["content-security-policy"], path
        with urllib.request.urlopen(f"{address}/overview?lang=en", timeout=10) as answer:
            assert answer.url == f"{address}/?lang=en"


def _headers(address: str) -> dict[str, str]:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return {name.lower(): value for name, value in answer.headers.items()}
    except urllib.error.HTTPError as error:
        return {name.lower(): value for name, value in error.headers.items()}
