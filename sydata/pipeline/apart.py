"""Reading apart from the server: what a stranger sent is opened in another process, with a budget of time and memory.

A file that ends that process, stalls it or fills its memory costs the process and not the server. The process is
started at the first call and stays, since starting one takes a second; it is replaced when it ends, or when it has
grown. It is a program of its own and no copy: a copy of a process that has threads may stop for good, and
multiprocessing would run a Streamlit page's script a second time.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import LifoQueue
from threading import Timer
from typing import IO, Any, Literal, TypeVar, cast

from sydata.catalog.learned import Desk
from sydata.errors import UnreadableFile
from sydata.model import Sheet, SourceFile
from sydata.pipeline.apart_worker import Answer, receive, send
from sydata.pipeline.batches import NOTHING, Part, some, together, understand_batch
from sydata.pipeline.files import unreadable
from sydata.reading import read_file

T = TypeVar("T")

SECONDS = 40  # of computing for one call: the largest workbook that is allowed takes half of it
PATIENCE = 3  # times as long on the clock, since others may be computing too
GROWN = 1 << 30  # bytes that a process may have held before it is replaced
ROOT = str(Path(__file__).parents[2])
TO_START = 60  # seconds: a machine under load takes its time
START = "from sydata.pipeline.apart_worker import main; main()"
AT_ONCE = (10, 1 << 20)  # files and bytes for one call: few are read again one by one if one ends the process
MOST = 2  # processes; whoever comes third waits for one
ENDS = {"time": "too-large", "memory": "too-large", "ended": "damaged"}
SAID = {"time": "reading took too long", "memory": "out of memory", "ended": "the reading process ended"}


class Lost(Exception):
    """A call that has no answer: its process took too long, wanted too much memory, or ended."""

    def __init__(self, why: Literal["time", "memory", "ended"]) -> None:
        super().__init__(why)
        self.why = why


class _Process:
    """One process that reads."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        # What it has to do needs no settings, and an address of a store may hold a password.
        own = {name: value for name, value in environment.items() if not name.startswith("SYDATA_")}
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", START],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
            env=own | {"PYTHONPATH": os.pathsep.join([ROOT, own.get("PYTHONPATH", "")]).rstrip(os.pathsep)},
        )  # fmt: skip
        self._late = False
        try:
            self.ask(os.getpid, (), TO_START)
        except Lost as lost:  # no file's fault, and no reason to open it in the server after all
            self.end()
            raise OSError("the process that reads files cannot be started") from lost

    def ask(self, work: Callable[..., T], given: tuple[Any, ...], seconds: float) -> Answer:
        """What comes back. Raises Lost, and is of no use after that."""
        watch = Timer(seconds * PATIENCE, self._too_late)
        watch.daemon = True
        watch.start()
        try:
            send(cast("IO[bytes]", self._process.stdin), (seconds, work, given))
            return cast("Answer", receive(cast("IO[bytes]", self._process.stdout)))
        except (OSError, EOFError) as error:
            self._process.wait()
            raise Lost("time" if self._late or self._computed_too_long() else "ended") from error
        finally:
            watch.cancel()

    def _too_late(self) -> None:
        self._late = True
        self.end()

    def _computed_too_long(self) -> bool:
        return hasattr(signal, "SIGPROF") and self._process.returncode == -signal.SIGPROF

    def end(self) -> None:
        """End it, and whatever it has started itself (a PDF reader, LibreOffice)."""
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                cast("IO[bytes]", pipe).close()


class Apart:
    """Some processes that read, each for one caller at a time. Safe to use from many threads.

    environment: what they know of their surroundings, less the settings. most: how many; seconds: of computing for
    one call; grown: bytes after which a process is replaced.
    """

    def __init__(
        self, environment: Mapping[str, str], most: int = MOST, seconds: float = SECONDS, grown: int = GROWN
    ) -> None:
        self._environment, self._seconds, self._grown = environment, seconds, grown
        self._idle: LifoQueue[_Process | None] = LifoQueue()  # None: one that is yet to be started
        for _ in range(most):
            self._idle.put(None)

    def call(self, work: Callable[..., T], *given: Any) -> T:
        """What a function gives back for these values, computed apart; what it raises is raised here.

        work and values must be such that pickle knows them. Raises Lost where there is no answer.
        """
        with self._process() as process:
            answer = process.ask(work, given, self._seconds)
        if isinstance(answer.error, MemoryError):
            raise Lost("memory")
        if answer.error is not None:
            raise answer.error
        return cast("T", answer.value)

    @contextmanager
    def _process(self) -> Iterator[_Borrowed]:
        """A process that nobody else uses meanwhile; it stays for the next, unless it is lost or has grown."""
        kept = self._idle.get()
        after: _Process | None = None
        borrowed = None
        try:
            borrowed = _Borrowed(kept or _Process(self._environment))
            yield borrowed
            after = borrowed.process if borrowed.peak < self._grown else None
        finally:
            if after is None and borrowed is not None:
                borrowed.process.end()  # also where a click has stopped the caller: an answer would come too late
            self._idle.put(after)

    def parts(
        self,
        files: Sequence[SourceFile],
        desk: Desk,
        work: Callable[[Sequence[SourceFile], Desk], Part] = understand_batch,
        tell: Callable[[int, int], None] | None = None,
    ) -> Iterator[Part]:
        """What the files say, in their order, part by part; one that cannot be had is a finding."""
        done = 0
        for batch in some(files, *AT_ONCE):
            if tell:
                tell(done, len(files))
            yield self._part(batch, desk, work)
            done += len(batch)

    def _part(
        self, files: Sequence[SourceFile], desk: Desk, work: Callable[[Sequence[SourceFile], Desk], Part]
    ) -> Part:
        try:
            return self.call(work, files, desk)
        except Lost as lost:
            if len(files) == 1:
                finding = unreadable(files[0].name, ENDS[lost.why], SAID[lost.why], desk)
                return NOTHING._replace(findings=(finding,))
        return together(self._part([file], desk, work) for file in files)

    def sheets(self, file: SourceFile) -> tuple[Sheet, ...]:
        """As `read_file`, apart; a file that is lost raises UnreadableFile too."""
        return self.opened(read_file, file)

    def opened(self, work: Callable[..., T], *given: Any) -> T:
        """As `call`; what is lost raises UnreadableFile, as a file does that cannot be read."""
        try:
            return self.call(work, *given)
        except Lost as lost:
            raise UnreadableFile(ENDS[lost.why], SAID[lost.why]) from lost

    def close(self) -> None:
        """End the processes that nobody uses; the next call starts new ones."""
        for _ in range(self._idle.qsize()):
            process = self._idle.get()
            if process is not None:
                process.end()
            self._idle.put(None)


class _Borrowed:
    """A process in use, and what it has held at most."""

    def __init__(self, process: _Process) -> None:
        self.process, self.peak = process, 0

    def ask(self, work: Callable[..., T], given: tuple[Any, ...], seconds: float) -> Answer:
        answer = self.process.ask(work, given, seconds)
        self.peak = answer.peak
        return answer
