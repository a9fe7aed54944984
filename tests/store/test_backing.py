"""The store copied into one file and brought back: everything is compared, and nothing is put at risk."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, select

from sydata.errors import Refused
from sydata.store import backing, queries
from sydata.store.backing import back_up, look_into, restore
from sydata.store.database import open_store, revision, upgrade
from sydata.store.returns import save
from sydata.store.schema import audit, metadata
from tests.source import ROOT
from tests.store.drawn import OFFICE, Sheet, batch
from tests.store.test_returns import MONDAY, TEN, TUESDAY, TWELVE

NIGHT = datetime(2024, 3, 1, 2, 30)


def rows(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, by SQLAlchemy rather than by the code under test."""
    with engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
            if table.name != "meta"
        }


def stored(folder: Path, name: str = "store.sqlite") -> Engine:
    return open_store(f"sqlite:///{folder / name}")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """On SQLite whatever the other tests are on: the copying of a file into a file is what these are about."""
    engine = stored(tmp_path)
    yield engine
    engine.dispose()


def url(engine: Engine) -> str:
    return engine.url.render_as_string()


def filled(engine: Engine) -> Engine:
    save(engine, batch(Sheet("万州.xlsx", TEN)), MONDAY, "甲")
    save(engine, batch(Sheet("万州 新.xlsx", TWELVE)), TUESDAY, "乙")
    return engine


def test_everything_comes_back_and_only_the_act_itself_is_new(engine: Engine, tmp_path: Path) -> None:
    copied = back_up(filled(engine), tmp_path / "copy.sqlite")
    other = stored(tmp_path, "other.sqlite")
    done = restore(url(other), tmp_path / "copy.sqlite", OFFICE, "丙", NIGHT)
    before, after = rows(engine), rows(other)
    told = [row for row in after["audit"] if row not in before["audit"]]
    assert [row[1:5] for row in told] == [(NIGHT, "丙", OFFICE, "restore")]
    after["audit"] = [row for row in after["audit"] if row in before["audit"]]
    assert after == before
    assert (done.contents, done.kept) == (copied, None)
    assert queries.facts(other, OFFICE)["value"].tolist() == [12]


