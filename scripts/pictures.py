"""`make pictures`: the pictures in the README, taken from the running dashboard over the example data."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Page, ViewportSize, sync_playwright

PERIOD = "2024-spring"
PAGES = {  # picture: address
    "overview": "", "quality": "quality", "yoy": "yoy", "districts": "districts", "trend": "trend",
    "explore": "explore", "briefing": "briefing",
}  # fmt: skip
COLOURS = 256  # in a picture: these pages have few, and the file is half as long
SIZE: ViewportSize = {"width": 1280, "height": 860}
READY = """() => document.querySelector('[data-testid=stApp]')?.getAttribute('data-test-script-state')
               === 'notRunning' && !document.querySelector('[data-testid=stSkeleton]')"""
SETTLE_MS = 1500  # charts are drawn after the script has ended


@contextmanager
def served(folder: str) -> Iterator[str]:
    """The address of a dashboard over the example data, kept in a folder."""
    python = [sys.executable, "-m", "sydata"]
    surroundings = os.environ | {"SYDATA_DATABASE_URL": f"sqlite:///{folder}/pictures.sqlite"}
    subprocess.run([*python, "sample", folder], check=True)
    subprocess.run([*python, "load", f"{folder}/returns"], env=surroundings, check=False)  # 1: some are bad
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--server.headless", "true", "--server.port", str(port)]
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "sydata/ui/server.py", *options], env=surroundings
    )
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def wait_for(port: int, seconds: float = 60) -> None:
    """Until the server answers; TimeoutError if it does not."""
    for _ in range(int(seconds * 5)):
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise TimeoutError(f"nothing answers on port {port}")


def take(page: Page, address: str, target: Path) -> None:
    """A picture of the upper part of a page."""
    page.goto(address)
    page.wait_for_selector("h1, [data-testid=stHeading]")
    page.wait_for_function(READY)
    page.wait_for_timeout(SETTLE_MS)
    page.screenshot(path=target, animations="disabled")
    with Image.open(target) as taken:
        few = taken.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few.save(target, optimize=True)


def main(folder: Path) -> None:
    """Take all pictures into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as store, served(store) as address, sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        page = browser.new_page(viewport=SIZE, locale="zh-CN")
        for name, place in PAGES.items():
            take(page, f"{address}/{place}?period={PERIOD}", folder / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
