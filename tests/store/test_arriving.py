"""Files are kept when they arrive; what was not read yet waits, whatever happens to the page that took it."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import Engine

import sydata
from sydata.model import Finding
from sydata.store import queries, returns
from sydata.store.arriving import arrive, dismiss, fetch, waiting
from sydata.store.history import events
from sydata.store.returns import save
from tests.store.drawn import OFFICE, Sheet, batch, source
from tests.store.test_decisions import form

MONDAY, TUESDAY = datetime(2024, 2, 19, 10), datetime(2024, 2, 20, 10)


def names(engine: Engine) -> list[str]:
    return waiting(engine, OFFICE)["name"].tolist()


def test_a_file_that_arrived_waits_until_its_returns_are_kept(engine: Engine) -> None:
    given = ("a.csv", form())
    arrive(engine, OFFICE, [source(*given)], MONDAY, "甲")
    assert (names(engine), queries.returns(engine, OFFICE).empty) == (["a.csv"], True)
    (kept,) = fetch(engine, OFFICE)
    assert kept == source(*given)
    save(engine, sydata.normalize([given], OFFICE).batch, TUESDAY, "乙")
    assert names(engine) == []
    received = queries.returns(engine, OFFICE)["received_at"].tolist()
    assert received == [MONDAY]  # on time is who handed in on time, not whose sheet was looked at on time


def test_arriving_twice_is_arriving_once(engine: Engine) -> None:
    for _ in range(2):
        arrive(engine, OFFICE, [source("a.csv"), source("b.csv")], MONDAY, "甲")
    assert names(engine) == ["a.csv", "b.csv"]
    assert queries.originals(engine, OFFICE)["name"].tolist() == ["a.csv", "b.csv"]


def test_the_files_of_another_office_wait_there(engine: Engine) -> None:
    arrive(engine, "440700", [source("a.csv")], MONDAY, "甲")
    assert (names(engine), fetch(engine, OFFICE)) == ([], ())


def test_a_file_that_is_dismissed_keeps_its_bytes_and_can_be_handed_in_again(engine: Engine) -> None:
    arrive(engine, OFFICE, [source("a.txt")], MONDAY, "甲")
    (id,) = waiting(engine, OFFICE)["file_id"]
    dismiss(engine, OFFICE, [id], TUESDAY, "乙")
    assert names(engine) == []
    assert queries.original(engine, id) == ("a.txt", b"a.txt")
    assert events(engine, OFFICE)["action"].tolist() == ["dismiss", "upload"]
    again = batch(files=[source("a.txt")], findings=[Finding("no-table", "a.txt")])
    for _ in range(2):
        save(engine, again, TUESDAY, "乙")
    assert queries.findings(engine, OFFICE)["code"].tolist() == ["no-table"]


def test_what_arrived_does_not_count_before_it_is_kept(engine: Engine) -> None:
    arrive(engine, OFFICE, [source("a.csv", form())], MONDAY, "甲")
    save(engine, batch(Sheet("b.csv", [("entitled", "visited_people", 3)])), TUESDAY, "乙")
    assert queries.facts(engine, OFFICE)["value"].tolist() == [3]
    assert names(engine) == ["a.csv"]


def test_a_save_that_breaks_off_leaves_what_it_did_not_reach_waiting(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(returns, "AT_ONCE", 1)
    given = [("a.csv", form()), ("b.csv", form("万州区"))]
    arrive(engine, OFFICE, [source(*each) for each in given], MONDAY, "甲")
    read = sydata.normalize(given, OFFICE).batch

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        save(engine, read, TUESDAY, "乙", stop)
    assert (names(engine), len(queries.returns(engine, OFFICE))) == (["b.csv"], 1)
    save(engine, read, TUESDAY, "乙")
    assert (names(engine), len(queries.returns(engine, OFFICE))) == ([], 2)
