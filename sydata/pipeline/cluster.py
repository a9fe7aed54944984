"""The processes of a Dask cluster, as an executor. Only a server has Dask: one computer reads without."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any
from weakref import WeakSet

from sydata.errors import SettingError
from sydata.release import program

SECONDS_TO_JOIN = 10  # that a cluster may take to answer
SECONDS_ALONE = 20  # without any worker, after which what it has not read is read here
A_LOOK = 1.0  # seconds between two looks at who is there


class _Followed(Executor):
    """Another's executor, of which all that is still open can be given up."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor
        self._futures: WeakSet[Future[Any]] = WeakSet()

    def submit(self, work: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        """As the other's."""
        future: Future[Any] = self._executor.submit(work, *given, **named)
        self._futures.add(future)
        return future

    def give_up(self) -> None:
        """Whoever waits for an answer is told that there is none."""
        for future in list(self._futures):
            future.cancel()


@contextmanager
def joined(address: str) -> Iterator[Executor]:
    """The workers of the scheduler at an address. Work is given up where none of them is left.

    SettingError where Dask is not installed, nobody answers, or a worker has another program than this one.
    """
    client = _client(address)
    with client:
        try:
            client.wait_for_workers(1, timeout=SECONDS_TO_JOIN)
        except TimeoutError as error:
            raise _wrong(address, "集群中没有工作进程", "no worker there") from error
        _hold_to_ours(client, address)
        with client.get_executor(pure=False) as executor:
            followed, ended = _Followed(executor), Event()
            watcher = Thread(target=_watch, args=(client, followed, ended), daemon=True)
            watcher.start()
            try:
                yield followed
            finally:
                ended.set()
                watcher.join()


def _client(address: str) -> Any:
    try:
        distributed = importlib.import_module("distributed")
    except ImportError as error:
        raise _wrong(address, "请先安装 requirements-server.txt", "install it first") from error
    try:
        return distributed.Client(address, timeout=SECONDS_TO_JOIN, set_as_default=False)
    except OSError as error:
        raise _wrong(address, "连不上 Dask 调度器", "the scheduler does not answer") from error


def _hold_to_ours(client: Any, address: str) -> None:
    """A worker with another program would read some of the sheets by other rules, and nobody would see which."""
    ours = program()
    for worker, theirs in sorted(client.run(program, on_error="return").items()):
        if theirs != ours:
            told = " ".join(theirs) if isinstance(theirs, tuple) else type(theirs).__name__
            raise _wrong(
                address,
                f"工作进程 {worker} 的程序或 Python 与这里不同（{told}，应为 {' '.join(ours)}），请装成相同的版本",
                f"worker {worker} has another program or Python ({told}, wanted {' '.join(ours)}): install the same",
            )


def _watch(client: Any, work: _Followed, ended: Event) -> None:
    """A file that ends its process ends one worker after the other; with the last of them nobody would answer."""
    alone = 0.0
    while not ended.wait(A_LOOK):
        alone = 0.0 if _anybody(client) else alone + A_LOOK
        if alone >= SECONDS_ALONE:
            work.give_up()


def _anybody(client: Any) -> bool:
    try:
        return bool(client.nthreads())
    except Exception:  # noqa: BLE001 a scheduler that is gone answers by many kinds of errors
        return False


def _wrong(address: str, zh: str, en: str) -> SettingError:
    return SettingError(f"SYDATA_SCHEDULER = {address!r}: {zh} {en}")
