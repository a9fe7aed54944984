"""What persons may read and write, held at the store: whatever calls it, and whatever it is asked for."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import NoResultFound

import sydata
from sydata.catalog.learned import Lesson
from sydata.errors import Refused
from sydata.model import SourceFile
from sydata.rights import LOCAL, Person, Right, may, reach_of
from sydata.store import (
    arriving,
    confirming,
    copied,
    decisions,
    history,
    lessons,
    proposals,
    queries,
    reach,
    rereading,
    returns,
    reviewing,
    setting,
    signing,
)  # fmt: skip
from sydata.store.acting import Clerk
from sydata.store.database import open_store, revision, writing
from sydata.store.reach import RULES, reading_as, writing_as
from sydata.store.schema import metadata, return_
from tests.pages.conftest import sheet
from tests.source import ROOT, tree

NOW = datetime(2024, 3, 1, 9)
OFFICE, OTHER = "500000", "440700"
WANZHOU, FULING = "500101", "500102"
LEADER = Person("leader@example.org", "L", "leader", (OFFICE,))
REPORTER = Person("wanzhou@example.org", "W", "reporter", (OFFICE,), (WANZHOU,))
NEIGHBOUR = Person("fuling@example.org", "F", "reporter", (OFFICE,), (FULING,))
EDITOR = Person("editor@example.org", "E", "editor", (OFFICE,))
ELSEWHERE = Person("jiangmen@example.org", "J", "editor", (OTHER,))
ADMINISTRATOR = Person("admin@example.org", "A", "administrator")


@pytest.fixture
def store(tmp_path: Any) -> Engine:
    """Two units' returns, the second handed in by its own reporter, and a file that waits."""
    engine = open_store(f"sqlite:///{tmp_path / 'reach.sqlite'}")
    first = sydata.normalize([sheet("万州区", 2024, 120, "11.00")]).batch
    second = sydata.normalize([sheet("涪陵区", 2024, 60, "三百多")]).batch
    returns.save(engine, first, NOW, "editor@example.org")
    returns.save(engine, second, NOW, NEIGHBOUR.id)
    arriving.arrive(engine, OFFICE, [SourceFile("waits.csv", b"1,2", "")], NOW, NEIGHBOUR.id)
    return engine


def acting(engine: Engine, person: Person, office: str = OFFICE) -> Clerk:
    return Clerk(
        writing_as(engine, person, reach_of(person)), office, person.id, NOW, lambda *_: (_ for _ in ())
    )


def ids(engine: Engine) -> tuple[int, int, int, int]:
    """A return, a figure and a finding of 涪陵区, and the file that waits."""
    own = queries.returns(engine, OFFICE)
    id = int(own.loc[own["unit_code"] == FULING, "return_id"].iloc[0])
    found = queries.findings(engine, OFFICE)
    finding = int(found.loc[found["return_id"] == id, "finding_id"].iloc[0])
    figure = int(queries.figures(engine, OFFICE, id)["observation_id"].iloc[0])
    return id, figure, finding, int(arriving.waiting(engine, OFFICE)["file_id"].iloc[0])


def batch_of(unit: str) -> Any:
    return sydata.normalize([sheet(unit, 2023, 10, "1.00")]).batch


# Every function of the store that writes for a person, and a call of it that would change something.
WRITES: dict[str, Callable[[Clerk, tuple[int, int, int, int]], object]] = {
    "arriving.arrive": lambda by, of: arriving.arrive(
        by.engine, by.office, [SourceFile("new.csv", b"3", "")], NOW, by.who
    ),
    "arriving.dismiss": lambda by, of: arriving.dismiss(by.engine, by.office, [of[3]], NOW, by.who),
    "returns.save": lambda by, of: returns.save(by.engine, batch_of("涪陵区"), NOW, by.who),
    "decisions.correct": lambda by, of: decisions.correct(by, of[1], 1, "why"),
    "decisions.name_unit": lambda by, of: decisions.name_unit(by, of[0], WANZHOU, "why"),
    "decisions.name_period": lambda by, of: decisions.name_period(by, of[0], "2022-spring", "why"),
    "decisions.choose_version": lambda by, of: decisions.choose_version(by, of[0], "why"),
    "decisions.file_report": lambda by, of: decisions.file_report(by, of[3], FULING, "2024-spring", "why"),
    "decisions.set_aside": lambda by, of: decisions.set_aside(by, of[0], "why"),
    "confirming.confirm": lambda by, of: confirming.confirm(by, [of[2]], "why"),
    "confirming.confirm_questions": lambda by, of: confirming.confirm_questions(by, [], "why"),
    "decisions.undo": lambda by, of: decisions.undo(by, 1),
    "lessons.teach": lambda by, of: lessons.teach(
        by.engine, by.office, Lesson("category", "新词", "active-duty"), by.who, NOW
    ),
    "lessons.undo": lambda by, of: lessons.undo(by.engine, by.office, 1, by.who, NOW),
    "proposals.confirm": lambda by, of: proposals.confirm(by.engine, by.office, of[0], [of[1]], by.who, NOW),
    "proposals.reject": lambda by, of: proposals.reject(by.engine, by.office, of[0], [of[1]], by.who, NOW),
    "proposals.unconfirm": lambda by, of: proposals.unconfirm(
        by.engine, by.office, of[0], [of[1]], by.who, NOW
    ),
    "rereading.read_on": lambda by, of: rereading.read_on(by),
    "reviewing.accept": lambda by, of: reviewing.accept(by, [of[0]]),
    "reviewing.send_back": lambda by, of: reviewing.send_back(by, of[0], "why"),
    "reviewing.withdraw": lambda by, of: reviewing.withdraw(by, of[0], "why"),
    "copied.note_copy": lambda by, of: copied.note_copy(by.engine, by.office, by.who, NOW, "0"),
    "setting.change": lambda by, of: setting.change(by, "usual:spring:2024", {"day": "02-01"}, "why"),
    "setting.change_all": lambda by, of: setting.change_all(
        by, {"usual:spring:2024": {"day": "02-01"}}, "why"
    ),
    "setting.add_reporter": lambda by, of: setting.add_reporter(by, {}, "why"),
    "setting.undo": lambda by, of: setting.undo(by, 1, "why"),
    "signing.sign_off": lambda by, of: signing.sign_off(by, 2024, "spring", "why"),
    "signing.reopen": lambda by, of: signing.reopen(by, 2024, "spring", "why"),
}
# Of the machinery: they do not write for a person, or are not to be had through an engine of a page.
MACHINERY = {"database", "backing", "reach"}


