"""What a page asks of a store that holds many offices and years: its own office's rows, no more questions than ever."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from benchmarks.country import enlist, keep, sums
from sydata.sample.country import collecting, country
from sydata.store import queries
from sydata.store.database import open_store
from sydata.ui.registry import PAGES
from tests.pages.conftest import Open

OFFICES = (*list(collecting())[:50], "500000")  # enough that one office is a small part of the store
# of the tables that grow all but blob: every file of this country holds the same
LARGE = ("file", "return_", "observation", "finding", "audit", "upload", "decision")
MOST = 1_500_000  # bytes of a page's elements
WIDE = "410000"  # an office with the whole country on its list, of which some hundred have reported
LIGHT, LINES = 400_000, 800  # the same of such an office: bytes, and lines of tables and boards
SHOWING = [page for page in PAGES if page.needs_data]


def stored(folder: Path, periods: int) -> str:
    """The address of a store of some offices of the country, with their newest periods."""
    wanted = sum(map(len, collecting().values())) * periods
    address = f"sqlite:///{folder / f'{periods}.sqlite'}"
    engine = open_store(address)
    keep(engine, (each for each in country(wanted) if each.office in OFFICES))
    engine.dispose()
    return address


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> str:
    return stored(tmp_path_factory.mktemp("short"), 4)


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> str:
    return stored(tmp_path_factory.mktemp("long"), 8)


@contextmanager
def asked() -> Iterator[list[tuple[str, list[str]]]]:
    """The questions that anybody asks of any SQLite store meanwhile, with how it finds the answers."""
    found: list[tuple[str, list[str]]] = []

    def listen(connection: Any, _cursor: Any, said: str, given: Any, _context: Any, _many: bool) -> None:
        if said.lstrip().upper().startswith(("SELECT", "WITH")):
            cursor = connection.connection.cursor()
            plan = cursor.execute(f"EXPLAIN QUERY PLAN {said}", given).fetchall()
            found.append((said, [row[3] for row in plan]))

    event.listen(Engine, "before_cursor_execute", listen)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", listen)


def test_the_store_adds_up_to_what_was_invented(short: str) -> None:
    told = [each for each in country(4 * 2_972) if each.office in OFFICES]
    expected = sums(told)
    engine = open_store(short)
    for office in OFFICES[-3:]:
        facts = queries.facts(engine, office)
        found = facts.groupby(["unit_code", "year", "festival", "category", "indicator"])["value"].sum()
        own = {key[1:]: value for key, value in expected.items() if key[0] == office}
        assert {key: int(value) for key, value in found.items()} == own
    engine.dispose()


def test_fewer_returns_are_the_newest_of_more() -> None:
    assert list(country(50)) == list(country(120))[:50]


@pytest.mark.parametrize("page", SHOWING, ids=lambda page: page.id)
def test_a_page_reads_its_own_office_by_as_many_questions_whatever_the_history(
    opened: Open, short: str, long: str, page: Any
) -> None:
    counts = []
    for address in (short, long):
        with asked() as questions:
            at = opened(address, page.path)
        assert not at.exception
        steps = [
            (step.split()[1], said) for said, plan in questions for step in plan if step.startswith("SCAN")
        ]
        assert not [(table, said) for table, said in steps if table in LARGE]
        assert sum(each.proto.ByteSize() for each in at.main if each.proto is not None) < MOST
        counts.append(len(questions))
    assert counts[0] == counts[1]


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> str:
    address = f"sqlite:///{tmp_path_factory.mktemp('wide') / 'wide.sqlite'}"
    engine = open_store(address)
    enlist(engine, WIDE)
    units = {of.code for below in collecting().values() for of in below[:1]}
    told = [each for each in country(2 * 2_972, one=WIDE) if each.report.unit.code in units]
    keep(engine, told)
    engine.dispose()
    return address


@pytest.mark.parametrize("page", SHOWING, ids=lambda page: page.id)
def test_a_page_of_an_office_with_thousands_of_units_shows_them_in_parts(
    opened: Open, wide: str, page: Any
) -> None:
    at = opened(wide, page.path, office=WIDE)
    assert not at.exception
    said = [each.proto.body for each in at.get("html")]
    assert any("sy-head" in each for each in said)
    assert sum(each.count("<tr") + each.count("<li") for each in said) < LINES
    assert sum(each.proto.ByteSize() for each in at.main if each.proto is not None) < LIGHT
