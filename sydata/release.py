"""Which release of the program this is; a test holds it to pyproject.toml."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from pathlib import Path

VERSION = "0.1.0"
READ_BY = (".py", ".toml", ".csv", ".xz")  # what decides how a sheet is read


@cache
def program() -> tuple[str, str, str]:
    """What has to be the same wherever parts of one work are done: release, Python, and a digest of code and words."""
    root = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(path for path in root.rglob("*") if path.suffix in READ_BY):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return VERSION, f"{sys.version_info.major}.{sys.version_info.minor}", digest.hexdigest()[:12]
