"""Opens the catalog's data files, which lie beside this module."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


def data_bytes(name: str) -> bytes:
    """The bytes of a data file."""
    return (files("sydata.catalog") / "data" / name).read_bytes()


@cache
def table(name: str) -> dict[str, Any]:
    """A TOML data file as a dict; shared, so never to be changed."""
    return tomllib.loads(data_bytes(name).decode("utf-8"))
