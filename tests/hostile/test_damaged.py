"""Whatever happened to a file, reading it ends, soon, and with a result: never with an exception or an abort.

FUZZ_CASES=5000 tries so many damaged files instead of some hundreds, FUZZ_FIRST begins at another number.
`python -m tests.hostile.worker N N` reads the one of that number.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FIRST = int(os.environ.get("FUZZ_FIRST", "0"))
CASES = int(os.environ.get("FUZZ_CASES", "240"))
AT_ONCE = 20
MOST_FAILURES = 20


def failed(first: int, last: int, size: int) -> Iterator[tuple[range, str]]:
    """The cases, so many at once, that made reading fail, and how; each failure costs a process."""
    while first <= last:
        run = subprocess.run(
            [sys.executable, "-m", "tests.hostile.worker", str(first), str(last), str(size)],
            cwd=ROOT, check=False, capture_output=True, text=True, encoding="utf-8", errors="replace",
            env=os.environ | {"PYTHONUTF8": "1"},
        )  # fmt: skip
        *_, reached = ["", *run.stdout.splitlines()]
        if reached == "end":
            return
        said = "\n".join([reached, f"ended with {run.returncode}", *run.stderr.splitlines()[-12:]])
        assert reached, said  # it has not even begun
        begun, ended = map(int, reached.split()[:2])
        yield range(begun, ended + 1), said
        first = ended + 1


def failures() -> Iterator[str]:
    """What each failing case says; the cases of a group that fails only together are named together."""
    for group, said in failed(FIRST, FIRST + CASES - 1, AT_ONCE):
        alone = [each for _, each in failed(group[0], group[-1], 1)]
        yield from alone or [said]


def test_no_damaged_file_makes_reading_fail() -> None:
    found = [said for said, _ in zip(failures(), range(MOST_FAILURES), strict=False)]
    assert not found, "\n\n".join(found)
