"""`make bench`: one table of what takes how long, each beside its floor measured in the same run."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks import alarms, clustered, grown
from benchmarks.contenders import CONTENDERS
from benchmarks.forms import draw

ROOT = Path(__file__).parent.parent
READING = next(iter(CONTENDERS))
DONE = (0, 1)  # 1: some file could not be loaded; the sample has such files


def in_process(*arguments: str, accept: Sequence[int] = (0,), **environment: str) -> str:
    """Run a module of ours in a process of its own; the last line it printed."""
    command = [sys.executable, "-m", *arguments]
    ended = subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, check=False, text=True, capture_output=True
    )
    if ended.returncode not in accept:
        sys.exit(f"{' '.join(arguments)} ended with {ended.returncode}\n{ended.stderr}")
    return ended.stdout.strip().rpartition("\n")[2]


def reading(number: int, rounds: int) -> None:
    """Every contender reads the same forms, in turn, several times."""
    with TemporaryDirectory() as folder:
        draw(Path(folder), number)
        turns = [
            {name: float(in_process("benchmarks.contenders", name, folder)) for name in CONTENDERS}
            for _ in range(rounds)
        ]
    seconds = {name: median(turn[name] for turn in turns) for name in CONTENDERS}
    print(f"\nReading {number} standard forms: CPU seconds, median of {rounds} turns")
    for name in CONTENDERS:
        ratio = "" if name == READING else f"  sydata takes {seconds[READING] / seconds[name]:6.1f} ×"
        print(f"  {name:32}{seconds[name]:8.3f}{ratio}")


def scale(sizes: Sequence[int], rounds: int) -> None:
    """More and more forms, then the most of them by two processes: cost a file, memory, seconds."""
    with TemporaryDirectory() as folder:
        draw(Path(folder), max(sizes))
        print("\nHow cost grows, and what a second process saves")
        print(f"  {'files':>8}{'processes':>11}{'CPU ms a file':>15}{'seconds':>9}{'peak MB':>9}")
        for number, processes in [*((size, 1) for size in sizes), (max(sizes), 2)]:
            run = ("benchmarks.scale", str(number), str(processes), folder)
            turns = [json.loads(in_process(*run)) for _ in range(rounds if number < max(sizes) else 1)]
            cpu, wall, peak = (median(turn[key] for turn in turns) for key in ("cpu", "wall", "peak"))
            print(f"  {number:8,}{processes:11}{1000 * cpu / number:15.2f}{wall:9.1f}{peak:9.0f}")


def loading(folder: Path, address: str) -> None:
    """The whole sample into an empty store, by the command line."""
    in_process("sydata", "sample", str(folder))
    files = sum(path.is_file() for path in (folder / "returns").rglob("*"))
    before = perf_counter()
    in_process("sydata", "load", str(folder / "returns"), accept=DONE, SYDATA_DATABASE_URL=address)
    print(
        f"\nLoading the sample, {files} files, start to end of the command: {perf_counter() - before:.1f} s"
    )


def pages(address: str) -> None:
    """Every page over the loaded sample, beside an empty script."""
    times = json.loads(in_process("benchmarks.pages", SYDATA_DATABASE_URL=address))
    bare = times["bare"]
    columns = ("cold", "warm", "period", "measure")
    print(f"\nPages on the server, ms of processor time above a bare rerun ({bare:.0f} ms)")
    print(f"  {'':12}" + "".join(f"{column:>9}" for column in columns))
    for page, took in times["pages"].items():
        above = (f"{took[key] - bare:9.0f}" if key in took else " " * 9 for key in columns)
        print(f"  {page:12}" + "".join(above))


def store(number: int) -> None:
    """Forms into an empty store of each kind; the floors are bare inserts of the same rows."""
    from tests.stores import Server

    with TemporaryDirectory() as folder:
        draw(Path(folder), number)
        server = Server({})  # as it comes: it outlives a power cut, as the file does
        try:
            kinds = {
                "SQLite": f"sqlite:///{folder}/store.sqlite",
                "PostgreSQL": server.address_of(Path(folder, "store.sqlite")),
            }
            took = {name: json.loads(in_process("benchmarks.keeping", kinds[name], folder)) for name in kinds}
        finally:
            server.remove()
    print(f"\n{number:,} returns into an empty store, with their files and figures")
    for kind, seconds in took.items():
        print(f"  {kind:12}sydata {seconds['sydata']:6.2f} s", end="")
        floors = ((name, took) for name, took in seconds.items() if name != "sydata")
        print(*(f"   {name} {s:6.2f} s: {seconds['sydata'] / s:4.1f} ×" for name, s in floors))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--forms", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--only",
        choices=("reading", "scale", "pages", "alarms", "country", "people", "arriving", "store", "dask"),
    )
    parser.add_argument(
        "--returns", default="12000,120000", help="sizes of the country, the last one for people"
    )
    parser.add_argument("--sheets", type=int, default=10_000)
    given = parser.parse_args()
    if given.only in (None, "reading"):
        reading(given.forms, given.rounds)
    if given.only == "scale":  # only when asked for: drawing so many forms takes minutes
        scale((100, 1_000, 10_000), given.rounds)
    if given.only == "alarms":  # two minutes of nothing but arithmetic
        alarms.tell()
    sizes = [int(size) for size in given.returns.split(",")]
    if given.only == "country":
        grown.country(sizes, in_process)
    if given.only == "people":
        grown.people(sizes[-1], in_process)
    if given.only == "arriving":
        grown.arriving(given.sheets, in_process)
    if given.only == "store":  # needs a PostgreSQL
        store(given.forms)
    if given.only == "dask":  # needs requirements-server.txt
        clustered.compare(given.forms, in_process)
    if given.only in (None, "pages"):
        with TemporaryDirectory() as folder:
            address = f"sqlite:///{folder}/sample.sqlite"
            loading(Path(folder), address)
            pages(address)


if __name__ == "__main__":
    main()
