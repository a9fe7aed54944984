"""sydata reads the 双拥 statistics sheets that districts send, and makes one table of them."""

from sydata.pipeline.explain import explain
from sydata.pipeline.run import Result, normalize

__all__ = ["Result", "explain", "normalize"]