def test_a_store_in_use_is_given_up_only_when_asked_for_and_is_kept(engine: Engine, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    back_up(filled(engine), copy)
    other = stored(tmp_path, "other.sqlite")
    save(other, batch(Sheet("黔江.xlsx", TEN)), MONDAY, "甲")
    theirs, theirs_revision = rows(other), revision(other)
    with pytest.raises(Refused, match="--replace"):
        restore(url(other), copy, OFFICE, "丙", NIGHT)
    assert rows(other) == theirs
    done = restore(url(other), copy, OFFICE, "丙", NIGHT, replace=True)
    assert done.kept == tmp_path / "other.before-20240301-023000.sqlite"
    assert rows(stored(tmp_path, done.kept.name)) == theirs
    assert queries.facts(other, OFFICE)["value"].tolist() == [12]
    assert revision(other) > max(theirs_revision, revision(engine))


def test_whoever_has_the_store_open_sees_what_was_restored(engine: Engine, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    back_up(filled(engine), copy)
    save(engine, batch(Sheet("黔江.xlsx", TEN, unit_code="500114", unit="黔江区")), TUESDAY, "甲")
    assert sorted(queries.facts(engine, OFFICE)["value"]) == [10, 12]
    seen = revision(engine)
    restore(url(engine), copy, OFFICE, "丙", NIGHT, replace=True)
    assert queries.facts(engine, OFFICE)["value"].tolist() == [12]
    assert revision(engine) > seen


def test_a_copy_taken_while_others_write_is_one_moment(engine: Engine, tmp_path: Path) -> None:
    writer = threading.Thread(target=_write_many, args=(stored(tmp_path),))
    writer.start()
    copies = [back_up(engine, tmp_path / f"{n}.sqlite") for n in range(6)]
    writer.join()
    assert all(copy.rows["file"] - copy.rows["return_"] in (0, 1) for copy in copies)  # bytes are kept first
    assert [copy.revision for copy in copies] == sorted(copy.revision for copy in copies)
    assert back_up(engine, tmp_path / "end.sqlite").rows["return_"] == 20


def _write_many(engine: Engine) -> None:
    for n in range(20):
        save(engine, batch(Sheet(f"{n}.xlsx", [("entitled", "visited_people", n)])), MONDAY, "甲")
    engine.dispose()


@pytest.mark.parametrize("cut", [0.3, 0.7, 0.99])
def test_half_a_copy_is_refused_and_leaves_the_store_alone(
    engine: Engine, tmp_path: Path, cut: float
) -> None:
    copy = tmp_path / "copy.sqlite"
    back_up(filled(engine), copy)
    before = rows(engine)
    copy.write_bytes(copy.read_bytes()[: int(copy.stat().st_size * cut)])
    with pytest.raises(Refused):
        restore(url(engine), copy, OFFICE, "丙", NIGHT, replace=True)
    assert rows(engine) == before
    assert not list(tmp_path.glob("*restoring*"))


@pytest.mark.parametrize("content", [b"", b"no database at all", b"PK\x03\x04" + b"\0" * 5000])
def test_what_is_no_copy_is_refused_with_a_sentence(engine: Engine, tmp_path: Path, content: bytes) -> None:
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes(content)
    with pytest.raises(Refused, match=r"copy\.sqlite：不是"):
        look_into(copy)


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.sqlite")) as connection:
        connection.execute("CREATE TABLE meta (key, value)")
    with pytest.raises(Refused, match="不是本程序的备份"):
        look_into(tmp_path / "other.sqlite")


def test_a_submitted_file_that_is_not_what_it_was_is_refused(engine: Engine, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    back_up(filled(engine), copy)
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("UPDATE blob SET content = x'00' WHERE rowid = 1")
    with pytest.raises(Refused, match="原件已损坏"):
        restore(url(stored(tmp_path, "other.sqlite")), copy, OFFICE, "丙", NIGHT)


def test_a_copy_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    first = stored(tmp_path, "new.sqlite")
    old = create_engine(f"sqlite:///{tmp_path / 'first.sqlite'}")
    with old.connect() as connection, connection.begin():
        upgrade(connection, "0001")
    old.dispose()
    done = restore(url(first), tmp_path / "first.sqlite", OFFICE, "丙", NIGHT)
    assert done.contents.rows["decision"] == 0
    assert set(rows(first)) == {table.name for table in metadata.sorted_tables} - {"meta"}


def test_a_failing_copy_leaves_the_earlier_one(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy.sqlite"
    earlier = back_up(engine, copy)
    filled(engine)
    monkeypatch.setattr(backing, "_settle", _full_disk)
    with pytest.raises(OSError, match="No space"):
        back_up(engine, copy)
    assert look_into(copy) == earlier
    assert not list(tmp_path.glob(".*"))


def _full_disk(_path: Path) -> None:
    raise OSError(28, "No space left on device")


KILLED = """
import sys, os
from datetime import datetime
from pathlib import Path
from sydata.store import backing
def die(*_): os.kill(os.getpid(), 9)
setattr(backing, sys.argv[3], die)
backing.restore(sys.argv[1], Path(sys.argv[2]), "500000", "丙", datetime(2024, 3, 1), replace=True)
"""


@pytest.mark.parametrize(("at", "value"), [("_put", 10), ("_mark", 10), ("_same", 12)])
def test_a_process_killed_while_it_restores_leaves_the_old_or_the_new(
    engine: Engine, tmp_path: Path, at: str, value: int
) -> None:
    copy = tmp_path / "copy.sqlite"
    back_up(filled(engine), copy)
    other = stored(tmp_path, "other.sqlite")
    save(other, batch(Sheet("黔江.xlsx", TEN)), MONDAY, "甲")
    other.dispose()
    command = [sys.executable, "-c", KILLED, str(other.url), str(copy), at]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -9
    assert queries.facts(stored(tmp_path, "other.sqlite"), OFFICE)["value"].tolist() == [value]


def test_the_audit_of_the_copy_tells_who_restored_it(engine: Engine, tmp_path: Path) -> None:
    back_up(filled(engine), tmp_path / "copy.sqlite")
    restore(url(engine), tmp_path / "copy.sqlite", OFFICE, "丙", NIGHT, replace=True)
    with engine.connect() as connection:
        row = connection.execute(select(audit).where(audit.c.action == "restore")).one()
    assert (row.who, row.at, row.detail) == ("丙", NIGHT, {"file": "copy.sqlite"})


def test_a_damaged_store_is_set_aside_as_it_is(engine: Engine, tmp_path: Path) -> None:
    copy, other = tmp_path / "copy.sqlite", tmp_path / "other.sqlite"
    back_up(filled(engine), copy)
    other.write_bytes(b"\0" * 9000)
    with pytest.raises(Refused, match="--replace"):
        restore(f"sqlite:///{other}", copy, OFFICE, "丙", NIGHT)
    done = restore(f"sqlite:///{other}", copy, OFFICE, "丙", NIGHT, replace=True)
    assert done.kept is not None
    assert done.kept.read_bytes() == b"\0" * 9000
    assert queries.facts(stored(tmp_path, "other.sqlite"), OFFICE)["value"].tolist() == [12]
