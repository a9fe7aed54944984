"""A server of our own on a free port, and a browser that notes every request it makes."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

from tests.source import ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
FLAGS += ["--disable-component-update", "--disable-sync"]
START_SECONDS, IDLE_MS = 60, 60_000
IDLE = "() => document.querySelector('[data-testid=stApp]')?.getAttribute('data-test-script-state') === 'notRunning'"


def free_port() -> int:
    with socket.socket() as given:
        given.bind(("127.0.0.1", 0))
        return int(given.getsockname()[1])


@contextmanager
def serving(database: Path) -> Iterator[str]:
    """The address of a running service on this database."""
    port = free_port()
    clean = {key: value for key, value in os.environ.items() if not key.startswith("SYDATA_")}
    log = database.with_suffix(".log").open("a")
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "sydata/ui/server.py"]
        + ["--server.port", str(port), "--server.headless", "true"],
        cwd=ROOT,
        env=clean | {"SYDATA_DATABASE_URL": f"sqlite:///{database}", "PYTHONPATH": str(ROOT)},
        stdout=log,
        stderr=log,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)
        log.close()


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=2):
                return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.2)
    raise RuntimeError(f"the service did not come up (exit status {process.poll()})")


def settle(page: Page) -> None:
    """Wait until the script has run and the page stands still."""
    page.wait_for_timeout(300)
    page.wait_for_function(IDLE, timeout=IDLE_MS)
