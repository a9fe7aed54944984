"""Synthetic returns with what a right reading of them gives: `write(directory)`."""

from sydata.sample.expected import Manifest
from sydata.sample.write import SEED, write

__all__ = ["SEED", "Manifest", "write"]
