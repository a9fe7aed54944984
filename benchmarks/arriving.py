"""`python -m benchmarks.arriving FOLDER`: all forms of a folder into an empty store, as `sydata load` does it.

Prints JSON: seconds on the clock for reading and checking (two processes), for keeping, for both; and what opening
the files alone takes one process. used: what keeping takes of the processor, since a busy disk is waited for.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

OFFICE, WHO, WORKERS = "500000", "benchmark", 2


def arrive(folder: Path) -> dict[str, float]:
    """Seconds of each part."""
    from benchmarks.contenders import calamine  # not above: worker processes run what stands there
    from sydata import normalize
    from sydata.store.database import open_store
    from sydata.store.returns import save

    paths = sorted(folder.rglob("*.xlsx"))
    sources = [(path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths]
    begun = perf_counter()
    batch = normalize(sources, OFFICE, workers=WORKERS).batch
    read = perf_counter()
    with TemporaryDirectory() as place:
        engine = open_store(f"sqlite:///{place}/store.sqlite")
        used = process_time()
        kept = save(engine, batch, datetime(2026, 1, 1), WHO)
        engine.dispose()
        used = process_time() - used
    done = perf_counter()
    assert kept.new == len(paths), f"{kept} of {len(paths)} forms"
    calamine()(paths)
    took = {
        "read": read - begun,
        "keep": done - read,
        "both": done - begun,
        "bare": perf_counter() - done,
        "used": used,
    }
    return {name: round(seconds, 2) for name, seconds in took.items()}


if __name__ == "__main__":
    print(json.dumps(arrive(Path(sys.argv[1]))))
