"""`python -m tests.hostile.worker FIRST LAST [SIZE]`: reads damaged files, SIZE at once, saying which it is at.

It ends with the first that make it fail, whatever way they fail: an exception, an abort of a library, no end.
"""

from __future__ import annotations

import resource
import signal
import sys

import sydata
from tests.hostile.mutate import case

SECONDS = 20.0  # of CPU for one reading: not how fast it should be, but where it can be called stuck
MEMORY = 4 << 30


def main(first: int, last: int, size: int = 1) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for seed in range(first, last + 1, size):
        seeds = range(seed, min(seed + size, last + 1))
        cases = [case(each) for each in seeds]
        print(seeds[0], seeds[-1], *(done for _, _, done in cases), flush=True)
        signal.setitimer(signal.ITIMER_PROF, SECONDS)  # ends the process, also inside a library
        sydata.normalize(
            [(f"{each}/{name}", content) for each, (name, content, _) in zip(seeds, cases, strict=True)]
        )
        signal.setitimer(signal.ITIMER_PROF, 0)
    print("end", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
