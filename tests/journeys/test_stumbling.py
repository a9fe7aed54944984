"""A click that fails before its page is drawn."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.journeys.server import CHROMIUM, FLAGS, await_answer, free_port
from tests.source import ROOT

pytestmark = pytest.mark.browser
DOOR = """
import streamlit as st
def fall():
    raise ValueError("13800000000 张三")
st.button("go", on_click=fall)
"""
SERVICE = """
import streamlit as st
from sydata.ui import journal
from sydata.ui.stumbling import stumbled
journal.start("info", {log!r})
app = st.App({door!r}, on_script_error=stumbled)
"""


def test_a_click_that_fails_is_told_in_a_sentence_with_the_number_of_its_line_in_the_log(
    tmp_path: Path,
) -> None:
    door, service, log = tmp_path / "door.py", tmp_path / "service.py", tmp_path / "log"
    door.write_text(DOOR, encoding="utf-8")
    service.write_text(SERVICE.format(door=str(door), log=str(log)), encoding="utf-8")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "streamlit", "run", str(service), "--server.headless", "true"]
    command += ["--server.port", str(port), "--client.showErrorDetails", "none"]
    command += ["--server.address", "127.0.0.1", "--browser.gatherUsageStats", "false"]
    with subprocess.Popen(command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}) as process:
        try:
            await_answer(f"{address}/_stcore/health", process)
            shown = _clicked(address)
        finally:
            process.terminate()
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    (told,) = [line for line in lines if line["event"] == "click failed"]
    assert "这一步没有完成" in shown and f"错误编号 {told['reference']}" in shown
    assert told["error"] == "ValueError" and "张三" not in log.read_text(encoding="utf-8") + shown


def _clicked(address: str) -> str:
    """The words of the page after the click."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        tab = browser.new_page(locale="zh-CN")
        tab.goto(address)
        tab.get_by_role("button", name="go").click()
        expect(tab.locator(".sy-state")).to_be_visible()
        words = tab.locator("body").inner_text()
        browser.close()
    return words
