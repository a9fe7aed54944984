from __future__ import annotations

import threading
from datetime import datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, insert, inspect, select, text

from sydata.errors import SettingError, SydataError
from sydata.store import queries
from sydata.store.database import open_store, revision, upgrade, writing
from sydata.store.schema import audit, file, metadata
from tests.stores import sqlite_only, store_address


def test_the_migrations_make_the_tables_that_the_schema_describes(engine: Engine) -> None:
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_store_opens_from_any_directory_and_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    open_store("sqlite:///deep/down/store.sqlite").dispose()
    engine = open_store("sqlite:///deep/down/store.sqlite")
    assert revision(engine) == 0
    engine.dispose()
    assert (tmp_path / "deep/down/store.sqlite").exists()


@sqlite_only("PostgreSQL has no such switches: it always does both")
def test_sqlite_writes_ahead_and_keeps_foreign_keys(engine: Engine) -> None:
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_a_store_of_a_newer_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    url = store_address(tmp_path / "store.sqlite")
    engine = open_store(url)
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    tables = inspect(engine).get_table_names()
    with pytest.raises(SydataError, match="9999"):
        open_store(url)
    assert inspect(engine).get_table_names() == tables
    engine.dispose()


def test_a_file_that_is_no_database_is_named_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a database at all, only words " * 40)
    with pytest.raises(SydataError, match="notes.txt"):
        open_store(f"sqlite:///{tmp_path / 'notes.txt'}")


@pytest.mark.parametrize("url", ["store.sqlite", "nosuchbase://host/name"])
def test_an_address_nothing_can_be_made_of_is_a_wrong_setting(url: str) -> None:
    with pytest.raises(SettingError, match="SYDATA_DATABASE_URL"):
        open_store(url)


def test_the_revision_grows_with_committed_writes_only(engine: Engine) -> None:
    with writing(engine):
        pass
    with pytest.raises(RuntimeError), writing(engine) as connection:
        connection.execute(insert(audit).values(**_entry("lost")))
        raise RuntimeError("the power fails")
    assert revision(engine) == 1
    with engine.connect() as connection:
        assert connection.execute(select(audit.c.action)).all() == []


def test_writers_take_turns(engine: Engine) -> None:
    def write(name: str) -> None:
        for _ in range(20):
            with writing(engine) as connection:
                seen = len(connection.execute(select(audit.c.id)).all())
                connection.execute(insert(audit).values(**_entry(f"{name} after {seen}")))

    threads = [threading.Thread(target=write, args=(f"writer {n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with engine.connect() as connection:
        numbers = [int(action.split()[-1]) for (action,) in connection.execute(select(audit.c.action))]
    assert sorted(numbers) == list(range(80))
    assert revision(engine) == 80


def _entry(action: str) -> dict[str, object]:
    return {"at": datetime(2024, 2, 1), "who": "甲", "office": "500000", "action": action, "detail": {}}


OLD = (
    "INSERT INTO blob VALUES ('a1', 1, '1')",
    "INSERT INTO upload VALUES (1, '500000', '甲', '2024-02-20 10:00:00')",
    "INSERT INTO file (id, office, sha256, name, upload_id) VALUES (1, '500000', 'a1', '甲.csv', 1)",
    "INSERT INTO return_ (id, office, file_id, sheet, position, unit_code, unit, year, festival, state, rollup,"
    " revision, figures, columns) VALUES (1, '500000', 1, '', 0, '500101', '万州区', 2024, 'spring', 'current', false,"
    " 0, 'f', '[]')",
    "INSERT INTO finding (id, office, file_id, return_id, code, params) VALUES (1, '500000', 1, 1, 'negative', '{}')",
)


def test_a_store_of_the_first_schema_is_brought_up_to_date_and_keeps_all_it_holds(tmp_path: Path) -> None:
    url = store_address(tmp_path / "old.sqlite", empty=True)
    old = create_engine(url)
    with old.connect() as connection, connection.begin():
        upgrade(connection, "0001")
        for row in OLD:
            connection.execute(text(row))
    old.dispose()
    engine = open_store(url)
    returns, findings = queries.returns(engine, "500000"), queries.findings(engine, "500000")
    assert returns[["unit", "state", "review", "errors"]].values.tolist() == [["万州区", "current", "", 1]]
    assert findings["code"].tolist() == ["negative"]
    with engine.connect() as connection:
        assert connection.execute(select(file.c.read_at)).scalar() == datetime(2024, 2, 20, 10)
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()
