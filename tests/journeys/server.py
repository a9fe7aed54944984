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

from playwright.sync_api import Page, expect

from tests.journeys import connections
from tests.source import ROOT
from tests.stores import store_address

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
FLAGS += ["--disable-component-update", "--disable-sync"]
START_SECONDS, IDLE_MS = 120, 60_000
IDLE = "() => document.querySelector('[data-testid=stApp]')?.getAttribute('data-test-script-state') === 'notRunning'"
expect.set_options(timeout=30_000)  # a first page takes its time where two processors do all else besides


def free_port() -> int:
    with socket.socket() as given:
        given.bind(("127.0.0.1", 0))
        return int(given.getsockname()[1])


class Server:
    """A service on a database and a port of its own, which can be killed and started again."""

    def __init__(self, database: Path, watched: Path | None = None) -> None:
        """watched: the file in which `connections.WATCH` notes whatever the service asks of a network."""
        self.database, self.port, self.watched = database, free_port(), watched
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        clean = {key: value for key, value in os.environ.items() if not key.startswith("SYDATA_")}
        with self.database.with_suffix(".log").open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", "sydata/ui/server.py"]
                + ["--server.port", str(self.port), "--server.headless", "true"],
                cwd=ROOT,
                env=clean | {"SYDATA_DATABASE_URL": store_address(self.database)} | self._paths(),
                stdout=log,
                stderr=log,
            )
        await_answer(f"{self.address}/health", self.process)

    def _paths(self) -> dict[str, str]:
        if self.watched is None:
            return {"PYTHONPATH": str(ROOT)}
        return connections.watching(self.watched, str(ROOT))

    def kill(self) -> None:
        """SIGKILL: it gets no chance to finish anything."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(timeout=20)

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=20)


@contextmanager
def serving(database: Path, watched: Path | None = None) -> Iterator[str]:
    """The address of a running service on this database."""
    server = Server(database, watched)
    try:
        server.start()
        yield server.address
    finally:
        server.stop()


def await_answer(address: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until a service that was just started answers under this address."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.2)
    raise RuntimeError(f"the service did not come up (exit status {process.poll()})")


def settle(page: Page) -> None:
    """Wait until the script has run and the page stands still."""
    page.wait_for_timeout(300)
    page.wait_for_function(IDLE, timeout=IDLE_MS)
