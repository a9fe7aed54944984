"""Reading in processes of its own: the same result, and no file lost beside one that ends its process."""

from __future__ import annotations

import os
import pickle
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

import sydata
from sydata.catalog.learned import Desk, Lesson, learned
from sydata.errors import SettingError
from sydata.model import SourceFile
from sydata.pipeline import batches, cluster, workers
from sydata.pipeline.batches import Part, in_batches, together, understand_batch
from sydata.pipeline.workers import understand_all
from sydata.reading import gather
from sydata.release import program
from tests.pipeline.drawn import form, sheet, xlsx

DESK = Desk("500000")
UNITS = ("黔江区", "万州区", "涪陵区", "渝中区", "大渡口区", "沙坪坝区", "南岸区")
DEADLY, GREEDY = "万州区", "涪陵区"


def sources() -> list[tuple[str, bytes]]:
    return [(f"{unit}2024年春节.xlsx", xlsx(sheet(form()))) for unit in UNITS]


def files() -> tuple[SourceFile, ...]:
    return gather(sources())[0]


def deadly(some: Sequence[SourceFile], desk: Desk) -> Part:
    """Reads, but one file aborts the process and another wants more memory than there is."""
    for file in some:
        if file.name.startswith(DEADLY):
            os.abort()
        if file.name.startswith(GREEDY):
            bytearray(workers.MEMORY)
    return understand_batch(some, desk)


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "AT_ONCE", 2)


def told(parts: Iterable[Part]) -> tuple[Any, ...]:
    whole = together(parts)
    return [held.file for held in whole.forms], [(f.code, f.file, f.params["cause"]) for f in whole.findings]


@pytest.mark.usefixtures("small_batches")
def test_two_processes_read_what_one_reads() -> None:
    one, two = (sydata.normalize(sources(), workers=number) for number in (1, 2))
    for name in ("data", "findings", "observations"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(two, name))
    assert one.batch.returns == two.batch.returns
    assert one.batch.findings == two.batch.findings


@pytest.mark.usefixtures("small_batches")
def test_a_file_that_ends_its_process_is_named_and_no_other_is_lost() -> None:
    names = [f"{unit}2024年春节.xlsx" for unit in UNITS]
    forms, findings = told(understand_all(files(), DESK, 2, deadly))
    assert forms == [name for name in names if not name.startswith((DEADLY, GREEDY))]
    assert findings == [
        ("unreadable-file", names[1], "damaged"),
        ("unreadable-file", names[2], "too-large"),
    ]


def test_what_a_process_runs_needs_no_pandas() -> None:
    script = "import sys; import sydata.pipeline.batches; print({'pandas', 'pyarrow'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert said.stdout.strip() == "set()"


def test_an_executor_may_be_handed_over() -> None:
    with ThreadPoolExecutor(2) as executor:
        result = sydata.normalize(sources(), workers=executor)
    assert len(result.batch.returns) == len(UNITS)


class Client:
    """Stands for Dask's, which only a server has."""

    def __init__(self, address: str, **_given: object) -> None:
        assert address == "tcp://cluster:8786"

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def wait_for_workers(self, number: int, timeout: float) -> None:
        assert (number, timeout > 0) == (1, True)

    def get_executor(self, pure: bool) -> ThreadPoolExecutor:
        assert not pure  # each batch is work of its own
        return ThreadPoolExecutor(1)

    def nthreads(self) -> dict[str, int]:
        return {"tcp://one": 1}

    def run(self, work: Callable[[], object], on_error: str) -> dict[str, object]:
        assert on_error == "return"
        return {"tcp://one": work()}


def other(*told: object) -> Callable[..., object]:
    """A cluster of which one worker says this of its program."""
    given = {"tcp://one": program(), "tcp://two": told if len(told) > 1 else told[0]}
    return lambda _self, _work, on_error: given


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (("0.0.9", "3.11", "abc"), "0.0.9 3.11 abc"),
        ((program()[0], "3.12", program()[2]), "3.12"),
        ((ModuleNotFoundError("sydata"),), "ModuleNotFoundError"),
    ],
)
def test_a_worker_with_another_program_is_named_before_it_reads_anything(
    monkeypatch: pytest.MonkeyPatch, told: tuple[object, ...], said: str
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", SimpleNamespace(Client=Client))
    monkeypatch.setattr(Client, "run", other(*told))
    with pytest.raises(SettingError, match=f"工作进程 tcp://two .*{re.escape(said)}.*install the same"):
        sydata.normalize(sources(), workers="tcp://cluster:8786")


def test_work_that_a_cluster_without_workers_gives_up_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", SimpleNamespace(Client=Client))
    monkeypatch.setattr(Client, "nthreads", lambda _self: {})
    monkeypatch.setattr(Client, "get_executor", lambda _self, pure: Silent())
    monkeypatch.setattr(cluster, "A_LOOK", 0.05)
    monkeypatch.setattr(cluster, "SECONDS_ALONE", 0.2)
    assert len(sydata.normalize(sources(), workers="tcp://cluster:8786").batch.returns) == len(UNITS)


class Silent(Executor):
    """Takes work and never answers."""

    def submit(self, work: object, /, *given: object, **named: object) -> Future[Any]:
        return Future()


def test_a_cluster_is_asked_by_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", SimpleNamespace(Client=Client))
    assert len(sydata.normalize(sources(), workers="tcp://cluster:8786").batch.returns) == len(UNITS)


def test_a_cluster_without_its_library_is_a_wrong_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SettingError, match=r"tcp://cluster:8786.*requirements-server\.txt"):
        sydata.normalize(sources(), workers="tcp://cluster:8786")


def test_learned_words_travel_to_processes() -> None:
    desk = Desk(
        "500000", learned([Lesson("unit", "黔江", "黔江区"), Lesson("column", "走访人次", "visited_people")])
    )
    there = pickle.loads(pickle.dumps(desk))
    assert there == desk
    assert there.learned.headers


def test_few_files_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_processes", None)
    assert len(sydata.normalize(sources()).batch.returns) == len(UNITS)


def test_without_processes_the_files_are_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_starts", lambda pool: False)
    assert len(sydata.normalize(sources(), workers=2).batch.returns) == len(UNITS)


def test_batches_keep_the_order_and_a_large_file_goes_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BYTES_AT_ONCE", 10)
    sizes = (1, 1, 1, 1, 9, 20, 2, 2)
    every = [SourceFile(str(n), b"x" * size, "") for n, size in enumerate(sizes)]
    assert ["".join(f.name for f in batch) for batch in in_batches(every, 3)] == ["012", "34", "5", "67"]
