"""`python -m benchmarks.pages`: what each page takes on the server, over the store that the settings name.

Prints JSON: milliseconds, median over ROUNDS. cold: nothing cached; warm: shown again; period: another period
chosen, where a page asks for one.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import streamlit as st
from streamlit.testing.v1 import AppTest

from sydata.ui.registry import PAGES

DOOR = Path(__file__).parent.parent / "app.py"
BARE = "import streamlit as st\nst.write('')"
ROUNDS = 5


def milliseconds(run: Callable[[], AppTest]) -> float:
    """The duration of one run, which must not have failed."""
    before = perf_counter()
    ended = run()
    took = (perf_counter() - before) * 1000
    assert not ended.exception and not ended.error, [each.value for each in (*ended.exception, *ended.error)]
    return took


def page_times(path: str) -> dict[str, float]:
    """cold, warm and period of one page."""
    cold, warm, turned = [], [], []
    for _ in range(ROUNDS):
        st.cache_data.clear()
        st.cache_resource.clear()
        at = AppTest.from_file(str(DOOR), default_timeout=60).run().switch_page(path)
        st.cache_data.clear()
        st.cache_resource.clear()
        cold.append(milliseconds(at.run))
        warm.append(milliseconds(at.run))
        for choice in (each for each in at.selectbox if each.key == "choose_period"):
            turned.append(milliseconds(choice.select_index(1).run))
    times = {"cold": cold, "warm": warm, "period": turned}
    return {name: median(taken) for name, taken in times.items() if taken}


def bare_time() -> float:
    """A rerun of an empty script: what no page can go below."""
    at = AppTest.from_string(BARE).run()
    return median(milliseconds(at.run) for _ in range(4 * ROUNDS))


if __name__ == "__main__":
    times = {page.id: page_times(page.path) for page in PAGES}
    print(json.dumps({"bare": bare_time(), "pages": times}))
