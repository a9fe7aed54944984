"""What the disk does to the store: each fault is a sentence, nothing is half saved, and it goes on afterwards."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from sydata.errors import Refused
from sydata.store import database, queries
from sydata.store.arriving import arrive
from sydata.store.backing import back_up, look_into
from sydata.store.database import open_store, revision
from sydata.store.decisions import correct
from sydata.store.faults import StoreFault, was_replaced
from sydata.store.returns import save
from tests.store.drawn import OFFICE, Sheet, batch, source
from tests.store.test_backing import rows
from tests.store.test_decisions import WHY, clerk, figure, form, keep
from tests.store.test_returns import MONDAY, TEN
from tests.stores import sqlite_only

SMALL_MB = 3
A_FILE = sqlite_only("the fault is one of the store's file")
BIG = os.urandom(4_000_000)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of SMALL_MB of its own."""
    at = tmp_path / "disk"
    at.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SMALL_MB}m", "none", str(at)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root on Linux may mount a disk")
    yield at
    subprocess.run(["umount", "--lazy", str(at)], check=True)


@pytest.fixture
def kept(disk: Path) -> Iterator[Engine]:
    """A store on the small disk, with two returns."""
    engine = open_store(f"sqlite:///{disk / 'store.sqlite'}")
    keep(engine, ("a.csv", form(cash="0.50")), ("b.csv", form(cash="0.60")))
    yield engine
    engine.dispose()


def fill(disk: Path) -> Path:
    """Leave no byte free."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (1 << 16, 1 << 12, 1):
            try:
                while file.write(b"0" * size) == size:
                    pass
            except OSError:
                continue
    return filler


Deed = Callable[[Engine], object]
DEEDS: dict[str, Deed] = {
    "upload": lambda engine: arrive(engine, OFFICE, [source("c.xlsx", BIG[:500_000])], MONDAY, "甲"),
    "save": lambda engine: save(
        engine, batch(Sheet("d.xlsx", TEN, "Sheet1", "500102", "涪陵区", content=BIG[:400_000])), MONDAY, "甲"
    ),
    "decide": lambda engine: correct(clerk(engine), figure(engine, "C4"), 7, WHY),
}


def _roomy(engine: Engine, deed: Deed) -> None:
    """Whether the deed goes, told by its having changed the store."""
    before = revision(engine)
    deed(engine)
    assert revision(engine) > before


@pytest.mark.parametrize("name", DEEDS)
def test_a_full_disk_is_a_sentence_and_goes_on_after_room_is_made(
    kept: Engine, disk: Path, name: str
) -> None:
    before = rows(kept)
    with closing(sqlite3.connect(disk / "store.sqlite")) as other:
        other.execute(
            "PRAGMA wal_checkpoint(TRUNCATE)"
        )  # no room is left in the log of what was written before
    filler = fill(disk)
    with pytest.raises(StoreFault, match="磁盘已满"):
        DEEDS[name](kept)
    assert rows(kept) == before
    filler.unlink()
    _roomy(kept, DEEDS[name])


@A_FILE
@pytest.mark.parametrize("name", DEEDS)
def test_a_store_that_may_not_grow_is_told_like_a_full_disk(engine: Engine, name: str) -> None:
    keep(engine, ("a.csv", form(cash="0.50")), ("b.csv", form(cash="0.60")))
    before = rows(engine)

    def limit(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # SQLite takes the present number of pages for it

    event.listen(engine, "checkout", limit)
    if name == "decide":  # a few rows find room in pages that are there
        DEEDS[name](engine)
        return
    with pytest.raises(StoreFault, match="磁盘已满"):
        DEEDS[name](engine)
    assert rows(engine) == before


@A_FILE
def test_a_backup_onto_a_full_disk_leaves_the_earlier_one(engine: Engine, disk: Path) -> None:
    earlier = back_up(engine, disk / "copy.sqlite")
    arrive(engine, OFFICE, [source("big.xlsx", BIG)], MONDAY, "甲")
    with pytest.raises(Refused, match="原有内容没有改动"):
        back_up(engine, disk / "copy.sqlite")
    assert look_into(disk / "copy.sqlite") == earlier
    assert [path.name for path in disk.iterdir()] == ["copy.sqlite"]


@pytest.mark.parametrize("name", DEEDS)
def test_a_disk_that_cannot_be_written_to_is_a_sentence(kept: Engine, disk: Path, name: str) -> None:
    before = rows(kept)
    kept.dispose()
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    with pytest.raises(StoreFault, match=r"不能写入|打不开"):
        DEEDS[name](kept)
    with pytest.raises(StoreFault, match=r"不能写入|打不开"):
        open_store(f"sqlite:///{disk / 'new' / 'store.sqlite'}")
    kept.dispose()
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    assert rows(kept) == before
    _roomy(kept, DEEDS[name])


def test_a_store_that_another_program_locks_is_a_sentence_in_bounded_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 1)
    engine = open_store(f"sqlite:///{tmp_path / 'store.sqlite'}")
    with closing(sqlite3.connect(tmp_path / "store.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreFault, match="被其他程序占用"):
            DEEDS["upload"](engine)
        assert revision(engine) == 0  # reading goes on
        other.execute("ROLLBACK")
    _roomy(engine, DEEDS["upload"])
    engine.dispose()


@A_FILE
def test_a_file_that_vanishes_is_told_and_nothing_is_written_into_the_void(
    engine: Engine, tmp_path: Path
) -> None:
    here = tmp_path / "store.sqlite"
    DEEDS["upload"](engine)
    here.rename(tmp_path / "away")
    for deed in (DEEDS["save"], revision):
        with pytest.raises(StoreFault, match="不见了"):
            deed(engine)
    assert not here.exists()  # above all no new, empty store in its place
    assert not was_replaced(engine)
    (tmp_path / "away").rename(here)
    _roomy(engine, DEEDS["save"])


@A_FILE
def test_a_file_that_is_replaced_is_told(engine: Engine, tmp_path: Path) -> None:
    here = tmp_path / "store.sqlite"
    back_up(engine, tmp_path / "other.sqlite")
    DEEDS["upload"](engine)
    (tmp_path / "other.sqlite").replace(here)
    with pytest.raises(StoreFault, match="被换掉"):
        revision(engine)
    assert was_replaced(engine)


def test_a_damaged_page_is_a_sentence_that_names_the_way_back(tmp_path: Path) -> None:
    here = tmp_path / "store.sqlite"
    engine = open_store(f"sqlite:///{here}")
    keep(engine, ("a.csv", form()))
    engine.dispose()
    with closing(sqlite3.connect(here)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = other.execute("SELECT rootpage FROM sqlite_master WHERE name = 'return_'").fetchone()
        (size,) = other.execute("PRAGMA page_size").fetchone()
    with here.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    with pytest.raises(StoreFault, match="restore"):
        queries.returns(engine, OFFICE)
    engine.dispose()


def test_what_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "store.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreFault, match="已损坏"):
        open_store(f"sqlite:///{tmp_path / 'store.sqlite'}")


def test_a_missing_or_full_folder_for_temporary_files_harms_no_save(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    engine = open_store(f"sqlite:///{tmp_path / 'store.sqlite'}")
    keep(engine, ("a.csv", form()))
    _roomy(engine, DEEDS["decide"])
    assert back_up(engine, tmp_path / "copy.sqlite").rows["return_"] == 1
    engine.dispose()
