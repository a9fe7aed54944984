"""A clerk's hands: every click and every group of keys is counted, and each step can be photographed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Locator, Page, TimeoutError

from tests.journeys.server import settle

PICTURES = "JOURNEY_PICTURES"  # a folder to which pictures of every step go


class Hands:
    """Acts on a page and counts: clicks, and groups of keys (a word typed, a shortcut pressed)."""

    def __init__(self, tab: Page, name: str) -> None:
        self.tab, self.name = tab, name
        self.clicks = self.keys = self.pictures = 0
        self.folder = os.environ.get(PICTURES, "")

    def click(self, target: Locator) -> None:
        target.click()
        self.clicks += 1
        settle(self.tab)

    def go(self, name: str, page: str) -> None:
        """To another page by its link; a click that a redrawn menu swallowed is made again."""
        for _try in range(3):
            self.tab.get_by_role("link", name=name, exact=False).first.click()
            try:
                self.tab.wait_for_url(f"**/{page}?*", timeout=8_000)
                break
            except TimeoutError:
                continue
        self.clicks += 1
        settle(self.tab)

    def press(self, keys: str) -> None:
        """A shortcut."""
        self.tab.keyboard.press(keys)
        self.keys += 1
        settle(self.tab)

    def type(self, target: Locator, text: str) -> None:
        """A word into a field, and Enter."""
        target.fill(text)
        target.press("Enter")
        self.keys += 1
        settle(self.tab)

    def choose(self, box: Locator, option: str) -> None:
        """An option of a list: opened by a click, a long list narrowed by typing, taken by a click."""
        self.click(box)
        found = self.tab.get_by_role("option", name=option, exact=True).first
        if not found.is_visible():
            self.tab.keyboard.type(option)
            self.keys += 1
        self.click(found)

    def drop(self, files: Sequence[Path]) -> None:
        """Files dragged onto the page: one movement."""
        self.tab.locator("input[type=file]").first.set_input_files(list(files))
        self.clicks += 1
        settle(self.tab)

    def picture(self, step: str) -> None:
        """The whole page as it looks now, where somebody wants to see it."""
        if not self.folder:
            return
        self.pictures += 1
        main, wide = self.tab.locator("[data-testid=stMain]"), self.tab.viewport_size
        assert wide is not None
        high = min(int(main.evaluate("main => main.scrollHeight")) + 60, 2600)
        self.tab.set_viewport_size({"width": wide["width"], "height": high})
        self.tab.wait_for_timeout(500)
        self.tab.screenshot(path=f"{self.folder}/{self.name}_{self.pictures:02d}_{step}.png")
        self.tab.set_viewport_size(wide)
        settle(self.tab)
