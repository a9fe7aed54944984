"""What a Dask cluster saves: the same forms read by one process, by two of this computer, and by a cluster's two."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.forms import draw

ROOT = Path(__file__).parent.parent
START_SECONDS = 60
Run = Callable[..., str]  # runs a module of ours in a process of its own: its last line


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[str]:
    """The address of a scheduler on this computer, with workers of one thread each."""
    told = folder / "scheduler.json"

    def start(program: str, *given: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{program}", "--scheduler-file", str(told), *given]
        around = os.environ | {"PYTHONPATH": str(ROOT)}
        nowhere = subprocess.DEVNULL
        return subprocess.Popen(
            [*command, "--no-dashboard"], cwd=ROOT, env=around, stdout=nowhere, stderr=nowhere
        )

    made = [start("dask_scheduler", "--host", "127.0.0.1", "--port", "0")]
    try:
        until = time.monotonic() + START_SECONDS
        while not (told.exists() and told.read_text().rstrip().endswith("}")):
            if time.monotonic() > until:
                raise RuntimeError("the scheduler did not start")
            time.sleep(0.1)  # until the scheduler has written where it is, START_SECONDS at most
        made += [start("dask_worker", "--nthreads", "1", "--no-nanny") for _ in range(workers)]
        time.sleep(5)  # a run waits ten seconds for the first worker, and none for the second
        yield str(json.loads(told.read_text())["address"])
    finally:
        for process in reversed(made):
            process.terminate()
            process.wait(START_SECONDS)


def compare(number: int, run: Run) -> None:
    """Print seconds on the clock of each way, and how much quicker than one process it is."""
    with TemporaryDirectory() as folder, TemporaryDirectory() as place:
        draw(Path(folder), number)

        def took(workers: str) -> float:
            return float(json.loads(run("benchmarks.scale", str(number), workers, folder))["wall"])

        ways = {"1 process": took("1"), "2 processes": took("2")}
        with cluster(Path(place)) as address:
            ways["cluster of 2, first run"] = took(address)
            ways["cluster of 2, next run"] = took(address)
    print(f"\nReading {number:,} forms, seconds on the clock")
    for name, seconds in ways.items():
        print(
            f"  {name:26}{seconds:7.1f} s   {ways['1 process'] / seconds:5.2f} times as quick as one process"
        )
