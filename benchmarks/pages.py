"""`python -m benchmarks.pages [ROUNDS]`: what each page costs on the server, over the store that the settings name.

Prints JSON: milliseconds of processor time, median over the rounds; time of the processor, because a clock would
also measure whatever else the computer does. cold: nothing cached; warm: shown again; period and measure:
another one chosen, never shown before, where a page asks for one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time
from unittest.mock import patch

import streamlit as st
from streamlit.testing.v1 import AppTest

from sydata.ui import access
from sydata.ui.registry import PAGES

DOOR = Path(__file__).parent.parent / "app.py"
BARE = "import streamlit as st\nst.write('')"
ROUNDS = 5


def milliseconds(run: Callable[[], AppTest]) -> float:
    """The processor time of one run."""
    before = process_time()
    run()
    return (process_time() - before) * 1000


def shown(at: AppTest) -> AppTest:
    """The same application, which must show a page with figures, and not a state or an error."""
    said = "".join(block.proto.body for block in at.get("html") if not block.proto.body.startswith("<style"))
    assert "sy-head" in said, said
    return at


def forget() -> None:
    """Empty every cache."""
    st.cache_data.clear()
    st.cache_resource.clear()


def page_times(path: str, rounds: int = ROUNDS) -> dict[str, float]:
    """cold, warm, period and measure of one page."""
    times: dict[str, list[float]] = {"cold": [], "warm": [], "period": [], "measure": []}
    for _ in range(rounds):
        at = AppTest.from_file(str(DOOR), default_timeout=60).run().switch_page(path).run()
        forget()
        times["cold"].append(milliseconds(at.run))
        times["warm"].append(milliseconds(shown(at).run))
        period = at.selectbox(key="choose_period")
        times["period"].append(milliseconds(period.select_index(1).run))
        for measure in at.get("button_group"):
            if measure.key == "choose_indicator":
                times["measure"].append(milliseconds(measure.set_value("visited_people").run))
        shown(at)
    return {name: round(median(taken), 1) for name, taken in times.items() if taken}


def bare_time() -> float:
    """A rerun of an empty script: what no page can go below."""
    at = AppTest.from_string(BARE).run()
    return median(milliseconds(at.run) for _ in range(4 * ROUNDS))


if __name__ == "__main__":
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    # Only this computer may look: the runs have no visitor, and so no address to be asked for.
    with patch.object(access, "visitor", return_value=None):
        pages = {page.id: page_times(page.path, rounds) for page in PAGES}
    print(json.dumps({"bare": round(bare_time(), 1), "pages": pages}))
