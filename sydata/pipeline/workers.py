"""Reading in worker processes, some files at a time: a process that ends takes no other file with it.

A library that reads workbooks can abort the process it runs in, whatever is checked before. So the files of a batch
whose process ended are read again one by one, and only the one that ends its process again is given up.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Protocol, runtime_checkable

from sydata.catalog.learned import Desk
from sydata.model import SourceFile
from sydata.pipeline.batches import AT_ONCE, NOTHING, Part, in_batches, together, understand_batch
from sydata.pipeline.cluster import joined
from sydata.pipeline.files import unreadable

try:
    import resource
except ImportError:  # Windows limits no memory this way
    resource = None  # type: ignore[assignment]

MANY = 2000  # files that make it worth while that each process starts and learns common words anew
MEMORY = 3 << 30  # bytes of address space for a worker, libraries included
AT_HAND = 3  # batches a worker, at most, that are lost with a process and read again one by one

Work = Callable[[Sequence[SourceFile], Desk], Part]
Batches = Mapping[int, Sequence[SourceFile]]
Tell = Callable[[int, int], None]  # files done, files in all; what it raises ends the work


@runtime_checkable
class Reads(Protocol):
    """Reads files in a way of its own, with its own budget: see `apart`."""

    def parts(self, files: Sequence[SourceFile], desk: Desk, work: Work, tell: Tell | None) -> Iterator[Part]:
        """As `understand_all`."""


Workers = int | str | Executor | Reads | None
A_STEP = 10  # files between two words of progress


def understand_all(
    files: Sequence[SourceFile],
    desk: Desk,
    workers: Workers = None,
    work: Work = understand_batch,
    tell: Tell | None = None,
) -> Iterator[Part]:
    """What the files say, in their order, part by part: whoever takes one need not keep it.

    workers: how many processes read, a Dask scheduler's address, an executor, or who else reads; None: one a core
    for many files, none for few. work: what is done with each batch, a function that a process can import. tell:
    hears how far it is. Raises SettingError where a cluster cannot be had (`cluster.joined`).
    """
    if isinstance(workers, Reads):
        yield from workers.parts(files, desk, work, tell)
        return
    if isinstance(workers, str):
        with joined(workers) as executor:
            yield from understand_all(files, desk, executor, work, tell)
        return
    number = 0 if isinstance(workers, Executor) else _fitting(workers, len(files))
    if number == 1:
        yield from _here(files, desk, work, tell)
        return
    batches = dict(enumerate(in_batches(files)))
    parts = _read(batches, desk, workers if isinstance(workers, Executor) else number, work, tell)
    for n, batch in batches.items():
        yield parts.pop(n) if n in parts else work(batch, desk)


def _read(
    batches: Batches, desk: Desk, workers: Executor | int, work: Work, tell: Tell | None
) -> dict[int, Part]:
    """The batches' parts, as processes read them; none where no process can be started."""
    parts: dict[int, Part] = {}
    while left := {n: batch for n, batch in batches.items() if n not in parts}:
        if isinstance(workers, Executor):
            parts |= _answers(workers, left, desk, work, tell)
        else:
            with _processes(workers) as pool:
                if not _starts(pool):
                    return parts
                parts |= _answers(pool, left, desk, work, tell)
        lost = [n for n in left if n not in parts]
        lost = lost[: AT_HAND * (len(left) if isinstance(workers, Executor) else workers)]
        parts |= {n: _one_by_one(left[n], desk, work) for n in lost}
    return parts


def _here(files: Sequence[SourceFile], desk: Desk, work: Work, tell: Tell | None) -> Iterator[Part]:
    """The parts, one after the other in this process; in small steps where somebody waits to hear of them."""
    done = 0
    for batch in in_batches(files, A_STEP if tell else AT_ONCE):
        if tell:
            tell(done, len(files))
        yield work(batch, desk)
        done += len(batch)


def _fitting(workers: int | None, files: int) -> int:
    if workers is not None:
        return max(1, workers)
    return cores() if files >= MANY and _can_start_anew() else 1


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _can_start_anew() -> bool:
    """Whether a new process leaves the caller's program alone: a plain script would be run by it once more."""
    main = sys.modules["__main__"]
    return getattr(main, "__spec__", None) is not None or not hasattr(main, "__file__")


@contextmanager
def _processes(number: int) -> Iterator[ProcessPoolExecutor]:
    """New processes, not copies of this one: copying one that has threads may stop it for good."""
    with ProcessPoolExecutor(number, multiprocessing.get_context("spawn"), limit_memory) as pool:
        yield pool


def limit_memory() -> None:
    """Makes this process fail, and not the computer, where a file wants too much."""
    if resource is not None:
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        wanted = MEMORY if most == resource.RLIM_INFINITY else min(MEMORY, most)
        resource.setrlimit(resource.RLIMIT_AS, (wanted, most))


def _starts(pool: Executor) -> bool:
    """Whether processes can be started here at all: else none of them says anything of a file."""
    try:
        return bool(pool.submit(os.getpid).result())
    except (BrokenExecutor, OSError):
        return False


def _answers(pool: Executor, batches: Batches, desk: Desk, work: Work, tell: Tell | None) -> dict[int, Part]:
    """The parts of those batches that come back."""
    futures: dict[int, Future[Part]] = {}
    try:
        for n, batch in batches.items():
            futures[n] = pool.submit(work, batch, desk)
    except BrokenExecutor:
        pass  # a process has ended while others were still waiting for their turn
    answers: dict[int, Part | None] = {}
    every, done = sum(map(len, batches.values())), 0
    try:
        for n, future in futures.items():
            if tell:
                tell(done, every)
            answers[n] = _answer(future)
            done += len(batches[n])
    finally:
        for future in futures.values():
            future.cancel()  # of work that is stopped; one that is done stays done
    return {n: part for n, part in answers.items() if part is not None}


def _answer(future: Future[Part]) -> Part | None:
    """None where the process ended, or ran out of memory: other executors have errors of their own for that.

    A fault of the program's own comes again when the files are read one by one.
    """
    try:
        return None if future.exception() is not None else future.result()
    except CancelledError:  # a cluster of which nobody is left
        return None


def _one_by_one(files: Sequence[SourceFile], desk: Desk, work: Work) -> Part:
    """The part of a batch that was lost: a process that ends now was ended by the one file it was reading."""
    parts: list[Part] = []
    while len(parts) < len(files):
        with _processes(1) as pool:
            pool.submit(os.getpid).result()  # raises if no process starts: that is no file's fault
            for file in files[len(parts) :]:
                try:
                    parts.append(pool.submit(work, [file], desk).result())
                except (BrokenExecutor, MemoryError) as error:
                    parts.append(_given_up(file, desk, isinstance(error, MemoryError)))
                    break
    return together(parts)


def _given_up(file: SourceFile, desk: Desk, memory: bool) -> Part:
    finding = unreadable(file.name, "too-large" if memory else "damaged", "the reading process ended", desk)
    return NOTHING._replace(findings=(finding,))
