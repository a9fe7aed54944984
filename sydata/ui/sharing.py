"""Frames that all sessions share: kept once, handed out without a copy, and safe from whoever changes theirs."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import pandas as pd
import streamlit as st

Given = ParamSpec("Given")


def shared(entries: int) -> Callable[[Callable[Given, pd.DataFrame]], Callable[Given, pd.DataFrame]]:
    """Keep the last `entries` frames that a function gave. Each call has a frame of its own over the same memory.

    Streamlit's own cache of data takes every frame apart and together again for each reader; pandas copies by itself
    what a reader changes (copy-on-write), and only that. What stands in single cells, such as a finding's parameters,
    is the same for all: nobody may change it in place.
    """

    def around(read: Callable[Given, pd.DataFrame]) -> Callable[Given, pd.DataFrame]:
        kept = st.cache_resource(max_entries=entries, show_spinner=False)(read)

        @wraps(read)
        def look(*args: Given.args, **named: Given.kwargs) -> pd.DataFrame:
            return kept(*args, **named).copy(deep=False)

        return look

    return around
