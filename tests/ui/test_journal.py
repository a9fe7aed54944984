"""The log is lines of JSON that hold no word of a person or a file, and every failure under a number."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from streamlit import logger as streamlit_logger

from sydata.store.arriving import arrive
from sydata.store.database import open_store
from sydata.ui import journal
from tests.store.drawn import source

NAME = "张三丰"


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What the log of the service holds."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(journal.JsonLines())
    monkeypatch.setattr(journal.log, "handlers", [handler])
    monkeypatch.setattr(journal.log, "propagate", False)
    before = journal.log.level
    journal.log.setLevel(logging.INFO)  # by its function, which forgets what it remembered of other levels
    yield out
    journal.log.setLevel(before)


def read(lines: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


def test_a_line_tells_time_level_event_page_and_duration(lines: io.StringIO) -> None:
    journal.mark(42)
    with journal.timed("page", page="submit"):
        pass
    (line,) = read(lines)
    assert (line["level"], line["event"], line["page"], line["revision"]) == ("info", "page", "submit", 42)
    assert line["ms"] >= 0
    assert "T" in line["time"]
    assert line["time"][-6] in "+-"  # with its zone


def test_a_slow_page_is_a_warning(lines: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "SLOW_MS", -1)
    with journal.timed("page"):
        pass
    assert read(lines)[0]["level"] == "warning"


def test_a_failure_is_told_by_class_and_place_under_its_number_and_never_by_its_words(
    lines: io.StringIO, tmp_path: Path
) -> None:
    engine = open_store(f"sqlite:///{tmp_path / f'{NAME}.sqlite'}")
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE audit")
    with pytest.raises(OperationalError) as raised:
        arrive(engine, "500000", [source(f"{NAME}.xlsx")], datetime(2024, 3, 1), NAME)
    assert NAME in str(raised.value)  # it would have been written
    reference = journal.failure("page failed", raised.value, page="submit")
    engine.dispose()
    (line,) = read(lines)
    assert line["reference"] == reference
    assert line["error"] == "OperationalError"
    assert any(place.startswith("sydata/store/arriving.py:") for place in line["trace"])
    assert NAME not in lines.getvalue()
    assert "\\u5f20" not in lines.getvalue()
    assert "INSERT" not in lines.getvalue()


def test_of_the_words_of_others_none_is_written(lines: io.StringIO) -> None:
    record = logging.LogRecord("streamlit.x", logging.ERROR, "x.py", 7, "failed for %s", (NAME,), None)
    line = json.loads(journal.JsonLines().format(record))
    assert (line["event"], line["at"]) == ("streamlit.x", "x:7")
    assert "failed" not in json.dumps(line)


def test_the_log_goes_to_the_file_that_is_set_and_streamlits_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: io.StringIO
) -> None:
    monkeypatch.setattr(streamlit_logger, "setup_formatter", streamlit_logger.setup_formatter)
    monkeypatch.setattr(streamlit_logger, "_loggers", {})
    journal.start("warning", str(tmp_path / "sydata.log"))
    streamlit_logger.get_logger("streamlit.of_a_test").warning("words of %s", NAME)
    journal.event("page")  # below the level
    journal.event("slow", logging.WARNING)
    journal.log.handlers[0].close()
    written = [json.loads(line) for line in (tmp_path / "sydata.log").read_text("utf-8").splitlines()]
    assert [line["event"] for line in written] == ["streamlit.of_a_test", "slow"]


def test_a_log_file_that_cannot_be_written_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: io.StringIO
) -> None:
    monkeypatch.setattr(streamlit_logger, "setup_formatter", streamlit_logger.setup_formatter)
    monkeypatch.setattr(streamlit_logger, "_loggers", {})
    journal.start("info", str(tmp_path / "none" / "sydata.log"))
    journal.event("page")
