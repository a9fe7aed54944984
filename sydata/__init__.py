"""sydata reads the 双拥 statistics sheets that districts send, and makes one table of them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sydata.pipeline.explain import explain
    from sydata.pipeline.run import Result, normalize

__all__ = ["Result", "explain", "normalize"]
_HOMES = {"Result": "run", "normalize": "run", "explain": "explain"}


def __getattr__(name: str) -> Any:
    """A name is fetched when it is asked for: worker processes pass here too, and reading needs no pandas.

    Its import alone takes as long as reading some hundred files.
    """
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"sydata.pipeline.{_HOMES[name]}"), name)
