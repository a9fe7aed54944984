"""What the browser is told to load and run: our own scripts and nothing a stranger brought."""

from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from sydata.ui.registry import PAGES
from tests.journeys.server import CHROMIUM, FLAGS, serving, settle
from tests.journeys.test_journey import hand_in

pytestmark = pytest.mark.browser
STRANGER = (
    "const s = document.createElement('script'); s.textContent = 'window.caught = 1'; document.body.append(s)"
)


def test_every_page_lives_under_its_policy_and_a_strangers_script_does_not(tmp_path: Path) -> None:
    with serving(tmp_path / "store.sqlite") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        tab = browser.new_context(locale="zh-CN").new_page()
        refused: list[str] = []
        tab.on("console", lambda said: refused.append(said.text) if "Content Security" in said.text else None)
        hand_in(tab, address, tmp_path)
        for entry in PAGES:
            tab.goto(f"{address}/{entry.id}?period=2024-spring")
            settle(tab)
            assert refused == [], entry.id
        tab.evaluate(STRANGER)
        assert tab.evaluate("window.caught") is None
        assert len(refused) == 1
        browser.close()


def test_the_name_of_the_first_page_leads_to_it(tmp_path: Path) -> None:
    with serving(tmp_path / "store.sqlite") as address:
        with urllib.request.urlopen(f"{address}/overview?period=2024-spring&lang=en", timeout=10) as answer:
            assert answer.geturl() == f"{address}/?period=2024-spring&lang=en"
        with urllib.request.urlopen(f"{address}/overview", timeout=10) as answer:
            assert answer.geturl() == f"{address}/"


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
