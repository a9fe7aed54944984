"""What only a database server does to a store: connections break, several programs share it, its words are strict."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select

from sydata.errors import Refused, SydataError
from sydata.store import queries
from sydata.store.arriving import arrive
from sydata.store.database import analyze, open_store, revision, writing
from sydata.store.decisions import set_aside
from sydata.store.returns import save
from sydata.store.schema import audit, blob, file
from tests.store.drawn import OFFICE, Sheet, batch, source
from tests.store.test_decisions import clerk
from tests.store.test_returns import MONDAY, TEN
from tests.stores import ON_POSTGRESQL, server, store_address

on_a_server = pytest.mark.skipif(not ON_POSTGRESQL, reason="a file has no connections")
ENTRY = {"at": datetime(2024, 2, 1), "who": "甲", "office": OFFICE, "action": "lost", "detail": {}}


def at_once(*deeds: Callable[[], object]) -> list[Exception]:
    """Do them at the same time; what they raised."""
    start, raised = threading.Barrier(len(deeds)), []

    def do(deed: Callable[[], object]) -> None:
        start.wait()
        try:
            deed()
        except SydataError as error:
            raised.append(error)

    threads = [threading.Thread(target=do, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return raised


@pytest.fixture
def another(engine: Engine) -> Engine:
    """The same store, as a second program has it open."""
    return open_store(engine.url.render_as_string(hide_password=False))


def test_programs_that_start_at_once_make_the_tables_once(tmp_path: Path) -> None:
    url = store_address(tmp_path / "new.sqlite", empty=True)
    assert at_once(*[lambda: open_store(url).dispose()] * 4) == []
    engine = open_store(url)
    assert revision(engine) == 0
    engine.dispose()


def test_the_same_file_handed_in_twice_at_once_is_kept_once(engine: Engine, another: Engine) -> None:
    given = [source(f"{n}.csv", b"same") for n in range(3)]
    deeds = [lambda e=e: arrive(e, OFFICE, given, MONDAY, "甲") for e in (engine, another)]  # type: ignore[misc]  # `e=e` has no type
    assert at_once(*deeds) == []
    with engine.connect() as connection:
        assert len(connection.execute(select(file.c.id)).all()) == 3
        assert len(connection.execute(select(blob.c.sha256)).all()) == 1
    another.dispose()


def test_what_one_program_saves_the_other_sees_under_a_new_revision(engine: Engine, another: Engine) -> None:
    before = revision(another)
    save(engine, batch(Sheet("万州.xlsx", TEN)), MONDAY, "甲")
    assert revision(another) > before
    assert queries.facts(another, OFFICE)["value"].tolist() == [10]
    another.dispose()


def test_two_who_set_the_same_return_aside_leave_it_aside_whole(engine: Engine, another: Engine) -> None:
    save(engine, batch(Sheet("万州.xlsx", TEN)), MONDAY, "甲")
    at_once(*[lambda e=e: set_aside(clerk(e), 1, "搁置") for e in (engine, another)])  # type: ignore[misc]  # `e=e` has no type
    assert queries.returns(another, OFFICE)["state"].tolist() == ["aside"]
    another.dispose()


def test_a_reader_sees_one_moment_though_another_writes(engine: Engine, another: Engine) -> None:
    with engine.connect() as connection:
        before = connection.execute(select(audit.c.id)).all()
        save(another, batch(Sheet("万州.xlsx", TEN)), MONDAY, "甲")
        assert connection.execute(select(audit.c.id)).all() == before
    analyze(engine)
    another.dispose()


def test_words_that_no_database_takes_are_kept_as_signs(engine: Engine) -> None:
    row = ENTRY | {"who": "甲\0乙\ud800丙", "detail": {"name": "a\0b"}}
    with writing(engine) as connection:
        connection.execute(insert(audit).values(**row))
    with engine.connect() as connection:
        kept = connection.execute(select(audit.c.who, audit.c.detail)).one()
        found = connection.execute(select(audit.c.id).where(audit.c.who == row["who"])).all()
    assert (kept.who, kept.detail, len(found)) == ("甲␀乙\ufffd丙", {"name": "a\0b"}, 1)


@on_a_server
def test_a_server_that_restarts_is_found_again(engine: Engine) -> None:
    save(engine, batch(Sheet("万州.xlsx", TEN)), MONDAY, "甲")
    server().stop("fast")
    server().start()
    assert queries.facts(engine, OFFICE)["value"].tolist() == [10]


@on_a_server
def test_a_connection_lost_in_the_middle_is_a_sentence_and_leaves_nothing_half(engine: Engine) -> None:
    before = revision(engine)
    with pytest.raises(Refused, match="没有保存"), writing(engine) as connection:
        connection.execute(insert(audit).values(**ENTRY))
        server().stop("fast")
        server().start()
        connection.execute(insert(audit).values(**ENTRY))
    assert revision(engine) == before
    with engine.connect() as connection:
        assert connection.execute(select(audit.c.id)).all() == []


@on_a_server
def test_a_server_that_is_away_is_a_sentence_without_the_password(engine: Engine) -> None:
    address = engine.url.set(port=9, password="geheim")
    began = time.monotonic()
    with pytest.raises(SydataError, match="打不开") as told:
        open_store(address.render_as_string(hide_password=False))
    assert "geheim" not in str(told.value)
    assert time.monotonic() - began < 35
