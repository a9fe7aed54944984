"""What a person sees when the disk or the store fails: a sentence in their language, and the page again."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest
from starlette.requests import Request

from sydata.ui import server
from tests.pages.conftest import Open, words
from tests.stores import sqlite_only

pytestmark = sqlite_only("the fault is one of the store's file")
SAID = {"zh": "数据库文件打不开或不见了", "en": "cannot be opened or has vanished"}


@pytest.fixture
def store(filled: str, tmp_path: Path) -> Path:
    """A store of one's own, with three returns, which may be spoilt."""
    with closing(sqlite3.connect(filled.removeprefix("sqlite:///"))) as connection:
        connection.execute("VACUUM INTO ?", (str(tmp_path / "store.sqlite"),))
    return tmp_path / "store.sqlite"


@pytest.mark.parametrize("lang", SAID)
def test_a_store_that_vanishes_is_a_sentence_and_the_page_comes_back(
    opened: Open, store: Path, lang: str
) -> None:
    app = opened(f"sqlite:///{store}", lang=lang)
    assert "sy-state" not in words(app)
    store.rename(store.with_name("away"))
    app.run()
    assert SAID[lang] in words(app)
    assert not app.exception
    assert not store.exists()
    assert _health() == 503
    store.with_name("away").rename(store)
    app.run()
    assert "sy-state" not in words(app)
    assert _health() == 200


def test_another_store_in_its_place_is_opened_anew(opened: Open, store: Path, empty: str) -> None:
    app = opened(f"sqlite:///{store}")
    shutil.copyfile(store, store.with_name("copy"))
    store.with_name("copy").replace(store)
    app.run()
    assert "sy-state" not in words(app)
    assert not app.exception


def test_a_damaged_store_names_the_way_back(opened: Open, store: Path) -> None:
    store.write_bytes(b"SQLite format 3\0" + b"\xff" * 9000)
    app = opened(f"sqlite:///{store}")
    assert "restore" in words(app)
    assert not app.exception
    assert _health() == 503


def _health() -> int:
    answer = server.health(cast(Request, None))
    assert set(json.loads(bytes(answer.body))) >= {"status", "version"}
    return answer.status_code