def writers() -> set[str]:
    """The public functions of the store from which `writing` can be reached, by the names in their bodies."""
    calls: dict[str, set[str]] = {}
    for path in sorted((ROOT / "sydata" / "store").glob("*.py")):
        if path.stem in MACHINERY:
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef):
                named = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
                named |= {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)}
                calls.setdefault(f"{path.stem}.{node.name}", set()).update(named)
    reached = {name for name, named in calls.items() if {"writing", "carry_out"} & named}
    while more := {
        name
        for name, named in calls.items()
        if name not in reached and any(r.partition(".")[0] == name.partition(".")[0] and r.partition(".")[2] in named
                                       for r in reached)
    }:  # fmt: skip
        reached |= more
    return {name for name in reached if not name.partition(".")[2].startswith("_")}


def test_every_function_that_writes_is_known_here_and_says_what_it_needs() -> None:
    methods = {"rereading.read", "trial.carry_out"}  # of a class that read_on makes; under `decisions`
    assert writers() - methods == set(WRITES)
    for name in WRITES:
        module, _, function = name.partition(".")
        assert hasattr(getattr(importlib.import_module(f"sydata.store.{module}"), function), "__needs__"), (
            name
        )


def needed(name: str) -> Right:
    module, _, function = name.partition(".")
    return getattr(importlib.import_module(f"sydata.store.{module}"), function).__needs__  # type: ignore[no-any-return]  # got by name


@pytest.mark.parametrize("name", sorted(WRITES))
def test_who_may_not_write_is_refused_and_nothing_changed(store: Engine, name: str) -> None:
    before, of = revision(store), ids(store)
    strangers = [LEADER, REPORTER, ELSEWHERE]
    if name == "arriving.arrive":
        strangers.remove(REPORTER)  # may hand in bytes; whose they are shows when they are read
    for person in strangers:
        with pytest.raises(Refused):
            WRITES[name](acting(store, person), of)
        assert revision(store) == before, (name, person.role)


@pytest.mark.parametrize("name", sorted(WRITES))
def test_nobody_writes_through_a_readers_engine_nor_under_another_name(store: Engine, name: str) -> None:
    before, of = revision(store), ids(store)
    reader = Clerk(reading_as(store, reach_of(LOCAL)), OFFICE, "local", NOW, lambda *_: (_ for _ in ()))
    other = Clerk(
        writing_as(store, ADMINISTRATOR, reach_of(ADMINISTRATOR)), OFFICE, "somebody", NOW, reader.read
    )
    for by in (reader, other):
        with pytest.raises(Refused):
            WRITES[name](by, of)
    assert revision(store) == before


def test_a_write_without_a_mark_is_refused_for_a_person(store: Engine) -> None:
    with pytest.raises(Refused), writing(acting(store, ADMINISTRATOR).engine):
        raise AssertionError("not reached")


def test_whoever_may_writes_under_the_own_name(store: Engine) -> None:
    setting.change(acting(store, EDITOR), "usual:spring:2025", {"day": "02-01"}, "why")
    assert history.events(store, OFFICE)["who"].iloc[0] == EDITOR.id
    done = returns.save(acting(store, REPORTER).engine, batch_of("万州区"), NOW, REPORTER.id)
    assert done.new == 1


