"""The process at the other end of `apart`: reads what a stranger sent, so that the server need not.

It takes calls from its standard input and answers on its standard output, each a length and a pickle, until the
input ends; whatever ends the server therefore ends it too.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
from typing import IO, Any, NamedTuple

from sydata.pipeline.workers import limit_memory

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

LENGTH = struct.Struct("<Q")


class Answer(NamedTuple):
    """What a call gave back, or the error it raised; peak: the most memory the process has ever held, in bytes."""

    value: Any
    error: Exception | None
    peak: int


def send(pipe: IO[bytes], message: Any) -> None:
    """Write a value as one message."""
    packed = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    pipe.write(LENGTH.pack(len(packed)))
    pipe.write(packed)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """The next message. Raises EOFError where the other end is gone."""
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    (size,) = LENGTH.unpack(head)
    packed = pipe.read(size)
    if len(packed) < size:
        raise EOFError
    return pickle.loads(packed)


def main() -> None:
    """Answer calls until there are none."""
    limit_memory()
    calls, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    while True:
        try:
            seconds, work, given = receive(calls)
        except EOFError:
            return
        _watch(seconds)
        answer = _answer(work, given)
        _watch(0)
        try:
            send(answers, answer)
        except (pickle.PicklingError, TypeError, AttributeError) as error:
            send(answers, Answer(None, RuntimeError(repr(error)), 0))


def _answer(work: Any, given: tuple[Any, ...]) -> Answer:
    try:
        return Answer(work(*given), None, _peak())
    except Exception as error:  # noqa: BLE001  (whatever it is, it is the caller's to see)
        return Answer(None, error, _peak())


def _watch(seconds: float) -> None:
    """End this process after so many seconds of computing, also inside a library; 0: no more."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _peak() -> int:
    if resource is None:
        return 0
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(used) if sys.platform == "darwin" else int(used) << 10
