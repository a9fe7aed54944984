"""The desk of the page of checks as a clerk uses it: one decision a question, and the next one stands there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from playwright.sync_api import Locator

from tests.journeys.hands import Hands
from tests.journeys.server import settle

GONE = (
    "before => document.querySelector('.sy-question')?.innerText !== before"  # or nothing is asked any more
)
Way = Callable[["Desk"], None]


class Desk:
    """The question that stands there now, and the ways to settle it. decisions: how many were made."""

    def __init__(self, hands: Hands) -> None:
        self.hands, self.tab, self.decisions = hands, hands.tab, 0

    @property
    def card(self) -> Locator:
        return self.tab.locator(".st-key-card_review")

    def question(self) -> str:
        """The kind of the question that is asked now; empty where nothing is asked any more."""
        shown = self.tab.locator(".sy-question b")
        return shown.nth(1).inner_text() if shown.count() else ""

    def settle_all(self, how: Mapping[str, Way]) -> list[str]:
        """Settle question after question, each by one decision; the kinds in the order in which they stood there."""
        settled: list[str] = []
        while kind := self.question():
            before = self.tab.locator(".sy-question").inner_text()
            how[kind](self)
            settled.append(kind)
            self.tab.wait_for_function(GONE, arg=before, timeout=60_000)
            settle(self.tab)
        return settled

    def decide(self, prefix: str = "settle_") -> None:
        """The button that makes the decision."""
        self.hands.click(self.card.locator(f"[class*=st-key-{prefix}] button").last)
        self.decisions += 1

    # ---- the ways ----
    def as_it_stands(self) -> None:
        self.decide()

    def confirm(self) -> None:
        """It is right as it stands."""
        self.hands.click(self.card.get_by_role("radio", name="核实无误"))
        self.decide()

    def value(self, text: str) -> Way:
        """The right figure, typed over what stands there."""

        def correct(desk: Desk) -> None:
            desk.hands.type(desk.card.locator("[class*=st-key-value_] input"), text)
            desk.decide()

        return correct

    def word(self, meaning: str) -> Way:
        """What a word means."""

        def explain(desk: Desk) -> None:
            desk.hands.choose(desk.card.locator("[class*=st-key-review_meaning_] [role=combobox]"), meaning)
            desk.decide("review_teach_")

        return explain

    def unit(self, name: str) -> Way:
        """Whose sheet it is."""

        def name_it(desk: Desk) -> None:
            desk.hands.choose(desk.card.locator("[class*=st-key-unit_] [role=combobox]"), name)
            desk.decide()

        return name_it

    def period(self, festival: str) -> Way:
        """When it is for: this year, and a festival."""

        def name_it(desk: Desk) -> None:
            desk.hands.choose(desk.card.locator("[class*=st-key-festival_] [role=combobox]"), festival)
            desk.decide()

        return name_it

    def typed(self, *figures: str) -> Way:
        """The first row of what no reader can read, typed into the form beside the picture."""

        def type_in(desk: Desk) -> None:
            desk.hands.click(desk.tab.locator("[class*=st-key-typed_][class*=_entitled_] input").first)
            for figure in figures:  # as fast as keys can come
                desk.tab.keyboard.type(figure)
                desk.tab.keyboard.press("Tab")
            desk.hands.keys += len(figures)
            settle(desk.tab)
            desk.hands.picture("typed")
            desk.decide("typed_save_")

        return type_in
