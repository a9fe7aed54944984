"""Reading on a real Dask cluster of processes of their own: the same result, also when one of them is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd
import pytest

import sydata
from sydata.catalog.learned import Desk
from sydata.errors import SettingError
from sydata.model import SourceFile
from sydata.pipeline import batches
from sydata.pipeline import cluster as joining
from sydata.pipeline.batches import Part, understand_batch
from sydata.pipeline.workers import understand_all
from tests.pipeline.test_workers import DESK, UNITS, files, sources, told
from tests.source import ROOT

pytest.importorskip("distributed", reason="only a server has Dask: requirements-server.txt")
SECONDS = 60
MARK = "SYDATA_TEST_KILLED"  # a file that says that a worker was killed already


class Cluster:
    """A scheduler and two workers."""

    def __init__(self, folder: Path) -> None:
        self.told, self.killed = folder / "scheduler.json", folder / "killed"
        self.environment = os.environ | {"PYTHONPATH": str(ROOT), MARK: str(self.killed)}
        self.log = (folder / "log").open("w")
        self.processes = [self._start("dask_scheduler", "--host", "127.0.0.1", "--port", "0")]
        self.address = json.loads(self._said())["address"]
        self.processes += [self._start("dask_worker", "--nthreads", "1", "--no-nanny") for _ in range(2)]

    def _start(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{program}", "--scheduler-file", str(self.told)]
        command += ["--no-dashboard", *arguments]
        return subprocess.Popen(command, env=self.environment, stdout=self.log, stderr=self.log)

    def _said(self) -> str:
        until = time.monotonic() + SECONDS
        while not self.told.exists() or not self.told.read_text().strip().endswith("}"):
            assert time.monotonic() < until
            time.sleep(0.1)
        return self.told.read_text()

    def stop(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait(SECONDS)
        self.log.close()


@pytest.fixture
def cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    monkeypatch.setattr(batches, "AT_ONCE", 2)
    monkeypatch.setattr(joining, "SECONDS_TO_JOIN", 30)  # two processors start three programs
    made = Cluster(tmp_path)
    yield made
    made.stop()


def killed_once(some: Sequence[SourceFile], desk: Desk) -> Part:
    """Reads, but the first worker that comes to this file is killed."""
    mark = Path(os.environ[MARK])
    if any(file.name.startswith("涪陵区") for file in some) and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return understand_batch(some, desk)


def deadly(some: Sequence[SourceFile], desk: Desk) -> Part:
    """Reads, but one file ends whatever process reads it, here too."""
    if any(file.name.startswith("万州区") for file in some):
        os.abort()
    return understand_batch(some, desk)


def test_a_file_that_ends_every_worker_is_named_and_no_other_is_lost(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining, "SECONDS_ALONE", 3)
    began = time.monotonic()
    forms, findings = told(understand_all(files(), DESK, cluster.address, deadly))
    names = [f"{unit}2024年春节.xlsx" for unit in UNITS]
    assert forms == [name for name in names if not name.startswith("万州区")]
    assert findings == [("unreadable-file", "万州区2024年春节.xlsx", "damaged")]
    assert [process.poll() is None for process in cluster.processes] == [True, False, False]
    assert time.monotonic() - began < 60


def test_a_cluster_reads_what_one_process_reads(cluster: Cluster) -> None:
    here, there = sydata.normalize(sources(), workers=1), sydata.normalize(sources(), workers=cluster.address)
    for name in ("data", "findings", "observations"):
        pd.testing.assert_frame_equal(getattr(here, name), getattr(there, name))
    assert here.batch.returns == there.batch.returns


def test_a_killed_worker_loses_nothing_and_nothing_comes_twice(cluster: Cluster) -> None:
    forms, findings = told(understand_all(files(), DESK, cluster.address, killed_once))
    assert forms == [f"{unit}2024年春节.xlsx" for unit in UNITS]
    assert findings == []
    assert cluster.killed.exists()


def test_a_scheduler_that_does_not_answer_is_a_sentence_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "SECONDS_TO_JOIN", 2)
    began = time.monotonic()
    with pytest.raises(SettingError, match=r"tcp://127\.0\.0\.1:9.*does not answer"):
        sydata.normalize(sources(), workers="tcp://127.0.0.1:9")
    assert time.monotonic() - began < 15
