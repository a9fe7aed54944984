"""`python -m benchmarks.scale NUMBER WORKERS FOLDER`: reads the first forms of a folder, in a process of its own.

Prints JSON: seconds on the clock and of processor time (of worker processes too), and the most memory that this
process has held, in MB. The forms' bytes are in memory before, as uploads are.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from time import perf_counter

from benchmarks.contenders import cpu_seconds

if __name__ == "__main__":
    from sydata import normalize  # not above: worker processes run what stands there, and need no pandas

    number, given = int(sys.argv[1]), sys.argv[2]
    workers = int(given) if given.isdecimal() else given
    folder = Path(sys.argv[3])
    paths = sorted(folder.rglob("*.xlsx"), reverse=True)[:number]
    sources = [(path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths]
    begun, cpu = perf_counter(), cpu_seconds()
    rows = len(normalize(sources, workers=workers).data)
    assert rows == 3 * number, f"{rows} rows from {number} forms"
    took = {"wall": perf_counter() - begun, "cpu": cpu_seconds() - cpu}
    print(json.dumps(took | {"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
