"""`python -m benchmarks.people ADDRESS OFFICES`: people who click, over real connections, against a real server.

Each speaks Streamlit's own protocol on this computer: opens a page, waits until its script has finished, thinks for a
moment, opens another page, now and then of another period. Each belongs to one office. Bounded in seconds. Prints
JSON: milliseconds from click to finished, bytes sent, runs that failed, and the most memory that the server held.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from time import perf_counter
from typing import NamedTuple

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

ROOT = Path(__file__).parent.parent
PEOPLE, SECONDS, THINKING = 30, 60.0, (3.0, 10.0)
AT_THE_NEWEST = 0.8  # of the clicks; the others look at an earlier period
SLOWEST = 30.0  # seconds after which a run counts as failed
STARTING = 30.0
PAGES = (
    "", "quality", "progress", "reconcile", "register", "signoff", "categories", "yoy", "districts", "trend",
    "explore", "briefing", "present", "download",
)  # fmt: skip
DONE = ForwardMsg.FINISHED_SUCCESSFULLY


class Run(NamedTuple):
    """What a click brought. ms: None where it failed."""

    page: str
    ms: float | None
    sent: int


class Load(NamedTuple):
    """Who clicks what: people, for how many seconds, and the offices and periods that they look at."""

    people: int
    seconds: float
    offices: tuple[str, ...]
    periods: tuple[str, ...]


@contextmanager
def served(address: str, office: str) -> Iterator[tuple[int, int]]:
    """A server of our own over a store; its port, and its process. Ended at the end, whatever happens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    given = os.environ | {"SYDATA_DATABASE_URL": address, "SYDATA_OFFICE": office}
    command = [sys.executable, "-m", "sydata", "serve", "--headless", "--port", str(port)]
    server = subprocess.Popen(
        command,
        cwd=ROOT,
        env=given,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_for(port)
        yield port, server.pid
    finally:
        os.killpg(server.pid, 15)
        server.wait(10)


def _wait_for(port: int) -> None:
    end = perf_counter() + STARTING
    while perf_counter() < end:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
    raise TimeoutError(f"no server on port {port} after {STARTING:.0f} s")


async def click(connection: ClientConnection, page: str, query: str) -> Run:
    """One run of a page; failed where it takes too long, or shows no page."""
    message = BackMsg()
    message.rerun_script.page_name = page
    message.rerun_script.query_string = query
    begun, sent, headed = perf_counter(), 0, False
    await connection.send(message.SerializeToString())
    try:
        async with asyncio.timeout(SLOWEST):
            while True:
                data = await connection.recv(decode=False)
                sent, headed = sent + len(data), headed or b"sy-head" in data
                answer = ForwardMsg.FromString(data)
                if answer.WhichOneof("type") == "script_finished" and answer.script_finished == DONE:
                    break
    except TimeoutError:
        return Run(page, None, sent)
    return Run(page, 1000 * (perf_counter() - begun) if headed else None, sent)


async def person(port: int, number: int, load: Load) -> list[Run]:
    """What one person sees. Who clicks what is drawn from the number, so that every time is the same."""
    random, runs = Random(number), []
    end = perf_counter() + load.seconds
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    office = load.offices[number % len(load.offices)]
    async with connect(address, subprotocols=["streamlit"], max_size=None, compression=None) as connection:
        await asyncio.sleep(random.uniform(0, THINKING[1]))
        while perf_counter() < end:
            period = load.periods[0] if random.random() < AT_THE_NEWEST else random.choice(load.periods)
            query = f"office={office}&period={period}"
            runs.append(await click(connection, random.choice(PAGES), query))
            await asyncio.sleep(random.uniform(*THINKING))
    return runs


async def everyone(port: int, load: Load) -> list[Run]:
    """All of them at once."""
    told = await asyncio.gather(*(person(port, number, load) for number in range(load.people)))
    return [run for runs in told for run in runs]


def memory(pid: int) -> float:
    """The most that a process and its children have held so far, in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return peak / 1024 + sum(memory(int(child)) for child in children)


def processor(pid: int) -> float:
    """Seconds of processor time that a process has used."""
    words = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def measured(address: str, load: Load) -> dict[str, object]:
    """A server, the people, and what it cost."""
    with served(address, load.offices[0]) as (port, pid):
        before, begun = memory(pid), processor(pid)
        runs = asyncio.run(everyone(port, load))
        held, spent = memory(pid), processor(pid) - begun
    good = sorted(run.ms for run in runs if run.ms is not None)
    return {
        "runs": len(runs),
        "failed": len(runs) - len(good),
        "median": round(good[len(good) // 2]) if good else None,
        "slow": round(good[len(good) * 95 // 100]) if good else None,
        "slowest": round(good[-1]) if good else None,
        "cpu": round(1000 * spent / len(runs)),
        "kb": round(max(run.sent for run in runs) / 1000),
        "idle_mb": round(before),
        "mb": round(held),
        "failed_pages": sorted({run.page for run in runs if run.ms is None}),
    }


if __name__ == "__main__":
    periods = tuple(
        f"{year}-{festival}" for year in (2026, 2025, 2024) for festival in ("army_day", "spring")
    )
    offices = tuple(sys.argv[2].split(","))
    print(json.dumps(measured(sys.argv[1], Load(PEOPLE, SECONDS, offices, periods))))
