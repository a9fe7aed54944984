"""Who has which role: given, changed, taken back; and who was where."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select, text

from sydata.errors import Refused
from sydata.rights import LOCAL, Person, reach_of
from sydata.store import roles, visits
from sydata.store.acting import Clerk
from sydata.store.database import open_store, revision
from sydata.store.reach import reading_as, writing_as
from sydata.store.visits import Visit
from tests.stores import store_address

NOW = datetime(2024, 3, 1, 9)
OFFICE = "500000"
EDITOR = {"name": "李四", "role": "editor", "offices": [OFFICE], "units": []}
CHIEF = {"name": "张三", "role": "administrator", "offices": [], "units": []}
MISS = Person("chief@example.org", "张三", "administrator")


@pytest.fixture
def store(tmp_path: Path) -> Engine:
    return open_store(store_address(tmp_path / "roles.sqlite"))


def by(engine: Engine, person: Person = LOCAL) -> Clerk:
    return Clerk(writing_as(engine, person, reach_of(person)), OFFICE, person.id, NOW, lambda *_: iter(()))


def test_a_role_is_given_changed_and_taken_and_every_change_is_told(store: Engine) -> None:
    roles.grant(by(store), "li@example.org", EDITOR, "新同事")
    roles.grant(by(store), "li@example.org", {**EDITOR, "role": "leader"}, "升职")
    assert roles.grant_of(store, "li@example.org") == {**EDITOR, "role": "leader"}
    roles.grant(by(store), "li@example.org", None, "离职")
    assert roles.grants(store) == {}
    told = roles.history(store)
    assert told["reason"].tolist() == ["离职", "升职", "新同事"]
    assert told["newest"].tolist() == [True, False, False]


def test_the_last_change_of_a_person_is_taken_back_and_an_earlier_one_is_not(store: Engine) -> None:
    first = roles.grant(by(store), "li@example.org", EDITOR, "新同事")
    last = roles.grant(by(store), "li@example.org", None, "误删")
    with pytest.raises(Refused):
        roles.undo(by(store), first, "why")
    roles.undo(by(store), last, "撤销")
    assert roles.grant_of(store, "li@example.org") == EDITOR


def test_giving_what_is_so_already_changes_nothing(store: Engine) -> None:
    roles.grant(by(store), "li@example.org", EDITOR, "新同事")
    assert roles.grant(by(store), "li@example.org", EDITOR, "again") == 0
    assert len(roles.history(store)) == 1


@pytest.mark.parametrize(
    ("identity", "value"),
    [
        ("li example", EDITOR),
        ("li'--@example.org", EDITOR),
        ("x" * 121, EDITOR),
        ("", EDITOR),
        ("li@example.org", {**EDITOR, "role": "king"}),
        ("li@example.org", {**EDITOR, "offices": []}),
        ("li@example.org", {**EDITOR, "offices": ["999999"]}),
        ("li@example.org", {**EDITOR, "offices": [["500000"]]}),
        ("li@example.org", {**EDITOR, "role": "reporter"}),
        ("li@example.org", {**EDITOR, "role": "reporter", "units": ["999999"]}),
    ],
)
def test_what_makes_no_sense_is_refused(store: Engine, identity: str, value: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        roles.grant(by(store), identity, value, "why")
    assert roles.grants(store) == {}


def test_a_change_wants_a_reason(store: Engine) -> None:
    with pytest.raises(Refused):
        roles.grant(by(store), "li@example.org", EDITOR, " ")


def test_nobody_changes_the_own_role(store: Engine) -> None:
    roles.grant(by(store), MISS.id, CHIEF, "first")
    roles.grant(by(store), "other@example.org", CHIEF, "second")
    for value in (None, EDITOR):
        with pytest.raises(Refused):
            roles.grant(by(store, MISS), MISS.id, value, "why")
    assert roles.grant_of(store, MISS.id) == CHIEF


def test_the_last_administrator_stays_unless_the_settings_name_another(store: Engine) -> None:
    roles.grant(by(store), MISS.id, CHIEF, "first")
    for value in (None, EDITOR):
        with pytest.raises(Refused):
            roles.grant(by(store), MISS.id, value, "why")
    roles.grant(by(store), MISS.id, None, "why", standing=["root@example.org"])
    assert roles.grants(store) == {}


def test_of_two_administrators_who_dismiss_each_other_one_stays(store: Engine) -> None:
    other = Person("other@example.org", "王五", "administrator")
    for each in (MISS, other):
        roles.grant(by(store), each.id, CHIEF, "both")
    roles.grant(by(store, MISS), other.id, None, "why")
    with pytest.raises(Refused):
        roles.grant(by(store, other), MISS.id, None, "why")


def test_only_an_administrator_gives_roles_and_sees_them(store: Engine) -> None:
    roles.grant(by(store), "li@example.org", EDITOR, "新同事")
    visits.note(store, [Visit(NOW, "li@example.org", "opened", "overview")])
    editor = Person("li@example.org", "李四", "editor", (OFFICE,))
    with pytest.raises(Refused):
        roles.grant(by(store, editor), "me@example.org", CHIEF, "why")
    bounded = reading_as(store, reach_of(editor))
    assert roles.grants(bounded) == {}
    assert roles.history(bounded).empty
    assert visits.visits(bounded, NOW).empty
    assert len(roles.grants(reading_as(store, reach_of(MISS)))) == 1


# ---- visits ----
def test_visits_are_kept_without_moving_the_revision(store: Engine) -> None:
    before = revision(store)
    visits.note(store, [Visit(NOW, "a", "opened", "overview"), Visit(NOW, "b", "took", "data", "v1")])
    assert revision(store) == before
    assert visits.visits(store, NOW)["who"].tolist() == ["b", "a"]
    assert visits.visits(store, NOW, kind="took")["version"].tolist() == ["v1"]
    assert visits.visits(store, NOW, who="a")["what"].tolist() == ["overview"]
    assert visits.visitors(store, NOW) == ["a", "b"]
    assert visits.count(store, NOW + timedelta(seconds=1)) == 0


def test_old_visits_are_forgotten(store: Engine) -> None:
    visits.note(store, [Visit(NOW - timedelta(days=2), "a", "opened", "x"), Visit(NOW, "a", "opened", "y")])
    assert visits.forget(store, NOW - timedelta(days=1)) == 1
    assert visits.visits(store, NOW - timedelta(days=9))["what"].tolist() == ["y"]


def test_the_names_of_a_visit_are_kept_as_text(store: Engine) -> None:
    visits.note(store, [Visit(NOW, "x'; DROP TABLE visit; --", "refused", "<script>" * 100)])
    with store.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM visit")).scalar_one() == 1
        assert len(connection.execute(select(text("what")).select_from(text("visit"))).scalar_one()) == 200
