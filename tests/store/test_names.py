"""Names as long as a stranger likes, in an index of any database; and the same order in every one of them."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from sqlalchemy import Engine, select

from sydata.store import queries
from sydata.store.letters import LONGEST, name_as
from sydata.store.returns import save
from sydata.store.reviewing import accept
from sydata.store.schema import observation
from sydata.store.signing import sign_off
from tests.store.drawn import OFFICE, Sheet, batch
from tests.store.test_decisions import clerk
from tests.store.test_returns import MONDAY, TEN, TUESDAY

CHANCE = random.Random(3)
LONG = "".join(
    chr(CHANCE.randrange(0x4E00, 0x9FA5)) for _ in range(10_000)
)  # nothing that packing makes shorter
CASES = {
    "file": Sheet(LONG + ".xlsx", TEN),
    "sheet": Sheet("a.xlsx", TEN, name=LONG),
    "unit": Sheet("a.xlsx", TEN, unit=LONG),
    "category": Sheet("a.xlsx", [(LONG, "visited_people", 10)]),
}


@pytest.mark.parametrize("sheet", CASES.values(), ids=CASES)
def test_a_long_name_is_kept_and_known_again(engine: Engine, sheet: Sheet) -> None:
    assert save(engine, batch(sheet), MONDAY, "甲").new == 1
    assert save(engine, batch(sheet), TUESDAY, "甲").already == 1
    assert queries.facts(engine, OFFICE)["value"].tolist() == [10]


def test_long_names_that_differ_at_their_end_stay_two(engine: Engine) -> None:
    one, two = (
        Sheet("a.xlsx", TEN, name=LONG + "甲"),
        Sheet("a.xlsx", TEN, name=LONG + "乙", unit_code="500114"),
    )
    assert save(engine, batch(one, two), MONDAY, "甲").new == 2
    figures = [(LONG + end, "visited_people", n) for n, end in enumerate("甲乙")]
    assert save(engine, batch(replace(one, file="b.xlsx", figures=figures, year=2023)), MONDAY, "甲").new == 1
    with engine.connect() as connection:
        kept = (
            connection.execute(select(observation.c.category).where(observation.c.return_id == 3))
            .scalars()
            .all()
        )
    assert len(set(kept)) == 2


def test_a_name_that_was_cut_is_cut_no_more() -> None:
    assert len(name_as(LONG)) == LONGEST
    assert name_as(name_as(LONG)) == name_as(LONG)
    assert name_as(LONG[:LONGEST]) == LONG[:LONGEST]


def test_a_long_category_is_signed_off(engine: Engine) -> None:
    save(engine, batch(CASES["category"], Sheet("b.xlsx", TEN, unit_code="500114")), MONDAY, "甲")
    accept(clerk(engine), [1, 2])
    sign_off(clerk(engine), 2024, "spring", "经办公会审定")


def test_a_file_with_nul_in_its_name_is_known_again(engine: Engine) -> None:
    sheet = Sheet("a\0b.xlsx", TEN, name="a\0b", content=b"same")
    assert save(engine, batch(sheet), MONDAY, "甲").new == 1
    assert save(engine, batch(sheet), TUESDAY, "甲").already == 1
