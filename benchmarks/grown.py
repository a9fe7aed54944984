"""How the pages' cost grows with the country's history, and what thirty people and ten thousand sheets ask of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from sqlalchemy import Engine, text

from benchmarks.country import make
from benchmarks.forms import draw
from sydata.store.database import open_store

OFFICE = "500000"  # of all offices the one with the most counties
OFFICES = "500000,130600,510100"  # those of the people who click
ROUNDS = 3
Run = Callable[..., str]  # runs a module of ours in a process of its own: its last line
BARE = """
select o.return_id, o.category, o.indicator, sum(o.value) from return_ r
join observation o on o.return_id = r.id and o.status = 'counted'
where r.office = :office and r.state = 'current' group by 1, 2, 3
"""


def country(sizes: Sequence[int], run: Run) -> None:
    """Every page of one office over more and more of the country's returns; the floor is its bare SQL."""
    times, floors = [], []
    for size in sizes:
        with TemporaryDirectory() as folder:
            address = f"sqlite:///{folder}/country.sqlite"
            kept = make(address, size)
            given = {"SYDATA_DATABASE_URL": address, "SYDATA_OFFICE": OFFICE}
            times.append(json.loads(run("benchmarks.pages", str(ROUNDS), **given))["pages"])
            floors.append(bare(address))
            print(f"\n{kept:,} returns, {Path(folder, 'country.sqlite').stat().st_size / 1e6:,.0f} MB")
    print(
        f"\nPages of office {OFFICE}, ms of processor time at " + " and ".join(f"{size:,}" for size in sizes)
    )
    print(f"  {'':12}" + "".join(f"{name:>24}" for name in ("cold", "warm", "other period")))
    for page in times[0]:
        print(
            f"  {page:12}"
            + "".join(_pair([each[page][key] for each in times]) for key in ("cold", "warm", "period"))
        )
    print(f"  {'bare SQL':12}" + _pair(floors) + "   the sums of all its figures, no frame, no page")


def _pair(values: Sequence[float]) -> str:
    said = " ".join(f"{value:6.0f}" for value in values)
    return f"{said} {values[-1] / values[0]:6.1f} ×".rjust(24)


def bare(address: str) -> float:
    """Milliseconds of processor time of the sums that the pages are made of, asked of the database itself."""
    engine = open_store(address)
    found = median(_asked(engine) for _ in range(ROUNDS))
    engine.dispose()
    return found


def _asked(engine: Engine) -> float:
    before = process_time()
    with engine.connect() as connection:
        connection.execute(text(BARE), {"office": OFFICE}).cursor.fetchall()
    return 1000 * (process_time() - before)


def people(size: int, run: Run) -> None:
    """Thirty people on a real server over the country."""
    with TemporaryDirectory() as folder:
        address = f"sqlite:///{folder}/country.sqlite"
        kept = make(address, size)
        told = json.loads(run("benchmarks.people", address, OFFICES))
    print(f"\n30 people on one server over {kept:,} returns, 60 s, a click each 3 to 10 s")
    print(f"  clicks {told['runs']}, failed {told['failed']}; processor {told['cpu']} ms a click")
    print(f"  click to finished, ms: median {told['median']}, 95 % {told['slow']}, slowest {told['slowest']}")
    print(
        f"  largest answer {told['kb']} kB; server's memory: {told['idle_mb']} MB idle, {told['mb']} MB at most"
    )


def arriving(number: int, run: Run) -> None:
    """Sheets through the whole pipeline into a new store, with two processes; the floor is reading them alone."""
    with TemporaryDirectory() as folder:
        draw(Path(folder), number)
        told = json.loads(run("benchmarks.arriving", folder))
    print(f"\n{number:,} sheets into an empty store, two processes")
    for name in ("read", "keep", "both"):
        print(f"  {name:8}{told[name]:8.1f} s {60 * number / told[name]:12,.0f} sheets a minute")
    print(
        f"  keeping used {told['used']:.1f} s of the processor, {1000 * told['used'] / number:.1f} ms a sheet\n"
        f"  bare    {told['bare']:8.1f} s {60 * number / told['bare']:12,.0f} opened a minute, one process, rows only"
    )
