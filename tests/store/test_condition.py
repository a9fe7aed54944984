"""The look that the health address takes at the store."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import Engine

from sydata.store import condition as looking
from sydata.store.condition import condition
from tests.stores import sqlite_only

pytestmark = sqlite_only("room and lock are those of a file; a server looks after its own")


class Usage(NamedTuple):
    free: int


def test_a_sound_store_has_no_problem(engine: Engine) -> None:
    found = condition(engine)
    assert (found.revision, found.problems) == (0, ())
    assert found.schema.isdigit()
    assert found.size is not None
    assert found.size > 4096
    assert condition(engine) == found  # looking changes nothing


def test_little_room_and_a_lock_are_told_by_name(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking.shutil, "disk_usage", lambda _: Usage(1))
    monkeypatch.setattr(looking, "WAIT_SECONDS", 0.05)
    with closing(sqlite3.connect(tmp_path / "store.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert condition(engine).problems == ("low-space", "busy")
        other.execute("ROLLBACK")
    assert condition(engine).problems == ("low-space",)