def test_an_editor_reaches_no_row_of_another_office_by_its_number(store: Engine) -> None:
    of = ids(store)
    by = acting(store, ELSEWHERE, OTHER)
    before = revision(store)
    for name in ("decisions.set_aside", "decisions.name_unit", "reviewing.accept", "proposals.confirm"):
        with pytest.raises((LookupError, Refused)):
            WRITES[name](by, of)
    assert revision(store) == before


def test_a_reporter_drops_a_file_of_the_own_hand(store: Engine) -> None:
    WRITES["arriving.dismiss"](acting(store, NEIGHBOUR), ids(store))
    assert arriving.waiting(store, OFFICE).empty


# ---- reads ----
def counts(engine: Engine, person: Person) -> dict[str, int]:
    with reading_as(engine, reach_of(person)).connect() as connection:
        return {
            name: int(connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()) for name in RULES
        }


def test_a_reporter_sees_the_own_units_rows_and_no_others(store: Engine) -> None:
    mine = reading_as(store, reach_of(REPORTER))
    assert set(queries.returns(mine, OFFICE)["unit_code"]) == {WANZHOU}
    assert set(queries.facts(mine, OFFICE)["unit_code"]) == {WANZHOU}
    assert set(queries.findings(mine, OFFICE)["unit_code"]) <= {WANZHOU}
    assert queries.originals(mine, OFFICE)["name"].tolist() == ["万州区2024.csv"]
    assert arriving.waiting(mine, OFFICE).empty
    theirs = reading_as(store, reach_of(NEIGHBOUR))
    assert set(queries.returns(theirs, OFFICE)["unit_code"]) == {FULING}
    assert arriving.waiting(theirs, OFFICE)["name"].tolist() == ["waits.csv"]


def test_another_units_return_and_file_are_not_there_by_their_numbers(store: Engine) -> None:
    id, _figure, _finding, waiting = ids(store)
    mine = reading_as(store, reach_of(REPORTER))
    file_id = int(queries.returns(store, OFFICE).set_index("return_id").loc[id, "file_id"])
    assert queries.figures(mine, OFFICE, id).empty
    for file in (file_id, waiting):
        with pytest.raises(NoResultFound):
            queries.original(mine, file)
    with pytest.raises(NoResultFound):
        queries.reading(mine, id)
    assert history.decisions(mine, OFFICE, id).empty
    assert history.events(mine, OFFICE, id).empty


def test_a_leader_sees_figures_and_no_files(store: Engine) -> None:
    seen = reading_as(store, reach_of(LEADER))
    assert set(queries.facts(seen, OFFICE)["unit_code"]) == {WANZHOU, FULING}
    with pytest.raises(NoResultFound):
        queries.original(seen, 1)
    assert counts(store, LEADER)["blob"] == 0


def test_another_offices_editor_sees_nothing_of_this_one(store: Engine) -> None:
    empty = {name: count for name, count in counts(store, ELSEWHERE).items() if name != "meta"}
    assert set(empty.values()) == {0}


def test_an_editor_sees_all_of_the_own_office(store: Engine) -> None:
    every = counts(store, ADMINISTRATOR)
    assert counts(store, EDITOR) == every


def test_statements_with_expressions_of_their_own_are_held_too(store: Engine) -> None:
    inner = select(return_.c.unit_code).cte("q")
    with reading_as(store, reach_of(REPORTER)).connect() as connection:
        assert connection.execute(select(inner)).scalars().all() == [WANZHOU]


def test_every_table_has_a_rule() -> None:
    assert set(RULES) == set(metadata.tables)


@pytest.mark.parametrize("code", ["x' OR '1'='1", "500101)", "", "*"])
def test_a_code_that_is_none_reaches_nothing(store: Engine, code: str) -> None:
    odd = Person("odd@example.org", "O", "reporter", (OFFICE,), (code,))
    assert queries.returns(reading_as(store, reach_of(odd)), OFFICE).empty
    assert queries.returns(reading_as(store, reach_of(Person("o", "O", "editor", (code,)))), OFFICE).empty


def test_an_uploader_whose_name_is_no_identity_owns_nothing(store: Engine) -> None:
    odd = Person("x' OR who <> '", "O", "reporter", (OFFICE,), (WANZHOU,))
    assert arriving.waiting(reading_as(store, reach_of(odd)), OFFICE).empty


def test_rights_and_marks_agree() -> None:
    assert {name for name in WRITES if may(LEADER, needed(name))} == set()
    assert {name for name in WRITES if may(REPORTER, needed(name))} == {
        "arriving.arrive", "arriving.dismiss", "returns.save",
    }  # fmt: skip
    assert {name for name in WRITES if not may(EDITOR, needed(name))} == set()


def test_marks_keep_signatures() -> None:
    assert list(inspect.signature(returns.save).parameters)[:2] == ["engine", "batch"]
    assert reach.limited("SELECT 1", reach_of(REPORTER), "main") == "SELECT 1"
