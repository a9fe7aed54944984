"""Signing in at a server that stands behind the example of nginx, under a name of its own and by https."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.journeys.provider import CLIENT, SECRET, providing
from tests.journeys.server import CHROMIUM, FLAGS, Server, settle
from tests.journeys.test_signin import sign_in
from tests.test_server_examples import Proxy, wants_nginx

pytestmark = [pytest.mark.browser, wants_nginx]
NAME, CHIEF = "sydata.example.cn", "chief@example.org"


def test_a_person_signs_in_behind_nginx_and_the_cookies_go_by_https_only(tmp_path: Path) -> None:
    secrets = tmp_path / "secrets.toml"
    server = Server(
        tmp_path / "store.sqlite", more=["--secrets.files", str(secrets)], SYDATA_ADMINISTRATORS=CHIEF
    )
    proxy = Proxy(tmp_path, server.port)
    address = f"https://{NAME}:{proxy.safe}"
    flags = [*FLAGS, f"--host-resolver-rules=MAP {NAME} 127.0.0.1"]
    try:
        with providing() as provider, sync_playwright() as playwright:
            secrets.write_text(
                f'[auth]\nredirect_uri = "{address}/oauth2callback"\ncookie_secret = "{"k" * 40}"\n'
                f'client_id = "{CLIENT}"\nclient_secret = "{SECRET}"\n'
                f'server_metadata_url = "{provider.address}/.well-known/openid-configuration"\n'
            )
            server.start()
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
            context = browser.new_context(locale="zh-CN", ignore_https_errors=True)
            tab = context.new_page()
            tab.goto(f"{address}/settings")
            settle(tab)
            sign_in(tab, CHIEF)
            expect(tab.get_by_text("人员与角色")).to_be_visible()
            assert tab.url.startswith(f"{address}/settings")
            ours = [each for each in context.cookies() if each["domain"] == NAME]
            assert ours and all(
                each["secure"] and each["httpOnly"] for each in ours if "sydata" in each["name"]
            )
            assert all(each["secure"] for each in ours)
            browser.close()
    finally:
        server.stop()
        proxy.process.terminate()
        proxy.process.wait(20)
