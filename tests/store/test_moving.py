"""A store on a server is copied into a file and comes back from one: so is the way from one computer onto a server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, text

from sydata.errors import Refused
from sydata.store import moving
from sydata.store.backing import back_up, restore
from sydata.store.database import open_store, revision, writing
from sydata.store.decisions import correct, set_aside
from sydata.store.returns import save
from sydata.store.schema import setting
from tests.store.drawn import OFFICE, Sheet, batch
from tests.store.test_backing import rows
from tests.store.test_decisions import clerk, figure, form, keep
from tests.store.test_returns import MONDAY, TEN, TUESDAY
from tests.stores import ON_POSTGRESQL, store_address

NIGHT = datetime(2024, 3, 1, 2, 30)
pytestmark = pytest.mark.skipif(not ON_POSTGRESQL, reason="a file is copied as it is: test_backing.py")


def address(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def full(engine: Engine) -> Engine:
    """With a row in every table that has something to get wrong."""
    keep(
        engine,
        ("a.csv", form()),
        ("b.csv", form("万州区").replace("走访".encode(), "走\U00020bb7访".encode())),
    )
    correct(clerk(engine), figure(engine, "C4"), 3, "核实")
    set_aside(clerk(engine), 2, "搁置")
    save(
        engine,
        batch(Sheet("万州.xlsx", [("entitled", "cash_amount", 2**60 + 1)], year=2022)),
        MONDAY,
        "甲\0乙",
    )
    with writing(engine) as connection:
        odd = {"名": ["a\0b", None, 0.1, 2**70, True], "z": 1, "a": "‮"}
        for key in ("z", "Z", "一", "乙", "_", "a b"):  # in another order by the rules of a language
            row = {"office": OFFICE, "key": key, "value": odd, "who": "甲", "at": NIGHT}
            connection.execute(insert(setting).values(**row))
    return engine


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Engine]:
    engine = open_store(store_address(tmp_path / "other.sqlite"))
    yield engine
    engine.dispose()


def less_the_act(engine: Engine, name: str = "restore") -> dict[str, list[tuple[object, ...]]]:
    found = rows(engine)
    told = [row for row in found["audit"] if row[4] == name]
    assert [row[1:5] for row in told] == [(NIGHT, "丙", OFFICE, name)]
    return found | {"audit": [row for row in found["audit"] if row not in told]}


def test_a_server_is_copied_into_a_file_and_comes_back_with_every_value(
    engine: Engine, other: Engine, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.sqlite"
    copied = back_up(full(engine), copy)
    file = open_store(f"sqlite:///{copy}")
    assert rows(file) == rows(engine)
    file.dispose()
    assert [path.name for path in tmp_path.glob("*copy*")] == ["copy.sqlite"]
    done = restore(address(other), copy, OFFICE, "丙", NIGHT)
    assert less_the_act(other) == rows(engine)
    assert (done.contents, done.kept) == (copied, None)
    assert revision(other) > revision(engine)


def test_one_computers_store_moves_onto_a_server_and_work_goes_on_there(
    engine: Engine, tmp_path: Path
) -> None:
    laptop = open_store(f"sqlite:///{tmp_path / 'laptop.sqlite'}")
    copied = back_up(full(laptop), tmp_path / "copy.sqlite")
    done = restore(address(engine), tmp_path / "copy.sqlite", OFFICE, "丙", NIGHT)
    assert less_the_act(engine) == rows(laptop)
    assert done.contents == copied
    saved = save(engine, batch(Sheet("黔江.xlsx", TEN, unit_code="500114", unit="黔江区")), TUESDAY, "甲")
    assert saved.new == 1  # its numbers go on behind those that came
    laptop.dispose()


def test_a_servers_store_moves_back_into_a_file(engine: Engine, tmp_path: Path) -> None:
    back_up(full(engine), tmp_path / "copy.sqlite")
    restore(f"sqlite:///{tmp_path / 'laptop.sqlite'}", tmp_path / "copy.sqlite", OFFICE, "丙", NIGHT)
    laptop = open_store(f"sqlite:///{tmp_path / 'laptop.sqlite'}")
    assert less_the_act(laptop) == rows(engine)
    laptop.dispose()


def test_what_is_there_gives_way_only_when_asked_to_and_is_kept(
    engine: Engine, other: Engine, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.sqlite"
    back_up(full(engine), copy)
    save(other, batch(Sheet("黔江.xlsx", TEN)), MONDAY, "甲")
    theirs = rows(other)
    with pytest.raises(Refused, match="--replace"):
        restore(address(other), copy, OFFICE, "丙", NIGHT)
    assert rows(other) == theirs
    done = restore(address(other), copy, OFFICE, "丙", NIGHT, replace=True)
    assert less_the_act(other) == rows(engine)
    assert done.kept == tmp_path / "copy.before-20240301-023000.sqlite"
    kept = open_store(f"sqlite:///{done.kept}")
    assert rows(kept) == theirs
    kept.dispose()


def test_a_value_that_comes_out_otherwise_leaves_the_server_as_it_was(
    engine: Engine, other: Engine, tmp_path: Path
) -> None:
    back_up(full(engine), tmp_path / "copy.sqlite")
    before = rows(other)
    with other.connect() as connection, connection.begin():
        connection.execute(text(SPOILING))
    with pytest.raises(Refused, match="observation"):
        restore(address(other), tmp_path / "copy.sqlite", OFFICE, "丙", NIGHT)
    assert rows(other) == before
    assert revision(other) == 0


SPOILING = """
create function spoil() returns trigger language plpgsql as $$ begin new.value := new.value + 1; return new; end $$;
create trigger spoiling before insert on observation for each row when (new.value = 1152921504606846977)
execute function spoil()
"""


def test_a_moment_is_copied_while_others_write(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(engine, batch(Sheet("万州.xlsx", TEN)), MONDAY, "甲")
    before, second = rows(engine), open_store(address(engine))
    plain = moving._copy

    def meanwhile(*given: object) -> None:
        save(second, batch(Sheet("黔江.xlsx", TEN, unit_code="500114", unit="黔江区")), TUESDAY, "甲")
        plain(*given)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(moving, "_copy", meanwhile)
    back_up(engine, tmp_path / "copy.sqlite")
    file = open_store(f"sqlite:///{tmp_path / 'copy.sqlite'}")
    assert rows(file) in (before, rows(engine))
    file.dispose()
    second.dispose()
