"""A file that ends, stalls or fills the process that reads it costs that process, and nothing else."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest

from sydata.catalog.learned import desk_of
from sydata.errors import UnreadableFile
from sydata.pipeline.apart import Apart, Lost, _Process
from sydata.reading.archive import source
from tests.hostile import deeds
from tests.reading import drawn

DESK = desk_of("500000", ())
FORM = (
    "2024年春节双拥活动情况统计表\n填报单位：,万州区\n项目,走访慰问人数\n驻地部队基层官兵,12\n边海防官兵,7\n"
)


@pytest.fixture(scope="module")
def apart() -> Iterator[Apart]:
    every = Apart(os.environ, most=1, seconds=1.5)
    yield every
    every.close()


def told(apart: Apart, *names: str) -> list[tuple[str, str]]:
    """The findings for files of these names, which say what they do to their reader."""
    files = [source(name, FORM.encode()) for name in names]
    parts = list(apart.parts(files, DESK, deeds.read_or_do))
    assert sum(len(part.forms) for part in parts) == sum(name[0] == "万" for name in names)
    return [
        (f.file, f.params["cause"]) for part in parts for f in part.findings if f.code == "unreadable-file"
    ]


@pytest.mark.parametrize(
    ("name", "cause"),
    [("end.csv", "damaged"), ("compute.csv", "too-large"), ("fill.csv", "too-large")],
)
def test_what_harms_its_reader_is_a_finding_and_the_files_around_it_are_read(
    apart: Apart, name: str, cause: str
) -> None:
    assert told(apart, "万1.csv", name, "万2.csv") == [(name, cause)]


def test_what_waits_without_computing_is_given_up_by_the_clock(apart: Apart) -> None:
    started = time.monotonic()
    with pytest.raises(Lost, match="time"):
        apart.call(deeds.wait)
    assert time.monotonic() - started < 60
    assert apart.call(len, "abc") == 3


def test_the_process_stays_while_nothing_harms_it(apart: Apart) -> None:
    assert apart.call(os.getpid) == apart.call(os.getpid) != os.getpid()


def test_a_process_that_has_grown_is_replaced() -> None:
    apart = Apart(os.environ, most=1, grown=1 << 20)
    assert apart.call(os.getpid) != apart.call(os.getpid)
    apart.close()


def test_what_a_library_prints_is_no_answer(apart: Apart) -> None:
    assert apart.call(deeds.talk) == "answer"


def test_a_fault_of_the_program_is_raised_and_hides_behind_no_file(apart: Apart) -> None:
    with pytest.raises(LookupError, match="own"):
        apart.call(deeds.ours)
    assert apart.call(len, "abc") == 3


def test_sheets_read_apart_are_the_same_and_so_is_what_cannot_be_read(apart: Apart) -> None:
    (sheet,) = apart.sheets(source("表.xlsx", drawn.xlsx()))
    assert sheet.rows == drawn.ROWS
    with pytest.raises(UnreadableFile, match="empty"):
        apart.sheets(source("空.xlsx", b""))
    with pytest.raises(UnreadableFile, match="too long"):
        apart.opened(deeds.compute)


def test_the_process_knows_no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYDATA_DATABASE_URL", "postgresql://user:secret@host/db")
    process = _Process(os.environ)
    try:
        assert process.ask(os.getenv, ("SYDATA_DATABASE_URL",), 20).value is None
    finally:
        process.end()


def test_progress_is_told_and_what_stops_it_stops_it(apart: Apart) -> None:
    heard: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        heard.append((done, total))
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(apart.parts([source(f"{n}.csv", FORM.encode()) for n in range(30)], DESK, tell=tell))
    assert heard == [(0, 30), (10, 30)]
