from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from sydata.cli import main
from sydata.settings import load
from sydata.store import queries
from sydata.store.copied import last_copy
from sydata.store.database import open_store
from sydata.store.faults import StoreFault
from tests.stores import ON_POSTGRESQL, sqlite_only
from tests.test_cli import draw, here

__all__ = ["here"]  # the fixture: a folder of one's own with the sheet of 万州区
Said = pytest.CaptureFixture[str]
of_a_file = sqlite_only("these copy the SQLite file; a server's rows are copied")


def people() -> list[int]:
    engine = open_store(load().database_url)
    facts = queries.facts(engine, "500000")
    engine.dispose()
    return sorted(facts[facts["indicator"] == "visited_people"]["value"])


@of_a_file
def test_a_store_is_copied_lost_and_brought_back(here: Path, capsys: Said) -> None:
    main(["load", "in"])
    assert main(["backup", "copy.sqlite"]) == 0
    assert "报表 returns 1" in capsys.readouterr().out
    for part in (here / "data").iterdir():
        part.unlink()
    assert main(["restore", "copy.sqlite"]) == 0
    assert "逐行比对" in capsys.readouterr().out
    assert people() == [120]


@of_a_file
def test_a_store_with_data_gives_way_only_when_asked_to(here: Path, capsys: Said) -> None:
    main(["load", "in"])
    main(["backup", "copy.sqlite"])
    draw(here, "涪陵区.csv", "涪陵区", 7)
    main(["load", "in"])
    assert main(["restore", "copy.sqlite"]) == 2
    assert "--replace" in capsys.readouterr().err
    assert people() == [7, 120]
    assert main(["restore", "copy.sqlite", "--replace"]) == 0
    assert "原有数据另存于" in capsys.readouterr().out
    assert people() == [120]


@of_a_file
def test_the_store_knows_when_it_was_copied_and_a_new_one_stays_as_new(here: Path) -> None:
    store = open_store(load().database_url)
    assert main(["backup", "empty.sqlite"]) == 0
    assert last_copy(store) is None
    main(["load", "in"])
    before = datetime.now()
    assert main(["backup", "copy.sqlite"]) == 0
    copied = last_copy(store)
    assert copied is not None and before <= copied <= datetime.now()


@of_a_file
def test_a_copy_of_a_store_that_takes_no_writes_is_good_and_says_that_it_was_not_noted(
    here: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["load", "in"])

    def refuse(*_given: object) -> None:
        raise StoreFault("readonly")

    monkeypatch.setattr("sydata.cli_backup.note_copy", refuse)
    assert main(["backup", "copy.sqlite"]) == 0
    assert "未能记录" in capsys.readouterr().err
    assert main(["restore", "copy.sqlite", "--replace"]) == 0


@of_a_file
def test_what_is_no_copy_or_has_no_place_is_one_sentence(here: Path, capsys: Said) -> None:
    (here / "copy.sqlite").write_bytes(b"\0" * 100)
    assert main(["restore", "copy.sqlite"]) == 2
    assert main(["restore", "nowhere.sqlite"]) == 2
    assert main(["backup", "no/such/copy.sqlite"]) == 2
    said = capsys.readouterr().err.splitlines()
    assert [line.split("：")[0].split(":")[0] for line in said] == [
        "copy.sqlite",
        "nowhere.sqlite",
        "no/such/copy.sqlite",
    ]


@pytest.mark.skipif(not ON_POSTGRESQL, reason="a file is copied")
def test_a_server_is_copied_and_gives_way_only_when_asked_to(here: Path, capsys: Said) -> None:
    main(["load", "in"])
    assert main(["backup", "copy.sqlite"]) == 0
    draw(here, "涪陵区.csv", "涪陵区", 7)
    main(["load", "in"])
    assert main(["restore", "copy.sqlite"]) == 2
    assert "--replace" in capsys.readouterr().err
    assert main(["restore", "copy.sqlite", "--replace"]) == 0
    assert "原有数据另存于" in capsys.readouterr().out
    assert people() == [120]
