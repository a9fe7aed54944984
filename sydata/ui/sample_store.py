"""The example data, in a store of its own so that it never mixes with real returns."""

from __future__ import annotations

from pathlib import Path

SAMPLE_URL = f"sqlite:///{(Path.cwd() / 'data' / 'sample.db').as_posix()}"


def open_sample() -> None:
    raise NotImplementedError
