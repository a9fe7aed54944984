"""A store of each earlier schema, with data, comes to the present one: whole, at one stroke, nothing changed."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, insert, inspect, select, text
from sqlalchemy.schema import MetaData

from sydata.errors import SydataError
from sydata.store import arriving, queries
from sydata.store.database import open_store, upgrade
from sydata.store.schema import metadata
from tests.source import ROOT
from tests.store.test_decisions import MONDAY, OFFICE, form, keep

REVISIONS = ("0001", "0002", "0003", "0004")
FILES = (("a.csv", form(cash="0.50")), ("b.csv", form(unit="涪陵区", cash="0.60", total="9.00")))
LESSON = {"office": OFFICE, "kind": "unit", "key": "黔江", "word": "黔江", "meaning": "500114", "who": "甲"}
KILLED = """
import os, sys
from alembic import op
from sydata.store.database import open_store
def die(*_, **__): os.kill(os.getpid(), 9)
op.create_index = die
open_store(sys.argv[1])
"""


@pytest.fixture
def fresh(tmp_path: Path) -> Engine:
    """The store of today into which the same files were loaded."""
    engine = open_store(f"sqlite:///{tmp_path / 'fresh.sqlite'}")
    keep(engine, *FILES)
    return engine


def older(path: Path, at: str, fresh: Engine) -> str:
    """A store of revision `at` that holds what `fresh` does, as far as it had tables and columns for it."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection, connection.begin():
        upgrade(connection, at)
        held = MetaData()
        held.reflect(connection)
        for table in metadata.sorted_tables:
            if table.name in held.tables and table.name != "meta":
                _copy(fresh, connection, held.tables[table.name])
        if at >= "0002":
            connection.execute(insert(held.tables["lesson"]), [LESSON | {"at": MONDAY}])
    engine.dispose()
    return f"sqlite:///{path}"


def _copy(fresh: Engine, connection: Any, table: Any) -> None:
    wanted = [metadata.tables[table.name].c[column.name] for column in table.columns]
    with fresh.connect() as source:
        rows = [dict(row._mapping) for row in source.execute(select(*wanted))]
    if rows:
        _insert(connection, table, rows)


def _insert(connection: Any, table: Any, rows: list[dict[str, Any]]) -> None:
    """By plain SQL, as the program of then wrote it: times as text, lists as JSON."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    marks = ", ".join(f":{column.name}" for column in table.columns)
    connection.execute(
        text(f"INSERT INTO {table.name} ({names}) VALUES ({marks})"),
        [{name: _plain(value) for name, value in row.items()} for row in rows],
    )


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(" ", "microseconds")
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def dump(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table there is, by the database's own schema."""
    held = MetaData()
    held.reflect(engine)
    with engine.connect() as connection:
        return {
            name: [dict(row._mapping) for row in connection.execute(text(f"SELECT * FROM {name}"))]
            for name in held.tables
        }


def dump_at(url: str) -> dict[str, list[dict[str, Any]]]:
    """The same of a store that is not upgraded by being looked at."""
    engine = create_engine(url)
    held = dump(engine)
    engine.dispose()
    return held


@pytest.mark.parametrize("at", REVISIONS)
def test_every_value_of_an_earlier_schema_comes_through_and_the_totals_are_those_of_a_fresh_load(
    tmp_path: Path, fresh: Engine, at: str
) -> None:
    url = older(tmp_path / "old.sqlite", at, fresh)
    before = dump_at(url)
    engine = open_store(url)
    after = dump(engine)
    for table in before.keys() - {"alembic_version"}:
        kept = [
            {name: row[name] for name in was} for was, row in zip(before[table], after[table], strict=True)
        ]
        assert kept == before[table], table
    assert len(before["observation"]) > 10
    assert queries.facts(engine, OFFICE).equals(queries.facts(fresh, OFFICE))
    assert queries.findings(engine, OFFICE).equals(queries.findings(fresh, OFFICE))
    assert arriving.waiting(engine, OFFICE).empty  # what had been read does not wait again
    engine.dispose()
    fresh.dispose()


@pytest.mark.parametrize("at", REVISIONS)
def test_an_upgraded_store_has_the_tables_of_a_new_one(tmp_path: Path, fresh: Engine, at: str) -> None:
    engine = open_store(older(tmp_path / "old.sqlite", at, fresh))
    for table in metadata.tables:
        columns = [{c["name"]: c["nullable"] for c in inspect(e).get_columns(table)} for e in (engine, fresh)]
        assert columns[0] == columns[1], table
        indexes = [{i["name"] for i in inspect(e).get_indexes(table)} for e in (engine, fresh)]
        assert indexes[0] == indexes[1], table
    engine.dispose()
    fresh.dispose()


@pytest.mark.parametrize("at", REVISIONS[:-1])
def test_an_upgrade_that_is_killed_leaves_the_store_of_before_and_the_next_start_does_it(
    tmp_path: Path, fresh: Engine, at: str
) -> None:
    url = older(tmp_path / "old.sqlite", at, fresh)
    before = dump_at(url)
    assert subprocess.run([sys.executable, "-c", KILLED, url], cwd=ROOT, check=False).returncode == -9
    assert dump_at(url) == before
    engine = open_store(url)
    assert queries.facts(engine, OFFICE).equals(queries.facts(fresh, OFFICE))
    engine.dispose()
    fresh.dispose()


def test_a_store_of_a_newer_program_is_refused_and_left_alone(tmp_path: Path, fresh: Engine) -> None:
    url = older(tmp_path / "new.sqlite", "0003", fresh)
    new = create_engine(url)
    with new.connect() as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = dump(new)
    with pytest.raises(SydataError, match="请升级程序"):
        open_store(url)
    assert dump(new) == before
    new.dispose()
    fresh.dispose()
