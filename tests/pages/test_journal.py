"""Names of units, people and files go through every page, and none of them into the log."""

from __future__ import annotations

import io
import json
import logging
from datetime import datetime

import pytest
import streamlit as st

import sydata
from sydata.store import returns
from sydata.store.database import open_store
from sydata.ui import journal
from sydata.ui.registry import PAGES
from tests.pages.conftest import Open, sheet, words

NAMES = ("万州区", "慕容子虚", "涪陵区", "三百多")


def test_no_page_writes_a_name_into_the_log_and_a_failure_is_told_with_its_number(
    opened: Open, empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(journal.JsonLines())
    monkeypatch.setattr(journal.log, "handlers", [handler])
    monkeypatch.setattr(journal.log, "level", logging.INFO)
    monkeypatch.setattr(journal.log, "_cache", {})  # what it remembers of other levels
    engine = open_store(empty)
    name, content = sheet("涪陵区", 2024, 60, "三百多")
    files = [sheet("万州区", 2024, 120, "11.00"), (f"慕容子虚 {name}", content)]
    returns.save(engine, sydata.normalize(files).batch, datetime(2024, 3, 1, 9), "慕容子虚")
    for page in PAGES:
        opened(empty, page.path)
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE return_ RENAME TO 慕容子虚")
    engine.dispose()
    for cache in (st.cache_data, st.cache_resource):
        cache.clear()  # what the pages keep of this revision
    app = opened(empty, period="慕容子虚")
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert {line["page"] for line in lines if line["event"] == "page"} >= {page.id for page in PAGES} - {
        "overview"
    }
    failed = [line for line in lines if line["level"] == "error"]
    assert failed
    assert f"错误编号 {failed[-1]['reference']}" in words(app)
    for name in NAMES:
        assert name not in out.getvalue()
        assert json.dumps(name)[1:-1] not in out.getvalue()
