"""What a hostile file might do to the process that reads it. Functions that such a process can import."""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from sydata.catalog.learned import Desk
from sydata.model import SourceFile
from sydata.pipeline.batches import Part, understand_batch


def read_or_do(files: Sequence[SourceFile], desk: Desk) -> Part:
    """Reads files; one whose name says what it does to its reader does that instead."""
    for file in files:
        deed = DEEDS.get(file.name.partition(".")[0])
        if deed:
            deed()
    return understand_batch(files, desk)


def end() -> None:
    os.abort()


def compute() -> None:
    while True:
        pass


def wait() -> None:
    time.sleep(600)


def fill() -> int:
    return len(bytearray(8 << 30))


def talk() -> str:
    """Prints as libraries do, where answers are awaited."""
    os.write(1, b"\x00" * 100)
    print("warning", flush=True)
    return "answer"


def ours() -> None:
    raise LookupError("a fault of the program's own")


DEEDS = {"end": end, "compute": compute, "wait": wait, "fill": fill}


def measured(files: Sequence[SourceFile], desk: Desk) -> tuple[Part, float, int]:
    """What files say, the seconds of computing that took, and the most memory ever held, in bytes."""
    started = time.process_time()
    part = understand_batch(files, desk)
    return part, time.process_time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10


def watched(files: Sequence[SourceFile], desk: Desk) -> list[str]:
    """What reading asked of the world: connections, programs, files that are none of Python's own."""
    understand_batch(files, desk)  # what is imported when it is first needed has been imported then
    return _asked(lambda: understand_batch(files, desk))


def caught() -> list[str]:
    """What the watch sees of a file, an address and a program."""

    def ask() -> None:
        Path("/etc/hostname").read_bytes()
        socket.getaddrinfo("127.0.0.1", 9)
        subprocess.run([sys.executable, "-c", ""], check=True)

    return sorted(_asked(ask))


def _asked(work: Callable[[], object]) -> list[str]:
    seen: list[str] = []
    watching = [True]

    def hook(event: str, given: tuple[object, ...]) -> None:
        if not watching:
            return
        if event == "open" and isinstance(given[0], str) and not given[0].startswith(OWN):
            seen.append(f"open {given[0]}")
        elif event.startswith(WORLD):
            seen.append(event)

    sys.addaudithook(hook)  # for good: no audit hook can be taken away
    work()
    watching.clear()
    return seen


WORLD = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.system",
    "os.spawn",
    "os.posix_spawn",
    "urllib.",
    "ctypes.dlopen",
)
OWN = (sys.prefix, sys.base_prefix, str(Path(__file__).parents[2]), "/dev/null", "/usr/share/zoneinfo")
